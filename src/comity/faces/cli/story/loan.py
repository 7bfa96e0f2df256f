"""An invented sovereign loan under the ICSID rules, left in mid-mediation: a State borrows, another State's bank lends.

Meridia (XM), an island State, borrowed for a port from the Policy Bank of Norland (XN), which Norland owns. Everything
in it is invented, and every page says so. The bank passes the gate of nationality by a named officer's decision; an
election falls in the middle, for which both suspend; a court case elsewhere is declared, and an escrow is held still.
"""

from datetime import datetime, timedelta

from comity.faces.cli.story import steps
from comity.faces.cli.story.cast import CALLED
from comity.faces.cli.story.stage import Stage
from comity.faces.cli.story.steps import On
from comity.law.act import Json
from comity.law.instants import render

EDITION, CATEGORY = "icsid-2022", "state-national"
MEDIATOR = "mediator-debt"
BOTH = ("bank-agent", "xm-agent")
TITLE = CALLED["loan"]
STORY = (
    "Meridia (fictional) borrowed 420 million from the Policy Bank of Norland (fictional) to build a port. Port "
    "revenue goes into an escrow account abroad; the loan has a confidentiality clause and a cross-default "
    "clause. Traffic came to half of the forecast. The bank asks for a new schedule; Meridia asks that the escrow"
    " leave room for its budget."
)
REASONS = (
    "The lender is a company of Norland and wholly owned by it. It lends on commercial terms, keeps accounts of "
    "its own, and no organ of Norland directs the loan: for these rules it is a national of another State. "
    "(Fictional.)"
)
STATEMENTS = {
    "bank-agent": "The bank would add four years if the escrow keeps six months of debt service. (Fictional.)",
    "xm-agent": "Meridia will pay what the port earns, and asks that salaries come before the escrow. (Fictional.)",
}
PROTOCOL = {
    "language": "English; each side may use its own language with interpretation.",
    "confidentiality": "Everything, and that there is a mediation. Meridia's court of audit may be told the outcome.",
    "place": "By video, and two meetings in a third country.",
    "standstill": "No acceleration and no enforcement until the mediation ends.",
    "limitation": "Periods of limitation stand still from registration to thirty days after the end.",
    "other-proceedings": "A creditor's case before a foreign court is declared and kept current by the bank.",
    "interim": "The escrow account stays at its balance.",
    "experts": "One traffic expert, named together, at shared cost.",
    "public-line": "Neither side says anything before both have agreed the words.",
    "costs": "Equal shares of the institution's charges; each side bears its own.",
    "who-negotiates": "The debt office for Meridia; the bank's restructuring desk for the bank.",
    "who-signs": "The Minister of Finance; two directors of the bank.",
    "approval-at-home": "Meridia's parliament approves within sixty days.",
}
ISSUES = (
    ("Schedule", ("Four years longer", "Six years longer", "A schedule that follows revenue")),
    ("Escrow", ("Six months of debt service", "Three months", "Salaries first")),
    ("Interest", ("As agreed", "One point lower while traffic is below forecast")),
    ("Cross-default", ("Kept", "Waived for this loan", "Limited to bonds")),
    ("Disclosure", ("Terms published", "Outcome only", "As the contract says")),
)


def play(stage: Stage, start: datetime) -> None:
    """Play to the sessions after the election: about 35 days. A package is before both; its answers are awaited."""

    on = steps.calendar(stage, start, hour=9)
    for part in (_open, _mediator, _protocol, _sessions, _election):
        part(stage, on)


def request(stage: Stage) -> dict[str, Json]:
    """The bank's request: a company of Norland that Norland owns, against Meridia."""
    return steps.request(
        stage,
        steps.company("XN", state_owned=True),
        steps.state("XM"),
        subjects=["sovereign-loan", "investment"],
        edition=EDITION,
        category=CATEGORY,
        instrument="clause",
    )


def _open(stage: Stage, on: On) -> None:
    on(0)
    stage.open(
        "bank-agent",
        facts={},
        body={"title": {**TITLE}, "story": STORY, "request": request(stage)},
        parties={"bank": "policy-bank", "xm": "meridia"},
        note="The Policy Bank of Norland (fictional) offers mediation of a loan",
        edition=EDITION,
        category=CATEGORY,
    )
    on(1)
    stage.act("xm-agent", "consent", note="Meridia (fictional) accepts the offer")
    on(2)
    stage.act(
        "registry",
        "screen",
        facts={"decided": {"nationality": "pass"}},
        body={"reasons": REASONS},
        note="A named officer decides that a State-owned bank is a national of another State",
    )
    on(3)
    stage.act("secretary-general", "register", note="The Secretary-General registers the case")


