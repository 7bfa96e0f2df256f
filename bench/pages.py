"""Do pages slow down with the number of cases? Medians and statements with 1,000 and with many cases, in one run.

    python -m bench.pages [--cases 100000] [--times 25]

One case is filed between two States; the rest are copies of its rows under new ids, sealed anew so that they open.
Pages are asked through the test client, in turn, by an agent of a State that is a party to all of them and by an
officer of the registry. Wanted: the same statements for 1 case as for a page of 30, and a median with many
cases of at most 1.3 times that with 1,000.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

WANTED = 1.3
FEW = 1_000
BATCH = 500


def main(words: list[str]) -> int:
    """1 if a page grows."""
    parser = argparse.ArgumentParser(prog="bench.pages")
    parser.add_argument("--cases", type=int, default=100_000, help="how many cases are many (100,000)")
    parser.add_argument("--times", type=int, default=25, help="how often each page is asked (25)")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="comity-pages-") as home:
        _prepare(Path(home))
        return _measure(options.cases, options.times)


def _prepare(home: Path) -> None:
    """A fresh installation in demonstration mode, whose roles are entered without a passkey."""
    (home / "data").mkdir()
    os.environ.update(
        COMITY_MODE="demonstration", COMITY_HOME=str(home), DJANGO_SETTINGS_MODULE="comity.config.settings"
    )
    os.environ.pop("COMITY_KEYS", None)
    import django
    from django.core.management import call_command

    django.setup()
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    call_command("migrate", verbosity=0)


def _measure(many: int, times: int) -> int:
    from comity.faces.cli.story import organisation

    made = organisation.found(datetime.now(UTC) - timedelta(days=30))
    case_id = _file(made)
    clients = {who: _client(made.accounts[who]) for who in ("xm-agent", "registry")}
    pages = [(who, path) for who in clients for path in ("/desk/", "/cases/", f"/cases/{case_id}/")]
    one = {page: _statements(clients[page[0]], page[1]) for page in pages}
    _copy(case_id, FEW - 1, 2)
    few = _medians(clients, pages, times)
    thirty = {page: _statements(clients[page[0]], page[1]) for page in pages}
    _copy(case_id, many - FEW, FEW + 1)
    full = _medians(clients, pages, times)
    failed = 0
    print(f"{'page':42} {'statements':>12} {FEW:>10,} {many:>10,}   ratio")
    for page in pages:
        ratio = full[page] / few[page]
        bad = ratio > WANTED or one[page] != thirty[page]
        failed |= bad
        name = f"{page[0]} {page[1].replace(case_id, 'ID')}"
        counts = f"{one[page]} / {thirty[page]}"
        taken = f"{few[page] * 1000:8.1f} ms {full[page] * 1000:7.1f} ms"
        print(f"{name:42} {counts:>12} {taken}   {ratio:.2f}{' !' if bad else ''}")
    return int(failed)


def _file(made: Any) -> str:
    from comity.faces.cli.story import fisheries
    from comity.faces.cli.story.inside import Inside

    class Filed(Exception):
        """The request is filed; the story stops there."""

    class OnlyFile(Inside):
        def act(self, *_args: object, **_kwargs: object) -> None:
            raise Filed

    stage = OnlyFile(made, lambda _note: None)
    try:
        fisheries.play(stage, datetime.now(UTC) - timedelta(days=3))
    except Filed:
        return stage.docket_id
    raise AssertionError("the story did not file")


def _client(account: str) -> Any:
    from django.conf import settings
    from django.test import Client

    from comity.people.models import Account

    client = Client(HTTP_HOST=settings.ALLOWED_HOSTS[0])
    client.force_login(Account.objects.get(pk=account), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def _copy(case_id: str, count: int, first: int) -> None:
    """Copies of the case's rows under new ids; state, envelope and body are sealed anew for their own places."""
    from django.db import transaction

    from comity.docket.models import Act, Deadline, Docket, Log, Party

    original = Docket.objects.get(pk=case_id)
    log = Log.objects.get(pk=case_id)
    act = Act.objects.get(log=log, index=0)
    parties, deadlines = list(original.parties.all()), list(original.deadlines.all())
    opened = _opened(log, act)
    for batch in _batches(count):
        with transaction.atomic():
            rows = [_one(original, log, act, parties, deadlines, opened, first + number) for number in batch]
            Docket.objects.bulk_create([row[0] for row in rows])
            Log.objects.bulk_create([row[1] for row in rows])
            Act.objects.bulk_create([row[2] for row in rows])
            Party.objects.bulk_create([party for row in rows for party in row[3]])
            Deadline.objects.bulk_create([deadline for row in rows for deadline in row[4]])


def _batches(count: int) -> Iterator[range]:
    for start in range(0, max(count, 0), BATCH):
        yield range(start, min(start + BATCH, count))


def _opened(log: Any, act: Any) -> dict[str, bytes]:
    from comity import keeper

    return {
        "state": keeper.open_sealed(
            log.key_id, bytes(log.state), kind="state", id=log.id, version=log.size, reason="bench"
        ),
        "act": keeper.open_sealed(log.key_id, bytes(act.sealed), kind="act", id=act.id, reason="bench"),
        "body": keeper.open_sealed(log.key_id, bytes(act.body), kind="body", id=act.id, reason="bench"),
    }


def _one(
    original: Any, log: Any, act: Any, parties: list[Any], deadlines: list[Any], opened: dict[str, bytes], number: int
) -> tuple[Any, Any, Any, list[Any], list[Any]]:
    from copy import copy

    from comity import keeper

    docket, own_log, own_act = copy(original), copy(log), copy(act)
    docket.id = keeper.random_id()
    docket.number = f"C-{number}"
    docket.due = original.due + timedelta(seconds=number)
    docket.opened_at = original.opened_at - timedelta(seconds=number)
    own_log.id, own_log.docket = docket.id, docket
    own_log.state = keeper.seal(log.key_id, opened["state"], kind="state", id=docket.id, version=log.size)
    own_act.id, own_act.docket, own_act.log = keeper.random_id(), docket, own_log
    own_act.sealed = keeper.seal(log.key_id, opened["act"], kind="act", id=own_act.id)
    own_act.body = keeper.seal(log.key_id, opened["body"], kind="body", id=own_act.id)
    return docket, own_log, own_act, _of(parties, docket), _of(deadlines, docket)


def _of(rows: list[Any], docket: Any) -> list[Any]:
    from copy import copy

    copies = [copy(row) for row in rows]
    for each in copies:
        each.docket = docket
    return copies


def _medians(clients: dict[str, Any], pages: list[tuple[str, str]], times: int) -> dict[tuple[str, str], float]:
    """Seconds, the median of `times`; the pages take turns, and the first turn does not count."""
    found: dict[tuple[str, str], list[float]] = {page: [] for page in pages}
    for turn in range(times + 1):
        for who, path in pages:
            begun = time.perf_counter()
            response = clients[who].get(path)
            if response.status_code != 200:
                raise AssertionError(f"{who} {path}: {response.status_code}")
            if turn:
                found[who, path].append(time.perf_counter() - begun)
    return {page: statistics.median(seconds) for page, seconds in found.items()}


def _statements(client: Any, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(connection) as sent:
        client.get(path)
    return len(sent)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
