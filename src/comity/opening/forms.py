"""The wizard's questions, one form a page; and the forms of screening, refusal and third States."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comity.docket.forms import ActForm, act_form
from comity.law import codes, facts
from comity.law.act import Json
from comity.law.gates import Outcome
from comity.law.shape import BadInput
from comity.opening import queries
from comity.opening.acts import DECIDABLE
from comity.opening.choices import every_state, offer
from comity.opening.drafts import Draft
from comity.opening.party_forms import AgreedByAll, MoreParties, OtherParty, OwnParty
from comity.opening.question import Question

LONG = 50_000
PLAIN_WORDS = _("A subject is a few plain words in Latin letters, such as fisheries licence fees.")
EXCLUDED = [
    ("territorial-sovereignty", _("Territorial sovereignty")),
    ("maritime-delimitation", _("Maritime delimitation")),
    ("maritime-interests", _("Maritime interests")),
]


def _others(own: str) -> list[tuple[str, object]]:
    return [(code, name) for code, name in every_state() if code != own]


class OtherState(Question):
    """Who is asked."""

    title = _("With which State do you have the dispute?")
    why = _(
        "A dispute is brought between States that agree to mediate. If the other has not agreed yet, your "
        "request is an invitation."
    )
    article, status = "Art. 24", "official"
    other_state = forms.ChoiceField(label=_("The other State"))

    def prepare(self) -> None:
        """Every other State, in the reader's language."""
        offer(self, "other_state", [("", _("Choose a State")), *_others(self.own)])


