"""The forms of joinder, and of a State's word on its agency."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from comity import keeper
from comity.docket import queries as dockets
from comity.docket.forms import ActForm, act_form
from comity.law.act import Json
from comity.law.gates import Outcome
from comity.opening import filing, queries
from comity.opening.acts import DECIDABLE
from comity.opening.drafts import described
from comity.opening.forms import LONG, Screen
from comity.opening.party_forms import Invited
from comity.people import queries as people
from comity.treaty import states

CAPACITIES = [
    ("co-creditor", _("Co-creditor")),
    ("guarantor", _("Guarantor")),
    ("contractor", _("Contractor")),
    ("other", _("In another capacity")),
]
SIDES = [("requesting", _("Requesting side")), ("responding", _("Responding side"))]


def _names(form: ActForm, ids: Mapping[str, str]) -> dict[str, str]:
    """Party id -> name, of parties of the case."""
    shown = people.entity_names(form.moment.viewer, set(ids.values()))
    language = get_language() or "en"
    return {party: shown[entity].shown(language) for party, entity in ids.items()}


@act_form("send-link-again")
class SendLinkAgain(ActForm):
    """To whom; and another address, where the registry knows of one."""

    audience = _("The parties read that a link was sent again, and to whom. Nobody reads the address.")
    invitee = forms.ChoiceField(label=_("Party"), widget=forms.RadioSelect)
    contact = forms.EmailField(
        label=_("Another address"),
        help_text=_(
            "Leave it empty to use the address that was named. Whoever chose not to answer is not written to there "
            "again."
        ),
        required=False,
    )

    def prepare(self) -> None:
        """The parties that were invited by a link."""
        asked = queries.by_a_link(self.moment.case.id)
        entities = {name: entity for name, entity in self.moment.case.entities.items() if name in asked}
        self.offer("invitee", list(_names(self, entities).items()))

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The party; the address goes to the sending alone."""
        data = self.cleaned_data
        return {"invitee": data["invitee"]}, {"contact": data["contact"]} if data["contact"] else {}


@act_form("propose-joinder")
class ProposeJoinder(ActForm, Invited):
    """Who should join, on which side, as what."""

    audience = _(
        "The parties, the mediator once seated, and the registry read this. The newcomer reads it once all agree."
    )
    field_order = ("side", "capacity", "kind", "name", "state")
    entity = forms.RegexField(r"^[a-z2-7]{26}$", widget=forms.HiddenInput, initial=keeper.random_id)
    side = forms.ChoiceField(label=_("Its side"), choices=SIDES, widget=forms.RadioSelect)
    capacity = forms.ChoiceField(label=_("As what"), choices=CAPACITIES, widget=forms.RadioSelect)
    reasons = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 4}), max_length=LONG)

    def prepare(self) -> None:
        """The kinds that this kind of case knows."""
        self.offer_all(self.moment.case.category)

    def before(self) -> None:
        """Who is no State, and of no register, is entered first."""
        if self.cleaned_data["kind"] != "state":
            filing.enter({**self.told(), "entity": self.cleaned_data["entity"]})

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Side and capacity; what the newcomer is, why, and where its invitation goes."""
        data = self.cleaned_data
        told = self.told()
        state = queries.entity_of(str(data.get("state"))) if data["kind"] == "state" else None
        entity = data["entity"] if data["kind"] != "state" else state or ""
        newcomer: dict[str, Json] = {**described(told), "entity": entity}
        newcomer["name"] = data.get("name") or states.name(str(data.get("state", "")))
        body: dict[str, Json] = {"newcomer": newcomer, "reasons": data["reasons"]}
        if data.get("contact"):
            body["contact"] = data["contact"]
        return {"side": data["side"], "capacity": data["capacity"]}, body


@act_form("agree-joinder")
class AgreeJoinder(ActForm):
    """Which of the joinings that stand proposed."""

    audience = _(
        "The parties, the mediator once seated, and the registry read this. Once all agree, the newcomer is invited."
    )
    newcomer = forms.ChoiceField(label=_("Who joins"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        """Each that stands proposed: name, side, capacity."""
        state = self.moment.case.state
        named = _proposed_names(self)
        sides, capacities = dict(SIDES), dict(CAPACITIES)
        self.offer(
            "newcomer",
            [
                (name, f"{named.get(name, '')} · {sides[str(thing['side'])]} · {capacities[str(thing['capacity'])]}")
                for name, thing in state.things.get("joinder", {}).items()
                if thing["version"] == "proposed" and name not in state.parties
            ],
        )

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Who, on which side, as what: as it stands proposed."""
        newcomer = self.cleaned_data["newcomer"]
        thing = self.moment.case.state.things["joinder"][newcomer]
        return {"newcomer": newcomer, "side": thing["side"], "capacity": thing["capacity"]}, {}


