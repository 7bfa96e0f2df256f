"""A small case, the organisation's key, and bundles of it."""

from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256

import pytest

from comity.law import zones
from comity.law.act import Act
from comity.law.edition import packaged
from comity.proof import canonical, ed25519, entries
from comity.proof.bundle import Body, BundleError, Contents, Entry, Outcome, archive, manifest, verify, write
from comity.proof.bundle.manifest import Manifest
from comity.proof.merkle import Tree
from comity.proof.notes import Checkpoint, VerifierKey, sign_note

SEED = bytes(range(32))
KEY = VerifierKey("mediation.example", ed25519.public_key(SEED))
ORIGIN = "mediation.example/case/mfrggzdfmztwq2lknnwg23tpob"
EDITION = packaged("iomed-provisional-2026", "state-state").digest_source()
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
TITLE = {"title": "Fisheries licence fees", "request": "Words that only the parties read.", "story": "多瑙河"}


def sign(message):
    return ed25519.sign(SEED, message)


def salt(number):
    return sha256(b"salt %d" % number).digest()


def made(envelopes):
    """A log of these envelopes."""
    return [Entry(envelope, salt(index)) for index, envelope in enumerate(envelopes)]


def checkpoint(log, size, *, origin=ORIGIN, root=None, seed=SEED, key=KEY):
    """A signed checkpoint over the first acts of a log, true unless told otherwise."""
    whole = Tree([entry.leaf() for entry in log])
    text = Checkpoint(origin, size, root or whole.root(min(size, whole.size))).render()
    return sign_note(text, key.name, key.public_key, lambda message: ed25519.sign(seed, message))


def envelopes(edition=EDITION):
    """From the request to the first anchor after registration: five acts, the last of them a lapse."""
    step = {"assertion": "a" * 64}
    request = {
        "edition": sha256(canonical.dumps(edition)).hexdigest(),
        "category": "state-state",
        "zone": "Asia/Hong_Kong",
        "tzdata": zones.version(),
        "sides": {"kenya": "requesting", "tanzania": "responding"},
        "consents": {"kenya": "given", "tanzania": "wanted"},
        "subjects": ["fisheries-licence-fees"],
        "third_state_involved": False,
        **step,
    }
    screened = {"findings": {"consent": "pass", "membership": "pass"}, "verdict": "admissible", "register": "b" * 64}
    acts = [
        Act(act="file-request", role="requester", actor="achieng", at=START, party="kenya", mandate=("sign",),
            facts=request, body=entries.body_digest(salt(100), TITLE)),
        Act(act="consent", role="invitee", actor="baraka", at=START + timedelta(hours=1), party="tanzania",
            mandate=("sign",), facts=step),
        Act(act="screen", role="registry", actor="chen", at=START + timedelta(hours=2), facts=screened,
            body=entries.body_digest(salt(102), {"findings": "", "reasons": ""})),
        Act(act="register", role="secretary-general", actor="dupont", at=START + timedelta(hours=2)),
        Act(act="anchor-rooms", role="clock", actor="clock", at=START + timedelta(hours=3), period="anchor",
            facts={"heads": "c" * 64}),
    ]  # fmt: skip
    return [act.to_json() for act in acts]


def contents(**changed):
    """What goes into the small bundle; any part can be put in place of the true one."""
    log = changed.pop("log") if "log" in changed else made(envelopes(changed.get("edition", EDITION)))
    parts = {
        "key": KEY,
        "origin": ORIGIN,
        "docket": "2026/1",
        "generated": START + timedelta(hours=8),
        "edition": EDITION,
        "log": log,
        "checkpoints": [checkpoint(log, size) for size in (1, 3) if size <= len(log)],
        "bodies": [Body(0, salt(100), TITLE)],
        "rooms": {"joint": [{"said": "Without prejudice."}, {"said": "Noted."}], "caucus-1": []},
    }
    return Contents(**{**parts, **changed})


@cache
def bundle():
    """The small bundle, under the real edition."""
    return write(contents(), sign)


@cache
def tiny():
    """The same under an edition of one word, to be verified with `unread` in place of the law."""
    return write(contents(edition={"name": "tiny"}), sign)


@cache
def least():
    """Two acts, two checkpoints, a body and a room under the edition of one word: to be changed byte by byte."""
    log = made(envelopes({"name": "tiny"})[:2])
    parts = {"edition": {"name": "tiny"}, "log": log, "checkpoints": [checkpoint(log, 1)], "rooms": {"joint": ["yes"]}}
    return write(contents(**parts), sign)


def unread(edition, log, generated):
    """In place of the law, where only the form is tested."""
    return Outcome("tiny", "state-state", packaged=True, phase="somewhere", ending=None)


def refusal(data, key=KEY, replay=unread):
    """Why a bundle is refused, in one line."""
    with pytest.raises(BundleError) as refused:
        verify(data, key, replay=replay)
    assert refused.value.english() == str(refused.value)
    return str(refused.value)


def resealed(members, *, seed=SEED, **head):
    """A bundle of these members under a true signature of a new manifest: what a lying organisation could make."""
    key = VerifierKey(KEY.name, ed25519.public_key(seed))
    true = {"origin": ORIGIN, "docket": "2026/1", "generated": START + timedelta(hours=8), "key": key}
    signed = {name: data for name, data in members.items() if not name.startswith(("manifest", "rooms"))}
    rooms = {name: data for name, data in members.items() if name.startswith("rooms/")}
    sealed = manifest.write(Manifest(**{**true, **head}), signed, lambda message: ed25519.sign(seed, message))
    return archive.pack({**sealed, **signed, **manifest.write_rooms(rooms)})


def changed(name, change, of=None):
    """The tiny bundle, resealed with one member changed (None: left out)."""
    members = archive.unpack(of or tiny())
    data = change(members.get(name, b""))
    rest = {other: kept for other, kept in members.items() if other != name}
    return resealed(rest if data is None else {**rest, name: data})
