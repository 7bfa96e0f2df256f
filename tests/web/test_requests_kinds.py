"""The wizard for each kind of case over HTTP: what it asks, what the gates find on it, what is filed."""

import pytest

from comity.docket import queries as dockets
from comity.opening import queries
from tests.opening.firms import AGREED_NOT, OTHER, STORY, SUBJECT, Commercial, Firms

COMMERCIAL, NATIONAL = "commercial:uncitral-2021", "state-national:icsid-2022"
STATE = {"kind": "state", "state": "PA"}
BANK = {"kind": "company", "name": "Policy Bank (fictional)", "nationality": ["XN"], "owned": "yes",
        "contact": "law@bank.example"}  # fmt: skip


class TestKinds(Firms):
    def setUp(self) -> None:
        self.owner, self.us = self.browser(self.director), self.client_of("us-agent")

    def test_one_is_asked_first_which_kind_under_which_rules_among_those_that_serve_it(self) -> None:
        [(_entity, _name, ways)] = self.owner.get("/requests/").context["own"]
        assert {value for value, _label in ways} >= {COMMERCIAL, NATIONAL, "commercial:iomed-provisional-2026"}
        assert not [value for value, _label in ways if value.startswith("state-state")]
        [(_entity, _name, ways)] = self.us.get("/requests/").context["own"]
        assert {value.partition(":")[0] for value, _label in ways} == {"state-state", "state-national"}

    def test_a_company_is_asked_about_itself_and_a_state_is_not(self) -> None:
        base = self.begin(self.owner, self.firm, COMMERCIAL)
        page = self.owner.get(f"{base}own/")
        assert list(page.context["form"].fields) == ["nationality", "place", "owned"]
        assert self.owner.post(f"{base}own/", {}).context["form"].errors.keys() == {"nationality"}
        assert self.owner.get(f"{base}third-state/").status_code == 404
        base = self.begin(self.us, self.organisation.entities["united-states"], NATIONAL)
        assert self.us.get(f"{base}own/").status_code == 404

    def test_what_is_asked_follows_the_kind_of_case(self) -> None:
        base = self.begin(self.owner, self.firm, COMMERCIAL)
        form = self.owner.get(f"{base}other/").context["form"]
        assert [value for value, _label in form.fields["kind"].choices] == ["company", "individual"]
        assert "state" not in form.fields
        wanted = {name for name, field in form.fields.items() if field.required}
        assert wanted == {"kind", "name", "contact"}  # no State among them, which had a name and an address
        assert "may stay empty" not in self.owner.get(f"{base}other/").content.decode()
        assert "depends_on" not in self.owner.get(f"{base}subject/").context["form"].fields
        for wrong, fields in (
            ({"kind": "company"}, {"name", "contact", "nationality"}),
            ({**OTHER, "kind": "state"}, {"kind"}),
            ({**OTHER, "contact": "nowhere"}, {"contact"}),
        ):
            answer = self.owner.post(f"{base}other/", wrong)
            assert (answer.status_code, answer.context["form"].errors.keys()) == (422, fields)

    def test_a_commercial_request_passes_its_gates_as_it_is_answered(self) -> None:
        base = self.begin(self.owner, self.firm, COMMERCIAL)
        self.answers(self.owner, base, own={"nationality": ["XM"]}, other=OTHER, subject=SUBJECT)
        assert set(self.found(self.owner, base).values()) == {"pass", "needs"}  # the other side's consent is wanted
        self.answers(self.owner, base, other={**OTHER, "nationality": ["XM"], "place": "XM"})
        assert self.found(self.owner, base)["The dispute is international"] == "refuse"

    def test_a_state_owned_company_and_a_dual_national_are_for_a_named_officer(self) -> None:
        us = self.organisation.entities["united-states"]
        for other in (BANK, {**BANK, "owned": "no", "nationality": ["XN", "PA"]}):
            base = self.begin(self.us, us, NATIONAL)
            self.answers(self.us, base, other=other, subject={"name": "Port loan", "subjects": "sovereign loan"})
            assert self.found(self.us, base)["The private party is a national of another State"] == "needs"
        self.answers(self.us, base, other={**BANK, "owned": "no", "nationality": ["US"]})
        assert self.found(self.us, base)["The private party is a national of another State"] == "refuse"

    def test_an_agency_wants_its_states_approval(self) -> None:
        base = self.begin(self.owner, self.firm, NATIONAL)
        agency = {"kind": "agency", "name": "Port Authority", "state": "PA", "contact": "law@port.example"}
        self.answers(self.owner, base, own={"nationality": ["XM"]}, other=agency, subject=SUBJECT)
        gate = "The State approves its agency, or waives approval"
        assert self.found(self.owner, base)[gate] == "needs"
        self.answers(self.owner, base, other={**agency, "approval": "waived"})
        assert self.found(self.owner, base)[gate] == "pass"

    def test_a_consent_in_a_clause_is_dated_and_says_in_what_it_stands(self) -> None:
        base = self.begin(self.owner, self.firm, COMMERCIAL)
        self.answers(self.owner, base, own={"nationality": ["XM"]}, other=OTHER, subject=SUBJECT)
        answer = self.owner.post(f"{base}agreement/", {"agreed": "yes"})
        assert answer.context["form"].errors.keys() == {"instrument_kind", "instrument", "agreed_on"}
        clause = {"agreed": "yes", "instrument_kind": "clause", "instrument": "clause 41", "agreed_on": "2024-02-01"}
        self.answers(self.owner, base, agreement=clause, story=STORY)
        assert set(self.found(self.owner, base).values()) == {"pass"}
        case = self.file(self.owner, base)
        assert self.phase(case) == "screening"
        first = dockets.acts(self.director, case)[0]
        request = (first.said or {})["request"]
        assert isinstance(request, dict)
        assert request["party"][1]["consent"]["instrument"] == "clause: clause 41"  # type: ignore[index,call-overload]

    def test_parties_beyond_two_are_added_and_taken_out_and_each_consents_for_itself(self) -> None:
        base = self.begin(self.owner, self.firm, COMMERCIAL)
        self.answers(self.owner, base, own={"nationality": ["XM"]}, other=OTHER, subject=SUBJECT)
        broker = {**OTHER, "name": "Broker", "side": "responding", "contact": "b@broker.example"}
        insurer = {**broker, "name": "Insurer", "side": "requesting"}
        assert self.owner.post(f"{base}more/", broker).headers["Location"] == f"{base}review/"
        self.answers(self.owner, base, more=insurer)
        [draft] = queries.drafts(self.director)
        assert [(told["name"], told["side"]) for told in draft.more] == [
            ("Broker", "responding"),
            ("Insurer", "requesting"),
        ]
        self.answers(self.owner, base, more={"gone": [draft.more[1]["id"]]})
        agreed = {"agreed": "yes", "agreed_by": [draft.more[0]["id"]], "instrument_kind": "agreement",
                  "instrument": "letter", "agreed_on": "2026-01-05"}  # fmt: skip
        self.answers(self.owner, base, agreement=agreed, story=STORY)
        case = self.file(self.owner, base)
        state = dockets.case(self.director, case).state
        assert sorted(fact["status"] for fact in state.parties.values()) == ["in", "in", "invited"]
        assert self.phase(case) == "invited"

    def test_a_half_filled_form_keeps_what_was_typed(self) -> None:
        base = self.begin(self.owner, self.firm, COMMERCIAL)
        answer = self.owner.post(f"{base}other/", {**OTHER, "contact": ""})
        assert answer.status_code == 422
        assert answer.context["form"]["name"].value() == OTHER["name"]
        self.answers(self.owner, base, other=OTHER)
        kept = self.owner.get(f"{base}other/").context["form"]
        assert [kept[name].value() for name in ("name", "contact", "place")] == [
            OTHER[name] for name in ("name", "contact", "place")
        ]

    def test_each_page_says_what_follows_what_one_may_refuse_and_what_it_may_cost(self) -> None:
        base = self.begin(self.owner, self.firm, COMMERCIAL)
        page = self.owner.get(f"{base}other/").content.decode()
        assert "Not published." in page
        assert "silence is no consent" in page
        base = self.begin(self.owner, self.firm, NATIONAL)
        page = self.owner.get(f"{base}other/").content.decode()
        assert "USD 25,000 – 50,000" in page


