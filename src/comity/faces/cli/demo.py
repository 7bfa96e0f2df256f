"""comity demo: play the Panama Canal negotiation over HTTP, then check its record as a party would, offline.

It starts a demonstration server of its own on a free port, drives it by the programming face, writes the bundle
and the organisation's public key, verifies the one with the other, and stops the server again.
"""

import argparse
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from comity.faces.cli import verify
from comity.faces.cli.story import cast, panama
from comity.faces.cli.story.outside import NotPlayed, Outside

PATIENCE = 120  # seconds for the server to found the organisation and listen
ROLE = re.compile(r'name="account" value="([a-z2-7]{26})">.*?<strong>(.*?)</strong>', re.DOTALL)


def main(words: list[str]) -> int:
    """`comity demo [--into FOLDER]`; 1 if the story could not be played or the bundle does not verify."""
    parser = argparse.ArgumentParser(prog="comity demo", description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--into", type=Path, default=Path("var/demo"), help="where bundle and key are written (var/demo)"
    )
    folder: Path = parser.parse_args(words).into
    folder.mkdir(parents=True, exist_ok=True)
    bundle, key = folder / "panama.zip", folder / "organisation.key"
    try:
        with tempfile.TemporaryDirectory(prefix="comity-demo-") as home, _server(Path(home)) as base:
            _play(base, bundle)
            key.write_text(_command(Path(home), "keeper", "public-key"), encoding="utf-8")
    except NotPlayed as error:
        print(f"comity demo: {error}", file=sys.stderr)
        return 1
    print("\nThe record, checked offline against the organisation's key:\n", flush=True)
    status = verify.main([str(bundle), "--key", str(key)])
    print(f"bundle: {bundle}\nkey: {key}")
    return status


def _play(base: str, bundle: Path) -> None:
    """Play the story, telling each step, and write the bundle of one of the parties."""
    with urllib.request.urlopen(f"{base}/demonstration/") as page:  # noqa: S310 - our own server
        accounts = {title: account for account, title in ROLE.findall(page.read().decode())}
    roles = {role: accounts[titles["en"]] for role, titles in cast.TITLES.items() if titles["en"] in accounts}
    count = 0

    def told(note: str) -> None:
        nonlocal count
        count += 1
        print(f"  {count:3}  {note}", flush=True)

    stage = Outside(base, cast=roles, party_of=cast.PARTY_OF, told=told)
    print("The Panama Canal negotiation, re-enacted from public record, over HTTP:\n", flush=True)
    panama.play(stage, stage.now() + timedelta(hours=1))
    print(f"\nThe case stands at: {stage.phase()}", flush=True)
    bundle.write_bytes(stage.bundle("pa-agent"))


@contextmanager
def _server(home: Path) -> Iterator[str]:
    """A demonstration server on a free port, stopped at the end; NotPlayed if it does not come up."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    print("Starting a demonstration server", flush=True)
    words = [sys.executable, "-m", "comity.faces.cli", "serve", "--demonstration", "--empty", "--port", str(port)]
    log = home / "serve.log"
    with log.open("wb") as out:
        process = subprocess.Popen(words, env=_environment(home), stdout=out, stderr=out)  # noqa: S603 - ourselves
    try:
        base = f"http://localhost:{port}"
        _await(process, base, log)
        yield base
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await(process: subprocess.Popen[bytes], base: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{base}/demonstration/", timeout=5):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.2)
    raise NotPlayed(f"the server did not come up: {log.read_text(errors='replace')[-800:]}")


def _environment(home: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("COMITY_")}
    return {**own, "COMITY_MODE": "demonstration", "COMITY_HOME": str(home)}


def _command(home: Path, *words: str) -> str:
    """What a command of the same installation prints."""
    command = [sys.executable, "-m", "comity.faces.cli", *words]
    return subprocess.run(command, env=_environment(home), check=True, capture_output=True, text=True).stdout  # noqa: S603
