"""comity treaty status: the table of a day, as text and as JSON; no Django."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from comity.faces.cli.treaty import main

DEPOSIT = """
[[instrument]]
state = "{}"
treaty = "iomed-2025"
act = "{}"
on = {}
source = "depositary"
status = "official"
"""


def states_of(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, dict[str, object]]:
    assert main(["status", "--format", "json", "--treaty", "iomed-2025", *words]) == 0
    (treaty,) = json.loads(capsys.readouterr().out)["treaties"]
    return {row["state"]: row for row in treaty["states"]}


def test_the_packaged_register_on_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    found = states_of(capsys, "--at", "2026-11-23")
    assert {code: row["status"] for code, row in found.items()} == {
        "CG": "signatory",
        "CN": "contracting",
        "KE": "signatory",
        "KH": "signatory",
        "PK": "signatory",
        "RS": "signatory",
        "TL": "signatory",
    }
    assert found["CN"] == {
        "state": "CN",
        "name": "China",
        "status": "contracting",
        "signed_on": "2025-05-30",
        "deposited_on": "2025-06-27",
        "bound_since": "2025-08-29",
        "source_status": "borrowed",
        "sources": [
            "https://www.news.gov.hk/eng/2025/05/20250530/20250530_225008_149.html",
            "http://e.mzyfz.org.cn/paper/2449/paper_65586_13373.html",
        ],
    }


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2025-05-29", None),
        ("2025-05-30", "signatory"),
        ("2025-08-28", "contracting-not-in-force"),
        ("2025-08-29", "contracting"),
    ],
)
def test_china_on_four_days(capsys: pytest.CaptureFixture[str], at: str, expected: str | None) -> None:
    assert states_of(capsys, "--at", at).get("CN", {}).get("status") == expected


def test_both_treaties_with_what_each_count_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--at", "2025-08-28", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["at"], [one["treaty"] for one in found["treaties"]]) == (
        "2025-08-28",
        ["iomed-2025", "singapore-2018"],
    )
    first = found["treaties"][0]
    assert (first["in_force_on"], first["in_force"]) == ("2025-08-29", False)
    assert first["counts"][3] == {"count": 0, "of": "Contracting States: bound on this day"}


def test_a_register_of_ones_own(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "register.toml"
    path.write_text(DEPOSIT.format("KE", "accession", "2026-01-01") + DEPOSIT.format("UG", "withdrawal", "2026-01-05"))
    found = states_of(capsys, "--at", "2026-01-15", "--register", str(path))
    assert {code: (row["status"], row["bound_since"]) for code, row in found.items()} == {
        "KE": ("contracting-not-in-force", "2026-01-31"),
        "UG": ("withdrawn", None),
    }


def test_the_text_is_one_line_a_state(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--at", "2026-11-23", "--treaty", "iomed-2025"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:5] == [
        "Convention on the Establishment of the International Organization for Mediation",
        "Status on 2026-11-23: in force since 2025-08-29",
        "",
        f"  CG  {'Congo':<44}{'signatory':<26}{'-':<12}borrowed",
        f"  CN  {'China':<44}{'contracting':<26}2025-08-29  borrowed",
    ]
    assert lines[11] == "     7  States that this register names with a dated act"


def test_before_entry_into_force_the_text_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    main(["status", "--at", "2025-06-01", "--treaty", "iomed-2025"])
    assert (
        capsys.readouterr().out.splitlines()[1] == "Status on 2025-06-01: not in force; enters into force on 2025-08-29"
    )


@pytest.mark.parametrize("at", ["tomorrow", "2026-13-01", ""])
def test_what_is_no_day_exits_with_2(capsys: pytest.CaptureFixture[str], at: str) -> None:
    assert main(["status", "--at", at]) == 2
    assert capsys.readouterr().err == f"--at: a day such as 2026-01-15 is wanted, not {at!r}\n"


def test_a_bad_register_exits_with_2_and_names_key_path_and_rule(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "register.toml"
    path.write_text("[[instrument]]\nstate = 'HK'")
    assert main(["status", "--at", "2026-01-15", "--register", str(path)]) == 2
    assert capsys.readouterr().err == f"{path}: instrument[0].state: HK is a territory, not a State\n"
    assert main(["status", "--at", "2026-01-15", "--register", str(tmp_path / "none")]) == 2
    path.write_bytes(b"\xff")
    assert main(["status", "--at", "2026-01-15", "--register", str(path)]) == 2
    assert capsys.readouterr().err.count(str(tmp_path)) == 3


def test_no_django_is_needed() -> None:
    script = (
        "import sys; sys.modules['django'] = None; from comity.faces.cli import main; "
        "sys.exit(main(['treaty', 'status', '--at', '2026-01-15']))"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).returncode == 0
