"""Acts as forms. A feature registers one form for each act that wants fields; an act without one is only confirmed.

Rules upheld:
- a form asks and explains; it decides nothing: perform() does, by the table;
- who will read what is written is said before it is sent (UI principle 3): every form has an `audience`;
- a field may carry `article`: an error then names the rule beside the field.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.law.act import Json
from comity.law.edition import Row
from comity.law.openness import Openness

if TYPE_CHECKING:
    from comity.docket.views import CaseView, RoomView
    from comity.people.actor import Actor

Text = str | Promise


@dataclass(frozen=True)
class Moment:
    """What a form knows when it is shown: who acts, in which case, on which row, in which room (None: the case log)."""

    viewer: "Actor"
    case: "CaseView"
    open: Openness
    room: "RoomView | None" = None

    @property
    def row(self) -> Row:
        """The row of the table."""
        return self.open.row

    @property
    def party(self) -> str | None:
        """On whose behalf."""
        return self.open.holding.party


class ActForm(forms.Form):
    """One act as a form: fields in the subclass, and what they come to in `said`.

    audience: who will read it, as a sentence. grave: the act opens a page of its own and its button says so.
    verb: the button, a verb with its object; the row's title where it is empty. page: the template of the page.
    """

    audience: ClassVar[Text] = _("The parties, the mediator once seated, and the registry read this act.")
    grave: ClassVar[bool] = False
    verb: ClassVar[Text] = ""
    page: ClassVar[str] = "cases/act.html"

    def __init__(self, *args: Any, moment: Moment, **kwargs: Any) -> None:
        self.moment = moment
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Set choices and initial values from the moment."""

    def offer(self, name: str, choices: Sequence[tuple[str, object]]) -> None:
        """Set what a field offers to choose from."""
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(f"{name} offers no choices")
        field.choices = choices

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """(facts, body) of the act; called once the form is valid."""
        return {}, {}

    def before(self) -> None:
        """What the organisation's own docket must hold first; called right before the act is performed."""

    def context(self) -> Mapping[str, object]:
        """What the page's own template needs besides the form."""
        return {}


Form = TypeVar("Form", bound=type[ActForm])
_forms: dict[str, type[ActForm]] = {}


def act_form(*names: str) -> Callable[[Form], Form]:
    """Decorate an ActForm: the form of these acts."""

    def enter(form: Form) -> Form:
        for name in names:
            if name in _forms:
                raise ValueError(f"the act {name} has a form already")
            _forms[name] = form
        return form

    return enter


def form_of(name: str) -> type[ActForm]:
    """The form of an act; one without fields where none is registered."""
    return _forms.get(name, ActForm)
