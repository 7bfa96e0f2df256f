"""Forms of the settlement text, of initials, approvals, signatures and attestations."""

import re
from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.docket import queries as docket
from comity.docket.forms import ActForm, act_form
from comity.law import issues
from comity.law.act import Json
from comity.law.instants import render
from comity.law.state import inside
from comity.settlement import queries

LONG = 200_000
KIND = "settlement-clause"
ENTRIES = {
    "signature": _("on signature by all"),
    "date": _("on the date given"),
    "event": _("when every signatory has confirmed the event"),
    "event-and-date": _("on the date given, once every signatory has confirmed the event"),
}


class TextForm(ActForm):
    """A form over the text as it stands: it carries the versions that the reader saw."""

    page = "settlement/sign.html"
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def prepare(self) -> None:
        """The versions that stand now."""
        self.fields["seen"].initial = ",".join(f"{name}={version}" for name, version in self.standing().items())

    def standing(self) -> dict[str, str]:
        """Clause -> version."""
        return {name: str(thing["version"]) for name, thing in self.moment.case.state.things.get(KIND, {}).items()}

    def context(self) -> Mapping[str, object]:
        """The paper first, the signature after it."""
        found = queries.text(self.moment.viewer, self.moment.case)
        return {"text": found, "entry": ENTRIES.get(found.entry, "") if found else ""}

    def clauses(self) -> dict[str, Json]:
        """The versions that the page showed."""
        seen = self.cleaned_data.get("seen") or ""
        pairs = (part.partition("=") for part in seen.split(",") if "=" in part)
        return {name: version for name, _equals, version in pairs}

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The clauses."""
        return {"clauses": self.clauses()}, {}


@act_form("initial", "sign", "attest")
class Bind(TextForm):
    """Initials, signature, attestation: nothing but the text."""

    grave = True


@act_form("attest-part")
class AttestPart(ActForm):
    """One part that was signed; its words stand above, and never change."""

    grave = True
    page = "settlement/attest.html"
    part = forms.ChoiceField(label=_("Part"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        """The parts that this role has not attested."""
        settled, role = list(self.moment.case.state.things.get("settled-part", {})), self.moment.open.holding.role
        attested = self.moment.case.state.things.get("attestation", {})
        titles = {name: _("Settled part %(number)s") % {"number": number} for number, name in enumerate(settled, 1)}
        self.offer("part", [(name, title) for name, title in titles.items() if inside(role, name) not in attested])

    def context(self) -> Mapping[str, object]:
        """Every part that stands."""
        return {"parts": queries.parts(self.moment.viewer, self.moment.case)}

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The part, and the versions of its clauses."""
        part = self.cleaned_data["part"]
        return {"part": part, "clauses": self.moment.case.state.things["settled-part"][part]["clauses"]}, {}


