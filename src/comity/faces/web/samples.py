"""Illustrative values for the style guide: every component once, in the reader's language. Nothing here is a case."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.faces.web import components as c
from comity.faces.web.forms import Question
from comity.faces.web.refusal import Refusal, Way

NOW = datetime(2026, 11, 23, 20, 51, tzinfo=UTC)
DUE = datetime(2026, 11, 27, 15, 59, 59, tzinfo=UTC)
RULE = c.Basis(article="ICSID R. 20", status="borrowed")
CONVENTION = c.Basis(article="Arts. 25-26", status="official")
ASSUMED = c.Basis(row="put-proposal", status="assumed")


class ThirdStateForm(forms.Form):
    """A question of the request, with an error on purpose."""

    involved = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[
            ("no", gettext_lazy("No other State is involved")),
            ("yes", gettext_lazy("Yes, these States")),
        ],
        widget=forms.RadioSelect,
    )
    state = forms.CharField(
        label=gettext_lazy("State"), help_text=gettext_lazy("Its name as the United Nations use it.")
    )
    consent = forms.ChoiceField(
        label=gettext_lazy("Its consent"),
        choices=[
            ("pending", gettext_lazy("Asked, no answer yet")),
            ("given", gettext_lazy("Given in writing")),
        ],
    )
    on = forms.DateField(label=gettext_lazy("Given on"), widget=forms.DateInput(attrs={"type": "date"}))
    words = forms.CharField(
        label=gettext_lazy("In your own words"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    read = forms.BooleanField(label=gettext_lazy("I have read what will be sent, and to whom."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].article = "Arts. 25-26"  # type: ignore[attr-defined]  # read by components/field.html


def guide() -> dict[str, Any]:
    """The context of the style guide."""
    return {
        "steps": steps(),
        "deadlines": deadlines(),
        "acts": acts(),
        "next_acts": next_acts(),
        "closed": closed(),
        "findings": findings(),
        "rooms": rooms(),
        "stamps": stamps(),
        "awaited": awaited(),
        "form": ThirdStateForm({"involved": "yes", "state": "", "consent": "pending", "on": ""}),
        "digest": "7f3c91a2b5a03d1604d7c2f8e91c66045c880f3120bee84d5b1e9c07a8f0413d",
        "at": NOW,
        "filler": _("An invitation to mediate appears here with its reply period. Silence is never taken as consent."),
    }


def steps() -> list[c.Step]:
    """A path in its middle."""
    since = datetime(2026, 10, 9, 1, 30, tzinfo=UTC)
    done = [_("Request"), _("Screening"), _("Mediator"), _("Protocol")]
    return [
        *(c.Step(label, "done") for label in done),
        c.Step(_("Sessions"), "now", since),
        c.Step(_("Settlement"), "ahead"),
        c.Step(_("In force"), "ahead"),
    ]


def deadlines() -> list[c.Deadline]:
    """One that is near, one that is not, one that has passed."""
    home = c.Link(_("Answer"), reverse("style"))
    answer = _("Answer the proposal")
    return [
        c.Deadline(answer, DUE, "Asia/Hong_Kong", NOW, ASSUMED, _("Set by the parties."), home),
        c.Deadline(_("First session"), NOW + timedelta(days=30), "Asia/Hong_Kong", NOW, RULE),
        c.Deadline(_("Initial statements"), NOW - timedelta(days=2), "America/Panama", NOW, RULE),
    ]


def acts() -> list[c.ActLine]:
    """The three states of proof."""
    mediator, registry = _("mediator"), _("Secretary-General")
    said = _("The %(actor)s put a proposal to all parties.")
    accepted = _("The %(actor)s accepted and signed the declaration; the file was opened to the mediator.")
    registered = _("The %(actor)s registered the case.")
    follows = _("Started: %(period)s") % {"period": _("first session, 30 days")}
    url = reverse("style")
    return [
        c.ActLine(NOW, _said(said, mediator), ASSUMED, "", "7f3c91a2", url, c.Proof("wait")),
        c.ActLine(NOW, _said(accepted, mediator), RULE, follows, "04d7c2f8", url, c.Proof("in", 21)),
        c.ActLine(NOW, _said(registered, registry), CONVENTION, "", "5c880f31", url, c.Proof("wit", 9)),
    ]


def next_acts() -> list[c.NextAct]:
    """Primary, quiet, grave."""
    url = reverse("style")
    accept = _("Accept or do not accept. Nobody learns more than whether all accepted.")
    speak = _("Joint room, or your caucus with the mediator.")
    leave = _("At any time, in one act, without giving reasons. Rooms stay sealed.")
    return [
        c.NextAct(_("Answer the proposal"), accept, c.Link(_("Answer"), url), "primary"),
        c.NextAct(_("Speak in a room"), speak, c.Link(_("Open rooms"), url)),
        c.NextAct(_("Leave the mediation"), leave, c.Link(_("Leave…"), url), "grave"),
    ]


def closed() -> list[c.ClosedAct]:
    """What is not open, and why."""
    sign = _("Opens when every language of the text is frozen. Only a person with full powers may sign; you may speak.")
    replace = _("Opens on a challenge, a resignation or a joint wish.")
    return [
        c.ClosedAct(_("Sign the settlement"), sign, c.Basis(article="Art. 40", status="borrowed")),
        c.ClosedAct(_("Replace the mediator"), replace, RULE),
    ]


def findings() -> list[c.Finding]:
    """The four outcomes."""
    consent = _("The third State’s consent is missing.")
    otherwise = _("If it refuses or stays silent, the request ends here, without prejudice.")
    excluded = _("A declaration in force excludes maritime delimitation.")
    subject, third, declared = _("Subject"), _("Third State"), _("Declaration")
    return [
        c.Finding("pass", subject, _("No declaration excludes it."), basis=CONVENTION),
        c.Finding("needs", third, consent, otherwise, CONVENTION),
        c.Finding("refuse", declared, excluded, basis=CONVENTION),
        c.Finding("later", _("Consent"), _("Asked in the next step.")),
    ]


def rooms() -> list[c.Room]:
    """One of each kind."""
    kinds = (
        ("joint", _("Joint room")),
        ("caucus", _("Caucus")),
        ("delegation", _("Delegation’s room")),
        ("mediator", _("Mediator’s notes")),
        ("registry", _("Registry’s room")),
    )
    readers, others = _("6 people read this room."), _("The other party does not. The registry does not.")
    return [c.Room(kind, name, readers, others) for kind, name in kinds]  # type: ignore[arg-type]  # literals above


def stamps() -> list[c.Stamp]:
    """Signed and awaited."""
    minister = _("Minister of Foreign Affairs, full powers on file")
    return [
        c.Stamp(_("For the first party"), minister, _("SIGNED"), NOW, note=_("covered by a checkpoint")),
        c.Stamp(_("For the second party"), minister, _("awaited"), due=DUE),
    ]


def awaited() -> list[c.Awaited]:
    """With a deadline and without."""
    near, far, _passed = deadlines()
    url, case = reverse("style"), _("An illustrative case")
    return [
        c.Awaited(_("Answer the proposal"), case, c.Link(_("Answer"), url), near, primary=True),
        c.Awaited(_("Join the first session"), case, c.Link(_("Prepare"), url), far),
        c.Awaited(_("Cosign the checkpoint"), case, c.Link(_("Cosign"), url)),
    ]


def refusal() -> Refusal:
    """A refusal in full."""
    url = reverse("style")
    ways = (
        Way(
            _("Ask the Minister of Foreign Affairs to sign. Full powers are on file."), c.Link(_("Send a notice"), url)
        ),
        Way(_("File full powers for yourself, if your government has given them.")),
    )
    return Refusal(
        title=_("Not signed: your mandate does not cover it"),
        reason=_("Only a person with full powers may sign for a State. You may speak; you may not sign."),
        basis=c.Basis(article="Art. 40", status="borrowed"),
        code="mandate.may-sign",
        back=c.Link(_("Back to the settlement"), url),
        ways=ways,
        deadline=deadlines()[0],
        rule=reverse("rules"),
        kept=True,
        reference="6e0b 52c9",
    )


def question() -> dict[str, Any]:
    """A question of the request's wizard, with its finding."""
    done = [_("Kind of dispute"), _("Parties"), _("Subject")]
    ahead = [_("Consent"), _("Mandate and full powers"), _("Check and file")]
    path = [c.Step(label, "done") for label in done] + [c.Step(_("Other States"), "now")]
    asked = Question(
        title=_("Does the dispute involve another State?"),
        eyebrow=_("Request for mediation, draft"),
        verb=_("Save and go on"),
        why=_(
            "You must tell us. Where a third State is involved, the organisation may act only if that State consents "
            "beforehand. Silence never counts as consent."
        ),
        basis=CONVENTION,
        steps=(*path, *(c.Step(label, "ahead") for label in ahead)),
        findings=tuple(findings()),
        finding=findings()[1],
        back=c.Link(_("Back"), reverse("style")),
        saved=NOW,
    )
    return {"question": asked, "form": ThirdStateForm(initial={"involved": "yes"})}


def _said(sentence: str, actor: str) -> str:
    return format_html(sentence.replace("%(actor)s", "<strong>{}</strong>"), actor)
