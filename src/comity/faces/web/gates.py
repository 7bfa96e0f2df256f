"""What the gates find, as components: on a draft, on a request as it stands now, and as screening recorded it."""

import re
from collections.abc import Sequence

from django.utils.translation import get_language, gettext

from comity.docket.views import ActView
from comity.faces.web import casefile
from comity.faces.web.components import Finding
from comity.law.edition import Edition
from comity.law.gates import Assessment
from comity.law.messages import Message
from comity.treaty import states

CODE = re.compile("[A-Z]{2}")  # ISO 3166-1 alpha-2
NUMBERED = re.compile(r"(\d+) \(.*\)")  # a party as law.gates.finding.numbered writes it
SCREENING = ("consent", "record-third-state", "screen", "register", "refuse-registration")  # acts that turn on them


def findings(assessment: Assessment | None, edition: Edition, parties: Sequence[str] = ()) -> tuple[Finding, ...]:
    """The gates' findings in the reader's language; none before there is anything to find.

    parties: their names, in the order in which the request numbers them.
    """
    return tuple(
        Finding(
            outcome=finding.outcome.value,
            title=gettext(edition.gates[finding.code].title),
            text=_named(finding.message, parties).say(gettext),
            basis=casefile.by_article(finding.article, finding.status),
        )
        for finding in (assessment.findings if assessment else ())
    )


def _named(message: Message, parties: Sequence[str]) -> Message:
    """The same sentence with names where the law, which knows none, has codes of States and numbers of parties."""
    return Message(message.template, {name: _names(value, parties) for name, value in message.params.items()})


def _names(value: str | int | Message, parties: Sequence[str]) -> str | int | Message:
    if not isinstance(value, str):
        return value
    listed = value.split(", ")
    found = [_name(each, parties) for each in listed]
    return casefile.joined(list(filter(None, found))) if all(found) else value


def _name(said: str, parties: Sequence[str]) -> str:
    """Of a State by its code, of a party by its number; empty for other words."""
    if CODE.fullmatch(said):
        return states.name(said, get_language() or "en")
    number = NUMBERED.fullmatch(said)
    return parties[int(number[1]) - 1] if number and int(number[1]) <= len(parties) else ""


def decided(acts: Sequence[ActView], edition: Edition) -> tuple[str, ...]:
    """The last screening as sentences: its verdict, and what the officer decided; nothing before there was one."""
    last = next((act for act in reversed(acts) if act.row.act == "screen"), None)
    if last is None:
        return ()
    verdicts = {
        "admissible": gettext("Screened: every gate passes."),
        "refused": gettext("Screened: a gate refuses."),
        "incomplete": gettext("Screened: something is still needed."),
    }
    words = {
        "pass": gettext("The officer decided to pass: %(gate)s."),
        "refuse": gettext("The officer decided to refuse: %(gate)s."),
    }
    taken = last.act.facts.get("decided")
    decisions = taken.items() if isinstance(taken, dict) else ()
    return (
        verdicts[str(last.act.facts["verdict"])],
        *(words[str(outcome)] % {"gate": gettext(edition.gates[code].title)} for code, outcome in decisions),
    )