def _proposed_names(form: ActForm) -> dict[str, str]:
    """Newcomer id -> its name, as it was proposed."""
    acts = dockets.acts(form.moment.viewer, form.moment.case.id)
    told = {
        str(act.act.facts["newcomer"]): (act.said or {}).get("newcomer")
        for act in acts
        if act.row.act == "propose-joinder"
    }
    entities = {name: str(each["entity"]) for name, each in told.items() if isinstance(each, dict)}
    return _names(form, entities)


@act_form("screen-joinder")
class ScreenJoinder(Screen):
    """Who joins, the officer's reasons, and a decision for each finding that needs one."""

    audience = _("The parties and the newcomer read the findings, your decisions and your reasons.")
    newcomer = forms.ChoiceField(label=_("Who joins"), widget=forms.RadioSelect)
    field_order = ("newcomer",)

    def prepare(self) -> None:
        """Who has consented, and the findings that need a human for any of them."""
        case = self.moment.case
        waiting = [
            name
            for name in case.state.things.get("joinder", {})
            if case.state.parties.get(name, {}).get("status") == "invited"
            and case.state.marks.get(f"consent-to-join/joinder/{name}")
        ]
        named = _names(self, {name: case.entities[name] for name in waiting})
        self.offer("newcomer", [*named.items()])
        found = [queries.joining(self.moment.viewer, case, name) for name in waiting]
        needing = {
            each.code for one in found if one is not None for each in one.findings if each.outcome == Outcome.NEEDS
        }
        open_to_decision = [(code, gettext(case.edition.gates[code].title)) for code in DECIDABLE if code in needing]
        for name in ("passed", "refused"):
            if open_to_decision:
                self.offer(name, open_to_decision)
            else:
                del self.fields[name]

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Who, the decisions where there are any, and the reasons."""
        data = self.cleaned_data
        decided: dict[str, Json] = dict.fromkeys(data.get("passed", ()), "pass")
        decided |= dict.fromkeys(data.get("refused", ()), "refuse")
        facts: dict[str, Json] = {"newcomer": data["newcomer"]}
        return facts | ({"decided": decided} if decided else {}), {"reasons": data["reasons"]}


@act_form("record-approval")
class RecordApproval(ActForm):
    """A State's word on its agency."""

    party = forms.ChoiceField(label=_("Party"), widget=forms.RadioSelect)
    approval = forms.ChoiceField(
        label=_("Its State’s word on it"),
        choices=[("given", _("Approved")), ("waived", _("Approval waived"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONG, required=False)

    def prepare(self) -> None:
        """The parties of the case."""
        case = self.moment.case
        here = {name: case.entities[name] for name, fact in case.state.parties.items() if fact["status"] != "left"}
        self.offer("party", [*_names(self, here).items()])

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Whose, and which; the note in the body."""
        data: dict[str, Any] = self.cleaned_data
        return {"party": data["party"], "approval": data["approval"]}, {"note": data["note"]} if data["note"] else {}
