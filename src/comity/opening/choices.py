"""What forms of the opening offer to choose from."""

from collections.abc import Sequence

from django import forms
from django.conf import settings
from django.utils.translation import get_language

from comity.treaty import states


def every_state() -> list[tuple[str, object]]:
    """Every State in the reader's language; a fictional one says so."""
    fictional = settings.DEMONSTRATION or settings.TESTING
    return [*states.all_states(get_language() or "en", with_fictional=fictional)]


def offer(form: forms.Form, name: str, choices: Sequence[tuple[str, object]]) -> None:
    """Set what a field offers to choose from. TypeError for a field that offers nothing."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} offers no choices")
    field.choices = choices
