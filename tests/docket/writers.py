"""Writers that commit: run in a process of its own on a database of its own (test_writers.py).

    python -m tests.docket.writers THREADS ACTS [--processes N] [--without-lock]

Makes a case, lets many writers post into its joint room and into its log at once, and prints what came of it as JSON.
--without-lock is the control: rows are read without waiting, and on SQLite without BEGIN IMMEDIATE.
"""

import argparse
import json
import os
import sys
import threading
from collections import Counter
from contextlib import nullcontext

import django

django.setup()

from django.conf import settings  # noqa: E402 - after Django's setup
from django.db import connection, connections  # noqa: E402

from bench.world import World  # noqa: E402
from comity import docket  # noqa: E402
from comity.docket import locks, statements  # noqa: E402
from comity.docket.models import Act, Log, Receipt  # noqa: E402


def main(words: list[str]) -> None:
    """Write, and print what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("threads", type=int)
    parser.add_argument("acts", type=int)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--without-lock", action="store_true")
    chosen = parser.parse_args(words)
    world = World.made()
    if chosen.without_lock:
        take_the_lock_away()
    connections.close_all()
    for _ in range(chosen.processes - 1):
        if os.fork() == 0:
            write(world, chosen.threads, chosen.acts)
            connections.close_all()
            os._exit(0)
    refused = write(world, chosen.threads, chosen.acts)
    for _ in range(chosen.processes - 1):
        os.wait()
    sys.stdout.write(json.dumps({**came_of(world), "refused": refused}) + "\n")


def take_the_lock_away() -> None:
    """What holds writers apart, gone."""
    statements._for_update = lambda: ""
    locks._TURNS.turn = nullcontext
    settings.DATABASES["default"].get("OPTIONS", {}).pop("transaction_mode", None)


def write(world: World, threads: int, acts: int) -> dict[str, int]:
    """Let so many threads perform so many acts each; returns what was raised, by name."""
    raised: Counter[str] = Counter()
    ready = threading.Barrier(threads)

    def run(number: int) -> None:
        ready.wait()
        for act in range(acts):
            try:
                perform(world, f"{os.getpid()}-{number}-{act}")
            except Exception as error:  # noqa: BLE001 - counted, and told by the parent
                raised[type(error).__name__] += 1
        connection.close()

    running = [threading.Thread(target=run, args=(number,)) for number in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return dict(raised)


def perform(world: World, key: str) -> None:
    """One act of the room and one of the case log."""
    payload = docket.Payload(facts={"item": "i"}, body={"text": key})
    docket.perform(world.person, world.case, "post", payload, key=f"post-{key}", room=world.joint)
    docket.perform(world.person, world.case, "report-step", docket.Payload(), key=f"report-{key}")


def came_of(world: World) -> dict[str, object]:
    """Sizes of the two logs, and whether everything agrees."""
    return {
        "case": Log.objects.get(pk=world.case).size,
        "joint": Log.objects.get(pk=world.joint).size,
        "acts": Act.objects.filter(docket=world.case).count(),
        "receipts": Receipt.objects.count(),
        "differences": docket.replay(world.case),
    }


if __name__ == "__main__":
    main(sys.argv[1:])
