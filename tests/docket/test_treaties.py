"""The institution's acts that write the treaty register."""

import pytest

from comity import docket, keeper
from comity.people import acts as people
from comity.treaty.models import Instrument
from tests.docket.world import BEGINNING, Hands, person

pytestmark = pytest.mark.database

RATIFIED = {"state": "KE", "treaty": "iomed-2025", "act": "ratification", "on": "2026-01-15", "status": "official"}


def records(by: docket.Context, key: str) -> docket.Receipt:
    payload = docket.Payload(facts=RATIFIED, body={"source": "Gazette"})
    return docket.perform(by, docket.institution(), "record-instrument", payload, key=key)


def test_an_instrument_is_recorded_once(db: None, hands: Hands) -> None:
    officer = person("officer")
    people.appoint_officer(officer.id, office="registry", since=BEGINNING)
    records(officer, "one")
    assert [(row.state, row.act) for row in Instrument.objects.all()] == [("KE", "ratification")]
    with pytest.raises(docket.Refused) as error:
        records(officer, "two")
    assert (error.value.rule, error.value.article) == ("register", "Final clauses")
    assert docket.replay(docket.institution()) == []
    assert keeper.institution_key() == "institution"
