"""`comity docket`: replay every docket and compare (nightly), or perform what the clock owes.

On SQLite a command writes only where no server runs (DESIGN 6): `tick` is for an organisation that is not being served.
"""

import argparse
import os
import sys


def main(argv: list[str]) -> int:
    """0 done; 1 a docket differs, or a command that writes met a running server; 2 usage."""
    parser = argparse.ArgumentParser(prog="comity docket", description="The dockets of this installation.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="rebuild every docket from its acts and compare with what its rows hold")
    commands.add_parser("tick", help="perform what every docket's clock owes until now")
    chosen = parser.parse_args(argv).command
    _setup()
    return _check() if chosen == "check" else _tick()


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


def _tick() -> int:
    from django.conf import settings

    from comity import docket
    from comity.faces.cli import serve

    try:
        lock = serve.hold(settings.ENVIRONMENT.home) if not settings.ENVIRONMENT.database else None
    except serve.AlreadyServed as error:
        print(f"comity docket: {error}; its clock does this", file=sys.stderr)
        return 1
    print(f"{docket.tick_all()} acts performed")
    if lock is not None:
        lock.close()
    return 0