@act_form("approve")
class Approve(TextForm):
    """Notice of approval at home."""

    basis = forms.ChoiceField(
        label=_("On what the approval rests"),
        choices=[
            ("organ", _("A decision of the competent organ")),
            ("not-required", _("Our law needs no new decision")),
        ],
        widget=forms.RadioSelect,
    )
    instrument = forms.CharField(label=_("Instrument"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONG)

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Clauses and basis; the instrument in words."""
        return {"clauses": self.clauses(), "basis": self.cleaned_data["basis"]}, {
            "instrument": self.cleaned_data["instrument"]
        }


@act_form("approve-on-condition")
class ApproveOnCondition(TextForm):
    """Approval of all but the clauses that a condition touches; these are reopened."""

    touches = forms.MultipleChoiceField(
        label=_("Clauses that the condition touches"), widget=forms.CheckboxSelectMultiple
    )
    condition = forms.CharField(label=_("Condition"), widget=forms.Textarea(attrs={"rows": 6}), max_length=LONG)

    def prepare(self) -> None:
        """The clauses of the text."""
        super().prepare()
        found = queries.text(self.moment.viewer, self.moment.case)
        self.offer(
            "touches",
            [(each.id, f"{place}. {each.title}") for place, each in enumerate(found.clauses if found else [], 1)],
        )

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Clauses and what is touched; the condition in words."""
        facts: dict[str, Json] = {"clauses": self.clauses(), "touches": list(self.cleaned_data["touches"])}
        return facts, {"condition": self.cleaned_data["condition"]}


@act_form("confirm-event")
class ConfirmEvent(ActForm):
    """The event on which the text enters into force has happened."""

    evidence = forms.CharField(label=_("Evidence"), widget=forms.Textarea(attrs={"rows": 4}), max_length=LONG)

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The evidence."""
        return {}, {"evidence": self.cleaned_data["evidence"]}


@act_form("report-not-approved")
class ReportNotApproved(ActForm):
    """Told to the mediator alone."""

    text = forms.CharField(label=_("Words to the mediator"), widget=forms.Textarea(attrs={"rows": 4}), max_length=LONG)

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The words."""
        return {}, {"text": self.cleaned_data["text"]}


@act_form("take-text-back")
class TakeTextBack(ActForm):
    """The text goes back to the sessions; no party is named."""

    grave = True


@act_form("table-text")
class TableText(ActForm):
    """The settlement text: each clause begins with a line `# title`; entry into force as the text says."""

    page = "settlement/table.html"
    text = forms.CharField(
        label=_("Settlement text"),
        help_text=_("Each clause begins with a line that starts with # and its title."),
        widget=forms.Textarea(attrs={"rows": 20}),
        max_length=LONG,
    )
    scope = forms.ChoiceField(
        label=_("What this text settles"),
        help_text=_("When all have signed a part, it stands, and the sessions go on for the rest."),
        choices=[("whole", _("The whole dispute")), ("part", _("A part of it"))],
        widget=forms.RadioSelect,
        initial="whole",
        required=False,
    )
    closes = forms.MultipleChoiceField(
        label=_("Issues that this part closes"), widget=forms.CheckboxSelectMultiple, required=False
    )
    entry = forms.ChoiceField(
        label=_("Entry into force"),
        choices=[
            ("signature", _("On signature")),
            ("date", _("On a date")),
            ("event", _("On an event that every signatory confirms")),
            ("event-and-date", _("On a date after such an event")),
        ],
        widget=forms.RadioSelect,
    )
    entry_on = forms.DateTimeField(
        label=_("Date"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        required=False,
    )
    event = forms.CharField(label=_("Event"), max_length=2_000, required=False)

    def prepare(self) -> None:
        """The text as it stands, to be put again: a clause that is not changed keeps its version."""
        self._offer_issues()
        found = queries.text(self.moment.viewer, self.moment.case)
        if found is not None:
            self.initial = {
                **self._tabled(),
                "text": "\n\n".join(f"# {each.title}\n{each.text}" for each in found.clauses),
                "entry": found.entry,
                "entry_on": found.entry_on,
                "event": found.event,
                **self.initial,
            }

    def _offer_issues(self) -> None:
        """The open issues of the joint room, by their titles."""
        room = next((each for each in self.moment.case.rooms if each.kind == "joint"), None)
        if room is None:
            del self.fields["closes"]
            return
        view = docket.room(self.moment.viewer, self.moment.case.id, room.id)
        closed = issues.closed(view.state)
        tabled = [(str(act.act.facts["issue"]), act.said or {}) for act in view.acts if act.row.act == "table-issue"]
        self.offer("closes", [(name, str(said.get("title", ""))) for name, said in tabled if name not in closed])

    def _tabled(self) -> dict[str, object]:
        kept = self.moment.case.state.things.get("tabled", {}).get("text", {})
        return {name: kept[name] for name in ("scope", "closes") if name in kept}

    def clean(self) -> dict[str, object]:
        """A date where the entry names one; at least one clause; a part enters into force on signature."""
        data = super().clean() or {}
        if data.get("scope") == "part" and data.get("entry") not in (None, "signature"):
            self.add_error("entry", _("A part of a settlement enters into force on signature."))
        if data.get("scope") != "part" and data.get("closes"):
            self.add_error("closes", _("Only a part of a settlement names the issues that it closes."))
        if data.get("entry") in ("date", "event-and-date") and not data.get("entry_on"):
            self.add_error("entry_on", _("A date is wanted for this kind of entry into force."))
        if data.get("text") and not clauses_of(str(data["text"])):
            self.add_error("text", _("A text has at least one clause: begin it with a line such as # Object."))
        return data

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Entry into force, and the clauses."""
        data = self.cleaned_data
        facts: dict[str, Json] = {"entry": data["entry"]}
        if data["scope"] == "part":
            facts |= {"scope": "part"} | ({"closes": list(data["closes"])} if data.get("closes") else {})
        if data["entry"] in ("date", "event-and-date"):
            facts["entry_on"] = render(data["entry_on"])
        body: dict[str, Json] = {"clauses": clauses_of(data["text"])}
        if data["event"]:
            body["event"] = data["event"]
        return facts, body


def clauses_of(text: str) -> dict[str, Json]:
    """The clauses of a text, numbered from a1: {id: {title, text}}."""
    parts = re.split(r"^#\s*(.+?)\s*$", text.replace("\r\n", "\n"), flags=re.MULTILINE)
    titles, words = parts[1::2], parts[2::2]
    return {
        f"a{number}": {"title": title, "text": body.strip()}
        for number, (title, body) in enumerate(zip(titles, words, strict=True), 1)
    }
