"""The treaty register's pages as bytes: filters, languages, CSV, one State, a report of an error."""

import csv
import io
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity import keeper
from comity.law.register import TreatyCode
from comity.treaty import acts, queries

pytestmark = pytest.mark.database

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PACKAGED = 19  # States that the packaged files name about the Convention


@pytest.fixture
def visitor() -> Client:
    """A browser without a past."""
    return Client(HTTP_HOST="localhost")


def names(visitor: Client, **query: str) -> list[str]:
    page = visitor.get("/treaty/", query).content.decode()
    return re.findall(r'rowheader"><a href="/treaty/(\w\w)/"', page)


def text_of(page: Any) -> str:
    """The words of a page, blanks made one, none before a stop or a comma."""
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.content.decode()))
    return re.sub(r" ([.,])", r"\1", words)


def record(**changes: Any) -> None:
    facts = {
        "state": "XM",
        "treaty": "iomed-2025",
        "act": "ratification",
        "on": "2025-10-01",
        "status": "assumed",
    } | changes
    acts.record_instrument(facts, {"source": "=illustrative"}, act_id=keeper.random_id(), at=NOON)


def test_the_packaged_register_is_shown_and_named_as_such_until_something_is_recorded(visitor: Client) -> None:
    page = visitor.get("/treaty/", {"at": "2026-11-23"})
    assert len(names(visitor, at="2026-11-23")) == PACKAGED
    assert "this is the register that comes with the software" in text_of(page)
    assert "In force since 29 Aug 2025." in text_of(page)


def test_what_is_recorded_takes_its_place_with_what_is_reported_beside_it(visitor: Client) -> None:
    record()
    page = visitor.get("/treaty/", {"at": "2026-11-23"})
    assert "that comes with the software" not in text_of(page)
    assert ("XM" in names(visitor), "fictional" in text_of(page)) == (True, True)
    assert names(visitor, standing="contracting") == ["XM"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"standing": "contracting"}, ["CN"]),
        ({"standing": "contracting-not-in-force", "at": "2025-08-28"}, ["CN"]),
        ({"state": "nicar"}, ["NI"]),
        ({"state": " tl "}, ["TL"]),
        ({"source": "official"}, ["TL"]),
        ({"standing": "reported", "state": "do"}, ["DM", "ID"]),
        ({"standing": "withdrawn"}, []),
        ({"treaty": "singapore-2018", "standing": "signatory"}, ["CN"]),
        ({"standing": "king", "source": "rumour", "state": "china"}, ["CN"]),
    ],
)
def test_filters_keep_what_was_asked_for_and_a_wrong_one_counts_as_empty(
    visitor: Client, query: dict[str, str], expected: list[str]
) -> None:
    assert sorted(names(visitor, **({"at": "2026-11-23"} | query))) == sorted(expected)


def test_a_wrong_day_counts_as_today(visitor: Client) -> None:
    assert len(names(visitor, at="the ides of March")) == PACKAGED


def test_before_entry_into_force_the_page_says_so(visitor: Client) -> None:
    page = text_of(visitor.get("/treaty/", {"at": "2025-06-01"}))
    assert "Not in force on this day; it enters into force on 29 Aug 2025." in page


def test_lines_follow_the_readers_language(visitor: Client) -> None:
    visitor.cookies["language"] = "zh-hans"
    page = text_of(visitor.get("/treaty/", {"state": "肯尼亚"}))
    assert ("肯尼亚" in page, names(visitor, state="kenya")) == (True, ["KE"])


def test_what_is_not_known_looks_unset(visitor: Client) -> None:
    page = text_of(visitor.get("/treaty/", {"state": "nicar"}))
    assert "Nicaragua Reported, day unknown Ratification unset unset borrowed news.cnyes.com" in page


def test_the_csv_holds_the_same_lines_with_days_in_iso_8601(visitor: Client) -> None:
    page = visitor.get("/treaty/register.csv", {"at": "2026-11-23", "state": "china"})
    assert (page["Content-Type"], page["Content-Disposition"]) == (
        "text/csv; charset=utf-8",
        'attachment; filename="iomed-2025-2026-11-23.csv"',
    )
    assert list(csv.DictReader(io.StringIO(page.content.decode()))) == [
        {
            "state": "CN",
            "name": "China",
            "status": "contracting",
            "signed_on": "2025-05-30",
            "deposited_on": "2025-06-27",
            "bound_since": "2025-08-29",
            "source_status": "borrowed",
            "sources": "https://www.news.gov.hk/eng/2025/05/20250530/20250530_225008_149.html"
            " | http://e.mzyfz.org.cn/paper/2449/paper_65586_13373.html",
            "reported_without_a_day": "joint-statement",
        }
    ]


