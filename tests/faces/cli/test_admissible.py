"""comity admissible: exit status, exact JSON, readable text, errors that name key path and rule; no Django."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from comity.faces.cli.admissible import main

REQUEST = """
category = "state-state"
edition = "iomed-provisional-2026"
filed_at = 2026-01-15T10:00:00+08:00
subjects = ["fisheries-licence-fees"]
third_state_involved = true
third_states = [{ state = "PG", consent = "given" }]
[[party]]
side = "requesting"
kind = "state"
state = "KE"
consent = { given = true, instrument = "clause", on = 2025-12-01 }
[[party]]
side = "responding"
kind = "state"
state = "UG"
consent = { given = true, instrument = "clause", on = 2025-12-01 }
"""
DEPOSIT = """
[[instrument]]
state = "{}"
treaty = "iomed-2025"
act = "ratification"
on = 2025-10-01
source = "depositary"
status = "official"
"""
REGISTER = DEPOSIT.format("KE") + DEPOSIT.format("UG")
EXCLUDED = """
[[declaration]]
state = "KE"
treaty = "iomed-2025"
excludes = ["fisheries-licence-fees"]
from = 2025-10-01
source = "note verbale"
"""


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Run the command on these texts; give exit status, output, errors."""

    def command(request: str, register: str | None = REGISTER, *words: str) -> tuple[int, str, str]:
        (tmp_path / "request.toml").write_text(request, "utf-8")
        kept = []
        if register is not None:
            (tmp_path / "register.toml").write_text(register, "utf-8")
            kept = ["--register", str(tmp_path / "register.toml")]
        status = main([str(tmp_path / "request.toml"), *kept, *words])
        captured = capsys.readouterr()
        return status, captured.out, captured.err.replace(str(tmp_path) + "/", "")

    return command


def test_an_admissible_request_exits_with_0_and_the_exact_json(run) -> None:
    status, out, err = run(REQUEST, REGISTER, "--format", "json")
    found = json.loads(out)
    assert (status, err, found["verdict"]) == (0, "", "admissible")
    assert list(found) == ["verdict", "findings"]
    assert [finding["code"] for finding in found["findings"]] == [
        "consent",
        "membership",
        "council-decision",
        "declaration",
        "third-state",
        "agency-approval",
    ]
    assert {tuple(finding) for finding in found["findings"]} == {
        ("code", "outcome", "article", "status", "message", "facts")
    }


def test_a_refused_request_exits_with_1(run) -> None:
    status, out, _ = run(REQUEST, REGISTER + EXCLUDED, "--format", "json")
    assert (status, json.loads(out)["verdict"]) == (1, "refused")


def test_an_incomplete_request_exits_with_3(run) -> None:
    status, out, _ = run(REQUEST.replace('"given"', '"pending"'), REGISTER, "--format", "json")
    assert (status, json.loads(out)["verdict"]) == (3, "incomplete")


def test_without_a_register_the_packaged_one_is_used(run) -> None:
    status, out, _ = run(REQUEST.replace('"UG"', '"CN"'), None, "--format", "json")
    membership = json.loads(out)["findings"][1]
    assert (status, [one["standing"] for one in membership["facts"]["parties"]]) == (3, ["signatory", "contracting"])


def test_the_text_gives_verdict_then_outcome_code_article_status_and_sentence(run) -> None:
    _, out, _ = run(REQUEST)
    assert out.splitlines()[:4] == [
        "Verdict: admissible",
        "",
        "pass    consent   Art. 24 (official)",
        "        Every party has consented in writing.",
    ]


@pytest.mark.parametrize(
    ("request_text", "register_text", "expected"),
    [
        (REQUEST.replace('kind = "state"', 'kind = "king"', 1), REGISTER, "request.toml: party[0].kind: one of state,"),
        (REQUEST.replace("subjects", "topics"), REGISTER, "request.toml: topics: unknown key"),
        ("category =", REGISTER, "request.toml: not TOML: "),
        (REQUEST, "[[instrument]]\nstate = 'KE'", "register.toml: instrument[0].treaty: required"),
        (
            REQUEST.replace("iomed-provisional-2026", "iomed-1999"),
            REGISTER,
            (
                "request.toml: edition: unknown; the editions are "
                "icsid-2022, institution-2026, iomed-provisional-2026, uncitral-2021"
            ),
        ),
        (
            REQUEST.replace("iomed-provisional-2026", "institution-2026"),
            REGISTER,
            "request.toml: edition: edition.toml",
        ),
    ],
)
def test_a_bad_file_exits_with_2_and_names_key_path_and_rule(
    run, request_text: str, register_text: str, expected: str
) -> None:
    status, out, err = run(request_text, register_text)
    assert (status, out, err[: len(expected)], err.count("\n")) == (2, "", expected, 1)


def test_a_missing_file_exits_with_2(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main([str(tmp_path / "none.toml")]) == 2
    assert capsys.readouterr().err.startswith(f"{tmp_path}/none.toml: cannot be read: ")


def test_a_file_that_is_no_text_exits_with_2(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "request.toml").write_bytes(b"\xff\xfe")
    assert main([str(tmp_path / "request.toml")]) == 2
    assert "cannot be read: " in capsys.readouterr().err


def test_no_django_is_needed(tmp_path: Path) -> None:
    (tmp_path / "request.toml").write_text(REQUEST, "utf-8")
    script = (
        "import sys; sys.modules['django'] = None; from comity.faces.cli import main; "
        f"sys.exit(main(['admissible', {str(tmp_path / 'request.toml')!r}]))"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).returncode == 3
