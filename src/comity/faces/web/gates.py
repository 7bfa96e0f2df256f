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
SCREENING = ("consent", "record-third-state", "screen", "register", "refuse-registration")  # acts that turn on them


def findings(assessment: Assessment | None, edition: Edition) -> tuple[Finding, ...]:
    """The gates' findings in the reader's language; none before there is anything to find."""
    return tuple(
        Finding(
            outcome=finding.outcome.value,
            title=gettext(edition.gates[finding.code].title),
            text=_named(finding.message).say(gettext),
            basis=casefile.by_article(finding.article, finding.status),
        )
        for finding in (assessment.findings if assessment else ())
    )


def _named(message: Message) -> Message:
    """The same sentence with the names of States where the law, which knows no names, has their codes."""
    return Message(message.template, {name: _names(value) for name, value in message.params.items()})


def _names(value: str | int | Message) -> str | int | Message:
    if not isinstance(value, str):
        return value
    language = get_language() or "en"
    listed = value.split(", ")
    found = [states.name(code, language) for code in listed if CODE.fullmatch(code)]
    return casefile.joined(found) if len(found) == len(listed) else value


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
