"""`comity docket`: replay every docket and compare (nightly), perform what the clock owes, or record an outage.

An outage is recorded before the organisation is served again, or the clock performs what fell due meanwhile.
On SQLite a command writes only where no server runs (DESIGN 6): `tick` and `outage` are for one that is not served.
"""

import argparse
import os
import sys
from collections.abc import Callable


def main(argv: list[str]) -> int:
    """0 done; 1 a docket differs, or a command that writes met a running server; 2 usage."""
    parser = argparse.ArgumentParser(prog="comity docket", description="The dockets of this installation.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="rebuild every docket from its acts and compare with what its rows hold")
    commands.add_parser("tick", help="perform what every docket's clock owes until now")
    outage = commands.add_parser("outage", help="record that the service could not be reached: both sides get the time")
    outage.add_argument("since", metavar="SINCE", help="an instant such as 2026-01-15T10:00:00Z")
    outage.add_argument("until", metavar="UNTIL")
    words = parser.parse_args(argv)
    _setup()
    if words.command == "check":
        return _check()
    return _written(_tick) if words.command == "tick" else _written(lambda: _outage(words.since, words.until))


def _setup() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")
    django.setup()


def _check() -> int:
    from comity import docket

    count, faults = 0, 0
    for count, (docket_id, found) in enumerate(docket.replay_all(), 1):
        print(f"\r{count} dockets replayed", end="", file=sys.stderr, flush=True)
        for line in found:
            print(f"{docket_id}: {line}")
        faults += len(found)
    print(file=sys.stderr)
    print(f"{count} dockets: {'all agree with their acts' if not faults else f'{faults} differences'}")
    return 1 if faults else 0


def _written(write: Callable[[], int]) -> int:
    from django.conf import settings

    from comity.faces.cli import serve

    try:
        lock = serve.hold(settings.ENVIRONMENT.home) if not settings.ENVIRONMENT.database else None
    except serve.AlreadyServed as error:
        print(f"comity docket: {error}; its clock does this", file=sys.stderr)
        return 1
    status = write()
    if lock is not None:
        lock.close()
    return status


def _tick() -> int:
    from comity import docket

    print(f"{docket.tick_all()} acts performed")
    return 0


def _outage(since: str, until: str) -> int:
    from comity import docket
    from comity.law.instants import BadInstant, parse

    try:
        first, last = parse(since), parse(until)
    except BadInstant as error:
        print(f"comity docket outage: {error}", file=sys.stderr)
        return 2
    if not first < last <= docket.now():
        print("comity docket outage: SINCE comes before UNTIL, and UNTIL is not in the future", file=sys.stderr)
        return 2
    print(f"recorded in {docket.record_outage_in_all(first, last)} dockets")
    return 0
