"""Invented bundles, editions and acts: the verifier refuses or finds, and never breaks or accepts a changed byte.

`python -m tests.proof.bundle.inventing --files 100000 --logs 10000 --seed 1` prints one line and exits 0 if it held.
"""

import argparse
import copy
import random
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from comity.proof.bundle import BundleError, replayed, verify
from tests.proof.bundle.world import EDITION, KEY, START, envelopes, least, made, unread

ODD = [
    *(None, True, False, 0, 1, -1, 2**53 - 1, 10**9, "", "x", "$x", "@party", "none", "joint"),
    *("2026-01-05T09:00:00Z", [], {}, [1], ["x"], [[]], [{}], {"a": 1}, {"is": "x"}),
]


def main(argv: list[str] | None = None) -> int:
    """Try that many; 0 if nothing was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--logs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    words = parser.parse_args(argv)
    found = tried_files(words.seed, words.files) + tried_logs(words.seed, words.logs)
    sys.stdout.write(", ".join(f"{name}: {found[name]:,}" for name in sorted(found)) + "\n")
    return 1 if found["accepted"] else 0


def tried_files(seed: int, number: int) -> Counter[str]:
    """Change the bytes of a file at random; `accepted` counts changed files in which nothing wrong was found."""
    chance, found = random.Random(seed), Counter()
    for _ in range(number):
        data = changed_bytes(chance, least())
        try:
            verify(data, KEY, replay=unread)
        except BundleError:
            found["files refused"] += 1
        else:
            found["unchanged" if data == least() else "accepted"] += 1
    return found


def tried_logs(seed: int, number: int) -> Counter[str]:
    """Change editions and acts at random and replay them; whatever is not BundleError passes through."""
    chance, found = random.Random(seed), Counter()
    acts = envelopes()
    places = {"edition": list(paths(EDITION)), "acts": list(paths(acts))}
    for _ in range(number):
        which = chance.choice(["edition", "acts"])
        edition = changed_value(chance, EDITION, places["edition"]) if which == "edition" else EDITION
        log = changed_value(chance, acts, places["acts"]) if which == "acts" else acts
        try:
            replayed(edition, made([act for act in log if isinstance(act, dict)]), START + timedelta(days=400))
        except BundleError:
            found["logs refused"] += 1
        else:
            found["logs replayed"] += 1
    return found


def changed_bytes(chance: random.Random, data: bytes) -> bytes:
    """The bytes with one to three of: a bit flipped, a piece cut out, doubled, moved, or made zero."""
    other = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        at, length = chance.randrange(len(other)), chance.randint(1, 64)
        piece = other[at : at + length]
        match chance.randrange(5):
            case 0:
                other[at] ^= 1 << chance.randrange(8)
            case 1:
                del other[at : at + length]
            case 2:
                other[at:at] = piece
            case 3:
                del other[at : at + length]
                to = chance.randrange(len(other) + 1)
                other[to:to] = piece
            case 4:
                other[at : at + length] = bytes(len(piece))
    return bytes(other)


def changed_value(chance: random.Random, value, places):
    """The value with one to three of: a part replaced by an odd one, left out, put elsewhere, or added."""
    other = copy.deepcopy(value)
    for _ in range(chance.randint(1, 3)):
        try:
            _change(chance, other, chance.choice(places), chance.choice(places))
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took that place away
    return other


def _change(chance: random.Random, value, place, other) -> None:
    *above, last = place
    at = _part(value, above)
    match chance.randrange(4):
        case 0:
            at[last] = copy.deepcopy(chance.choice(ODD))
        case 1:
            del at[last]
        case 2:
            at[last] = copy.deepcopy(_part(value, other))
        case 3 if isinstance(at, list):
            at.append(copy.deepcopy(chance.choice(at)))
        case 3:
            at[chance.choice(["x", "name", "is", "act"])] = copy.deepcopy(chance.choice(ODD))


def _part(value, place):
    for step in place:
        value = value[step]
    return value


def paths(value, place=()) -> Iterator[tuple]:
    """Every place within a value but the whole."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield (*place, key)
        yield from paths(part, (*place, key))


if __name__ == "__main__":
    sys.exit(main())
