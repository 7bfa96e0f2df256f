"""`comity keeper`: make the keys of a new installation, and show the organisation's public key.

The key stands in the form of C2SP signed notes, name+id+base64, which `comity verify --key` reads.
"""

import argparse
import os
import sys


def main(argv: list[str]) -> int:
    """0 done; 1 refused, with the reason; 2 usage."""
    parser = argparse.ArgumentParser(prog="comity keeper", description="The keys of this installation.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("init", help="make root key and signing key in the keys folder; once, before the first start")
    commands.add_parser("public-key", help="print the key by which anyone checks the organisation's signature")
    chosen = parser.parse_args(argv).command
    _setup()
    from comity.keeper import KeeperError

    try:
        print(_initialised() if chosen == "init" else _public_key())
    except KeeperError as error:
        print(f"comity keeper: {error}", file=sys.stderr)
        return 1
    return 0


def _setup() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")
    django.setup()


def _initialised() -> str:
    from django.conf import settings

    from comity import keeper

    keeper.initialise()
    return (
        f"Made root.key and signing.key in {settings.ENVIRONMENT.keys}.\n"
        "Keep a copy away from every backup of the database: without root.key nothing sealed can be opened again.\n"
        f"Public key: {_public_key()}"
    )


def _public_key() -> str:
    from django.conf import settings

    from comity import keeper
    from comity.proof.notes import VerifierKey

    return VerifierKey(settings.ORGANISATION_NAME, keeper.public_key()).render()
