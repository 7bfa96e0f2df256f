"""Forms of the choice, appointment and declaration of mediators."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comity.docket.forms import ActForm, act_form
from comity.docket.register_forms import RegisterForm, day, words
from comity.law.act import Json
from comity.panels import queries
from comity.people import queries as people

JOINT = _("The parties read this; a mediator who is seated later does not.")


class RosterForm(ActForm):
    """A form with a choice of the roster."""

    mediator = forms.ChoiceField(label=_("Mediator"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        """The State-State panel, or the other, as it stands."""
        case = self.moment.case
        panel = "state-state" if case.category == "state-state" else "other"
        listed = queries.roster(self.moment.viewer, panel=panel, on=case.at.date())
        names = people.names(self.moment.viewer, listed)
        self.offer("mediator", [(account, names[account]) for account in listed])


@act_form("state-number")
class StateNumber(ActForm):
    """How many mediators a party prefers."""

    audience = JOINT
    number = forms.TypedChoiceField(
        label=_("How many mediators"),
        choices=[(1, _("One mediator")), (2, _("Two co-mediators"))],
        coerce=int,
        widget=forms.RadioSelect,
    )

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The number."""
        return {"number": self.cleaned_data["number"]}, {}


@act_form("name-mediator")
class NameMediator(RosterForm):
    """Whom a party names."""

    audience = JOINT

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The account."""
        return {"mediator": self.cleaned_data["mediator"]}, {}


@act_form("appoint-by-default")
class AppointByDefault(RosterForm):
    """The Secretary-General's appointment: whom, who was consulted, which criteria, why."""

    audience = _("The parties read the appointment with its criteria and reasons.")
    consulted = forms.MultipleChoiceField(label=_("Parties consulted"), widget=forms.CheckboxSelectMultiple)
    criteria = forms.MultipleChoiceField(
        label=_("Criteria considered"),
        choices=[
            ("qualification", _("Qualification")),
            ("expertise", _("Expertise")),
            ("nationality", _("Nationality")),
            ("availability", _("Availability")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    reasons = forms.CharField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 6}), max_length=20_000)

    def prepare(self) -> None:
        """Roster and parties."""
        super().prepare()
        case = self.moment.case
        shown = people.entity_names(self.moment.viewer, set(case.entities.values()))
        self.offer(
            "consulted",
            [(party, shown[case.entities[party]].shown(get_language() or "en")) for party in case.state.members()],
        )

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Facts, and the reasons in the body."""
        data = self.cleaned_data
        facts: dict[str, Json] = {
            "mediator": data["mediator"],
            "consulted": list(data["consulted"]),
            "criteria": list(data["criteria"]),
        }
        return facts, {"reasons": data["reasons"]}


@act_form("declare")
class Declare(ActForm):
    """The mediator's signed declaration and disclosures."""

    audience = _("All parties read the declaration and the disclosures, at the same instant.")
    declaration = forms.CharField(
        label=_("Declaration"),
        initial=_(
            "I am independent of the parties, impartial, available for this mediation, and bound to confidentiality."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=20_000,
    )
    disclosures = forms.CharField(
        label=_("Disclosures"),
        help_text=_("Whatever might raise a doubt: nationality, who designated you, employer, funder, earlier cases."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=20_000,
        required=False,
    )

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Whether anything is disclosed, and the words."""
        data = self.cleaned_data
        body: dict[str, Json] = {"declaration": data["declaration"]}
        if data["disclosures"]:
            body["disclosures"] = data["disclosures"]
        return {"disclosure": "made" if data["disclosures"] else "none"}, body


PANELS = [("state-state", _("Disputes between States")), ("other", _("Other disputes"))]


@act_form("list-mediator")
class ListMediator(RegisterForm):
    """A person on a panel, from a day on."""

    account = forms.ChoiceField(label=_("Person"))
    panel = forms.ChoiceField(label=_("Panel"), choices=PANELS, widget=forms.RadioSelect)
    since = day(_("From"))
    until = day(_("Until"), required=False)
    public = forms.BooleanField(label=_("Consents to be named in public"), required=False)
    profile = words(_("Profile"))

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Who, on which panel, from when; the profile in the body."""
        found = self.facts("account", "panel", "since", "until")
        facts = {name: value for name, value in found.items() if name != "since"}
        facts |= {"from": found["since"], "consents_to_publication": self.cleaned_data["public"]}
        return facts, {"profile": self.cleaned_data["profile"]}


@act_form("delist-mediator")
class DelistMediator(RegisterForm):
    """The end of a listing."""

    listing = forms.ChoiceField(label=_("Listing"))
    until = day(_("Until"))
    reasons = words(_("Reasons"))

    def prepare(self) -> None:
        """Everybody who stands on a panel."""
        super().prepare()
        viewer, on = self.moment.viewer, self.moment.case.at.date()
        listed = [(panel, account) for panel, _name in PANELS for account in queries.roster(viewer, panel=panel, on=on)]
        names, panels = people.names(viewer, {account for _panel, account in listed}), dict(PANELS)
        self.offer(
            "listing", [(f"{panel}:{account}", f"{names[account]} · {panels[panel]}") for panel, account in listed]
        )

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Who, off which panel, from when; the reasons in the body."""
        panel, _colon, account = self.cleaned_data["listing"].partition(":")
        return {"account": account, "panel": panel, **self.facts("until")}, {"reasons": self.cleaned_data["reasons"]}
