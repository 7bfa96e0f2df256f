"""Forms of the treaty register: instruments, declarations, reservations, and decisions that admit.

- All that is entered here is public, with its source.
"""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comity.docket.forms import act_form
from comity.docket.register_forms import RegisterForm, day, words
from comity.law import codes, facts
from comity.law.act import Json
from comity.law.shape import BadInput
from comity.treaty import states

TREATIES = [
    ("iomed-2025", _("Convention on the Establishment of the International Organization for Mediation")),
    ("singapore-2018", _("Singapore Convention on Mediation")),
]
DEEDS = [
    ("joint-statement", _("Joint statement")),
    ("signature", _("Signature")),
    ("ratification", _("Ratification")),
    ("acceptance", _("Acceptance")),
    ("approval", _("Approval")),
    ("accession", _("Accession")),
    ("withdrawal", _("Withdrawal")),
]
STATUSES = [("official", _("official")), ("borrowed", _("borrowed")), ("assumed", _("assumed"))]
CASES = [
    ("state-state", _("State–State")),
    ("state-national", _("State–national")),
    ("commercial", _("Commercial")),
]
PLAIN_WORDS = _("A subject is a few plain words in Latin letters, such as fisheries licence fees.")
ALL_READ = _("This enters the public treaty register, with its source.")


class TreatyForm(RegisterForm):
    """A form of the treaty register: a fact with its source."""

    audience = ALL_READ
    of_states = "state"

    def prepare(self) -> None:
        """Every State."""
        super().prepare()
        self.offer(self.of_states, states.all_states(get_language() or "en", with_fictional=True))


@act_form("record-instrument")
class RecordInstrument(TreatyForm):
    """What a State did about a treaty."""

    state = forms.ChoiceField(label=_("State"))
    treaty = forms.ChoiceField(label=_("Treaty"), choices=TREATIES)
    act = forms.ChoiceField(label=_("What it did"), choices=DEEDS)
    on = day(_("On"))
    status = forms.ChoiceField(label=_("Status of the source"), choices=STATUSES, widget=forms.RadioSelect)
    source = words(_("Source"))

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The fact, and its source."""
        return self.facts("state", "treaty", "act", "on", "status"), {"source": self.cleaned_data["source"]}


class Lasting(TreatyForm):
    """A fact that lasts from a day to a day."""

    since = day(_("From"))
    until = day(_("Until"), required=False)
    source = words(_("Source"))

    def lasting(self, *names: str) -> dict[str, Json]:
        """The named facts, and from when to when."""
        found = self.facts(*names, "since", "until")
        return {**{name: value for name, value in found.items() if name != "since"}, "from": found["since"]}


@act_form("record-declaration")
class RecordDeclaration(Lasting):
    """The subjects that a State excludes."""

    field_order = ("state", "treaty", "excludes", "wording")
    state = forms.ChoiceField(label=_("State"))
    treaty = forms.ChoiceField(label=_("Treaty"), choices=TREATIES)
    excludes = forms.CharField(
        label=_("Excluded subjects"), help_text=_("Plain words, separated by commas."), max_length=1_000
    )
    wording = words(_("Wording"), required=False)

    def clean_excludes(self) -> list[str]:
        """Words become tags in one spelling."""
        words = [word.strip() for word in self.cleaned_data["excludes"].split(",") if word.strip()]
        try:
            found = [codes.tag(word, "excludes") for word in words]
        except BadInput as bad:
            raise forms.ValidationError(PLAIN_WORDS) from bad
        if not found or not facts.holds("[id]", list(found)):
            raise forms.ValidationError(PLAIN_WORDS)
        return found

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The declaration; its wording and source in the body."""
        data = self.cleaned_data
        body: dict[str, Json] = {"source": data["source"]}
        if data["wording"]:
            body["wording"] = data["wording"]
        return self.lasting("state", "treaty", "excludes"), body


@act_form("record-reservation")
class RecordReservation(Lasting):
    """A State's reservation to an article."""

    field_order = ("state", "treaty", "article")
    state = forms.ChoiceField(label=_("State"))
    treaty = forms.ChoiceField(label=_("Treaty"), choices=TREATIES)
    article = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$", label=_("Article"), help_text=_("Without spaces, such as 8.1.a")
    )

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The reservation, and its source."""
        return self.lasting("state", "treaty", "article"), {"source": self.cleaned_data["source"]}


@act_form("record-decision")
class RecordDecision(Lasting):
    """Whom the Council admits, to which category."""

    of_states = "admits"
    field_order = ("admits", "category")
    admits = forms.ChoiceField(label=_("Admits"))
    category = forms.ChoiceField(label=_("Category"), choices=CASES, widget=forms.RadioSelect)

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The decision, and its source."""
        return self.lasting("admits", "category"), {"source": self.cleaned_data["source"]}
