"""Forms of the desk: officers, absences, notes, open values, and the adoption of an edition.

Rules upheld:
- what an officer chooses from is what the register and the docket hold;
- a field that the page before has filled in (a case, a value, a change) comes with the address or the form it sent.
"""

import json
from typing import cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comity.docket.desk import queries
from comity.docket.forms import act_form
from comity.docket.register_forms import OFFICES, RegisterForm, day, instant, new_id, words
from comity.law import succession
from comity.law.act import Json
from comity.law.edition import BadEdition, editions
from comity.people.queries import register

OWN = "institution-2026"


class DeskForm(RegisterForm):
    """A form that chooses among officers and cases."""

    officers: tuple[str, ...] = ()

    def prepare(self) -> None:
        """Whoever is in office, and the cases that are not over."""
        super().prepare()
        viewer, at = self.moment.viewer, self.moment.case.at
        titles = dict(OFFICES)
        held = [(account, f"{name} · {titles[office]}") for account, name, office in register.officers(viewer, at)]
        for name in self.officers:
            self.offer(name, list({account: (account, label) for account, label in held}.values()))
        if "docket" in self.fields:
            none = [] if self.fields["docket"].required else [("", _("no case: in general"))]
            self.offer("docket", [*none, *queries.open_cases(viewer, at)])


@act_form("assign-officer")
class AssignOfficer(DeskForm):
    """An officer in charge of a case."""

    officers = ("account",)
    docket = forms.ChoiceField(label=_("Case"))
    account = forms.ChoiceField(label=_("Officer in charge"))

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Case and officer."""
        return self.facts("docket", "account"), {}


@act_form("cover-absence")
class CoverAbsence(DeskForm):
    """Who is away, and who covers."""

    officers = ("account", "cover")
    absence = new_id()
    account = forms.ChoiceField(label=_("Away"))
    cover = forms.ChoiceField(label=_("Covered by"))
    since = instant(_("From"))
    until = instant(_("Back on"))

    def prepare(self) -> None:
        """The day of return is not today."""
        super().prepare()
        self.fields["until"].initial = None

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Who, by whom, from when to when."""
        return self.facts("absence", "account", "cover", "since", "until"), {}


@act_form("end-absence")
class EndAbsence(DeskForm):
    """An earlier return."""

    absence = forms.ChoiceField(label=_("Absence"))
    until = instant(_("Back on"))

    def prepare(self) -> None:
        """Absences that run or are to come."""
        super().prepare()
        viewer, at = self.moment.viewer, self.moment.case.at
        names = dict(register.accounts(viewer, at))
        found = queries.absences(viewer, at)
        self.offer("absence", [(line.id, f"{names[line.account]} · {names[line.cover]}") for line in found])

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Which, until when."""
        return self.facts("absence", "until"), {}


@act_form("note-handover")
class NoteHandover(DeskForm):
    """A note for whoever sits at the desk next."""

    docket = forms.ChoiceField(label=_("About the case"), required=False)
    note = words(_("Note"), rows=6)

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """About which case; the note in the body."""
        return self.facts("docket"), {"note": self.cleaned_data["note"]}


@act_form("take-handover")
class TakeHandover(DeskForm):
    """A note that somebody takes up."""

    note = forms.ChoiceField(label=_("Note"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        """Notes that nobody has taken up."""
        super().prepare()
        found = queries.notes(self.moment.viewer, self.moment.case.at)
        self.offer("note", [(each.id, " · ".join(filter(None, [each.number, each.words]))) for each in found])

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Which note."""
        return self.facts("note"), {}


class ValueForm(DeskForm):
    """A form about an open value: edition and name in one choice."""

    value = forms.ChoiceField(label=_("Value or period"))

    def prepare(self) -> None:
        """Every open value of every edition."""
        super().prepare()
        listed = [
            (f"{edition}:{name}", f"{gettext(titled[''])} · {gettext(titled[name])}")
            for edition in editions()
            if edition != OWN
            for titled in [succession.titles(edition)]
            for name, status in succession.statuses(edition).items()
            if status != "official"
        ]
        self.offer("value", listed)

    def which(self) -> dict[str, Json]:
        """The facts edition and name."""
        edition, _colon, name = self.cleaned_data["value"].partition(":")
        return {"edition": edition, "name": name}


@act_form("take-up-value")
class TakeUpValue(ValueForm):
    """Who settles an open value, by which day."""

    officers = ("account",)
    account = forms.ChoiceField(label=_("Owner"))
    due = day(_("By"))

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Which value, whose, by when."""
        return {**self.which(), **self.facts("account", "due")}, {}


@act_form("settle-value")
class SettleValue(ValueForm):
    """A value that stands as it is."""

    reasons = words(_("Reasons"))

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Which value; the reasons in the body."""
        return self.which(), {"reasons": self.cleaned_data["reasons"]}


@act_form("adopt-edition")
class AdoptEdition(DeskForm):
    """A successor of an edition."""

    grave = True
    base = forms.ChoiceField(label=_("Successor of"))
    edition = forms.RegexField(
        r"^[a-z0-9][a-z0-9-]{0,62}[a-z0-9]$",
        label=_("Name of the edition"),
        help_text=_("Small letters, digits and hyphens, such as rules-2027."),
    )
    change = forms.CharField(
        label=_("What changes"),
        help_text=_("As JSON; the page of successors writes it and shows the comparison first."),
        widget=forms.Textarea(attrs={"rows": 10, "dir": "ltr", "spellcheck": "false"}),
        max_length=200_000,
    )

    def prepare(self) -> None:
        """Editions of cases."""
        super().prepare()
        bases = [name for name in editions() if name != OWN]
        self.offer("base", [(name, gettext(succession.titles(name).get("", name))) for name in bases])

    def clean_change(self) -> dict[str, Json]:
        """One JSON object."""
        try:
            found = json.loads(self.cleaned_data["change"], parse_float=_refuse)
        except ValueError as bad:
            raise forms.ValidationError(_("This is not a JSON object without fractions.")) from bad
        if not isinstance(found, dict) or not found:
            raise forms.ValidationError(_("Nothing changes."))
        return cast("dict[str, Json]", found)

    def clean(self) -> dict[str, object]:
        """The change makes an edition."""
        data = super().clean() or {}
        if {"base", "edition", "change"} <= data.keys():
            try:
                succession.successor(data["base"], data["edition"], data["change"])
            except BadEdition as bad:
                self.add_error("change", str(bad))
            if data["edition"] in editions():
                self.add_error("edition", _("There is an edition of this name already."))
        return data

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Name and base; the change in the body."""
        return self.facts("edition", "base"), {"change": self.cleaned_data["change"]}


def _refuse(text: str) -> float:
    raise ValueError(text)
