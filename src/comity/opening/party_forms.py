"""The wizard's questions about parties: who files, who is asked, and parties beyond two.

Rules upheld:
- what is asked of a party follows its kind, and the kinds that are offered follow the kind of case (Article 24);
- who is not of the register is named, with the address to which its invitation goes; nobody else reads the address.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from comity import keeper
from comity.law.act import Json
from comity.law.register import Category
from comity.law.request import PartyKind, kinds
from comity.opening.choices import every_state, offer
from comity.opening.question import Question

KINDS = [
    ("state", _("State")),
    ("agency", _("Agency or subdivision")),
    ("organisation", _("International organisation")),
    ("company", _("Company")),
    ("individual", _("Individual")),
]
SIDES = [
    ("responding", _("It is asked, with the other side")),
    ("requesting", _("It asks, with us")),
]
OF_A_STATE = ("state", "agency")
PRIVATE = ("company", "individual")


def offered(category: str) -> list[tuple[str, object]]:
    """The kinds of party that this kind of case knows."""
    known: frozenset[PartyKind] = kinds(Category(category))
    return [(name, label) for name, label in KINDS if name in known]


UNLESS_A_STATE = _("needed, unless it is a State")
OF_PUBLIC = _("needed of a State and of an agency")
OF_PRIVATE = _("of a company or a person one of the two is needed: nationality or place of business")
WANTED = {  # what a kind needs that the page does not know yet: said beside the field, instead of `may stay empty`
    "name": UNLESS_A_STATE,
    "state": OF_PUBLIC,
    "nationality": OF_PRIVATE,
    "place": OF_PRIVATE,
    "contact": UNLESS_A_STATE,
}


class Described(forms.Form):
    """What is asked of a party, whatever its kind; what its kind does not need may stay empty."""

    kind = forms.ChoiceField(label=_("What it is"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Name"), help_text=_("A State has its name from the register."), max_length=300, required=False
    )
    state = forms.ChoiceField(
        label=_("State"), help_text=_("Itself, or the one to which an agency belongs."), required=False
    )
    nationality = forms.MultipleChoiceField(
        label=_("Nationality"),
        help_text=_("Of a company or a person; several where there are several. A named officer decides then."),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    place = forms.ChoiceField(label=_("Place of business"), required=False)
    owned = forms.ChoiceField(
        label=_("Does a State own it?"),
        help_text=_("If one does, a named officer decides on its nationality."),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        widget=forms.RadioSelect,
        required=False,
        initial="no",
    )
    approval = forms.ChoiceField(
        label=_("Its State’s word on it"),
        help_text=_("Of an agency: its State approves, or has waived approval. The registry records it."),
        choices=[("none", _("Not yet")), ("given", _("Approved")), ("waived", _("Approval waived"))],
        widget=forms.RadioSelect,
        required=False,
        initial="none",
    )

    def offer_all(self, category: str) -> None:
        """States in the reader's language, kinds of this kind of case; a field that no kind here needs goes."""
        states = every_state()
        known = offered(category)
        names = {name for name, _label in known}
        if "kind" in self.fields:
            offer(self, "kind", known)
        for name in ("state", "place"):
            offer(self, name, [("", _("Choose a State")), *states])
        offer(self, "nationality", states)
        if not names & set(PRIVATE):
            self._leave_out("nationality", "place", "owned")
        if not names & {"agency"}:
            self._leave_out("approval")
        if not names - set(PRIVATE):
            self._leave_out("state")
        for name in WANTED.keys() & self.fields.keys():
            self.fields[name].wanted = WANTED[name]  # type: ignore[attr-defined]  # read by components/field.html

    def _leave_out(self, *names: str) -> None:
        for name in names:
            self.fields.pop(name, None)

    def check_kind(self, kind: str, data: Mapping[str, object]) -> None:
        """A State has a code, everybody else a name, a private party a nationality or a place of business."""
        if not kind:
            return
        if kind in OF_A_STATE and not data.get("state"):
            self.add_error("state", _("Say which State."))
        if kind != "state" and "name" in self.fields and "name" not in self.errors and not data.get("name"):
            self.add_error("name", _("Who is no State is entered by its name."))
        if kind in PRIVATE and not data.get("nationality") and not data.get("place"):
            self.add_error("nationality", _("Say a nationality, or a place of business."))

    def told(self) -> dict[str, Json]:
        """The party as a draft keeps it."""
        return {name: cast("Json", value) for name, value in self.cleaned_data.items() if value not in ("", [], None)}


