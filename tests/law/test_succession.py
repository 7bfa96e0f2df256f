"""A successor: the base with other values and lengths, each with its source; refused with key path otherwise."""

import pytest

from comity.law import succession
from comity.law.act import Json
from comity.law.edition import BadEdition, compare, packaged

BASE = "iomed-provisional-2026"
CASE = packaged(BASE, "state-state")
SAID: dict[str, Json] = {"source": "Council, 1 March 2027", "status": "official"}


def made(**change: Json) -> dict[str, Json]:
    return succession.successor(BASE, "rules-2027", {key.replace("__", "."): value for key, value in change.items()})


def fault(change: dict[str, Json], *, base: str = BASE, name: str = "rules-2027") -> str:
    with pytest.raises(BadEdition) as caught:
        succession.successor(base, name, change)
    return caught.value.path


def test_a_successor_differs_in_what_changes_and_in_nothing_else() -> None:
    whole = made(values__mediators={**SAID, "value": 2}, periods__screening={**SAID, "length": 12}, title="Rules, 2027")
    assert (whole["edition"], whole["base"]) == ("rules-2027", BASE)
    served = whole["categories"]
    assert isinstance(served, dict)
    assert list(served) == ["state-state", "state-national", "commercial"]
    new = succession.loaded(served["state-state"], "state-state")
    found = [(each.table, each.name, each.column, each.was, each.now) for each in compare(CASE, new)]
    assert ("values", "mediators", "value", 1, 2) in found
    assert ("periods", "screening", "length", CASE.periods["screening"].length, 12) in found
    assert ("edition", "", "title", CASE.title, "Rules, 2027") in found
    assert {(table, name) for table, name, *_ in found} == {
        ("edition", ""),
        ("values", "mediators"),
        ("periods", "screening"),
    }
    assert (new.name, new.values["mediators"].status, new.values["mediators"].source) == (
        "rules-2027",
        "official",
        SAID["source"],
    )
    assert packaged(BASE, "state-state") == CASE


def test_what_is_unset_may_be_set_and_what_is_set_unset() -> None:
    whole = made(values__fees={**SAID, "value": []}, values__mediators={"source": "Withdrawn", "status": "unset"})
    served = whole["categories"]
    assert isinstance(served, dict)
    new = succession.loaded(served["commercial"], "commercial")
    assert "Fees and advances" not in [entry.title for entry in new.unset()]
    assert new.values["mediators"].value is None


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"values.nothing": {**SAID, "value": 1}}, "values.nothing"),
        ({"acts.sign": {**SAID, "value": 1}}, "acts.sign"),
        ({"values.mediators": {"value": 2, "status": "official"}}, "values.mediators.source"),
        ({"values.mediators": {"value": 2, "status": "official", "source": " "}}, "values.mediators.source"),
        ({"values.mediators": {**SAID, "value": 2, "mandatory": False}}, "values.mediators"),
        ({"values.mediators": {"source": "S", "value": 2}}, "values.mediators.status"),
        ({"values.mediators": {**SAID, "status": "certain", "value": 2}}, "values.mediators.status"),
        ({"periods.screening": {**SAID, "length": 0}}, "periods.screening.length"),
        ({"periods.screening": {**SAID, "length": "ten"}}, "periods.screening.length"),
        ({"periods.anchor": {**SAID, "length": 3}}, "periods.anchor"),
    ],
)
def test_a_change_is_refused_where_it_goes_wrong(change: dict[str, Json], path: str) -> None:
    assert fault(change) == path


def test_a_successor_has_a_plain_name_and_a_base() -> None:
    for name in ("Rules 2027", "../rules", "-x", "", "r" * 65):
        assert fault({}, name=name) == "edition"
    assert fault({"values.mediators": {**SAID, "value": 2}}, base="nothing") == "values.mediators"
    assert succession.of_base("nothing") == {}


def test_open_values_are_told_by_their_least_certain_status() -> None:
    found = succession.statuses(BASE)
    assert (found["values.fees"], found["periods.screening"]) == ("unset", "assumed")
    assert succession.statuses("nothing") == {}


def test_each_entry_has_its_title_and_the_edition_its_own() -> None:
    found = succession.titles(BASE)
    assert found.keys() == succession.statuses(BASE).keys() | {""}
    assert (found[""], found["periods.advice"]) == ("Provisional rules of procedure, 2026", "Adjournment for advice")


def test_a_file_that_is_no_edition_is_refused() -> None:
    with pytest.raises(BadEdition):
        succession.loaded("x", "commercial")
