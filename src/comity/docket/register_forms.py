"""Forms of the organisation's own docket: people, entities, mandates, offices. Treaties: treaty_forms.py.

Rules upheld:
- the link of an invitation is made on the page and kept nowhere: the officer hands it over, the log has its digest;
- what an officer chooses from is what the register holds (people/queries/register.py);
- the ids of new things are made with the page, so that a second click is the same act.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comity import keeper
from comity.docket.forms import ActForm, act_form
from comity.law.act import Json
from comity.law.instants import render
from comity.people import tokens
from comity.people.queries import register
from comity.treaty import states

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONG = 20_000
OFFICES = [("registry", _("Registry")), ("secretary-general", _("Secretary-General"))]
KINDS = [
    ("state", _("State")),
    ("agency", _("Agency or subdivision")),
    ("organisation", _("International organisation")),
    ("company", _("Company")),
    ("individual", _("Individual")),
]
CAPACITIES = [
    ("principal", _("Principal")),
    ("counsel", _("Counsel")),
    ("approver", _("Gives notice of approval")),
    ("assistant", _("Assistant")),
]
POWERS = [("speak", _("Speak")), ("sign", _("Sign")), ("approve", _("Give notice of approval"))]
OFFICERS_READ = _("Officers read this; it enters the organisation’s own docket.")


def new_id() -> forms.RegexField:
    """The hidden id of a thing that the act brings into the register."""
    return forms.RegexField(r"^[a-z2-7]{26}$", widget=forms.HiddenInput, initial=keeper.random_id)


def instant(label: "str | _StrPromise", *, required: bool = True) -> forms.DateTimeField:
    """A date with a time in the reader's zone."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, required=required)


def day(label: "str | _StrPromise", *, required: bool = True) -> forms.DateField:
    """A date."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=required)


def words(label: "str | _StrPromise", *, rows: int = 3, required: bool = True) -> forms.CharField:
    """Words in a body."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=LONG, required=required)


class RegisterForm(ActForm):
    """A form of the organisation's own docket. choices: field -> where its choices come from."""

    audience = OFFICERS_READ

    def prepare(self) -> None:
        """What the register holds now."""
        viewer, at, language = self.moment.viewer, self.moment.case.at, get_language() or "en"
        if "account" in self.fields:
            self.offer("account", register.accounts(viewer, at))
        if "entity" in self.fields and isinstance(self.fields["entity"], forms.ChoiceField):
            self.offer("entity", register.entities(viewer, at, language))
        for name in ("since", "until"):
            if name in self.fields and self.fields[name].required:
                self.fields[name].initial = at

    def facts(self, *names: str) -> dict[str, Json]:
        """The named fields as facts, in one spelling; what was left empty is left out."""
        found = {name: self.cleaned_data.get(name) for name in names}
        return {name: _plain(value) for name, value in found.items() if value not in (None, "")}


def _plain(value: object) -> Json:
    if isinstance(value, datetime):
        return render(value)
    if isinstance(value, date):
        return value.isoformat()
    return cast("Json", value)


class Invites(RegisterForm):
    """A form that makes an invitation's link."""

    page = "organisation/invite.html"
    token = forms.RegexField(r"^[A-Za-z0-9_-]{43}$", widget=forms.HiddenInput, initial=tokens.new_token)

    def context(self) -> Mapping[str, object]:
        """The secret of the link, as this page made it or brought it back."""
        return {"token": self["token"].value()}

    def link(self) -> str:
        """The digest that the log keeps."""
        return tokens.token_digest(self.cleaned_data["token"])


class Named(RegisterForm):
    """A form that enters a name: as most read it, and, where there is one, as readers of Chinese and Arabic do."""

    name = forms.CharField(
        label=_("Name"), help_text=_("As the other side and the mediator will read it."), max_length=300
    )
    name_zh = forms.CharField(
        label=_("Name in Chinese"), max_length=300, required=False, widget=forms.TextInput(attrs={"lang": "zh"})
    )
    name_ar = forms.CharField(
        label=_("Name in Arabic"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"lang": "ar", "dir": "rtl"}),
    )

    def names(self) -> dict[str, Json]:
        """By language code; what is in Latin letters stands as English, which is read where there is nothing better."""
        given = {"en": "name", "zh": "name_zh", "ar": "name_ar"}
        return {code: name for code, field in given.items() if (name := self.cleaned_data.get(field))}


