"""A case as the components of the visual language: its head and path, what may be done, what happened, who takes part.

Plain values out of the docket's views, in the reader's language. Nothing here reads the database but by a query.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from comity.docket import queries
from comity.docket.forms import form_of
from comity.docket.views import ActView, CaseItem, CaseView
from comity.faces.web import said
from comity.faces.web.components import (
    ActLine,
    Basis,
    ClosedAct,
    Deadline,
    Link,
    NextAct,
    Proof,
    Step,
)
from comity.law.edition import Edition, Period, Row
from comity.law.openness import Openness
from comity.law.periods import agreed, zone_of
from comity.people import queries as people
from comity.people.actor import Actor

CATEGORIES = {
    "state-state": _("State–State"),
    "state-national": _("State–national"),
    "commercial": _("Commercial"),
}
ROLES = {
    "registry": _("The registry"),
    "secretary-general": _("The Secretary-General"),
    "clock": _("The clock"),
    "system": _("The docket"),
    "mediator": _("The mediator"),
    "nominee": _("The mediator"),  # accepting is the nominee's last act as one
}
CERTIFICATES = {
    "certify-mediation": _("Certificate of mediation"),
    "certify-termination": _("Certificate of termination"),
}
OWN = "institution"
ROOM_ORDER = ("joint", "caucus", "delegation", "mediator", "registry")
VERBS = {
    "consent": _("Consent"),
    "file-request": _("File a request"),
    "send-link-again": _("Send the link again"),
    "record-third-state": _("Record the answer"),
    "screen": _("Screen the request"),
    "register": _("Register the case"),
    "refuse-registration": _("Refuse registration"),
    "state-number": _("Say how many"),
    "name-mediator": _("Name a mediator"),
    "report-step": _("Report the step"),
    "ask-for-appointment": _("Ask to appoint"),
    "appoint-by-default": _("Appoint a mediator"),
    "declare": _("Accept and declare"),
    "decline-nomination": _("Decline"),
    "lodge-statement": _("Lodge the statement"),
    "draft-clause": _("Draft a clause"),
    "agree-clause": _("Agree to a clause"),
    "set-session": _("Set a session"),
    "release": _("Release these words"),
    "table-issue": _("Table an issue"),
    "propose": _("Propose a package"),
    "wish-to-end": _("Wish to end"),
    "withdraw-wish": _("Withdraw wishes"),
    "wish-to-suspend": _("Wish to suspend"),
    "resume": _("Let it go on"),
    "extend-as-of-right": _("Extend a period"),
    "wish-to-extend": _("Wish to extend"),
    "adjourn-for-advice": _("Adjourn for advice"),
    "adjourn-session": _("Put off a session"),
    "resign": _("Resign"),
    "wish-to-replace": _("Wish to replace"),
    "repeat": _("Put these words again"),
    "correct-record": _("Correct an entry"),
    "agree-variation": _("Agree to the length"),
    "withdraw-variation": _("Take it back"),
    "declare-proceeding": _("Tell of proceedings"),
    "permit-role": _("Permit a role"),
    "draft-interim": _("Draft an arrangement"),
    "agree-interim": _("Agree to this arrangement"),
    "wish-to-hand-over": _("Wish to hand over"),
    "take-back": _("Take the case back"),
    "contest-subjects": _("Contest the subjects"),
    "fix-subjects": _("Fix the subjects"),
    "close-issue": _("Close an issue"),
    "certify-mediation": _("Certify the mediation"),
    "certify-termination": _("Certify the end"),
    "report-not-approved": _("Tell the mediator"),
    "table-text": _("Table the text"),
    "take-text-back": _("Take the text back"),
    "initial": _("Initial the text"),
    "approve": _("Give approval"),
    "approve-on-condition": _("Approve on a condition"),
    "sign": _("Sign the text"),
    "confirm-event": _("Confirm the event"),
    "attest": _("Attest the agreement"),
    "attest-part": _("Attest the part"),
    "leave": _("Leave the mediation"),
    "invite-again": _("Make another link"),
    "register-entity": _("Register an entity"),
    "record-instrument": _("Record an instrument"),
    "record-declaration": _("Record a declaration"),
    "record-decision": _("Record a decision"),
    "list-mediator": _("Enter in the roster"),
    "delist-mediator": _("Take off the roster"),
    "receive-interest": _("Receive the notice"),
    "set-aside-interest": _("Set the notice aside"),
    "find-no-likelihood": _("End the mediation"),
    "end-for-unpaid-advance": _("End the mediation"),
}
CORRECTION = "correct-record"
TURNS = (  # open almost always, and awaited of nobody: folded under what moves the case on
    *("extend-as-of-right", "adjourn-for-advice", "adjourn-session", "agree-variation", "withdraw-variation"),
    *("resign", CORRECTION, "propose-joinder", "send-link-again", "contest-subjects"),
)
ROUTINE = ("anchor-rooms",)  # folded: it comes four times a day, whether or not anything happened


Weight = Literal["primary", "quiet", "grave"]


@dataclass(frozen=True)
class Head:
    """The head of every page of a case."""

    id: str
    number: str
    category: str
    title: str
    parties: str
    path: list[Step]
    soonest: Deadline | None
    edition: Edition
    own: bool = False  # the organisation's own docket: no parties, no path


def basis(row: Row | Period) -> Basis:
    """The margin of a row: its article, or the row of the edition, and its source's status."""
    return by_article(row.article, row.status)


