"""The Panama Canal negotiation, played from the request to entry into force. Facts and texts: panama.toml.

The calendar of the re-enactment is compressed: what took from September 1977 to October 1979 takes some three months of
the organisation's clock. The order is that of the record: text, plebiscite, Senate
conditions, ratification, entry into force.
"""

from datetime import datetime, timedelta

from comity.faces.cli.story import panama_record as record
from comity.faces.cli.story import steps
from comity.faces.cli.story.stage import Stage
from comity.faces.cli.story.steps import On
from comity.law.act import Json
from comity.law.instants import render

AGENTS = {"us": "us-agent", "pa": "pa-agent"}
APPROVERS = {"us": "us-approver", "pa": "pa-approver"}
MEDIATOR = "mediator-treaties"
ZONE = "America/Panama"


def play(stage: Stage, start: datetime, *, parts: int | None = None) -> None:
    """Play the whole path, beginning at `start` (UTC): about 90 days. parts: only the first so many of its eight."""

    on = steps.calendar(stage, start, hour=14)
    for part in (_open, _mediator, _statements, _protocol, _sessions, _text, _approvals, _force)[:parts]:
        part(stage, on)


def request(stage: Stage) -> dict[str, Json]:
    """The request as the gates read it: neither State is a Contracting State; a decision of the Council admits both."""
    return steps.request(stage, steps.state("US"), steps.state("PA"), subjects=record.SUBJECTS)


def _open(stage: Stage, on: On) -> None:
    on(0)
    stage.open(
        "us-agent",
        facts={"zone": ZONE},
        body={"title": {**record.TITLE}, "story": record.STORY, "request": request(stage)},
        parties={"us": "united-states", "pa": "panama"},
        note="The United States files a request, alone: an invitation",
    )
    on(3)
    stage.act("pa-agent", "consent", note="Panama consents")
    on(4)
    stage.act(
        "registry",
        "screen",
        body={"reasons": "Neither State is a Contracting State; the Council's decisions admit both."},
        note="The registry screens the request",
    )
    on(5)
    stage.act("secretary-general", "register", note="The Secretary-General registers the case")


def _mediator(stage: Stage, on: On) -> None:
    on(9)
    steps.each(
        stage,
        AGENTS.values(),
        "state-number",
        room="joint",
        facts={"number": 1},
        note="One mediator is enough, says each side in the joint room",
    )
    stage.act(
        "pa-agent",
        "name-mediator",
        room="joint",
        facts={"mediator": stage.person("mediator-waters")},
        note="Panama names a mediator",
    )
    on(11)
    named: dict[str, Json] = {"mediator": stage.person(MEDIATOR)}
    steps.each(stage, AGENTS.values(), "name-mediator", room="joint", facts=named, note="Both name the same mediator")
    on(14)
    stage.act(
        MEDIATOR,
        "declare",
        facts={"disclosure": "made"},
        body={
            "declaration": steps.INDEPENDENT,
            "disclosures": "I taught at a university in Panama City for one term, eleven years ago. (Illustrative.)",
        },
        note="The mediator declares; only now is the file open to the mediator",
    )


def _statements(stage: Stage, on: On) -> None:
    for day, side in ((17, "pa"), (24, "us")):
        on(day)
        stage.act(
            AGENTS[side],
            "lodge-statement",
            body={"statement": record.STATEMENTS[side]},
            note="An initial statement is lodged, sealed",
        )
    on(31)  # fifteen days after the declaration have passed: the clock has opened both at one instant


def _protocol(stage: Stage, on: On) -> None:
    on(32)
    ends = render(stage.now() + timedelta(days=150))
    for clause, text in record.PROTOCOL:
        facts: dict[str, Json] = {"clause": clause}
        if clause == "standstill":
            facts["ends_on"] = ends
        if clause == "approval-at-home":
            facts["approval_of"] = [stage.party("us"), stage.party("pa")]
        stage.act(
            MEDIATOR,
            "draft-clause",
            facts=facts,
            body={"text": text},
            note=f"The mediator drafts the clause on {clause}",
        )
    on(35)
    steps.agree(stage, AGENTS.values(), note="Clause by clause, each side agrees")


def _sessions(stage: Stage, on: On) -> None:
    on(36)
    begins = stage.now() + timedelta(days=4)
    stage.act(
        MEDIATOR,
        "set-session",
        facts={
            "session": "first-session",
            "starts_at": render(begins),
            "ends_at": render(begins + timedelta(hours=4)),
            "mode": "joint",
        },
        body={"place": "Contadora Island, Panama", "agenda": "The ten issues, one by one. (Illustrative.)"},
        note="The mediator sets the first session",
    )
    on(41)
    steps.table_issues(stage, MEDIATOR, [(each.title, each.options) for each in record.ISSUES])
    _speech(stage, on)
    on(48)
    closes = (stage.now() + timedelta(days=3)).replace(hour=12, minute=0, second=0)
    package: dict[str, Json] = {each.title: each.options[min(1, len(each.options) - 1)] for each in record.ISSUES}
    stage.act(
        MEDIATOR,
        "propose",
        room="joint",
        facts={"closes_at": render(closes)},
        body={"package": package},
        note="The mediator puts a package to both, double-blind",
    )
    on(49)
    proposal = stage.latest("us-agent", "proposal", room="joint")
    steps.each(
        stage,
        AGENTS.values(),
        "answer",
        room="delegation",
        facts={"proposal": proposal},
        body={"answer": "accepted"},
        note="Each side answers under seal",
    )
    on(52)  # the clock has told the outcome at the instant fixed: all accepted


