"""What the packages above add to an act, by the act's name, so that the kernel imports none of them.

Rules upheld:
- DESIGN 2: what a guard needs from elsewhere is looked up first and put into the facts (`prepare`); relational rows are
  written in the same transaction (`handle`); the law alone decides;
- audience belongs to each item: who reads what was said with an act, among those who read its log (`reads`);
- every row of every edition has a handler or is named `plain`: `unhandled` lists the rows that have neither.
"""

from collections.abc import Callable
from typing import TypeVar

from comity.docket.context import Context
from comity.docket.roles import Standing
from comity.law.act import Act, Json
from comity.law.edition import Edition
from comity.law.state import State

Said = dict[str, Json]
Preparer = Callable[[Context, Said, Said], tuple[Said, Said]]
Handler = Callable[[Context, Act], None]
Reader = Callable[[Standing, Act, State], bool]
Step = TypeVar("Step", Preparer, Handler, Reader)

_preparers: dict[str, Preparer] = {}
_handlers: dict[str, Handler] = {}
_readers: dict[str, Reader] = {}


def prepare(name: str) -> Callable[[Preparer], Preparer]:
    """Decorate f(ctx, facts, body) -> (facts, body): facts that are looked up, before the guards see them."""
    return _entering(_preparers, name)


def handle(name: str) -> Callable[[Handler], Handler]:
    """Decorate f(ctx, act): what else this act writes, in the same transaction, after the step."""
    return _entering(_handlers, name)


def reads(name: str) -> Callable[[Reader], Reader]:
    """Decorate f(standing, act, state) -> bool: whether who reads the log may also read what was said with this act."""
    return _entering(_readers, name)


def plain(*names: str) -> None:
    """Name acts that write nothing besides the log and the state."""
    for name in names:
        _entering(_handlers, name)(_nothing)


def preparer(name: str) -> Preparer:
    """The act's preparer; one that adds nothing where none is registered."""
    return _preparers.get(name, _as_said)


def handler(name: str) -> Handler:
    """The act's handler; LookupError where nobody registered one."""
    try:
        return _handlers[name]
    except KeyError:
        raise LookupError(f"no handler is registered for the act {name}") from None


def reader(name: str) -> Reader:
    """The act's rule for readers; one that lets every reader of the log where none is registered."""
    return _readers.get(name, _whoever_reads_the_log)


def unhandled(edition: Edition) -> set[str]:
    """Acts of the edition that nobody handles and nobody named plain."""
    return set(edition.acts) - set(_handlers)


def _entering(table: dict[str, Step], name: str) -> Callable[[Step], Step]:
    def enter(function: Step) -> Step:
        if name in table:
            raise ValueError(f"the act {name} is registered twice")
        table[name] = function
        return function

    return enter


def _nothing(_ctx: Context, _act: Act) -> None:
    """Plain acts write nothing of their own."""


def _as_said(_ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    return facts, body


def _whoever_reads_the_log(_standing: Standing, _act: Act, _state: State) -> bool:
    return True