class Subject(Question):
    """What it is about."""

    title = _("What is the dispute about?")
    why = _(
        "A State may exclude subjects by declaration: territorial sovereignty, maritime delimitation, "
        "maritime interests, or others. The gate compares your words with each declaration in force."
    )
    article, status = "Arts. 25-26", "official"
    name = forms.CharField(
        label=_("Title of the case"), help_text=_("Only those who take part read it."), max_length=200
    )
    subjects = forms.CharField(
        label=_("Subject, in a few words"),
        help_text=_("For example: fisheries licence fees. Several, separated by commas."),
        max_length=300,
    )
    depends_on = forms.MultipleChoiceField(
        label=_("Does it depend on one of these?"),
        help_text=_("If it does, and a State has excluded it, a named officer decides."),
        choices=EXCLUDED,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def prepare(self) -> None:
        """Without declarations in these rules, nothing is excluded by one."""
        if self.draft is not None and "declaration" not in self.draft.edition.gates:
            del self.fields["depends_on"]

    def clean_subjects(self) -> list[str]:
        """Words become tags in one spelling."""
        words = [word.strip() for word in self.cleaned_data["subjects"].split(",") if word.strip()]
        try:
            found = [codes.tag(word, "subjects") for word in words]
        except BadInput as bad:
            raise forms.ValidationError(PLAIN_WORDS) from bad
        if not found or not facts.holds("[id]", list(found)):
            raise forms.ValidationError(PLAIN_WORDS)
        return found


class ThirdState(Question):
    """Whether a third State is involved."""

    title = _("Is a third State involved?")
    why = _(
        "The States that bring a dispute must say so. The organisation does not act unless that State has "
        "consented before; silence never counts as consent."
    )
    article, status = "Arts. 25-26", "official"
    third = forms.ChoiceField(
        label=_("A third State"),
        choices=[("no", _("No third State is involved")), ("yes", _("Yes")), ("open", _("We do not know yet"))],
        widget=forms.RadioSelect,
    )
    third_states = forms.MultipleChoiceField(
        label=_("Which States"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )

    def prepare(self) -> None:
        """Every other State, in the reader's language."""
        offer(self, "third_states", _others(self.own))


class Agreed(Question):
    """Whether the other State has agreed."""

    title = _("Has the other State agreed to mediate?")
    why = _(
        "In writing, before or after the dispute arose: a clause, a treaty, an exchange of notes. The "
        "registry checks it. If not, it is invited, and may consent within the period."
    )
    article, status = "Art. 24", "official"
    agreed = forms.ChoiceField(
        label=_("The other State’s consent"),
        choices=[("no", _("Not yet: invite it")), ("yes", _("Yes, in writing"))],
        widget=forms.RadioSelect,
    )
    instrument = forms.CharField(
        label=_("Where"), help_text=_("Treaty and article, clause, or note."), max_length=500, required=False
    )
    agreed_on = forms.DateField(
        label=_("Dated"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), required=False
    )

    def clean(self) -> dict[str, object]:
        """A consent has an instrument and a date."""
        data = super().clean() or {}
        if data.get("agreed") == "yes" and "agreed_on" not in self.errors and not data.get("agreed_on"):
            self.add_error("agreed_on", _("Say from when the consent is: a dated consent is wanted (Article 24)."))
        if data.get("agreed") == "yes" and not data.get("instrument"):
            self.add_error(
                "instrument", _("Say where the consent stands: treaty and article, clause, or note (Article 24).")
            )
        return data

    def answers(self) -> dict[str, Json]:
        """The date in one spelling."""
        on = self.cleaned_data["agreed_on"]
        return {
            "agreed": self.cleaned_data["agreed"],
            "instrument": self.cleaned_data["instrument"],
            "agreed_on": on.isoformat() if on else "",
        }


class Story(Question):
    """The dispute in the filer's words."""

    title = _("The dispute, in your own words")
    why = _(
        "What happened, what you ask, what you would rather have. The other side reads this with the "
        "invitation; nobody else does."
    )
    article, status = "Art. 24", "official"
    story = forms.CharField(label=_("The dispute"), widget=forms.Textarea(attrs={"rows": 12}), max_length=LONG)
    proceedings = forms.CharField(
        label=_("Other proceedings on the same matter"),
        help_text=_("Courts, tribunals, treaty bodies: where, and how far they are. Nothing stops by itself."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONG,
        required=False,
    )


QUESTIONS: dict[str, type[Question]] = {
    "state": OtherState,
    "subject": Subject,
    "third-state": ThirdState,
    "consent": Agreed,
    "story": Story,
}
OF_OTHERS: dict[str, type[Question]] = {
    "own": OwnParty,
    "other": OtherParty,
    "more": MoreParties,
    "agreement": AgreedByAll,
}
ASIDE = "more"  # asked from the review, where there are more than two


def questions(draft: Draft) -> dict[str, type[Question]]:
    """The questions of a draft in their order: what its kind of case, its rules and its filer's kind want."""
    between_states = draft.category == "state-state"
    wanted = {
        "own": draft.own["kind"] in ("agency", "company", "individual"),
        "state": between_states,
        "other": not between_states,
        "subject": True,
        "third-state": "third-state" in draft.edition.gates,
        "consent": between_states and not draft.more,
        "agreement": not between_states or bool(draft.more),
        "story": True,
    }
    known = QUESTIONS | OF_OTHERS
    return {name: known[name] for name, asked in wanted.items() if asked}


@act_form("record-third-state")
class RecordThirdState(ActForm):
    """A third State and its answer."""

    state = forms.ChoiceField(label=_("State"))
    answer = forms.ChoiceField(
        label=_("Its answer"),
        choices=[
            ("given", _("Consent given, in writing")),
            ("refused", _("Consent refused")),
            ("pending", _("No answer yet")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONG, required=False)

    def prepare(self) -> None:
        """Every State."""
        self.offer("state", every_state())

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """State and answer; the note in the body."""
        data = self.cleaned_data
        return {"state": data["state"], "answer": data["answer"]}, {"note": data["note"]} if data["note"] else {}


@act_form("screen")
class Screen(ActForm):
    """The officer's reasons; a decision for each finding that needs one."""

    audience = _("The parties read the findings, your decisions and your reasons.")
    passed = forms.MultipleChoiceField(
        label=_("Findings that you decide to pass"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Only a finding that needs a human decision can be decided; consent and membership cannot."),
    )
    refused = forms.MultipleChoiceField(
        label=_("Findings that you decide to refuse"), widget=forms.CheckboxSelectMultiple, required=False
    )
    reasons = forms.CharField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 5}), max_length=LONG)

    def prepare(self) -> None:
        """The findings that need a human now; where none does, nothing is asked but the reasons."""
        case = self.moment.case
        found = queries.assessment(self.moment.viewer, case)
        needing = {each.code for each in (found.findings if found else ()) if each.outcome == Outcome.NEEDS}
        open_to_decision = [(code, gettext(case.edition.gates[code].title)) for code in DECIDABLE if code in needing]
        for name in ("passed", "refused"):
            if open_to_decision:
                self.offer(name, open_to_decision)
            else:
                del self.fields[name]

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The decisions, where there are any, and the reasons."""
        data = self.cleaned_data
        decided: dict[str, Json] = dict.fromkeys(data.get("passed", ()), "pass")
        decided |= dict.fromkeys(data.get("refused", ()), "refuse")
        return {"decided": decided} if decided else {}, {"reasons": data["reasons"]}


@act_form("refuse-registration")
class RefuseRegistration(ActForm):
    """A refusal with its ground and reasons."""

    grave = True
    audience = _("The parties read the ground and the reasons.")
    ground = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect)
    reasons = forms.CharField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 6}), max_length=LONG)

    def prepare(self) -> None:
        """The gates of the edition."""
        gates = self.moment.case.edition.gates
        allowed = self.moment.row.facts["ground"].split("|")
        self.offer("ground", [(code, gettext(gates[code].title)) for code in allowed if code in gates])

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Ground and reasons."""
        return {"ground": self.cleaned_data["ground"]}, {"reasons": self.cleaned_data["reasons"]}
