"""What a gate says, and what all of them say together.

Rules upheld:
- a gate passes, needs something, or refuses; nothing is guessed, so what is not known is needed;
- the verdict is `refused` if any gate refuses, else `incomplete` if any needs, else `admissible`;
- each finding carries the article, source and status of its row in the edition.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from comity.law.act import Json
from comity.law.messages import Message

Lists = Mapping[str, tuple[str, ...]]


class Outcome(StrEnum):
    """Of one gate."""

    PASS = "pass"  # noqa: S105 - a word of the issue, not a password
    NEEDS = "needs"
    REFUSE = "refuse"


class Verdict(StrEnum):
    """Of all gates together."""

    ADMISSIBLE = "admissible"
    INCOMPLETE = "incomplete"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a gate finds, before the edition's article stands beside it; `facts` are plain JSON."""

    outcome: Outcome
    message: Message
    facts: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Finding:
    """A ruling with its place in the edition."""

    code: str
    outcome: Outcome
    article: str
    source: str
    status: str
    message: Message
    facts: Mapping[str, Json]

    def to_json(self) -> dict[str, Json]:
        """Plain JSON, the message in English."""
        return {
            "code": self.code,
            "outcome": self.outcome.value,
            "article": self.article,
            "status": self.status,
            "message": self.message.english(),
            "facts": dict(self.facts),
        }


@dataclass(frozen=True, slots=True)
class Assessment:
    """All findings in the order of the gates, and their verdict."""

    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst outcome decides."""
        return {
            Outcome.PASS: Verdict.ADMISSIBLE,
            Outcome.NEEDS: Verdict.INCOMPLETE,
            Outcome.REFUSE: Verdict.REFUSED,
        }[worst(finding.outcome for finding in self.findings)]

    def to_json(self) -> dict[str, Json]:
        """Plain JSON: verdict and findings."""
        return {"verdict": self.verdict.value, "findings": [finding.to_json() for finding in self.findings]}


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Refuse before needs before pass; of nothing, pass."""
    return max(outcomes, key=tuple(Outcome).index, default=Outcome.PASS)


def passes(template: str, facts: Mapping[str, Json], **params: str | int) -> Ruling:
    """The gate is open."""
    return Ruling(Outcome.PASS, Message(template, params), facts)


def needs(template: str, facts: Mapping[str, Json], **params: str | int) -> Ruling:
    """Something is still wanted, or a human must decide."""
    return Ruling(Outcome.NEEDS, Message(template, params), facts)


def refuses(template: str, facts: Mapping[str, Json], **params: str | int) -> Ruling:
    """The organisation may not take the case."""
    return Ruling(Outcome.REFUSE, Message(template, params), facts)


def listed(words: Iterable[str]) -> str:
    """Codes or tags for a sentence: each once, in their order."""
    return ", ".join(dict.fromkeys(words))


def numbered(parties: Iterable[tuple[int, str]]) -> str:
    """Parties for a sentence, by their number in the request and what is known of them: `1 (KE), 2 (SG)`."""
    return ", ".join(f"{number} ({name})" for number, name in parties)


def plain(words: Sequence[str]) -> list[Json]:
    """Codes or tags as a JSON list."""
    return list(words)
