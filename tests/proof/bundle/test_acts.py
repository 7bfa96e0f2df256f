"""The acts and the bodies of a bundle: no line can be dropped, swapped, doubled, cut or changed."""

from hashlib import sha256

import pytest

from comity.proof import canonical, entries, merkle
from comity.proof.bundle import Body, acts, archive, verify, write
from tests.proof.bundle.world import (
    KEY,
    TITLE,
    changed,
    contents,
    envelopes,
    made,
    refusal,
    salt,
    sign,
    tiny,
    unread,
)

LOG = made(envelopes())
LINES = acts.write(LOG).splitlines(keepends=True)
NO_EDITION = "acts.jsonl, act 0: does not name the edition"
NOT_THREE = "checkpoints/000001.note: has not the root of the first 3 acts"
NOT_FIVE = "checkpoints/000002.note: has not the root of the first 5 acts"
UNCOVERED = "checkpoints/000002.note: covers 5 acts, and there are 4"


def relined(change):
    """The tiny bundle with its lines of acts changed, the manifest signed again."""
    return changed("acts.jsonl", lambda data: b"".join(change(data.splitlines(keepends=True))))


def test_round_trip():
    assert acts.read(acts.write(LOG)) == LOG


def test_a_leaf_is_made_of_salt_and_envelope():
    entry = LOG[1]
    digest = sha256(entry.salt + canonical.dumps(entry.envelope)).digest()
    assert entry.leaf() == merkle.leaf_hash(digest)


@pytest.mark.parametrize(
    ("at", "reason"),
    [(0, NO_EDITION), (1, NOT_THREE), (2, NOT_THREE), (3, UNCOVERED), (4, UNCOVERED)],
)
def test_a_dropped_act_is_missed(at, reason):
    assert refusal(relined(lambda lines: lines[:at] + lines[at + 1 :])) == reason


@pytest.mark.parametrize(("at", "reason"), [(0, NO_EDITION), (1, NOT_THREE), (2, NOT_THREE), (3, NOT_FIVE)])
def test_swapped_acts_are_noticed(at, reason):
    assert refusal(relined(lambda lines: [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]])) == reason


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        (0, NOT_THREE),
        (1, NOT_THREE),
        (2, NOT_FIVE),
        (3, NOT_FIVE),
        (4, "acts.jsonl, act 5: is not covered by the last checkpoint"),
    ],
)
def test_a_doubled_act_is_noticed(at, reason):
    assert refusal(relined(lambda lines: [*lines[: at + 1], lines[at], *lines[at + 1 :]])) == reason


def test_acts_beyond_the_last_checkpoint_are_not_covered():
    found = refusal(changed("checkpoints/000002.note", lambda _: None))
    assert found == "acts.jsonl, act 3: is not covered by the last checkpoint"


def test_cut_lines_are_noticed():
    assert refusal(relined(lambda lines: [*lines[:-1], lines[-1][:-1]])) == "acts.jsonl: does not end with a newline"
    assert refusal(relined(lambda lines: [*lines[:-1], lines[-1][:9] + b"\n"])) == (
        "acts.jsonl, act 4: is not canonical JSON: not JSON at character 1"
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"\n", "is not canonical JSON: not JSON at character 0"),
        (b"{}\n", "is not a map with exactly the keys envelope, salt"),
        (b'{"envelope":{},"more":1,"salt":""}\n', "is not a map with exactly the keys envelope, salt"),
        (b'{"envelope":[],"salt":""}\n', "has something else where an envelope belongs"),
        (b'{"envelope":{},"salt":""}\n', "has something else where 64 lower-case hex digits belong"),
        (
            b'{"envelope":{},"salt":"%s"}\n' % (b"0" * 63 + b"A"),
            "has something else where 64 lower-case hex digits belong",
        ),
        (b'{"envelope":{},"salt":1}\n', "has something else where 64 lower-case hex digits belong"),
    ],
)
def test_a_line_has_one_form(line, reason):
    assert refusal(relined(lambda lines: [lines[0], line, *lines[2:]])) == f"acts.jsonl, act 1: {reason}"


