"""The measure of `comity verify`: its case is one that the law allows, and its figures are figures."""

import json

from bench import verify as bench
from comity.proof.bundle import verify


def test_its_case_reaches_sessions_and_anchors():
    report = verify(bench.made(300), bench.KEY)
    assert (report.acts, report.outcome.phase, report.outcome.packaged) == (300, "sessions", True)


def test_it_prints_figures(capsys):
    assert bench.main(["--acts", "5", "--runs", "1", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["acts", "bytes", "seconds"]
    assert (found["acts"], found["bytes"] > 10_000, found["seconds"] > 0) == (5, True, True)
    assert bench.main(["--acts", "5", "--runs", "1"]) == 0
    assert capsys.readouterr().out.startswith("comity verify: 5 acts, ")


def test_a_case_over_the_bound_fails_the_measurement(monkeypatch):
    monkeypatch.setattr(bench, "BOUND", 0)
    assert bench.main(["--acts", "5", "--runs", "1"]) == 1