class Invited(Described):
    """A party that is not of the register of entities, or a State that is."""

    contact = forms.EmailField(
        label=_("Address for its invitation"),
        help_text=_(
            "Who is no State, or has nobody here yet, gets a link to read the invitation, without an account. "
            "Only the sending reads this address."
        ),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """What its kind wants; who is no State can only be asked at an address."""
        data = super().clean() or {}
        kind = str(data.get("kind", ""))
        self.check_kind(kind, data)
        if kind not in ("state", "") and "contact" not in self.errors and not data.get("contact"):
            self.add_error("contact", _("Say where its invitation goes."))
        return data


class OwnParty(Question, Described):
    """What the gates must know of who files."""

    title = _("About the party that files")
    why = _(
        "A dispute between a State and a private party is taken only if that party is a national of another State; "
        "one between private parties only if they belong to different countries. Several nationalities, or a company "
        "that a State owns, are decided by a named officer, with reasons."
    )
    article, status = "Art. 24", "official"
    key = "own_party"

    def prepare(self) -> None:
        """Only what its kind needs; its name stands in the register."""
        self.offer_all(str(self.draft.category) if self.draft else "commercial")
        self._leave_out("kind", "name", "state")
        kind = str(self.draft.own["kind"]) if self.draft else "company"
        if kind != "company":
            self._leave_out("owned")
        if kind != "agency":
            self._leave_out("approval")
        if kind not in PRIVATE:
            self._leave_out("nationality", "place")

    def clean(self) -> dict[str, Any]:
        """A private party has a nationality or a place of business."""
        data = super().clean() or {}
        if "nationality" in self.fields and not data.get("nationality") and not data.get("place"):
            self.add_error("nationality", _("Say a nationality, or a place of business."))
        return data

    def answers(self) -> dict[str, Json]:
        """The party that files, as far as it was asked."""
        return {"own_party": self.told()}


class OtherParty(Question, Invited):
    """Who is asked."""

    title = _("With whom do you have the dispute?")
    why = _(
        "Whoever is asked may say yes, or need not answer at all: silence, and a no, tell you nothing but that the "
        "invitation lapsed. It reads your request before it answers."
    )
    article, status = "Art. 24", "official"
    key = "other_party"

    def prepare(self) -> None:
        """States and kinds of this kind of case; where nobody asked can be a State, each has a name and an address."""
        self.offer_all(self.draft.category if self.draft else "commercial")
        if "state" not in self.fields:
            self.fields["name"].required = self.fields["contact"].required = True
            self.fields["name"].help_text = ""

    def answers(self) -> dict[str, Json]:
        """The first party that is asked; its entity has an id from now on."""
        kept = (self.draft.answers.get("other_party") if self.draft else None) or {}
        entity = kept.get("entity") if isinstance(kept, dict) else None
        return {"other_party": {**self.told(), "entity": entity or keeper.random_id()}}


class MoreParties(Question, Invited):
    """A party beyond two."""

    title = _("One more party")
    why = _(
        "Co-debtors, guarantors, contractors, further States: on either side. Each consents for itself, and the "
        "gates read all of them. Others can still join later, if all agree."
    )
    article, status = "Art. 24", "official"
    key = "more"
    field_order: Sequence[str] = ("side", "kind", "name", "state")
    side = forms.ChoiceField(label=_("Its side"), choices=SIDES, widget=forms.RadioSelect)
    gone = forms.MultipleChoiceField(
        label=_("Take out of the draft"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def prepare(self) -> None:
        """States and kinds; the parties that were added may be taken out again."""
        self.offer_all(self.draft.category if self.draft else "commercial")
        added = self.draft.more if self.draft else []
        if added:
            offer(self, "gone", [(str(told["id"]), str(told.get("name") or told.get("state"))) for told in added])
            self.fields["kind"].required = self.fields["side"].required = False
        else:
            del self.fields["gone"]

    def clean(self) -> dict[str, Any]:
        """One is added, or some are taken out."""
        data = super().clean() or {}
        if not data.get("kind") and not data.get("gone"):
            self.add_error("kind", _("Say what it is."))
        if data.get("kind") and not data.get("side"):
            self.add_error("side", _("Say on which side it stands."))
        return data

    def answers(self) -> dict[str, Json]:
        """The parties beyond two, this one last."""
        gone = self.cleaned_data.pop("gone", None) or []
        kept: list[Json] = [dict(told) for told in (self.draft.more if self.draft else []) if told["id"] not in gone]
        told = self.told()
        if told.get("kind"):
            kept.append({**told, "id": keeper.random_id(), "entity": keeper.random_id()})
        return {"more": kept}


class AgreedByAll(Question):
    """Whether those who are asked have agreed already."""

    title = _("Has the other side agreed to mediate?")
    why = _(
        "In writing, before or after the dispute arose: a clause of the contract, a treaty, a law, a later "
        "agreement. The registry checks it. If not, it is invited, and may consent within the period."
    )
    article, status = "Art. 24", "official"
    key = "agreed"
    agreed = forms.ChoiceField(
        label=_("The other side’s consent"),
        choices=[("no", _("Not yet: invite it")), ("yes", _("Yes, in writing"))],
        widget=forms.RadioSelect,
    )
    agreed_by = forms.MultipleChoiceField(
        label=_("Who has agreed"), widget=forms.CheckboxSelectMultiple, required=False
    )
    instrument_kind = forms.ChoiceField(
        label=_("In what"),
        choices=[
            ("", _("Choose")),
            ("clause", _("A clause of the contract")),
            ("treaty", _("A treaty")),
            ("law", _("A law")),
            ("agreement", _("A later agreement")),
        ],
        required=False,
    )
    instrument = forms.CharField(
        label=_("Where"), help_text=_("Contract and clause, treaty and article, law, or letter."), max_length=500,
        required=False,
    )  # fmt: skip
    agreed_on = forms.DateField(
        label=_("Dated"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), required=False
    )

    def prepare(self) -> None:
        """Each party that is asked, where there are several."""
        others = self.draft.others if self.draft else []
        if len(others) > 1:
            named = [(str(told["id"]), str(told.get("name") or told.get("state"))) for told in others]
            offer(self, "agreed_by", named)
        else:
            del self.fields["agreed_by"]

    def clean(self) -> dict[str, object]:
        """A consent has a kind, an instrument and a date."""
        data = super().clean() or {}
        if data.get("agreed") == "yes":
            for name, words in (
                ("instrument_kind", _("Say in what the consent stands.")),
                ("instrument", _("Say where the consent stands (Article 24).")),
                ("agreed_on", _("Say from when the consent is: a dated consent is wanted (Article 24).")),
            ):
                if name not in self.errors and not data.get(name):
                    self.add_error(name, words)
        return data

    def answers(self) -> dict[str, Json]:
        """The date in one spelling."""
        data = dict(self.cleaned_data)
        on = data.pop("agreed_on")
        return {**data, "agreed_on": on.isoformat() if on else ""}