@act_form("admit-account")
class AdmitAccount(Named, Invites):
    """A person, and the link that opens the account."""

    # no field here is called `account`: that one chooses from the register
    person = new_id()
    address = forms.EmailField(
        label=_("E-mail address"), help_text=_("For notices that say only that something awaits."), required=False
    )

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Account and link; name and address in the body."""
        data = self.cleaned_data
        return {"account": data["person"], "link": self.link()}, {"name": self.names(), "address": data["address"]}


@act_form("invite-again")
class InviteAgain(Invites):
    """Another link for an account that nobody has made its own yet."""

    account = forms.ChoiceField(label=_("Person"))

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Account and link."""
        return {**self.facts("account"), "link": self.link()}, {}


@act_form("close-account")
class CloseAccount(RegisterForm):
    """The end of an account."""

    grave = True
    account = forms.ChoiceField(label=_("Person"))
    reasons = words(_("Reasons"))

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Account, and reasons."""
        return self.facts("account"), {"reasons": self.cleaned_data["reasons"]}


@act_form("register-entity")
class RegisterEntity(Named):
    """A State by its code, in the six languages of the register; everybody else by a name."""

    field_order = ("kind", "state", "name")
    new = new_id()
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, widget=forms.RadioSelect)
    state = forms.ChoiceField(label=_("State"), help_text=_("Itself, or the one to which it belongs."))
    name = forms.CharField(
        label=_("Name"), help_text=_("A State has its name from the register."), max_length=300, required=False
    )

    def prepare(self) -> None:
        """Every State."""
        super().prepare()
        self.offer("state", states.all_states(get_language() or "en", with_fictional=True))

    def clean(self) -> dict[str, object]:
        """Who is no State needs a name."""
        data = super().clean() or {}
        if data.get("kind") != "state" and not data.get("name"):
            self.add_error("name", _("Who is no State is entered by its name."))
        return data

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Id and kind; names and State in the body."""
        data = self.cleaned_data
        names: dict[str, Json] = (
            {language: states.name(data["state"], language) for language in states.LANGUAGES}
            if data["kind"] == "state"
            else self.names()
        )
        return {"entity": data["new"], "kind": data["kind"]}, {"names": names, "state": data["state"]}


@act_form("grant-mandate")
class GrantMandate(RegisterForm):
    """Who may speak, sign and give notice of approval, for whom, from when to when."""

    mandate = new_id()
    account = forms.ChoiceField(label=_("Person"))
    entity = forms.ChoiceField(label=_("For"))
    kind = forms.ChoiceField(label=_("Capacity"), choices=CAPACITIES, widget=forms.RadioSelect)
    powers = forms.MultipleChoiceField(
        label=_("May"), choices=POWERS, widget=forms.CheckboxSelectMultiple, required=False
    )
    since = instant(_("From"))
    until = instant(_("Until"), required=False)
    instrument = words(_("Instrument"))

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The mandate; its instrument in the body."""
        facts = self.facts("mandate", "account", "entity", "kind", "since", "until")
        return {**facts, "powers": list(self.cleaned_data["powers"])}, {"instrument": self.cleaned_data["instrument"]}


@act_form("end-mandate")
class EndMandate(RegisterForm):
    """The end of a mandate."""

    mandate = forms.ChoiceField(label=_("Mandate"))
    until = instant(_("Until"))

    def prepare(self) -> None:
        """The mandates in force."""
        super().prepare()
        held = register.mandates(self.moment.viewer, self.moment.case.at, get_language() or "en")
        capacities = dict(CAPACITIES)
        self.offer("mandate", [(each.id, f"{each.entity} · {each.name} · {capacities[each.kind]}") for each in held])

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Mandate and instant."""
        return self.facts("mandate", "until"), {}


@act_form("appoint-officer")
class AppointOfficer(RegisterForm):
    """A person in an office."""

    account = forms.ChoiceField(label=_("Person"))
    office = forms.ChoiceField(label=_("Office"), choices=OFFICES, widget=forms.RadioSelect)
    since = instant(_("From"))
    until = instant(_("Until"), required=False)

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Who, which office, from when."""
        return self.facts("account", "office", "since", "until"), {}


@act_form("end-office")
class EndOffice(RegisterForm):
    """The end of a person's office."""

    grave = True
    held = forms.ChoiceField(label=_("Office"))
    until = instant(_("Until"))

    def prepare(self) -> None:
        """Everybody in office."""
        super().prepare()
        offices = dict(OFFICES)
        found = register.officers(self.moment.viewer, self.moment.case.at)
        self.offer("held", [(f"{office}:{account}", f"{name} · {offices[office]}") for account, name, office in found])

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Whose, which, until when."""
        office, _colon, account = self.cleaned_data["held"].partition(":")
        return {"account": account, "office": office, **self.facts("until")}, {}