class TestFiled(Commercial):
    def test_what_is_filed_is_what_was_answered(self) -> None:
        first = dockets.acts(self.director, self.case_id)[0]
        said = first.said or {}
        assert said["proceedings"] == STORY["proceedings"]
        assert "third_state_involved" not in first.act.facts
        assert "contacts" not in said
        assert str(OTHER["contact"]) not in str(said)

    def test_who_is_of_no_register_is_entered_once_by_the_system(self) -> None:
        acts = dockets.acts(self.actor("registry"), dockets_institution())
        entered = [act for act in acts if act.row.act == "enter-party"]
        assert [act.act.role for act in entered] == ["system"]

    def test_the_organisations_strangers_do_not_find_it(self) -> None:
        for who in ("us-agent", "mediator-trade"):
            assert self.client_of(who).get(f"/cases/{self.case_id}/").status_code == 404

    def test_nothing_is_filed_by_who_does_not_sign(self) -> None:
        base = self.begin(self.owner, self.firm, COMMERCIAL)
        self.answers(self.owner, base, own={"nationality": ["XM"]}, other=OTHER, subject=SUBJECT,
                     agreement=AGREED_NOT, story=STORY)  # fmt: skip
        before = len(dockets.cases(self.director).items)
        assert self.owner.post(f"{base}review/", {"idempotency": "k"}).status_code == 200
        assert len(dockets.cases(self.director).items) == before


def dockets_institution() -> str:
    """The organisation's own docket."""
    from comity import docket

    return docket.institution()


@pytest.mark.parametrize("name", ["own", "other", "more", "agreement"])
def test_a_question_about_parties_belongs_to_no_form_without_its_draft(name: str) -> None:
    from comity.opening.forms import OF_OTHERS

    assert OF_OTHERS[name]({}, initial={}, own="").is_valid() is False
