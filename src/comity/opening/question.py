"""One page of the wizard, as a form."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from django import forms

from comity.law.act import Json

if TYPE_CHECKING:
    from comity.opening.drafts import Draft


class Question(forms.Form):
    """One page of the wizard. title, why, article: what is asked, what it is for, where it is ruled.

    key: under which answer of the draft it stands, where the page's fields are not the draft's own.
    """

    title: ClassVar[object] = ""
    why: ClassVar[object] = ""
    article: ClassVar[str] = ""
    status: ClassVar[str] = ""
    key: ClassVar[str] = ""

    def __init__(
        self,
        posted: Mapping[str, object] | None = None,
        *,
        initial: Mapping[str, object],
        own: str,
        draft: "Draft | None" = None,
    ) -> None:
        self.draft, self.own = draft, own
        kept = initial.get(self.key) if self.key else None
        super().__init__(posted, initial={**initial, **(kept if isinstance(kept, dict) else {})})
        self.prepare()

    def prepare(self) -> None:
        """Set choices. own: the code of the filing State, if one files."""

    def answered(self, answers: Mapping[str, Json]) -> bool:
        """Whether the draft holds an answer to it."""
        return self.key in answers if self.key else any(name in answers for name in self.fields)

    def answers(self) -> dict[str, Json]:
        """What goes into the draft."""
        return dict(self.cleaned_data)
