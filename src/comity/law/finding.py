"""What a guard finds: it holds, or in one sentence why it does not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from comity.law.messages import Message


@dataclass(frozen=True)
class Finding:
    """holds, and the reason where it does not."""

    holds: bool
    message: Message | None = None


HOLDS = Finding(True)


def unless(holds: bool, template: str, **params: str | int) -> Finding:  # noqa: FBT001 - reads as a sentence: unless(ok, why)
    """HOLDS where the condition is met, else the reason. The template is marked where it stands."""
    return HOLDS if holds else Finding(False, Message(template, params))


Guard = Callable[..., Finding]
Effect = Callable[..., None]
Named = TypeVar("Named", bound=Callable[..., Any])


@dataclass(frozen=True)
class Rule:
    """A guard or an effect by its name, with the sentence that a lawyer reads in the table."""

    name: str
    function: Callable[..., Any]
    sentence: str


def collector(into: dict[str, Rule]) -> Callable[[str], Callable[[Named], Named]]:
    """A decorator that enters a function into a vocabulary under its own name, with its sentence."""

    def entitled(sentence: str) -> Callable[[Named], Named]:
        def enter(function: Named) -> Named:
            name = function.__name__
            into[name] = Rule(name, function, sentence)
            return function

        return enter

    return entitled
