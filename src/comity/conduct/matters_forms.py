"""Forms of other proceedings, interim arrangements, hand-over, issues that close, and certificates."""

from collections.abc import Mapping

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comity import keeper
from comity.conduct import matters_queries
from comity.conduct.forms import IN_YOUR_ZONE, LONG, WishToEnd, place
from comity.conduct.matters import LONGEST
from comity.docket import queries
from comity.docket.forms import ActForm, act_form
from comity.law import issues
from comity.law.act import Json
from comity.law.instants import render
from comity.law.wording import run_on

KINDS = {
    "court": _("Court"),
    "tribunal": _("Arbitration, or another tribunal"),
    "treaty-body": _("Body of a treaty"),
    "insolvency": _("Insolvency"),
    "sanctions-licence": _("Licence under sanctions"),
}
STAGES = {
    "pending": _("Pending"),
    "stayed": _("Stayed"),
    "decided": _("Decided"),
    "ended": _("Ended"),
}
STANDSTILLS = {
    "none": _("No standstill touches it"),
    "agreed": _("A standstill covers it"),
    "questioned": _("It is questioned whether the standstill covers it"),
}
MEDIATOR_ROLES = {
    "none": _("None"),
    "arbitrator": _("Arbitrator"),
    "counsel": _("Counsel"),
    "witness": _("Witness"),
}
LANGUAGES = {"en": "English", "zh-hans": "简体中文", "ar": "العربية"}
RULE_ZONE = _("The rules count in %(zone)s.")


def both_zones(form: ActForm, *names: str) -> None:
    """Say beside fields of instants in which zone they are read, and in which zone the case counts."""
    here, there = timezone.get_current_timezone_name(), form.moment.case.zone
    told = [IN_YOUR_ZONE % {"zone": place(here)}, *([RULE_ZONE % {"zone": place(there)}] if there != here else [])]
    for name in names:
        form.fields[name].help_text = run_on(" ".join(told), get_language() or "en")


def at_field(label: object, *, required: bool = True) -> forms.DateTimeField:
    """A field of an instant, to the minute."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, required=required)  # type: ignore[arg-type]  # lazy text


@act_form("declare-proceeding")
class DeclareProceeding(ActForm):
    """A proceeding elsewhere, new or as it stands now."""

    proceeding = forms.ChoiceField(label=_("Which proceedings"), required=False)
    kind = forms.ChoiceField(label=_("Before what"), choices=list(KINDS.items()))
    forum = forms.CharField(label=_("Name of the forum"), max_length=300)
    matter = forms.CharField(label=_("What it is about"), widget=forms.Textarea(attrs={"rows": 4}), max_length=LONG)
    stage = forms.ChoiceField(label=_("Stage"), choices=list(STAGES.items()), widget=forms.RadioSelect)
    next_on = at_field(_("Next date"), required=False)
    standstill = forms.ChoiceField(label=_("Standstill"), choices=list(STANDSTILLS.items()), widget=forms.RadioSelect)
    effect = forms.CharField(
        label=_("What the standstill means for it, in your words"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONG,
        required=False,
    )
    mediator_role = forms.ChoiceField(
        label=_("Role of the mediator there"),
        help_text=_("None, unless every party has permitted the role by an act of its own."),
        choices=list(MEDIATOR_ROLES.items()),
        widget=forms.RadioSelect,
        initial="none",
    )

    def prepare(self) -> None:
        """A new one, or one of the own side, filled in as it was last told."""
        case = self.moment.case
        found = matters_queries.proceedings(case, queries.acts(self.moment.viewer, case.id))
        own = {each.id: each for each in found if each.party == self.moment.party}
        choices: list[tuple[str, object]] = [("", _("One that has not been declared yet"))]
        self.offer("proceeding", choices + [(name, each.forum) for name, each in own.items()])
        both_zones(self, "next_on")
        known = own.get(str(self.initial.get("proceeding")))
        if known is not None:
            names = ("kind", "forum", "matter", "stage", "next_on", "standstill", "effect", "mediator_role")
            self.initial = {**{name: getattr(known, name) for name in names}, **self.initial}

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Kind, stage, date and standstill as facts; names and words in the body."""
        data = self.cleaned_data
        facts: dict[str, Json] = {name: data[name] for name in ("kind", "stage", "standstill", "mediator_role")}
        facts["proceeding"] = data["proceeding"] or keeper.random_id()
        if data["next_on"]:
            facts["next_on"] = render(data["next_on"])
        return facts, {name: data[name] for name in ("forum", "matter", "effect") if data[name]}