def test_no_act_at_all_names_no_edition():
    assert refusal(relined(lambda lines: lines[:0])) == NO_EDITION


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (None, "acts.jsonl, act 0: does not name the edition"),
        ([], "acts.jsonl, act 0: does not name the edition"),
        ({"edition": 1}, "acts.jsonl, act 0: has something else where 64 lower-case hex digits belong"),
        ({"edition": "0" * 64}, "edition.json: is not the edition that the first act names"),
    ],
)
def test_what_the_first_act_names_is_the_edition_in_the_bundle(facts, reason):
    first, *rest = envelopes({"name": "tiny"})
    log = made([{**first, "facts": facts}, *rest])
    assert refusal(write(contents(edition={"name": "tiny"}, log=log, checkpoints=[]), sign)) == reason


def test_an_envelope_without_facts_names_no_edition():
    assert refusal(write(contents(log=made([{}]), checkpoints=[], bodies=[]), sign)) == (
        "acts.jsonl, act 0: does not name the edition"
    )


BODY = b'{"body":%s,"index":%d,"salt":"%s"}\n'
GOOD = BODY % (canonical.dumps(TITLE), 0, salt(100).hex().encode())
SCREENED = BODY % (b'{"findings":"","reasons":""}', 2, salt(102).hex().encode())


def test_bodies_are_written_in_the_order_of_their_acts():
    bodies = [Body(2, salt(102), {"findings": "", "reasons": ""}), Body(0, salt(100), TITLE)]
    assert acts.write_bodies(bodies) == {"bodies.jsonl": GOOD + SCREENED}
    assert acts.write_bodies([]) == {}
    report = verify(write(contents(edition={"name": "tiny"}, bodies=bodies), sign), KEY, replay=unread)
    assert report.bodies == 2


def test_bodies_of_neighbouring_acts_are_read():
    bodies = [Body(index, salt(index), f"said {index}") for index in range(3)]
    envelope = {"facts": {}}
    log = made([{**envelope, "body": entries.body_digest(body.salt, body.body)} for body in bodies])
    assert acts.check_bodies(acts.write_bodies(bodies)["bodies.jsonl"], log) == 3


def test_a_bundle_needs_no_bodies():
    data = write(contents(edition={"name": "tiny"}, bodies=[]), sign)
    assert "bodies.jsonl" not in archive.unpack(data)
    assert verify(data, KEY, replay=unread).bodies == 0


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "bodies.jsonl: holds nothing"),
        (GOOD[:-1], "bodies.jsonl: does not end with a newline"),
        (b"[]\n", "bodies.jsonl: is not a map with exactly the keys index, salt, body"),
        (GOOD.replace(b":0,", b":true,"), "bodies.jsonl: has something else where a number from 0 belongs"),
        (GOOD.replace(b":0,", b":-1,"), "bodies.jsonl: has something else where a number from 0 belongs"),
        (GOOD.replace(b":0,", b":5,"), "bodies.jsonl, act 5: is out of order, or there is no such act"),
        (GOOD + GOOD, "bodies.jsonl, act 0: is out of order, or there is no such act"),
        (SCREENED + GOOD, "bodies.jsonl, act 0: is out of order, or there is no such act"),
        (GOOD.replace(b":0,", b":1,"), "bodies.jsonl, act 1: the body does not have the digest that its act names"),
        (GOOD.replace(b"Words", b"words"), "bodies.jsonl, act 0: the body does not have the digest that its act names"),
        (
            GOOD.replace(b'"salt":"', b'"salt":"0'),
            "bodies.jsonl, act 0: has something else where 64 lower-case hex digits belong",
        ),
    ],
)
def test_bodies_that_are_refused(data, reason):
    assert refusal(changed("bodies.jsonl", lambda _: data)) == reason


def test_the_tiny_bundle_has_these_lines():
    assert len(archive.unpack(tiny())["acts.jsonl"].splitlines()) == len(LINES) == 5
