"""Docket: the kernel. perform() is the only way that anything changes.

A feature package registers its acts in its acts.py (`prepare`, `handle`, `plain`, `reads`), imported from its
AppConfig.ready; faces call perform() or a query and render. The names below are the whole of what they use; modules are
loaded when a name is first asked for, because Django imports this package before its models may be.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.docket.clock import now as now
    from comity.docket.context import Context as Context
    from comity.docket.errors import Busy as Busy
    from comity.docket.errors import DocketError as DocketError
    from comity.docket.errors import KeyReused as KeyReused
    from comity.docket.errors import NotFound as NotFound
    from comity.docket.errors import Refused as Refused
    from comity.docket.lapses import record_outage as record_outage
    from comity.docket.lapses import tick as tick
    from comity.docket.opening import institution as institution
    from comity.docket.opening import open as open  # noqa: A004 - the kernel's word for it
    from comity.docket.payload import Payload as Payload
    from comity.docket.performing import intent as intent
    from comity.docket.performing import perform as perform
    from comity.docket.receipts import Receipt as Receipt
    from comity.docket.registry import handle as handle
    from comity.docket.registry import plain as plain
    from comity.docket.registry import prepare as prepare

_HOMES = {
    "Busy": "errors",
    "Context": "context",
    "DocketError": "errors",
    "KeyReused": "errors",
    "NotFound": "errors",
    "Payload": "payload",
    "Receipt": "receipts",
    "Refused": "errors",
    "handle": "registry",
    "institution": "opening",
    "intent": "performing",
    "now": "clock",
    "open": "opening",
    "perform": "performing",
    "plain": "registry",
    "prepare": "registry",
    "record_outage": "lapses",
    "tick": "lapses",
}


def __getattr__(name: str) -> object:
    """Load the module that a public name lives in."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
