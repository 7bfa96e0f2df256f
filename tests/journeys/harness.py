"""A real server process and a real browser, for tests that drive the organisation as people do.

- The server runs on a fresh copy of a migrated template: a copied folder on SQLite, CREATE DATABASE ... TEMPLATE on
  PostgreSQL. Tests commit what they like and nothing is flushed.
- Host `localhost`, a free port: passkeys know names, not addresses.
- The browser keeps our content security policy: axe is laid into a page over the debugging protocol, not as a script.
- Never touch the ORM beside Playwright's sync API (it keeps an event loop running in the thread): look at the database
  through the pages, or in a process of its own (`Server.django`).
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

import psycopg
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "tests" / "vendor" / "axe.min.js"
COMMAND = "import sys; from comity.faces.cli import main; sys.exit(main())"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTHS = (1280, 390)
PATIENCE = 60  # seconds for a server to answer
PUBLIC_WEIGHT = 60_000  # bytes of a public page in all, compressed (UI 7)


@dataclass(frozen=True)
class Template:
    """A migrated home folder, its keys, and on PostgreSQL a database of its own."""

    home: Path
    keys: Path
    database: str  # COMITY_DATABASE, or empty

    def environment(self, mode: str = "test") -> dict[str, str]:
        """What a process needs to run on it."""
        own = {"COMITY_HOME": str(self.home), "COMITY_KEYS": str(self.keys), "COMITY_DATABASE": self.database}
        return {**os.environ, **own, "COMITY_MODE": mode, "COMITY_HOSTS": "localhost"}

    def django(self, code: str, *, mode: str = "test", extra: Mapping[str, str] | None = None) -> str:
        """Run Python with Django set up on it, in a process of its own; returns what it printed."""
        environment = {**self.environment(mode), **(extra or {}), "DJANGO_SETTINGS_MODULE": "comity.config.settings"}
        command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


@dataclass
class Server:
    """A running server. `url` has no slash at its end."""

    url: str
    ground: Template
    process: "subprocess.Popen[bytes]"
    log: Path
    mode: str = "test"
    extra: Mapping[str, str] = field(default_factory=dict)

    def django(self, code: str) -> str:
        """Run Python with Django set up on this server's database, in a process of its own; returns what it printed."""
        return self.ground.django(code, mode=self.mode, extra=self.extra)

    def comity(self, *arguments: str) -> str:
        """Run the `comity` command on this server's ground; returns what it printed."""
        command = [sys.executable, "-c", COMMAND, *arguments]
        environment = {**self.ground.environment(self.mode), **self.extra}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def kill(self) -> None:
        """End it as a crash would: SIGKILL to it and to the process that answers."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=10)

    def stop(self) -> None:
        """End it as an operator would."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.kill()


def template(folder: Path, name: str) -> Template:
    """Migrate once into `folder`; on PostgreSQL into a database called `name`."""
    database = _create_database(os.environ.get("COMITY_DATABASE", ""), name)
    made = Template(folder / "home", folder / "keys", database)
    for path in (made.home / "data", made.home / "static", made.keys):
        path.mkdir(parents=True, mode=0o700)
    command = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
    environment = {**made.environment(), "DJANGO_SETTINGS_MODULE": "comity.config.settings"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return made


def copy(source: Template, folder: Path, name: str) -> Template:
    """A fresh copy of a template."""
    shutil.copytree(source.home, folder / "home")
    shutil.copytree(source.keys, folder / "keys")
    database = _create_database(source.database, name, of=source.database)
    return Template(folder / "home", folder / "keys", database)


@contextmanager
def serve(ground: Template, *, mode: str = "test", extra: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A server on `ground` for as long as the block lasts."""
    server = start(ground, mode=mode, extra=extra)
    try:
        yield server
    finally:
        server.stop()


def start(ground: Template, *, mode: str = "test", extra: Mapping[str, str] | None = None) -> Server:
    """Start a server and wait until it answers; what it said is in the error if it does not."""
    port = free_port()
    log = ground.home / f"serve-{port}.log"
    command = [sys.executable, "-c", COMMAND]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, "serve", "--port", str(port)],
            cwd=ROOT,
            env={**ground.environment(mode), **(extra or {})},
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    server = Server(f"http://localhost:{port}", ground, process, log, mode, extra or {})
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urlopen(f"{server.url}/accessibility/", timeout=5).close()  # noqa: S310  our own server
        except OSError:
            time.sleep(0.1)
        else:
            return server
    server.stop()
    raise AssertionError(f"the server did not start: {log.read_text(encoding='utf-8', errors='replace')}")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser for as long as the block lasts."""
    path = os.environ.get("COMITY_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def axe(page: Page) -> None:
    """Assert that axe finds nothing on the page, minor faults alike."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(f"{AXE.read_text(encoding='utf-8')}; undefined")
    found: list[dict[str, Any]] = page.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)"
    )
    lines = [
        f"{fault['impact']}: {fault['id']}: {fault['help']}\n    "
        + "\n    ".join(f"{node['html'][:200]}: {node['failureSummary']}" for node in fault["nodes"][:5])
        for fault in found
    ]
    assert not found, f"{page.url}:\n" + "\n".join(lines)


def look(page: Page, name: str, *, widths: Sequence[int] = WIDTHS) -> None:
    """Save the page's pictures, wide and narrow, into the folder that COMITY_SCREENSHOTS names; nothing without it."""
    folder = os.environ.get("COMITY_SCREENSHOTS")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    if before:
        page.set_viewport_size(before)


def weigh(context: BrowserContext, url: str) -> int:
    """Bytes that a first visit to `url` takes over the line, headers included."""
    page = context.new_page()
    sizes: list[float] = []
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(url, wait_until="load")
    page.close()
    return int(sum(sizes))


def complaints(page: Page) -> list[str]:
    """A list that fills with the browser's complaints from now on: policy violations, missing files, scripts."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def authenticator(page: Page) -> str:
    """Give the page's browser a passkey that confirms its user by itself; returns its id for the debugging protocol."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made: dict[str, Any] = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return str(made["authenticatorId"])


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _create_database(address: str, name: str, of: str = "") -> str:
    """Make an empty PostgreSQL database, or a copy of another; returns its address, empty on SQLite."""
    if not address:
        return ""
    parts = urlsplit(address)
    server = urlunsplit(parts._replace(path="/postgres"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if of:
            statement += sql.SQL(" TEMPLATE {}").format(sql.Identifier(urlsplit(of).path.lstrip("/")))
        connection.execute(statement)
    return urlunsplit(parts._replace(path=f"/{name}"))


def dumps(value: object) -> str:
    """JSON for a literal in `Server.django` code."""
    return json.dumps(json.dumps(value))
