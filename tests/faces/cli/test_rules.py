"""comity rules: list, show, check, deadlines."""

import json
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from comity.faces.cli.rules import main
from comity.law import zones
from comity.law.instants import parse

NAME = "iomed-provisional-2026"
PACKAGED = Path(str(resources.files("comity.law").joinpath("editions"))) / NAME
REGISTERED = "registered=2026-01-15T10:00:00+08:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the packaged edition, to be changed."""
    return Path(shutil.copytree(PACKAGED, tmp_path / "edition"))


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Change one place of an edition's file."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def said(capsys: pytest.CaptureFixture[str], *argv: str, status: int = 0) -> str:
    """What the command prints; on the other stream it must print nothing."""
    assert main(list(argv)) == status
    captured = capsys.readouterr()
    spoken, silent = (captured.err, captured.out) if status == 2 else (captured.out, captured.err)
    assert silent == ""
    return spoken


def counted(capsys: pytest.CaptureFixture[str], *argv: str) -> list[dict[str, Any]]:
    """The deadlines that the command prints as JSON."""
    answer = json.loads(said(capsys, "deadlines", *argv, "--format", "json"))
    assert list(answer) == ["deadlines"]
    return list(answer["deadlines"])


class TestList:
    def test_every_edition_is_named_with_the_categories_that_it_serves(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        lines = said(capsys, "list").splitlines()
        assert [line.split()[0] for line in lines] == [
            *("icsid-2022", "state-national"),
            *("institution-2026", "institution"),
            *(NAME, "state-state", "state-national", "commercial"),
            *("uncitral-2021", "commercial"),
        ]

    def test_what_the_rules_have_not_said_is_named(self, capsys: pytest.CaptureFixture[str]) -> None:
        line = next(line for line in said(capsys, "list").splitlines() if line.strip().startswith("commercial"))
        assert line.split("; ")[-1] == "not said, though needed: fees, panel-terms"


class TestShow:
    def test_both_tables_stand_in_a_page_of_120_columns(self, capsys: pytest.CaptureFixture[str]) -> None:
        page = said(capsys, "show", NAME)
        heads = [line for line in page.splitlines() if line.isupper() and not line.startswith(" ")]
        assert [head for head in heads if head in ("WHO MAY DO WHAT, WHEN", "HOW LONG EACH PHASE LASTS")] == [
            "WHO MAY DO WHAT, WHEN",
            "HOW LONG EACH PHASE LASTS",
        ]
        assert max(map(len, page.splitlines())) <= 120

    def test_a_row_reads_across_with_its_rule_and_the_number_of_its_source(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        page = said(capsys, "show", NAME)
        start = page.index("\nRegister the case") + 1
        first = page[start : page.index("\n", start)]
        assert [cell for cell in first.split("  ") if cell] == [
            "Register the case",
            " Secretary-General",
            "Screening",
            " - every party has consented",
            "row S6",
        ]

    def test_every_source_stands_once_in_the_list(self, capsys: pytest.CaptureFixture[str]) -> None:
        sources = said(capsys, "show", NAME).split("\nSOURCES\n")[1]
        numbers = [line.split("]")[0] for line in sources.splitlines() if line.startswith("[")]
        assert numbers == [f"[{number}" for number in range(1, len(numbers) + 1)]

    def test_the_same_comes_as_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        found = json.loads(said(capsys, "show", NAME, "--format", "json"))
        assert (found["edition"], found["category"]) == (NAME, "state-state")
        row = next(row for row in found["acts"] if row["act"] == "register")
        assert row == {
            "act": "register",
            "title": "Register the case",
            "summary": "",
            "who": ["Secretary-General"],
            "where": "case log",
            "when": "Screening",
            "while_suspended": False,
            "only_if": [
                "every party has consented",
                "the verdict of the gate is admissible",
                "every third State says: it consents",
            ],
            "effects": [],
            "then": ["the case moves to “Choice of mediator” and the period “Digest over all rooms” begins"],
            "entails": [],
            "article": "row S6",
            "source": "A guess of the design, after ICSID Mediation Rules 2022, Rule 7",
            "status": "assumed",
        }
        phase = next(row for row in found["phases"] if row["phase"] == "choosing")
        assert [row["period"] for row in phase["periods"]][-1] == "first-step"
        assert [gate["name"] for gate in found["gates"]][:2] == ["consent", "membership"]
        assert found["endings"][0]["name"] == "settled"
        assert next(value for value in found["values"] if value["name"] == "fees")["value"] is None

    def test_a_category_without_procedure_shows_what_there_is(
        self, capsys: pytest.CaptureFixture[str], folder: Path
    ) -> None:
        change(folder, "edition.toml", "# ---", 'procedure = ["state-state"]\n\n# ---')
        page = said(capsys, "show", str(folder), "--category", "commercial")
        assert [line for line in page.splitlines() if line.isupper()] == [
            "MAY WE TAKE THIS CASE?",
            "VALUES",
            "SOURCES",
        ]

    def test_the_institutions_docket_is_an_edition_too(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert said(capsys, "show", "institution-2026").splitlines()[0] == (
            "The organisation's own docket, 2026 (institution-2026), the organisation's own docket"
        )

    def test_a_folder_is_shown_like_a_packaged_edition(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        assert said(capsys, "show", str(folder)) == said(capsys, "show", NAME)

    def test_an_unknown_edition_is_refused(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert said(capsys, "show", "icsid-2030", status=2) == (
            "comity rules show: EDITION: 'icsid-2030' is neither a folder with an edition nor one of "
            f"icsid-2022, institution-2026, {NAME}, uncitral-2021\n"
        )

    def test_a_category_that_it_does_not_serve_is_refused(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert said(capsys, "show", NAME, "--category", "institution", status=2) == (
            f"comity rules show: --category institution: {NAME} does not serve it\n"
        )

    def test_a_bad_folder_is_refused_with_key_path_and_reason(
        self, capsys: pytest.CaptureFixture[str], folder: Path
    ) -> None:
        change(folder, "edition.toml", "length = 60", "length = 0")
        assert said(capsys, "show", str(folder), status=2) == (
            "comity rules show: EDITION: periods.invitation.length: a whole number from 1 is wanted\n"
        )


class TestCheck:
    def test_a_good_folder_is_told_by_category(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        told = said(capsys, "check", str(folder))
        assert [line.split(":")[0] for line in told.splitlines()] == [
            f"{NAME}, {category}" for category in ("state-state", "state-national", "commercial")
        ]

    def test_the_file_itself_may_be_named(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        assert said(capsys, "check", str(folder / "edition.toml")) == said(capsys, "check", str(folder))

    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ('status = "assumed"', 'status = "guessed"', "periods.invitation.status: 'guessed' is not one of "),
            ("length = 60", "lenght = 60", "periods.invitation.lenght: unknown key"),
            ('lapse = "lapse-invitation"', 'lapse = "laps"', "periods.invitation.lapse: 'laps' is no act of the clock"),
            ("[phases.none]", "[phases.none", "edition.toml: not TOML: "),
        ],
    )
    def test_a_bad_edition_is_told_with_key_path_and_reason(
        self, capsys: pytest.CaptureFixture[str], folder: Path, old: str, new: str, told: str
    ) -> None:
        change(folder, "edition.toml", old, new)
        assert said(capsys, "check", str(folder), status=1).startswith(told)

    def test_an_empty_folder_is_no_edition(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        assert said(capsys, "check", str(tmp_path), status=1) == "edition.toml: the file is missing\n"

    def test_an_edition_that_serves_no_category_is_refused(
        self, capsys: pytest.CaptureFixture[str], folder: Path
    ) -> None:
        listed = 'categories = ["state-state", "state-national", "commercial"]'
        change(folder, "edition.toml", listed, 'categories = ["maritime"]')
        assert said(capsys, "check", str(folder), status=1) == (
            "edition.toml.categories: serves none of state-state, state-national, commercial, institution\n"
        )


class TestDeadlines:
    def test_the_periods_that_an_event_starts_are_counted_in_the_zone_named(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        found = counted(
            capsys, NAME, "--event", "acceptance-requested=2026-01-15T10:00:00Z", "--zone", "Africa/Nairobi"
        )
        assert found == [
            {
                "code": "acceptance",
                "article": "ICSID R. 14",
                "due": "2026-02-04T23:59:59+03:00",
                "zone": "Africa/Nairobi",
                "days": 20,
                "status": "borrowed",
            }
        ]

    def test_several_events_are_counted_in_the_order_of_the_edition(self, capsys: pytest.CaptureFixture[str]) -> None:
        events = ("--event", "transmitted=2026-04-01T09:00:00+08:00", "--event", REGISTERED)
        found = counted(capsys, NAME, *events, "--zone", "Asia/Hong_Kong")
        assert [(row["code"], row["days"]) for row in found] == [
            ("agree-on-number", 30),
            ("choose-mediator", 60),
            ("first-step", 120),
            ("statements", 15),
            ("first-session", 30),
        ]

    def test_where_no_zone_is_named_the_most_favourable_one_counts(self, capsys: pytest.CaptureFixture[str]) -> None:
        found = counted(capsys, NAME, "--event", "acceptance-requested=2026-01-15T10:00:00Z")
        assert [(row["due"], row["zone"]) for row in found] == [("2026-02-04T23:59:59-10:00", "America/Adak")]
        assert zones.zone("America/Adak")
        assert parse(found[0]["due"]) == parse("2026-02-05T09:59:59Z")

    def test_the_zone_of_the_rule_comes_before_the_zone_of_the_case(
        self, capsys: pytest.CaptureFixture[str], folder: Path
    ) -> None:
        change(folder, "edition.toml", 'event = "acceptance-requested"', 'event = "acceptance-requested"\nzone = "UTC"')
        event = ("--event", "acceptance-requested=2026-01-15T10:00:00Z", "--zone", "Asia/Hong_Kong")
        assert [row["zone"] for row in counted(capsys, str(folder), *event)] == ["UTC"]

    def test_months_are_no_days(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        change(folder, "edition.toml", "length = 20", 'length = 2\nunit = "months"')
        event = ("--event", "acceptance-requested=2025-12-31T10:00:00Z", "--zone", "UTC")
        assert [(row["due"], row["days"]) for row in counted(capsys, str(folder), *event)] == [
            ("2026-02-28T23:59:59+00:00", None)
        ]

    def test_as_text_each_deadline_names_its_weekday_and_its_rule(self, capsys: pytest.CaptureFixture[str]) -> None:
        event = ("--event", "acceptance-requested=2026-01-15T10:00:00Z", "--zone", "Africa/Nairobi")
        last = said(capsys, "deadlines", NAME, *event).splitlines()[-1]
        assert [cell.strip() for cell in last.split("  ") if cell.strip()] == [
            "Acceptance and declaration of the mediator",
            "Wed 2026-02-04 23:59:59",
            "Africa/Nairobi",
            "ICSID R. 14, borrowed",
        ]

    @pytest.mark.parametrize(
        ("argv", "reason"),
        [
            (
                ("--event", "filed=2026-01-15T10:00:00Z"),
                (
                    f"--event filed: starts no period of {NAME}, state-state; the events are acceptance-requested, "
                    "adjourned, appointment-requested, registered, request-sent, requested, transmitted"
                ),
            ),
            (("--event", "registered"), "--event registered: is written NAME=INSTANT"),
            (
                ("--event", "registered=2026-01-15"),
                (
                    "--event registered: '2026-01-15' is not an instant such as 2026-01-15T10:00:00Z or "
                    "2026-01-15T18:00:00+08:00"
                ),
            ),
            (("--event", REGISTERED, "--event", REGISTERED), "--event registered: may be given once"),
            (
                ("--event", REGISTERED, "--zone", "Mars/Olympus_Mons"),
                f"--zone: 'Mars/Olympus_Mons' is not a time zone of the IANA database {zones.version()}",
            ),
            (
                ("--event", "registered=9999-12-01T00:00:00Z"),
                "--event registered: the period leaves the years 1 to 9999 (periods.choose-mediator)",
            ),
        ],
    )
    def test_what_cannot_be_answered_names_the_field_and_the_rule(
        self, capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], reason: str
    ) -> None:
        assert said(capsys, "deadlines", NAME, *argv, status=2) == f"comity rules deadlines: {reason}\n"

    def test_a_category_whose_procedure_is_not_written_has_no_events(
        self, capsys: pytest.CaptureFixture[str], folder: Path
    ) -> None:
        change(folder, "edition.toml", "# ---", 'procedure = ["state-state"]\n\n# ---')
        asked = ("--event", REGISTERED, "--category", "commercial")
        assert said(capsys, "deadlines", str(folder), *asked, status=2) == (
            f"comity rules deadlines: --event registered: starts no period of {NAME}, commercial; "
            "its procedure is not written yet\n"
        )

    def test_an_edition_that_fixes_its_zone_takes_no_other(self, capsys: pytest.CaptureFixture[str]) -> None:
        for zone in ("Asia/Hong_Kong", "America/New_York", "Mars/Olympus_Mons"):
            asked = ("icsid-2022", "--event", REGISTERED, "--zone", zone)
            assert said(capsys, "deadlines", *asked, status=2) == (
                "comity rules deadlines: --zone: icsid-2022 fixes its zone itself, America/New_York (values.zone)\n"
            )

    def test_icsid_s_days_are_counted_at_its_seat(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Ten in the morning in Hong Kong on the 15th is nine in the evening of the 14th in Washington."""
        found = counted(capsys, "icsid-2022", "--event", REGISTERED)
        assert [
            (row["code"], row["article"], row["due"], row["zone"], row["days"], row["status"]) for row in found
        ] == [
            ("agree-on-number", "R. 13", "2026-02-13T23:59:59-05:00", "America/New_York", 30, "official"),
            ("choose-mediator", "R. 13", "2026-03-16T23:59:59-04:00", "America/New_York", 60, "official"),
            ("first-step", "R. 13", "2026-05-14T23:59:59-04:00", "America/New_York", 120, "official"),
        ]

    def test_uncitral_gives_one_number(self, capsys: pytest.CaptureFixture[str]) -> None:
        event = ("--event", "request-sent=2026-03-02T15:00:00Z")
        (found,) = counted(capsys, "uncitral-2021", *event, "--zone", "Asia/Singapore")
        assert (found["code"], found["due"], found["days"]) == ("invitation", "2026-04-01T23:59:59+08:00", 30)
        assert said(capsys, "deadlines", "uncitral-2021", "--event", REGISTERED, status=2) == (
            "comity rules deadlines: periods.choose-mediator.length: the rules have not said it (Art. 3; "
            "UNCITRAL Mediation Rules 2021, Article 3, not re-read: no number of days)\n"
        )

    def test_a_length_that_the_rules_have_not_said_is_an_error_and_no_guess(
        self, capsys: pytest.CaptureFixture[str], folder: Path
    ) -> None:
        text = (folder / "edition.toml").read_text(encoding="utf-8")
        start = text.index("[periods.acceptance]")
        part = text[start : text.index("[periods.statements]")]
        unset = part.replace("length = 20\n", "").replace('status = "borrowed"', 'status = "unset"')
        (folder / "edition.toml").write_text(text.replace(part, unset), encoding="utf-8")
        event = ("--event", "acceptance-requested=2026-01-15T10:00:00Z")
        assert said(capsys, "deadlines", str(folder), *event, status=2) == (
            "comity rules deadlines: periods.acceptance.length: the rules have not said it (ICSID R. 14; "
            "ICSID Mediation Rules 2022, chapter IV, icsid.worldbank.org)\n"
        )


def test_without_a_verb_the_usage_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: comity rules")


def test_a_reader_who_has_seen_enough_may_close_the_page() -> None:
    command = [sys.executable, "-c", "import sys; from comity.faces.cli import main; sys.exit(main(sys.argv[1:]))"]
    shown = subprocess.Popen([*command, "rules", "show", NAME], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert shown.stdout is not None
    assert shown.stderr is not None
    shown.stdout.close()
    assert shown.stderr.read() == b""
    shown.stderr.close()
    shown.wait(timeout=30)
