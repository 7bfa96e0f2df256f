"""The measure of `comity verify`: its case is one that the law allows, and its figures are figures."""

import importlib.util
import json
from pathlib import Path

import pytest

from comity.proof.bundle import verify

PATH = Path(__file__).parents[2] / "bench" / "verify.py"


@pytest.fixture(scope="module")
def bench():
    """The script, as a module."""
    spec = importlib.util.spec_from_file_location("bench_verify", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_its_case_reaches_sessions_and_anchors(bench):
    report = verify(bench.made(300), bench.KEY)
    assert (report.acts, report.outcome.phase, report.outcome.packaged) == (300, "sessions", True)


def test_it_prints_figures(bench, capsys):
    assert bench.main(["--acts", "5", "--runs", "1", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["acts", "bytes", "seconds"]
    assert (found["acts"], found["bytes"] > 10_000, found["seconds"] > 0) == (5, True, True)
    assert bench.main(["--acts", "5", "--runs", "1"]) == 0
    assert capsys.readouterr().out.startswith("comity verify: 5 acts, ")
