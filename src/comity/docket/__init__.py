"""Docket: the kernel. perform() is the only way that anything changes.

A feature package registers its acts in its acts.py (`prepare`, `handle`, `plain`, `reads`), imported from its
AppConfig.ready; faces call perform() or a query and render. The names below are the whole of what they use; modules are
loaded when a name is first asked for, because Django imports this package before its models may be.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.docket.bundling import bundle as bundle
    from comity.docket.clock import now as now
    from comity.docket.context import Context as Context
    from comity.docket.errors import Busy as Busy
    from comity.docket.errors import DocketError as DocketError
    from comity.docket.errors import KeyReused as KeyReused
    from comity.docket.errors import NotFound as NotFound
    from comity.docket.errors import Refused as Refused
    from comity.docket.founding import found as found
    from comity.docket.lapses import record_outage as record_outage
    from comity.docket.lapses import record_outage_in_all as record_outage_in_all
    from comity.docket.lapses import tick as tick
    from comity.docket.notices import deliver as deliver
    from comity.docket.opening import institution as institution
    from comity.docket.opening import open as open  # noqa: A004 - the kernel's word for it
    from comity.docket.payload import Payload as Payload
    from comity.docket.performing import intent as intent
    from comity.docket.performing import perform as perform
    from comity.docket.receipts import Receipt as Receipt
    from comity.docket.registry import handle as handle
    from comity.docket.registry import plain as plain
    from comity.docket.registry import prepare as prepare
    from comity.docket.registry import reads as reads
    from comity.docket.replaying import replay as replay
    from comity.docket.replaying import replay_all as replay_all
    from comity.docket.ticking import move_clock as move_clock
    from comity.docket.ticking import run_clock as run_clock
    from comity.docket.ticking import tick_all as tick_all

_HOMES = {
    "Busy": "errors.Busy",
    "Context": "context.Context",
    "DocketError": "errors.DocketError",
    "KeyReused": "errors.KeyReused",
    "NotFound": "errors.NotFound",
    "Payload": "payload.Payload",
    "Receipt": "receipts.Receipt",
    "Refused": "errors.Refused",
    "bundle": "bundling.bundle",
    "deliver": "notices.deliver",
    "found": "founding.found",
    "handle": "registry.handle",
    "institution": "opening.institution",
    "intent": "performing.intent",
    "move_clock": "ticking.move_clock",
    "now": "clock.now",
    "open": "opening.open",
    "perform": "performing.perform",
    "plain": "registry.plain",
    "prepare": "registry.prepare",
    "reads": "registry.reads",
    "record_outage": "lapses.record_outage",
    "record_outage_in_all": "lapses.record_outage_in_all",
    "replay": "replaying.replay",
    "replay_all": "replaying.replay_all",
    "run_clock": "ticking.run_clock",
    "tick": "lapses.tick",
    "tick_all": "ticking.tick_all",
}


def __getattr__(name: str) -> object:
    """Load the module that a public name lives in."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name].split(".")
    return getattr(importlib.import_module(f"{__name__}.{module}"), attribute)