def test_the_csv_gives_a_spreadsheet_no_formula(visitor: Client) -> None:
    record()
    rows = list(csv.DictReader(io.StringIO(visitor.get("/treaty/register.csv").content.decode())))
    assert [row["sources"] for row in rows if row["state"] == "XM"] == ["'=illustrative"]
    assert [row["signed_on"] for row in rows if row["state"] == "NI"] == [""]


def test_one_state_shows_its_facts_in_both_treaties(visitor: Client) -> None:
    page = text_of(visitor.get("/treaty/CN/"))
    for words in (
        "Contracting State",
        "Bound since 29 Aug 2025",
        "7 Aug 2019",
        "One of 19 initiators",
    ):
        assert words in page


def test_a_state_without_a_fact_says_that_none_was_found(visitor: Client) -> None:
    assert text_of(visitor.get("/treaty/FJ/")).count("No act of this State about this treaty has been found.") == 2


@pytest.mark.parametrize("code", ["HK", "UK", "ke", "QL"])
def test_what_is_no_state_is_not_found(visitor: Client, code: str) -> None:
    assert visitor.get(f"/treaty/{code}/").status_code == 404


def test_declarations_reservations_and_decisions_stand_beside_the_table_while_in_force(visitor: Client) -> None:
    lasting = {"from": "2026-01-01", "until": "2027-01-01"}
    source = {"source": "https://www.example.org/note"}
    words: dict[str, Any] = {"act_id": "", "at": NOON}
    declared = {"state": "KE", "treaty": "iomed-2025", "excludes": ["maritime-delimitation", "fees"], **lasting}
    reserved = {
        "state": "BY",
        "treaty": "singapore-2018",
        "article": "8.1.a",
        "from": "2021-01-15",
        "status": "official",
    }
    acts.record_declaration(declared, source, **words | {"act_id": keeper.random_id()})
    acts.record_reservation(reserved, source, **words | {"act_id": keeper.random_id()})
    decided = {"decision": "d", "admits": "US", "category": "state-state", **lasting}
    acts.record_decision(decided, source, **words | {"act_id": keeper.random_id()})
    page = text_of(visitor.get("/treaty/", {"at": "2026-06-01"}))
    assert "Kenya excludes: Maritime delimitation, fees from 1 Jan 2026 until 1 Jan 2027" in page
    assert "admitted by a decision of the Council: State–State" in page
    assert "reservation to Article" not in page
    assert "None No declaration" in text_of(visitor.get("/treaty/", {"at": "2027-01-01"}))
    singapore = text_of(visitor.get("/treaty/", {"at": "2026-06-01", "treaty": "singapore-2018"}))
    assert ("reservation to Article 8.1.a" in singapore, "excludes" in singapore) == (True, False)
    assert "excludes: Maritime delimitation, fees" in text_of(visitor.get("/treaty/KE/"))


def test_a_report_is_kept_sealed_and_the_reader_is_told(visitor: Client) -> None:
    words = {"treaty": "iomed-2025", "text": "Deposited on 14 July.", "reply_to": ""}
    page = visitor.post("/treaty/NI/", words, follow=True)
    assert "Kept, sealed, for the registry to read." in text_of(page)
    (report,) = queries.error_reports("an officer", offices={"registry"})
    assert (report.state, report.treaty, report.text, report.reply_to) == (
        "NI",
        TreatyCode.IOMED,
        "Deposited on 14 July.",
        "",
    )


@pytest.mark.parametrize("words", [{}, {"treaty": "iomed-2025", "text": " "}, {"treaty": "vienna", "text": "x"}])
def test_an_empty_report_is_not_kept_and_says_what_lacks(visitor: Client, words: dict[str, str]) -> None:
    page = visitor.post("/treaty/NI/", words)
    assert ("Not saved: some answers need a change" in text_of(page), queries.count_error_reports()) == (True, 0)


def test_too_many_reports_are_told_to_the_reader(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "OPEN_REPORTS", 0)
    page = visitor.post("/treaty/NI/", {"treaty": "iomed-2025", "text": "Deposited on 14 July."})
    assert ("Write to the registry instead." in text_of(page), "Deposited on 14 July." in text_of(page)) == (True, True)


@pytest.mark.parametrize("size", [1, 3])
def test_the_page_takes_four_statements_however_long_the_register(visitor: Client, size: int) -> None:
    for number in range(size):
        record(on=f"2025-10-0{number + 1}")
    with CaptureQueriesContext(connection) as statements:
        visitor.get("/treaty/")
    assert len(statements) == 4