@act_form("permit-role")
class PermitRole(ActForm):
    """A role of the mediator in a proceeding that was declared."""

    grave = True
    proceeding = forms.ChoiceField(label=_("Proceedings"))
    role = forms.ChoiceField(
        label=_("Role of the mediator there"),
        choices=[(name, label) for name, label in MEDIATOR_ROLES.items() if name != "none"],
        widget=forms.RadioSelect,
    )

    def prepare(self) -> None:
        """Every proceeding that was declared."""
        case = self.moment.case
        found = matters_queries.proceedings(case, queries.acts(self.moment.viewer, case.id))
        self.offer("proceeding", [(each.id, each.forum) for each in found])

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Which, and what role."""
        return {"proceeding": self.cleaned_data["proceeding"], "role": self.cleaned_data["role"]}, {}


@act_form("draft-interim")
class DraftInterim(ActForm):
    """A short text with an end; a draft that nobody needs any more is left alone."""

    interim = forms.ChoiceField(label=_("Which arrangement"), required=False)
    text = forms.CharField(
        label=_("Text"),
        help_text=_("What each side does or leaves until then, without prejudice to what comes after."),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=LONGEST,
    )
    expires_at = at_field(_("Ends"))

    def prepare(self) -> None:
        """A new one, or a draft that does not stand yet, with its words."""
        case = self.moment.case
        found = matters_queries.interims(case, queries.acts(self.moment.viewer, case.id))
        drafts = {each.id: each for each in found if not each.stands and not each.over}
        choices: list[tuple[str, object]] = [("", _("A new one"))]
        self.offer("interim", choices + [(name, _beginning(each.text)) for name, each in drafts.items()])
        both_zones(self, "expires_at")
        known = drafts.get(str(self.initial.get("interim")))
        if known is not None:
            self.initial = {"text": known.text, "expires_at": known.expires_at, **self.initial}

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Its end, and its words."""
        data = self.cleaned_data
        name = data["interim"] or keeper.random_id()
        return {"interim": name, "expires_at": render(data["expires_at"])}, {"text": data["text"]}


def _beginning(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


@act_form("agree-interim")
class AgreeInterim(ActForm):
    """Agreement to an arrangement as the page showed it."""

    page = "matters/agree.html"
    grave = True
    interim = forms.ChoiceField(label=_("Arrangement"), widget=forms.RadioSelect)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def prepare(self) -> None:
        """The drafts that the side has not agreed to."""
        found = [each for each in self.drafts() if self.moment.party not in each.agreed]
        self.offer("interim", [(each.id, _beginning(each.text)) for each in found])
        self.fields["seen"].initial = ",".join(f"{each.id}={matters_queries.seen(each)}" for each in found)

    def drafts(self) -> list[matters_queries.Interim]:
        """What waits for agreement."""
        case = self.moment.case
        found = matters_queries.interims(case, queries.acts(self.moment.viewer, case.id))
        return [each for each in found if not each.stands and not each.over]

    def context(self) -> Mapping[str, object]:
        """Every draft in full."""
        return {"drafts": self.drafts(), "zone": self.moment.case.zone}

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The version and the end that the page showed."""
        name = self.cleaned_data["interim"]
        pairs = (part.partition("=") for part in (self.cleaned_data["seen"] or "").split(","))
        version, _blank, ends = {key: value for key, _equals, value in pairs}.get(name, "").partition(" ")
        return {"interim": name, "version": version, "expires_at": ends}, {}


@act_form("wish-to-hand-over")
class WishToHandOver(WishToEnd):
    """A wish that stands for some days, and counts only if all wish the same."""


@act_form("take-back")
class TakeBack(ActForm):
    """The mediation goes on."""

    grave = True
    audience = _("Everybody in the case learns that your side took the case back, and the mediation goes on at once.")


@act_form("close-issue")
class CloseIssue(ActForm):
    """An issue of the joint room that is settled or dropped."""

    issue = forms.ChoiceField(label=_("Issue"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        """The issues that are open."""
        room = self.moment.room
        closed = issues.closed(room.state) if room else set()
        tabled = [act for act in (room.acts if room else ()) if act.row.act == "table-issue"]
        named = [(str(act.act.facts["issue"]), str((act.said or {}).get("title", ""))) for act in tabled]
        self.offer("issue", [(name, title) for name, title in named if name not in closed])

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The issue."""
        return {"issue": self.cleaned_data["issue"]}, {}


@act_form("certify-mediation", "certify-termination")
class Certify(ActForm):
    """A certificate in one language; the page to print is offered in the case once it is given."""

    audience = _("Everybody in the case can print this certificate. It names no party and nothing of the substance.")
    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGES.items()), widget=forms.RadioSelect)

    def prepare(self) -> None:
        """The reader's own language first."""
        self.fields["language"].initial = (get_language() or "en").lower()

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The language."""
        return {"language": self.cleaned_data["language"]}, {}
