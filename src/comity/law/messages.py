"""Sentences of the pure packages: an English template with named parameters, translated by the faces.

A pure package knows no language of the reader. It returns a `Message`; a face shows `message.say(gettext)`. Every
template is marked where it stands, so that `make messages` finds it; a literal percent sign is therefore written `%%`.
A parameter may itself be a message (the title of a period within a sentence), and is then translated too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field


def mark(template: str) -> str:
    """Return `template` unchanged: the mark by which `make messages` extracts it."""
    return template


@dataclass(frozen=True)
class Message:
    """One sentence or part of one: an English `template` with `%(name)s` parameters, and their values."""

    template: str
    params: Mapping[str, "str | int | Message"] = field(default_factory=dict)

    def say(self, translate: Callable[[str], str]) -> str:
        """The sentence in the language of `translate` (such as gettext); KeyError if a parameter is missing."""
        said = {name: part.say(translate) if isinstance(part, Message) else part for name, part in self.params.items()}
        return translate(self.template) % said

    def english(self) -> str:
        """The sentence in English; KeyError if a parameter is missing."""
        return self.say(str)

    __str__ = english


def listed(parts: Sequence[Message], *, any_of: bool = False) -> Message:
    """One or more parts as one message: `a, b and c`, or with any_of `a, b or c`. ValueError if there is none."""
    if not parts:
        raise ValueError("a list of nothing has no words")
    *others, last = parts
    if not others:
        return last
    joint = mark("%(these)s or %(last)s") if any_of else mark("%(these)s and %(last)s")
    return Message(joint, {"these": _in_a_row(others), "last": last})


def _in_a_row(parts: Sequence[Message]) -> Message:
    *others, last = parts
    return Message(mark("%(these)s, %(next)s"), {"these": _in_a_row(others), "next": last}) if others else last
