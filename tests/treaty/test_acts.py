"""Recording facts in the treaty register, and reading them back as the law's own register."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from comity import keeper
from comity.law import register as law
from comity.law.register import TreatyCode
from comity.treaty import acts, queries
from comity.treaty.errors import NotRecorded
from comity.treaty.models import Decision, Declaration, ErrorReport, Instrument, Reservation
from comity.treaty.packaged import packaged_register

pytestmark = pytest.mark.database

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DEED = {"state": "KE", "treaty": "iomed-2025", "act": "ratification", "on": "2026-01-05", "status": "official"}
SOURCE = {"source": "depositary"}
DECLARATION = {"state": "KE", "treaty": "iomed-2025", "excludes": ["maritime-delimitation"], "from": "2026-01-05"}
RESERVATION = {"state": "BY", "treaty": "singapore-2018", "article": "8.1.a", "from": "2021-01-15"}
DECISION = {"decision": "gc-1-7", "admits": "US", "category": "state-state", "from": "2026-01-05", "until": None}


def when(**changes: Any) -> dict[str, Any]:
    return {"act_id": keeper.random_id(), "at": NOON} | changes


def test_an_instrument_is_recorded_under_its_acts_id() -> None:
    act_id = keeper.random_id()
    row = acts.record_instrument(DEED, SOURCE, act_id=act_id, at=NOON)
    row.refresh_from_db()
    assert (row.id, row.recorded_at, str(row)) == (act_id, NOON, "KE ratification 2026-01-05")
    assert queries.register(None).instruments == (law.instrument(DEED | SOURCE, ""),)


def test_a_declaration_keeps_its_own_words_apart_from_its_tags() -> None:
    row = acts.record_declaration(DECLARATION, SOURCE | {"wording": "Kenya does not accept ..."}, **when())
    assert queries.register(None).declarations == (law.declaration(DECLARATION | SOURCE, ""),)
    assert queries.wordings(None) == {("KE", "depositary"): "Kenya does not accept ..."}
    assert str(row) == "KE declaration 2026-01-05"


def test_a_declaration_may_have_no_words_on_file() -> None:
    acts.record_declaration(DECLARATION | {"until": "2027-01-01"}, SOURCE, **when())
    assert (queries.register(None).declarations[0].until, queries.wordings(None)) == (date(2027, 1, 1), {})


def test_a_reservation_is_recorded_with_the_status_that_it_claims() -> None:
    row = acts.record_reservation(RESERVATION | {"status": "borrowed"}, SOURCE, **when())
    assert queries.register(None).reservations == (law.reservation(RESERVATION | SOURCE | {"status": "borrowed"}, ""),)
    assert str(row) == "BY reservation 8.1.a"


def test_a_decision_is_recorded() -> None:
    row = acts.record_decision(DECISION, SOURCE, **when())
    kept = {key: value for key, value in DECISION.items() if key not in ("decision", "until")}
    assert queries.register(None).decisions == (law.decision(kept | SOURCE, ""),)
    assert str(row) == "US state-state 2026-01-05"


@pytest.mark.parametrize(
    ("record", "facts", "body", "reason"),
    [
        (acts.record_instrument, DEED | {"state": "HK"}, SOURCE, "state: HK is a territory, not a State"),
        (acts.record_instrument, DEED, {}, "source: required"),
        (acts.record_declaration, DECLARATION | {"excludes": []}, SOURCE, "excludes: a list of 1 to 64 is wanted"),
        (acts.record_declaration, DECLARATION | {"until": "2026-01-05"}, SOURCE, "until: must lie after `from`"),
        (
            acts.record_reservation,
            RESERVATION | {"treaty": "x"},
            SOURCE,
            "treaty: one of iomed-2025, singapore-2018 is wanted",
        ),
        (
            acts.record_decision,
            DECISION | {"admits": "UK"},
            SOURCE,
            "admits: an ISO 3166-1 alpha-2 code such as KE is wanted",
        ),
    ],
)
def test_what_is_no_entry_is_refused_with_its_key_and_rule_and_nothing_is_written(
    record: Any, facts: dict[str, Any], body: dict[str, Any], reason: str
) -> None:
    with pytest.raises(NotRecorded) as caught:
        record(facts, body, **when())
    assert str(caught.value) == f"Not an entry of the register: {reason}."
    assert caught.value.message.params == {"reason": reason}
    assert queries.register(None) == law.Register()


def test_the_same_act_of_a_state_on_the_same_day_is_entered_once() -> None:
    acts.record_instrument(DEED, SOURCE, **when())
    with pytest.raises(NotRecorded, match="in the register already"):
        acts.record_instrument(DEED, {"source": "elsewhere"}, **when())
    acts.record_instrument(DEED | {"on": "2026-01-06"}, SOURCE, **when())
    acts.record_instrument(DEED | {"act": "signature"}, SOURCE, **when())
    assert Instrument.objects.count() == 3


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Instrument, {"state": "KE", "treaty": "x", "act": "signature", "on": date(2026, 1, 5), "status": "official"}),
        (Instrument, {"state": "KE", "treaty": "iomed-2025", "act": "x", "on": date(2026, 1, 5), "status": "official"}),
        (Instrument, {"state": "KE", "treaty": "iomed-2025", "act": "signature", "on": date(2026, 1, 5), "status": ""}),
        (Declaration, {"state": "KE", "treaty": "x", "excludes": [], "since": date(2026, 1, 5)}),
        (
            Declaration,
            {
                "state": "KE",
                "treaty": "iomed-2025",
                "excludes": [],
                "since": date(2026, 1, 5),
                "until": date(2026, 1, 5),
            },
        ),
        (Reservation, {"state": "KE", "treaty": "x", "article": "8", "since": date(2026, 1, 5)}),
        (
            Reservation,
            {
                "state": "KE",
                "treaty": "iomed-2025",
                "article": "8",
                "since": date(2026, 1, 5),
                "until": date(2026, 1, 4),
            },
        ),
        (Decision, {"admits": "US", "category": "x", "since": date(2026, 1, 5)}),
        (Decision, {"admits": "US", "category": "commercial", "since": date(2026, 1, 5), "until": date(2026, 1, 5)}),
    ],
)
def test_the_database_itself_refuses_what_is_no_entry(model: Any, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(id=keeper.random_id(), recorded_at=NOON, source="x", **values)


def test_the_register_is_as_it_was_recorded_by_an_instant() -> None:
    acts.record_instrument(DEED, SOURCE, **when())
    acts.record_instrument(DEED | {"state": "UG"}, SOURCE, **when(at=NOON + timedelta(days=1)))
    assert [one.state for one in queries.register(None, NOON).instruments] == ["KE"]
    assert [one.state for one in queries.register(None, NOON - timedelta(seconds=1)).instruments] == []
    assert [one.state for one in queries.register("a viewer").instruments] == ["KE", "UG"]


def test_the_whole_packaged_register_goes_in_and_comes_out_again() -> None:
    kept = packaged_register()
    for at, one in enumerate(kept.instruments):
        facts = law.entry_to_json(one)
        body = {"source": facts.pop("source")}
        acts.record_instrument(facts, body, **when(at=NOON + timedelta(seconds=at)))
    assert queries.register(None) == kept


@pytest.mark.parametrize("size", [1, 3])
def test_reading_the_register_takes_four_statements(size: int) -> None:
    for number in range(size):
        acts.record_instrument(DEED | {"on": f"2026-01-0{number + 1}"}, SOURCE, **when())
        acts.record_declaration(DECLARATION, SOURCE, **when())
    with CaptureQueriesContext(
        connection,
    ) as statements:
        queries.register(None)
    assert len(statements) == 4


def report(**changes: Any) -> ErrorReport:
    words = {"state": "NI", "treaty": TreatyCode.IOMED, "text": "Deposited on 14 July.", "reply_to": "ana@example.org"}
    return acts.report_error(**(words | {"at": NOON} | changes))


def test_a_report_of_an_error_is_sealed_and_opened_for_the_registry_only() -> None:
    row = report()
    (opened,) = queries.error_reports("an officer", offices={"registry"})
    assert (opened.id, opened.at, opened.state, opened.treaty, opened.text, opened.reply_to) == (
        row.id,
        NOON,
        "NI",
        TreatyCode.IOMED,
        "Deposited on 14 July.",
        "ana@example.org",
    )
    assert queries.error_reports("a secretary-general", offices={"secretary-general"}) == []
    assert queries.error_reports(None, offices=()) == []
    assert b"July" not in bytes(row.sealed)
    assert str(row) == f"report {row.id}"


def test_reports_are_read_oldest_first_and_settled_one_by_one() -> None:
    later, earlier = report(), report(at=NOON - timedelta(days=1))
    assert [one.id for one in queries.error_reports("x", offices={"registry"})] == [earlier.id, later.id]
    acts.settle_error(earlier.id)
    assert [one.id for one in queries.error_reports("x", offices={"registry"})] == [later.id]


def test_too_many_open_reports_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "OPEN_REPORTS", 1)
    report()
    with pytest.raises(NotRecorded, match="Write to the registry instead"):
        report()
    assert queries.count_error_reports() == 1
