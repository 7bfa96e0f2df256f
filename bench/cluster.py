"""A PostgreSQL cluster that can be struck: a backend killed, the server stopped without a checkpoint, the power cut."""

import os
import random
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg

from tools.suite import PATIENCE, _free_port, _initialise, _owner  # how the suite makes its own cluster

SETTLING = 0.03  # seconds that a writer may still believe in a server that is gone


class Cluster:
    """A private cluster in a temporary folder; `start` it, and `remove` it in the end."""

    def __init__(self, programs: Path, *, settings: Sequence[str] = ()) -> None:
        self._programs, self._settings = programs, settings
        self.user, self._password, self.port = _owner(), secrets.token_hex(16), _free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="comity-struck-"))
        secret = self.folder / "password"
        secret.write_text(self._password, encoding="ascii")
        if self.user:
            for path in (self.folder, secret):
                shutil.chown(path, self.user)
        _initialise(programs, self.folder, secret, self.user)
        self.server: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        """The cluster's own folder."""
        return self.folder / "data"

    @property
    def address(self) -> str:
        """Its COMITY_DATABASE."""
        return f"postgresql://comity:{self._password}@127.0.0.1:{self.port}/postgres"

    def command(self, data: Path) -> list[str]:
        """What starts a server on a data folder."""
        words = ["fsync=on", "listen_addresses=127.0.0.1", f"unix_socket_directories={self.folder}", *self._settings]
        options = [option for word in words for option in ("-c", word)]
        return [str(self._programs / "postgres"), "-D", str(data), "-p", str(self.port), *options]

    def start(self, data: Path | None = None) -> None:
        """Start the server and wait until it has recovered."""
        with (self.folder / "log").open("ab") as log:
            command = self.command(data or self.data)
            self.server = subprocess.Popen(command, user=self.user, stdout=log, stderr=log, cwd=self.folder)
        self.wait()

    def stop(self, number: signal.Signals) -> None:
        """SIGINT: fast and clean; SIGQUIT: at once, without a checkpoint, as after a crash."""
        if self.server is not None:
            self.server.send_signal(number)
            self.server.wait(timeout=PATIENCE)
            self.server = None

    def wait(self) -> None:
        """Wait until the server answers a statement; TimeoutError with its log if it does not."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                psycopg.connect(self.address, connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.02)
            else:
                return
        raise TimeoutError((self.folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:])

    def strike(self, chance: random.Random, process: int) -> None:
        """Kill the writer, or its backend, or the whole server, each with SIGKILL or as hard; then let it recover."""
        kind = chance.choice(["writer", "backend", "server"])
        if kind == "backend":
            for backend in self._backends():
                os.kill(backend, signal.SIGKILL)
        elif kind == "server":
            self.stop(signal.SIGQUIT)
        if kind != "writer":
            time.sleep(SETTLING)
        kill(process)
        if kind == "server":
            self.start()
        self.wait()

    def _backends(self) -> list[int]:
        with psycopg.connect(self.address) as connection:
            query = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            return [pid for (pid,) in connection.execute(query)]

    def take(self, folder: Path) -> None:
        """Make a copied data folder one that the server accepts: its user's own, and closed to others."""
        folder.chmod(0o700)
        if self.user:
            for path in (folder.parent, folder, *folder.rglob("*")):
                shutil.chown(path, self.user)

    def remove(self) -> None:
        """Stop the server and remove all that there is."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)


def kill(process: int) -> None:
    """SIGKILL, if the process is still there."""
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return