def _speech(stage: Stage, on: On) -> None:
    on(42)
    for side in ("us", "pa"):
        points = "; ".join(f"{each.title} {each.us if side == 'us' else each.pa}" for each in record.ISSUES)
        stage.act(
            AGENTS[side],
            "post",
            room="delegation",
            body={"text": f"Our points, after Raiffa (1982): {points}."},
            note="Each side weighs the issues, in its own room",
        )
    stage.act(
        "pa-agent",
        "post",
        room="caucus",
        body={"text": "On the date we could be flexible, if jurisdiction comes early. (Illustrative.)"},
        note="Panama speaks in caucus",
    )
    stage.act(
        MEDIATOR,
        "post",
        room="caucus:pa",
        body={"text": "May I say so across the table, or will you? (Illustrative.)"},
        note="The mediator answers there",
    )
    on(43)
    mine = stage.latest("pa-agent", "own", room="caucus")
    stage.act(
        "pa-agent",
        "release",
        room="caucus",
        facts={"item": mine},
        note="Panama releases its own words to the joint room",
    )
    stage.act(
        "us-agent",
        "post",
        room="joint",
        body={"text": "Thank you. We shall look at an earlier transfer of jurisdiction. (Illustrative.)"},
        note="The United States answers in the joint room",
    )


def _text(stage: Stage, on: On) -> None:
    on(56)
    entry = render((stage.now() + timedelta(days=31)).replace(hour=5, minute=0, second=0))
    body: dict[str, Json] = {
        "clauses": _texts(record.CLAUSES),
        "event": record.EVENT,
    }
    stage.act(
        MEDIATOR,
        "table-text",
        facts={"entry": "event-and-date", "entry_on": entry},
        body=body,
        note="The settlement text is put before the parties",
    )
    on(58)
    _each(stage, "initial", note="Both initial ad referendum (7 September 1977)")


def _approvals(stage: Stage, on: On) -> None:
    on(62)
    stage.act(
        "pa-approver",
        "approve",
        facts={"clauses": _clauses(stage, "pa-approver"), "basis": "organ"},
        body={"instrument": "Plebiscite of 23 October 1977"},
        note="Panama's plebiscite approves (23 October 1977)",
    )
    on(68)
    stage.act(
        "us-approver",
        "approve-on-condition",
        facts={
            "clauses": _clauses(stage, "us-approver"),
            "touches": [each.id for each in record.CONDITIONED],
        },
        body={"condition": record.CONDITION},
        note="The Senate of the United States approves on conditions (16 March and 18 April 1978)",
    )
    on(70)
    changed = {each.id: each for each in record.CONDITIONED}
    clauses = _texts([changed.get(each.id, each) for each in record.CLAUSES])
    facts: dict[str, Json] = {"entry": "event-and-date"}
    facts["entry_on"] = stage.value(MEDIATOR, "entry-on")
    stage.act(
        MEDIATOR,
        "table-text",
        facts=facts,
        body={"clauses": clauses, "event": record.EVENT},
        note="The two reopened clauses are put again",
    )
    on(71)
    _each(stage, "initial", note="Both initial the two clauses")
    on(73)
    for side, basis, words in (
        ("pa", "not-required", "No new decision is needed under Panama's law. (Illustrative.)"),
        ("us", "organ", "Resolutions of 16 March and 18 April 1978"),
    ):
        stage.act(
            APPROVERS[side],
            "approve",
            facts={"clauses": _clauses(stage, APPROVERS[side]), "basis": basis},
            body={"instrument": words},
            note="Approval of the two clauses",
        )


def _force(stage: Stage, on: On) -> None:
    on(75)
    _each(stage, "sign", note="Both sign")
    on(77)
    stage.act(MEDIATOR, "attest", facts={"clauses": _clauses(stage, MEDIATOR)}, note="The mediator attests")
    on(80)
    steps.each(
        stage,
        AGENTS.values(),
        "confirm-event",
        body={"evidence": record.EVENT},
        note="Each signatory confirms the exchange of instruments (16 June 1978)",
    )
    on(89)  # the clock has brought the text into force on its date (1 October 1979)
    stage.act(
        "secretary-general",
        "attest",
        facts={"clauses": _clauses(stage, "secretary-general")},
        note="The institution attests",
    )


def _each(stage: Stage, act: str, *, note: str) -> None:
    for side in ("us", "pa"):
        stage.act(AGENTS[side], act, facts={"clauses": _clauses(stage, AGENTS[side])}, note=note)


def _clauses(stage: Stage, who: str) -> dict[str, Json]:
    return dict(stage.versions(who, "settlement-clause"))


def _texts(clauses: list[record.Clause]) -> dict[str, Json]:
    return {each.id: {"title": each.title, "text": each.text} for each in clauses}
