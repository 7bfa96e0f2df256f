"""Serve the organisation: migrate, check, collect the static files, then one process that answers.

- DESIGN 6: on SQLite exactly one process writes. A lock file in the home folder holds a second one off; the process
  that answers inherits the lock, so that it stands for as long as anything could write.
- TRUST 3: the start-up check reads back what the database promises, and refuses to serve without it.
- Threads answer, writers queue inside the process; the clock runs in a thread of its own, and no deadline needs it.
"""

import argparse
import fcntl
import os
import sys
import threading
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

LOCK = "serve.lock"
LOOPBACK = "127.0.0.1"
THREADS = 8  # more than cores: most of them wait for the disk


class AlreadyServed(RuntimeError):
    """Another process serves this home folder."""


def main(words: list[str]) -> int:
    """`comity serve [--demonstration] [--host HOST] [--port PORT]`; 1 if it may not serve, with the reason."""
    parser = argparse.ArgumentParser(prog="comity serve", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--demonstration", action="store_true", help="roles to enter, a clock to move, no legal effect")
    parser.add_argument("--host", default=LOOPBACK, help=f"IP address to listen on ({LOOPBACK})")
    parser.add_argument("--port", type=int, default=8000, help="port (8000)")
    parser.add_argument("--empty", action="store_true", help="found the demonstration's organisation, without a case")
    arguments = parser.parse_args(words)
    if arguments.demonstration:
        os.environ["COMITY_MODE"] = "demonstration"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")
    from django.conf import settings

    own = settings.ENVIRONMENT
    for folder in (own.home / "data", own.home / "static", own.keys):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        lock = hold(own.home) if not own.database else None
        prepare()
        if own.demonstration or arguments.demonstration:
            _demonstrate(stories=not arguments.empty)
    except (AlreadyServed, PermissionError) as error:
        print(f"comity serve: {error}", file=sys.stderr)
        return 1
    answer(arguments.host, arguments.port)
    if lock:
        lock.close()
    return 0


def hold(home: Path) -> TextIOWrapper:
    """Take the home folder's lock for this process and those that it makes; AlreadyServed if it is taken."""
    file = (home / LOCK).open("w", encoding="ascii")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise AlreadyServed(f"{home} is already served by another process") from None
    os.set_inheritable(file.fileno(), True)
    file.write(str(os.getpid()))
    file.flush()
    return file


def prepare() -> None:
    """Bring database and static files up to date; whatever the start-up check raises ends the start."""
    import django
    from django.core.management import call_command

    django.setup()
    print("comity serve: database and pages are brought up to date", flush=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    from comity.docket import startup

    startup.check()


def _demonstrate(*, stories: bool) -> None:
    """Build the demonstration organisation, if it is not there yet."""
    from comity.faces.cli.story import build

    build.build(lambda words: print(f"comity serve: {words}", flush=True), stories=stories)


def answer(host: str, port: int) -> None:
    """Serve until a signal; prints the address when it is about to listen."""
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    for connection in connections.all(initialized_only=True):  # the answering process opens its own
        connection.close()
        getattr(connection, "close_pool", lambda: None)()
    name = "localhost" if host == LOOPBACK else host  # passkeys know names, not addresses
    print(f"comity serve: http://{name}:{port}/", flush=True)
    server = Granian(
        "comity.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        log_level=LogLevels.error,
        websockets=False,
    )
    server.serve(target_loader=_application)


def _application(_target: str) -> "WSGIHandler":
    """In the answering process: start the clock's thread, then hand over the application."""
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    from comity.docket import ticking

    threading.Thread(target=ticking.run_clock, name="clock", daemon=True).start()
    return application
