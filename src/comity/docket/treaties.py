"""The institution's own docket: what its acts write in the treaty register.

A fact of the register changes by an act of a registry officer alone, within the act's transaction; what is no entry of
the register is a refusal under the row's article, and nothing is written.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from comity.docket import registry
from comity.docket.context import Context
from comity.docket.errors import Refused
from comity.law.act import Act
from comity.treaty import acts
from comity.treaty.acts import Words
from comity.treaty.errors import NotRecorded


class Writer(Protocol):
    """A writer of the treaty register."""

    def __call__(self, facts: Words, body: Words, *, act_id: str, at: datetime) -> object:
        """Enter one fact."""


def _records(name: str, write: Writer) -> Callable[[Context, Act], None]:
    def handler(ctx: Context, act: Act) -> None:
        try:
            write(act.facts, ctx.body, act_id=ctx.act_id, at=ctx.at)
        except NotRecorded as refused:
            raise Refused(ctx.row.article, refused.message, "register") from refused

    return registry.handle(name)(handler)


_records("record-instrument", acts.record_instrument)
_records("record-declaration", acts.record_declaration)
_records("record-reservation", acts.record_reservation)
_records("record-decision", acts.record_decision)
