"""Does the desk slow down with the number of cases? Medians and statements with 40 open cases and with 1,000.

    python -m bench.desk [--cases 1000] [--times 25]

One case is filed between two States; the rest are copies of its rows under new ids (bench/pages.py). The desk is asked
through the test client by an officer of the registry who is in charge of three cases in four, plain and filtered, so
that every page holds thirty lines; then a search by number and by name. Wanted of the desk and of a search by number:
the same statements, and a median of less than twice that with 40 cases. A search by name opens what it searches, 300
cases a page: its time is shown, and its statements are held.
"""

import argparse
import secrets
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.pages import _client, _copy, _file, _medians, _prepare, _statements

WANTED = 2.0
FEW = 40
PAGES = (
    "/desk/",
    "/desk/?mine=1",
    "/desk/?waiting=party&order=newest",
    "/desk/?due=later",
    "/cases/?q=2026-00",
    "/cases/?q=fishing",
)
OPENS = ("/cases/?q=fishing",)


def main(words: list[str]) -> int:
    """1 if the desk grows."""
    parser = argparse.ArgumentParser(prog="bench.desk")
    parser.add_argument("--cases", type=int, default=1_000, help="how many cases are many (1,000)")
    parser.add_argument("--times", type=int, default=25, help="how often each page is asked (25)")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="comity-desk-") as home:
        _prepare(Path(home))
        return _measure(options.cases, options.times)


def _measure(many: int, times: int) -> int:
    from comity.faces.cli.story import organisation

    made = organisation.found(datetime.now(UTC) - timedelta(days=30))
    case_id, officer = _file(made), made.accounts["registry"]
    _copy(case_id, FEW - 1, 2)
    _note(officer, case_id)
    _charge(officer)
    clients = {"registry": _client(officer)}
    pages = [("registry", path) for path in PAGES]
    one = {page: _statements(clients["registry"], page[1]) for page in pages}
    few = _medians(clients, pages, times)
    _copy(case_id, many - FEW, FEW + 1)
    _charge(officer)
    full = _medians(clients, pages, times)
    all_ = {page: _statements(clients["registry"], page[1]) for page in pages}
    failed = 0
    print(f"{'page':42} {'statements':>12} {FEW:>10,} {many:>10,}   ratio")
    for page in pages:
        ratio = full[page] / few[page]
        bad = one[page] != all_[page] or (ratio >= WANTED and page[1] not in OPENS)
        failed |= bad
        taken = f"{few[page] * 1000:8.1f} ms {full[page] * 1000:7.1f} ms"
        print(f"{page[1]:42} {f'{one[page]} / {all_[page]}':>12} {taken}   {ratio:.2f}{' !' if bad else ''}")
    return int(failed)


def _note(officer: str, case_id: str) -> None:
    """A handover note, by an act."""
    from comity import docket
    from comity.people.actor import Actor, ActorKind

    payload = docket.Payload(facts={"docket": case_id}, body={"note": "Both sides call at nine."})
    actor = Actor(officer, ActorKind.PERSON)
    docket.perform(actor, docket.institution(), "note-handover", payload, key=secrets.token_hex(16))


def _charge(officer: str) -> None:
    """Three cases in four in the officer's charge: rows as the act writes them."""
    from comity.docket.desk.models import Charge
    from comity.docket.models import Docket

    def without() -> Any:
        return Docket.objects.exclude(category="institution").filter(charge=None).order_by("id")

    mine = [docket for place, docket in enumerate(without()) if place % 4]
    rows = [Charge(docket=docket, account_id=officer, since=docket.opened_at) for docket in mine]
    Charge.objects.bulk_create(rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
