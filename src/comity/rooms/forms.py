"""Forms of speech, release and issues."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.docket import queries
from comity.docket.forms import ActForm, act_form
from comity.law.act import Json

LONG = 50_000


@act_form("post")
class Post(ActForm):
    """Words in a room."""

    text = forms.CharField(label=_("Words"), widget=forms.Textarea(attrs={"rows": 5}), max_length=LONG)

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The words."""
        return {}, {"text": self.cleaned_data["text"]}


@act_form("release")
class Release(ActForm):
    """An item of one's own side, for the joint room: on a page of its own."""

    grave = True
    audience = _(
        "The joint room receives exactly these words, as a new item. Every party and the mediator will read them."
    )
    page = "rooms/release.html"
    item = forms.RegexField(r"^[a-z2-7]{26}$", label=_("Item"), widget=forms.HiddenInput)

    def context(self) -> Mapping[str, object]:
        """The words, exactly as the joint room will read them."""
        item = self.data.get("item") or self.initial.get("item")
        acts = self.moment.room.acts if self.moment.room else []
        words = next((str((act.said or {}).get("text", "")) for act in acts if act.id == item), "")
        return {"words": words, "readers": self._new_readers()}

    def _new_readers(self) -> int:
        """How many people read the joint room and not this one."""
        case, room = self.moment.case, self.moment.room
        return len(
            {
                each.account
                for each in queries.participants(self.moment.viewer, case.id)
                if each.party not in (None, self.moment.party)
                or (each.party is None and room is not None and room.room.kind == "delegation")
            }
        )

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The item."""
        return {"item": self.cleaned_data["item"]}, {}


@act_form("repeat")
class Repeat(ActForm):
    """An earlier item of one's own side, for a mediator who was seated since."""

    page = "rooms/repeat.html"
    item = forms.RegexField(r"^[a-z2-7]{26}$", label=_("Item"), widget=forms.HiddenInput)

    def context(self) -> Mapping[str, object]:
        """The words, exactly as they will be read."""
        item = self.data.get("item") or self.initial.get("item")
        acts = self.moment.room.acts if self.moment.room else []
        return {"words": next((str((act.said or {}).get("text", "")) for act in acts if act.id == item), "")}

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The item."""
        return {"item": self.cleaned_data["item"]}, {}


@act_form("table-issue")
class TableIssue(ActForm):
    """An issue with its options, one a line."""

    title = forms.CharField(label=_("Issue"), max_length=300)
    options = forms.CharField(
        label=_("Options"), help_text=_("One a line."), widget=forms.Textarea(attrs={"rows": 5}), max_length=LONG
    )

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """Title and options."""
        options: list[Json] = [line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip()]
        return {}, {"title": self.cleaned_data["title"], "options": options}
