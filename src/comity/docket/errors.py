"""What perform() and the queries say when they do not do what was asked. Refused comes from the law.

- NotFound: there is no such docket, room or act, or the viewer may not see it; nobody can tell which (TRUST rule 1).
- KeyReused: the idempotency key was used for another request (TRUST rule 2).
- Busy: the queue of writers is full or too slow; the same request with the same key may be sent again.
"""

from comity.law.step import Refused

__all__ = ["Busy", "DocketError", "KeyReused", "NotFound", "Refused"]


class DocketError(Exception):
    """What the kernel itself refuses; nothing was written."""


class NotFound(DocketError):
    """There is no such thing, or not for this viewer."""

    def __init__(self) -> None:
        super().__init__("not found")


class KeyReused(DocketError):
    """This idempotency key belongs to another request."""

    def __init__(self) -> None:
        super().__init__("the idempotency key was used for another request")


class Busy(DocketError):
    """Too many writers wait; the caller may try again after `retry_after` seconds."""

    retry_after = 5

    def __init__(self) -> None:
        super().__init__("too many writers wait; send the same request again")
