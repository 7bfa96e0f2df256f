"""Random acts by random people through perform(), on a database with the real features, watched by a second opinion.

`main(seed, steps)` walks through case after case and returns what it met; it fails where

- something was written that the second opinion (tests/law/oracle.py, read from the files) does not allow, in the order
  in which it happened; or something was refused that a table without looked-up facts allows to who asked;
- a room or a case was found by somebody who has no place there, or not found by somebody who has;
- a refusal wrote anything but what the clock owed;
- a retry, at once or later, was answered by other bytes, or the same key took another request;
- a receipt does not verify; rows, logs and ledger do not replay to what they hold; the rows that mirror the state are
  not what the case told by hand says;
- people who cooperate cannot bring a case that was sampled to settlement.

The walk is steered to acts that it has not performed yet. `python -m tests.docket.machine --seed 1 --steps 5000` makes
a database of its own, prints one line for each count, and with `--every-act` fails where an act of the edition was
never performed.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from tests.law.books import BOOKS, Book, under

if TYPE_CHECKING:
    from tests.docket.walking import Met


def main(seed: int, steps: int, *, book: Book = BOOKS[0], every: int = 40, seek: Collection[str] = ()) -> "Met":
    """Walk, in the database at hand; every so many steps replay the case and let people cooperate from where it is.

    book: the edition and the category of every case. seek: acts that are tried more often throughout, instead of
    those that were not performed yet.
    """
    from tests.docket import house
    from tests.docket.walking import Walk

    with house.opened() as home, under(book):
        if book[1] != "state-state":
            house.admits(home, "XM", book[1])
            house.empowers(home)
        walk = Walk(home, seed, seek, book)
        for number in range(1, steps + 1):
            walk.step()
            if number % every == 0:
                walk.replay()
                walk.cooperate()
        walk.replay()
    walk.met.never = sorted(set(walk.edition.acts) - set(walk.met.performed))
    return walk.met


def _prepare(home: Path) -> None:
    """A fresh installation in demonstration mode."""
    (home / "data").mkdir()
    os.environ.update(
        COMITY_MODE="demonstration", COMITY_HOME=str(home), DJANGO_SETTINGS_MODULE="comity.config.settings"
    )
    for name in ("COMITY_KEYS", "COMITY_DATABASE"):
        os.environ.pop(name, None)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Random acts through perform(), watched by a second opinion.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=5_000)
    parser.add_argument("--book", type=int, default=0, choices=range(len(BOOKS)), help="which of tests.law.books.BOOKS")
    parser.add_argument("--every-act", action="store_true", help="fail where an act of the edition was never performed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="comity-machine-") as folder:
        _prepare(Path(folder))
        met = main(options.seed, options.steps, book=BOOKS[options.book])
    sys.stdout.write("\n".join(met.lines()) + "\n")
    sys.exit(f"never performed: {', '.join(met.never)}" if options.every_act and met.never else 0)