def by_article(article: str, status: str) -> Basis:
    """The same of an article alone."""
    if article.startswith("row "):
        return Basis(row=article.removeprefix("row "), status=status)  # type: ignore[arg-type]  # the loader checked it
    return Basis(article=article, status=status)  # type: ignore[arg-type]  # the loader checked it


def names(viewer: Actor, case: CaseView) -> dict[str, str]:
    """Party id -> the party's name in the reader's language, in the order of filing: requesting side first."""
    shown = people.entity_names(viewer, set(case.entities.values()))
    language = get_language() or "en"
    return {party: shown[case.entities[party]].shown(language) for party in in_order(case.state.parties)}


def in_order(parties: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Parties in the order of filing: requesting side first."""
    return sorted(parties, key=lambda party: (parties[party]["side"] != "requesting", party))


def head(viewer: Actor, case: CaseView) -> Head:
    """Number, title, parties, path and the soonest deadline."""
    due = deadlines(case)
    return Head(
        id=case.id,
        number=case.number,
        category=str(CATEGORIES.get(case.category, case.category)),
        title=queries.title(viewer, case.id) or gettext("A case"),
        parties=joined(list(names(viewer, case).values())),
        path=path(case),
        soonest=due[0] if due else None,
        edition=case.edition,
        own=case.category == OWN,
    )


def path(case: CaseView) -> list[Step]:
    """The stages of the edition, each phase's mark; where the case stands now.

    A case that ended without a settlement has not passed all of them: its first and its last are shown.
    """
    stages = list(dict.fromkeys(phase.stage for phase in case.edition.phases.values()))
    done = case.state.ending is not None
    if done and case.state.ending != "settled":
        stages = [stages[0], case.phase.stage]
    here = stages.index(case.phase.stage)
    steps = []
    for place, stage in enumerate(stages):
        state = "done" if place < here or (done and place == here) else "now" if place == here else "ahead"
        steps.append(Step(gettext(stage), state))  # type: ignore[arg-type]  # one of the three
    return steps


def deadlines(case: CaseView) -> list[Deadline]:
    """Periods that run, the soonest first, in the reader's zone and the rule's."""
    return [
        Deadline(
            title=gettext(view.rule.title),
            due=view.due,
            zone=view.zone,
            now=case.at,
            basis=basis(view.rule),
            why=length_of(agreed(case.state, view.rule)),
            zone_named=zone_is_named(case, view.rule),
        )
        for view in case.deadlines
        if view.due >= case.at and (view.rule.while_suspended or case.state.suspended_since is None)
    ]


def zone_is_named(case: CaseView | CaseItem, rule: Period) -> bool:
    """Whether the rule, the edition or the case names the zone in which a counted period ends."""
    return rule.length is None or bool(rule.zone or case.edition.zone or zone_of(case.state))


def elsewhere(zone: str) -> str:
    """The zone, where it is not the reader's own: an instant is not shown twice alike."""
    return zone if zone != timezone.get_current_timezone_name() else ""


def length_of(period: Period) -> str:
    """A period's length in words."""
    if period.length is None:
        return gettext("set by the parties")
    if period.unit == "months":
        return ngettext("%(count)d month", "%(count)d months", period.length) % {"count": period.length}
    return ngettext("%(count)d day", "%(count)d days", period.length) % {"count": period.length}


def next_acts(case: CaseView, found: Iterable[Openness], room: str | None = None) -> list[NextAct]:
    """What is open to the reader; the first is the page's primary button, grave acts come last."""
    usable = [each for each in found if each.reason is None]
    usable.sort(key=lambda each: form_of(each.row.act).grave)
    acts = []
    for place, each in enumerate(usable):
        form = form_of(each.row.act)
        weight: Weight = "grave" if form.grave else "primary" if place == 0 else "quiet"
        url = act_url(case.id, each.row.act, room)
        note = gettext(each.row.summary) if each.row.summary else ""
        acts.append(NextAct(gettext(each.row.title), note, way_in(each.row, url), weight))
    return acts


def way_in(row: Row, url: str) -> Link:
    """The button that opens an act's page."""
    return Link(dotted(verb(row)), url)


def dotted(words: str) -> str:
    """A button that opens a further page ends in dots (UI 5)."""
    return gettext("%(verb)s …") % {"verb": words}


def verb(row: Row) -> str:
    """What a button says of an act: a verb with its object; the row's title where that is one."""
    return str(VERBS.get(row.act) or gettext(row.title))


def closed_acts(found: Iterable[Openness]) -> list[ClosedAct]:
    """What is not open, with its article and the reason in one sentence."""
    return [
        ClosedAct(gettext(each.row.title), each.reason.say(gettext), basis(each.row))
        for each in found
        if each.reason is not None
    ]


def act_url(docket_id: str, act: str, room: str | None = None) -> str:
    """The address of an act's page."""
    if room is None:
        return reverse("act", args=[docket_id, act])
    return reverse("room-act", args=[docket_id, room, act])


def lines(case: CaseView, acts: Sequence[ActView], parties: Mapping[str, str]) -> list[ActLine]:
    """What happened, newest first, in words, without what comes at fixed times."""
    return [line(case, act, parties, acts) for act in reversed(acts) if act.row.act not in ROUTINE]


def corrections(case: CaseView, act: ActView, acts: Sequence[ActView]) -> list[Link]:
    """Which entry an act corrects, and which later entries correct it."""
    found = []
    if act.row.act == CORRECTION:
        found.append(_entry(case, gettext("Corrects entry No. %(number)s"), int(str(act.act.facts["entry"]))))
    later = [each.index for each in acts if each.row.act == CORRECTION and each.act.facts["entry"] == act.index]
    return found + [_entry(case, gettext("Corrected by entry No. %(number)s"), index) for index in later]


def _entry(case: CaseView, words: str, index: int) -> Link:
    return Link(words % {"number": index}, reverse("record", args=[case.id, index]))


def line(case: CaseView, act: ActView, parties: Mapping[str, str], acts: Sequence[ActView] = ()) -> ActLine:
    """One act in one sentence, its actor in bold. acts: the record, for what corrects what."""
    return ActLine(
        at=act.act.at,
        said=told(act, parties),
        basis=basis(act.row),
        follows=_follows(case, act, acts),
        digest=act.entry,
        receipt=reverse("record", args=[case.id, act.index]),
        worded=bool(said.words(act)),
        corrections=tuple(corrections(case, act, acts)),
        proof=Proof("in"),
    )


def told(act: ActView, parties: Mapping[str, str]) -> str:
    """The row's sentence with who acted in it."""
    name = who(act.act.role, act.act.party, parties)
    if act.act.party in parties:  # in Arabic the verb agrees with the word for a party, whatever the gender of its name
        name = pgettext("who acted", "%(party)s") % {"party": name}
    actor = format_html("<strong>{}</strong>", name)
    pattern = gettext(act.row.told)
    return format_html(pattern.replace("{", "{{").replace("}", "}}").replace("%(actor)s", "{0}"), actor)


def who(role: str, party: str | None, parties: Mapping[str, str]) -> str:
    """The actor as readers know it: the party's name, or the office."""
    return parties.get(party or "", "") or str(ROLES.get(role, role))


def _follows(case: CaseView, act: ActView, acts: Sequence[ActView]) -> str:
    """The periods that this act started, as the edition names them."""
    there = [each for each in (*acts, act) if each.act.at == act.act.at and each.row.act not in ROUTINE]
    since = [each.rule for each in case.deadlines if each.since == act.act.at]
    started = [rule for rule in since if there and _starter(rule, there).index == act.index]
    if not started:
        return ""
    pattern = gettext("%(title)s, %(value)s")
    told = [pattern % {"title": gettext(rule.title), "value": length_of(rule)} for rule in started]
    return gettext("Started: %(periods)s") % {"periods": gettext("; ").join(told)}


def _starter(period: Period, there: Sequence[ActView]) -> ActView:
    """Which of the acts of one instant started a period: the last whose row says so, else the last."""
    saying = [act for act in there if any(period.name in outcome.starts for outcome in act.row.then)]
    return max(saying or there, key=lambda act: act.index)


def certificates(acts: Sequence[ActView]) -> list[tuple[str, ActView]]:
    """The certificates that the record holds, newest first, each with its title."""
    return [(str(CERTIFICATES[act.row.act]), act) for act in reversed(acts) if act.row.act in CERTIFICATES]


def joined(words: list[str]) -> str:
    """Words in a row, as a sentence lists them."""
    if len(words) < 2:
        return "".join(words)
    return gettext("%(first)s and %(last)s") % {"first": gettext(", ").join(words[:-1]), "last": words[-1]}


def either(words: list[str]) -> str:
    """Words in a row of which each stands for itself, as in what one may not do."""
    if len(words) < 2:
        return "".join(words)
    return gettext("%(first)s or %(last)s") % {"first": gettext(", ").join(words[:-1]), "last": words[-1]}