def _mediator(stage: Stage, on: On) -> None:
    on(4)
    named: dict[str, Json] = {"mediator": stage.person(MEDIATOR)}
    steps.each(stage, BOTH, "name-mediator", room="joint", facts=named, note="Both name the same mediator")
    on(5)
    stage.act(
        MEDIATOR,
        "declare",
        facts={"disclosure": "made"},
        body={
            "declaration": steps.INDEPENDENT,
            "disclosures": "I once advised a creditors' committee in another restructuring. (Fictional.)",
        },
        note="The mediator declares, with a disclosure",
    )
    on(6)
    for who in BOTH:
        stage.act(who, "lodge-statement", body={"statement": STATEMENTS[who]}, note="A statement is lodged, sealed")


def _protocol(stage: Stage, on: On) -> None:
    on(23)  # fifteen days have passed, and a week-end: the clock has opened both statements at one instant
    for clause, text in PROTOCOL.items():
        facts: dict[str, Json] = {"clause": clause}
        if clause == "approval-at-home":
            facts["approval_of"] = [stage.party("xm")]
        stage.act(MEDIATOR, "draft-clause", facts=facts, body={"text": text}, note=f"Drafted: the clause on {clause}")
    on(24)
    steps.agree(stage, BOTH, note="Clause by clause")


def _sessions(stage: Stage, on: On) -> None:
    on(25)
    stage.act(
        "bank-agent",
        "declare-proceeding",
        facts={
            "proceeding": "creditor-case",
            "kind": "court",
            "stage": "stayed",
            "next_on": render(stage.now() + timedelta(days=60)),
            "standstill": "agreed",
            "mediator_role": "none",
        },
        body={
            "forum": "Commercial court of a third country (fictional)",
            "matter": "A bondholder claims that the port loan is in default.",
            "effect": "Stayed while the mediation lasts; the stay is reviewed at the next date.",
        },
        note="The bank declares a case before a court elsewhere",
    )
    expires = render(stage.now() + timedelta(days=45))
    stage.act(
        MEDIATOR,
        "draft-interim",
        facts={"interim": "escrow", "expires_at": expires},
        body={"text": "The escrow account stays at its balance of today; neither side draws on it."},
        note="An interim arrangement is drafted",
    )
    for who in BOTH:
        version = stage.versions(who, "interim")["escrow"]
        facts: dict[str, Json] = {"interim": "escrow", "version": version, "expires_at": expires}
        stage.act(who, "agree-interim", facts=facts, note="Both hold the escrow still")
    begins = stage.now() + timedelta(days=11)
    stage.act(
        MEDIATOR,
        "set-session",
        facts={
            "session": "first-session",
            "starts_at": render(begins),
            "ends_at": render(begins + timedelta(hours=3)),
            "mode": "joint",
        },
        body={"place": "By video", "agenda": "The five issues, one by one. (Fictional.)"},
        note="The first session is set for after the election",
    )
    steps.table_issues(stage, MEDIATOR, ISSUES)
    stage.act(
        "xm-agent",
        "post",
        room="caucus",
        body={"text": "After the election a new minister may ask for publication. Keep that to yourself. (Fictional.)"},
        note="Meridia speaks with the mediator alone",
    )


def _election(stage: Stage, on: On) -> None:
    on(26)
    until, stands = render(stage.now() + timedelta(days=7)), render(stage.now() + timedelta(days=2))
    steps.each(
        stage,
        BOTH,
        "wish-to-suspend",
        room="joint",
        facts={"until": until, "stands_until": stands},
        body={"event": "Election of Meridia's parliament. (Fictional.)"},
        note="Both wish to stand still over the election",
    )
    on(34)  # the date has passed: the clock has resumed the case
    stage.act(
        "xm-agent",
        "post",
        room="joint",
        body={"text": "The government is formed. Our instructions stand. (Fictional.)"},
        note="Meridia's new government keeps its instructions",
    )
