"""How long `comity verify` takes for a case of 10,000 acts, from start of the process to its end.

The case runs from the request through registration, mediator, statements and protocol to sessions, and then for years:
a session set between each two of the clock's anchors. One bundle is verified several times; the fastest counts.

    python bench/verify.py [--acts 10000] [--runs 3] [--format text|json]
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count, islice
from pathlib import Path

from comity.law import zones
from comity.law.act import Act, Json
from comity.law.edition import Edition, packaged
from comity.law.instants import render
from comity.law.step import owed, start, step
from comity.proof import canonical, ed25519
from comity.proof.bundle import Contents, Entry, write
from comity.proof.notes import VerifierKey

BOUND = 5.0  # seconds
SEED = sha256(b"a key for measuring").digest()
KEY = VerifierKey("bench.example", ed25519.public_key(SEED))
BEGUN = datetime(2026, 1, 5, 9, tzinfo=UTC)
STEP = {"assertion": "a" * 64}
BOTH = ("kenya", "achieng"), ("tanzania", "baraka")


def main(argv: list[str] | None = None) -> int:
    """Measure and print; 1 where it takes longer than the bound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--acts", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    words = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        bundle, key = Path(folder, "bundle.zip"), Path(folder, "key")
        bundle.write_bytes(made(words.acts))
        key.write_text(KEY.render())
        seconds = min(verified(bundle, key) for _ in range(words.runs))
        found = {"acts": words.acts, "bytes": bundle.stat().st_size, "seconds": round(seconds, 2)}
    line = "comity verify: {acts:,} acts, {bytes:,} bytes, {seconds} s"
    print(json.dumps(found) if words.format == "json" else line.format(**found))
    return 0 if seconds < BOUND else 1


def verified(bundle: Path, key: Path) -> float:
    """Seconds that one verification takes. CalledProcessError where it is refused."""
    command = [sys.executable, "-c", "import sys; from comity.faces.cli import main; sys.exit(main(sys.argv[1:]))"]
    begun = time.perf_counter()
    subprocess.run([*command, "verify", str(bundle), "--key", str(key)], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def made(length: int) -> bytes:
    """The bundle of a case of that many acts."""
    edition = packaged("iomed-provisional-2026", "state-state")
    acts = list(islice(lived(edition), length))
    log = [Entry(act.to_json(), sha256(b"salt %d" % index).digest()) for index, act in enumerate(acts)]
    contents = Contents(
        key=KEY,
        origin=f"{KEY.name}/case/bench",
        docket="2026/1",
        generated=acts[-1].at,
        edition=edition.digest_source(),
        log=log,
    )
    return write(contents, lambda message: ed25519.sign(SEED, message))


def lived(edition: Edition) -> Iterator[Act]:
    """The acts of the case, every lapse in its place."""
    state = start(edition)
    for planned in plan(edition):
        while due := owed(edition, state, planned.at):
            facts = {"heads": sha256(render(due[0].due).encode()).hexdigest()} if due[0].act == "anchor-rooms" else {}
            lapse = Act(act=due[0].act, role="clock", actor="clock", at=due[0].due, period=due[0].period, facts=facts)
            state = step(edition, state, lapse)
            yield lapse
        state = step(edition, state, planned)
        yield planned


def plan(edition: Edition) -> Iterator[Act]:
    """What people do, without end."""
    yield from opened(edition)
    yield from chosen()
    at = BEGUN + timedelta(days=20)
    clauses = edition.lists["protocol-clauses"]
    for clause in clauses:
        facts = {"clause": clause, "version": sha256(clause.encode()).hexdigest()}
        more = {"approval_of": ["kenya"]} if clause == "approval-at-home" else {}
        yield Act(act="draft-clause", role="mediator", actor="diaz", at=at, facts={**facts, **more}, body="d" * 64)
        for party, account in BOTH:
            yield by("agree-clause", party, account, at, {**facts})
    for number in count():
        at = BEGUN + timedelta(days=21, hours=6 * number)
        facts = {
            "session": f"session-{number % 50}",
            "starts_at": render(at + timedelta(days=7)),
            "ends_at": render(at + timedelta(days=7, hours=2)),
            "mode": "joint",
        }
        yield Act(act="set-session", role="mediator", actor="diaz", at=at, facts=facts, body="e" * 64)


def opened(edition: Edition) -> Iterator[Act]:
    """From the request to registration."""
    request = {
        "edition": sha256(canonical.dumps(edition.digest_source())).hexdigest(),
        "category": "state-state",
        "zone": "Asia/Hong_Kong",
        "tzdata": zones.version(),
        "sides": {"kenya": "requesting", "tanzania": "responding"},
        "consents": {"kenya": "given", "tanzania": "wanted"},
        "subjects": ["fisheries-licence-fees"],
        "third_state_involved": False,
        **STEP,
    }
    yield Act(
        act="file-request", role="requester", actor="achieng", at=BEGUN, party="kenya", mandate=("sign",), facts=request
    )
    yield Act(
        act="consent", role="invitee", actor="baraka", at=BEGUN, party="tanzania", mandate=("sign",), facts={**STEP}
    )
    screened = {"findings": {"consent": "pass"}, "verdict": "admissible", "register": "b" * 64}
    yield Act(act="screen", role="registry", actor="chen", at=BEGUN, facts=screened)
    yield Act(act="register", role="secretary-general", actor="dupont", at=BEGUN)


def chosen() -> Iterator[Act]:
    """The mediator, and the statements that the clock opens."""
    named = {"mediator": "diaz", "listed": True, "register": "c" * 64}
    yield Act(act="nominate", role="system", actor="system", at=BEGUN, facts=named)
    yield Act(act="declare", role="nominee", actor="diaz", at=BEGUN, facts={"disclosure": "none", **STEP})
    for party, account in BOTH:
        yield by("lodge-statement", party, account, BEGUN, {"statement": "f" * 64})


def by(act: str, party: str, account: str, at: datetime, facts: dict[str, Json]) -> Act:
    """An act of a party."""
    return Act(act=act, role="party", actor=account, at=at, party=party, mandate=("speak", "sign"), facts=facts)


if __name__ == "__main__":
    sys.exit(main())
