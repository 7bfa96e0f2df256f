"""Forms of statements, protocol, sessions and endings."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comity import keeper
from comity.docket import cities, dates
from comity.docket.forms import ActForm, act_form
from comity.law.act import Json
from comity.law.instants import parse, render
from comity.people import queries as people

LONG = 50_000
CLAUSES = {
    "language": _("Language"),
    "confidentiality": _("What is confidential, and who may be told"),
    "place": _("Place and form"),
    "standstill": _("Standstill"),
    "limitation": _("Limitation"),
    "other-proceedings": _("Other proceedings"),
    "interim": _("Interim arrangements"),
    "experts": _("Experts"),
    "public-line": _("The public line"),
    "costs": _("Costs"),
    "who-negotiates": _("Who may negotiate"),
    "who-signs": _("Who may sign"),
    "approval-at-home": _("Approval at home"),
}


IN_YOUR_ZONE = _("In your own zone: %(zone)s.")


def place(zone: str) -> str:
    """The city that a zone is named after, in the reader's language."""
    return cities.city(zone, dates.locale(get_language() or "en"))


def _when(at: datetime) -> str:
    return dates.moment(at, timezone.get_current_timezone_name(), get_language() or "en")


@act_form("lodge-statement")
class LodgeStatement(ActForm):
    """The initial statement."""

    audience = _("Only your own side reads this until the period ends. Then every statement opens at the same instant.")
    statement = forms.CharField(label=_("Statement"), widget=forms.Textarea(attrs={"rows": 14}), max_length=LONG)

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The words."""
        return {}, {"statement": self.cleaned_data["statement"]}


@act_form("draft-clause")
class DraftClause(ActForm):
    """A clause of the protocol; that on approval at home names the parties that need one; a date makes a period."""

    clause = forms.ChoiceField(label=_("Clause"), choices=list(CLAUSES.items()))
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 6}), max_length=LONG)
    ends_on = forms.DateTimeField(
        label=_("Ends on"),
        help_text=_("Only where the clause has a date; it becomes a period that everyone sees."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        required=False,
    )
    approval_of = forms.MultipleChoiceField(
        label=_("Parties that need approval at home"),
        help_text=_("Only for the clause on approval at home."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def prepare(self) -> None:
        """The parties, and the clause that the page asked for."""
        case = self.moment.case
        shown = people.entity_names(self.moment.viewer, set(case.entities.values()))
        language = get_language() or "en"
        self.offer(
            "approval_of", [(party, shown[case.entities[party]].shown(language)) for party in case.state.members()]
        )

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The clause's facts, and its words."""
        data = self.cleaned_data
        facts: dict[str, Json] = {"clause": data["clause"]}
        if data["ends_on"]:
            facts["ends_on"] = render(data["ends_on"])
        if data["clause"] == "approval-at-home":
            facts["approval_of"] = list(data["approval_of"])
        return facts, {"text": data["text"]}


@act_form("agree-clause")
class AgreeClause(ActForm):
    """Agreement to one clause at the version that was read."""

    clause = forms.ChoiceField(label=_("Clause"), choices=list(CLAUSES.items()))
    version = forms.RegexField(
        r"^[0-9a-f]{64}$", label=_("Version that you read"), widget=forms.HiddenInput, required=False
    )

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The clause and its version; the one that stands where the page named none."""
        clause = self.cleaned_data["clause"]
        standing = self.moment.case.state.things.get("protocol-clause", {}).get(clause, {}).get("version", "")
        return {"clause": clause, "version": self.cleaned_data["version"] or standing}, {}


@act_form("set-session")
class SetSession(ActForm):
    """A session, in the mediator's own zone; everyone sees it in theirs."""

    session = forms.ChoiceField(label=_("Session"))
    starts_at = forms.DateTimeField(
        label=_("Begins"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    ends_at = forms.DateTimeField(
        label=_("Ends"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    mode = forms.ChoiceField(
        label=_("Form"),
        choices=[("joint", _("Joint")), ("separate", _("Separate"))],
        widget=forms.RadioSelect,
        initial="joint",
    )
    place = forms.CharField(label=_("Place"), max_length=500)
    agenda = forms.CharField(
        label=_("Agenda"), widget=forms.Textarea(attrs={"rows": 4}), max_length=LONG, required=False
    )

    def prepare(self) -> None:
        """A new session, or one that is moved."""
        set_before = self.moment.case.state.things.get("session", {})
        choices: list[tuple[str, object]] = [("", _("A new session"))]
        choices += [(name, _when(parse(str(thing["starts_at"])))) for name, thing in set_before.items()]
        self.offer("session", choices)
        self.fields["session"].required = False
        for name in ("starts_at", "ends_at"):
            self.fields[name].help_text = IN_YOUR_ZONE % {"zone": place(timezone.get_current_timezone_name())}

    def clean(self) -> dict[str, object]:
        """The end comes after the beginning."""
        data = super().clean() or {}
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if isinstance(starts, datetime) and isinstance(ends, datetime) and ends <= starts:
            self.add_error("ends_at", _("The end must come after the beginning."))
        return data

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """When, how, where, what about."""
        data = self.cleaned_data
        facts: dict[str, Json] = {
            "session": data["session"] or keeper.random_id(),
            "starts_at": render(data["starts_at"]),
            "ends_at": render(data["ends_at"]),
            "mode": data["mode"],
        }
        return facts, {"place": data["place"], "agenda": data["agenda"]}


@act_form("wish-to-end")
class WishToEnd(ActForm):
    """A wish that stands for some days, and counts only if all wish the same."""

    audience = _(
        "The parties and the mediator read this in the joint room; the case log shows nothing of it unless all wish it."
    )
    grave = True
    days = forms.IntegerField(label=_("For how many days the wish stands"), min_value=1, max_value=60, initial=14)

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Until when."""
        return {"stands_until": render(self.moment.case.at + timedelta(days=self.cleaned_data["days"]))}, {}


@act_form("leave")
class Leave(ActForm):
    """One act, no reasons; the page says what follows."""

    grave = True
    audience = _("Everybody in the case learns that your side left, and nothing more.")


@act_form("find-no-likelihood")
class FindNoLikelihood(ActForm):
    """The mediator's finding ends the mediation."""

    grave = True


@act_form("end-for-unpaid-advance")
class EndForUnpaidAdvance(ActForm):
    """The Secretary-General ends the mediation, with reasons."""

    grave = True
    reasons = forms.CharField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 6}), max_length=LONG)

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The reasons."""
        return {}, {"reasons": self.cleaned_data["reasons"]}
