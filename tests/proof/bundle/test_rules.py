"""Every act by the law: a log that was never allowed is refused, however well it is signed."""

from datetime import timedelta

import pytest

from comity.law.act import Act
from comity.proof.bundle import BundleError, Outcome, replayed, rules, verify, write
from tests.proof.bundle.world import EDITION, KEY, START, contents, envelopes, made, refusal, sign

REPORTED = Act(
    act="report-step", role="party", actor="achieng", at=START + timedelta(hours=4), party="kenya", mandate=("speak",)
).to_json()
ACTS = [*envelopes(), REPORTED]


def signed(acts, **changed):
    """A bundle of these acts, true in form and signature."""
    return write(contents(log=made(acts), checkpoints=[], **changed), sign)


def law(acts, **changed):
    return refusal(signed(acts, **changed), replay=replayed)


def test_the_acts_lead_somewhere():
    found = verify(signed(ACTS), KEY).outcome
    assert found == Outcome("iomed-provisional-2026", "state-state", packaged=True, phase="choosing", ending=None)


def test_a_lapse_that_was_left_out_is_missed_at_the_next_act():
    assert law([*ACTS[:4], REPORTED]) == (
        "acts.jsonl, act 4: was not allowed (ICSID R. 13): "
        "anchor lapsed at 2026-01-05T12:00:00Z, and the lapse is not in the log."
    )


def test_a_lapse_that_was_left_out_at_the_end_is_told():
    assert verify(signed(ACTS[:4]), KEY).outcome.owed == ("anchor-rooms 2026-01-05T12:00:00Z (anchor)",)


def test_a_dropped_act_that_a_later_one_needs_is_missed():
    assert law([ACTS[0], *ACTS[2:]]) == (
        "acts.jsonl, act 1: was not allowed (Arts. 25-27): This act is not open in the present phase."
    )


def test_an_act_done_twice_is_refused():
    assert law([*ACTS[:2], ACTS[1], *ACTS[2:]]).startswith("acts.jsonl, act 2: was not allowed (Art. 24): ")


def test_acts_in_another_order_are_refused():
    assert law([ACTS[0], ACTS[2], ACTS[1], *ACTS[3:]]).startswith("acts.jsonl, act 1: was not allowed (Arts. 25-27): ")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"act": "invent"}, "was not allowed (iomed-provisional-2026): This edition has no such act."),
        ({"mandate": []}, "was not allowed (ICSID R. 13): Your mandate does not cover this act."),
        ({"party": "uganda"}, "was not allowed (ICSID R. 13): This act is for others to perform."),
        ({"at": "2026-01-05"}, None),
        ({"seen": -1}, "is not an envelope: seen must be a size"),
        ({"facts": []}, "is not an envelope: facts must be a map"),
    ],
)
def test_an_act_that_was_not_allowed_is_named(change, reason):
    found = law([*ACTS[:5], {**REPORTED, **change}])
    assert (
        found == f"acts.jsonl, act 5: {reason}" if reason else found.startswith("acts.jsonl, act 5: is not an envelope")
    )


def test_the_first_of_two_wrong_acts_is_named():
    assert law([ACTS[0], {**ACTS[1], "party": "uganda"}, {"act": "nonsense"}]).startswith("acts.jsonl, act 1: was not ")
    assert law([ACTS[0], {"act": "nonsense"}, ACTS[1]]).startswith("acts.jsonl, act 1: is not an envelope: ")


def test_a_bundle_dated_before_its_last_act_is_refused():
    at = START + timedelta(hours=4)
    assert verify(signed(ACTS, generated=at), KEY).acts == 6
    assert law(ACTS, generated=at - timedelta(seconds=1)) == "manifest.json: is dated before the last act"


def test_the_reason_of_the_law_is_kept_apart_for_translation():
    with pytest.raises(BundleError) as refused:
        verify(signed([*ACTS[:4], REPORTED]), KEY)
    assert refused.value.message.params == {"article": "ICSID R. 13"}
    assert refused.value.because.params == {"period": "anchor", "due": "2026-01-05T12:00:00Z"}


@pytest.mark.parametrize("edition", [{}, {"name": "tiny"}, {**EDITION, "more": 1}, {**EDITION, "category": "other"}])
def test_what_is_no_edition_is_refused(edition):
    acts = envelopes(edition)
    assert law(acts, edition=edition).startswith("edition.json: is not an edition: ")


def test_an_edition_that_did_not_come_with_the_verifier_is_told():
    for name in ("iomed-provisional-2026", "another-2027"):
        edition = {**EDITION, "name": name, "title": "Rules of my own"}
        report = verify(signed(envelopes(edition), edition=edition), KEY)
        assert report.outcome.packaged is False
        assert "that the edition is one that the organisation published" in [
            line.english() for line in report.unchecked()
        ]


def test_other_zone_data_than_those_in_use_here_are_told():
    first = {**ACTS[0], "facts": {**ACTS[0]["facts"], "tzdata": "1999z"}}
    report = verify(signed([first, *ACTS[1:]]), KEY)
    assert report.outcome.zone_data == "1999z"
    assert [line.english() for line in report.unchecked()][-1] == (
        "that the zone data 1999z, by which the deadlines were counted, agree with those in use here"
    )


@pytest.mark.parametrize("error", [KeyError("thing"), TypeError("x"), RecursionError("deep"), ZeroDivisionError("0")])
def test_whatever_an_invented_edition_makes_the_law_stumble_over_is_a_refusal(monkeypatch, error):
    def stumble(edition, acts):
        for _ in zip(range(3), acts, strict=False):
            pass
        raise error

    monkeypatch.setattr(rules, "replay", stumble)
    assert law(ACTS) == f"acts.jsonl, act 2: cannot be replayed: {error!r}"


def test_whatever_makes_the_loader_stumble_is_a_refusal(monkeypatch):
    def stumble(value):
        raise AttributeError("no such thing")

    monkeypatch.setattr(rules, "from_json", stumble)
    assert law(ACTS) == "edition.json: is not an edition: AttributeError('no such thing')"


def test_faults_of_the_program_are_not_hidden(monkeypatch):
    def fail(edition, acts):
        raise AssertionError("a fault")

    monkeypatch.setattr(rules, "replay", fail)
    with pytest.raises(AssertionError, match=r"^a fault$"):
        verify(signed(ACTS), KEY)
