"""The report: what was checked, and every line of what was not."""

from dataclasses import replace

from comity.proof import canonical
from comity.proof.bundle import verify
from tests.proof.bundle.world import KEY, bundle

ALWAYS = [
    "that facts looked up elsewhere are true: mandates, gate findings, the register, offices",
    "that bodies say what the facts say",
    "that those who held a role were who they were, and acted of their own will",
    "acts in rooms, and whether what rooms hold was said: the bundle proves no word of it",
    "how answers were tallied",
    "that the organisation's clock was right",
    "that others were shown the same log: compare the last checkpoint with theirs",
]


def english(lines):
    return [line.english() for line in lines]


def test_what_was_checked():
    report = verify(bundle(), KEY)
    assert english(report.checked()) == [
        "form: every byte of 12 members is accounted for",
        "signature: the manifest is signed, and lists every member of the log",
        "edition: iomed-provisional-2026, state-state, has the digest that the first act names",
        f"tree: 5 acts have the root {report.root}",
        "checkpoints: 3, each signed, agree with the acts and with each other",
        "bodies: 1, each with the digest that its act names",
        "law: every act was allowed on the facts that it names, in order, with every lapse",
    ]


def test_what_was_not_checked():
    report = verify(bundle(), KEY)
    assert english(report.unchecked()) == ALWAYS
    stranger = replace(report, trusted=False, outcome=replace(report.outcome, packaged=False), cosignatures=2)
    assert english(stranger.unchecked()) == [
        "that the key is the organisation's",
        "that the edition is one that the organisation published",
        *ALWAYS,
        "signatures of other keys on checkpoints: 2",
    ]


def test_json_holds_the_same_sentences_and_is_canonical():
    report = verify(bundle(), None)
    value = canonical.loads(canonical.dumps(report.to_json()))
    assert value == report.to_json()
    assert value["checked"] == english(report.checked())
    assert value["unchecked"] == english(report.unchecked())
