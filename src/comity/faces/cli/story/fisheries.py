"""A smaller case between two fictional States, Meridia (XM) and Norland (XN), left in mid-path for a visitor to play.

Everything in it is invented, and every page says so: the States' names carry the word.
"""

from datetime import datetime, timedelta

from comity.faces.cli.story.cast import CALLED
from comity.faces.cli.story.stage import Stage
from comity.law.act import Json
from comity.law.instants import render

TITLE = CALLED["fisheries"]
STORY = (
    "Meridia and Norland (both fictional) share a fishing ground. Norland raised the licence fees for Meridian vessels "
    "by half; Meridia asks that fees be set by a formula that both can check."
)


def play(stage: Stage, start: datetime) -> None:
    """Play to the initial statements: one is lodged, the other awaited; the clock will open both at one instant."""

    def at(hours: int) -> None:
        stage.move(start + timedelta(hours=hours))

    at(1)
    party: list[Json] = [
        {
            "side": side,
            "kind": "state",
            "state": code,
            "consent": {"given": side == "requesting", "instrument": "this request"}
            if side == "requesting"
            else {"given": False},
        }
        for side, code in (("requesting", "XM"), ("responding", "XN"))
    ]
    request: dict[str, Json] = {
        "category": "state-state",
        "edition": "iomed-provisional-2026",
        "filed_at": render(stage.now()),
        "subjects": ["fisheries-licence-fees"],
        "third_state_involved": False,
        "party": party,
    }
    stage.open(
        "xm-agent",
        facts={"zone": "Asia/Hong_Kong"},
        body={"title": {**TITLE}, "story": STORY, "request": request},
        parties={"xm": "meridia", "xn": "norland"},
        note="Meridia (fictional) files a request",
    )
    at(7)
    stage.act("xn-agent", "consent", note="Norland (fictional) consents")
    at(10)
    stage.act(
        "registry",
        "screen",
        body={"reasons": "The Council's decisions admit both; no declaration is in force."},
        note="The registry screens the request",
    )
    at(25)
    stage.act("secretary-general", "register", note="The Secretary-General registers the case")
    at(31)
    for who in ("xm-agent", "xn-agent"):
        stage.act(
            who,
            "name-mediator",
            room="joint",
            facts={"mediator": stage.person("mediator-waters")},
            note="Both name the same mediator",
        )
    at(49)
    stage.act(
        "mediator-waters",
        "declare",
        facts={"disclosure": "none"},
        body={"declaration": "I am independent of both parties, impartial, available, and bound to confidentiality."},
        note="The mediator declares",
    )
    at(73)
    stage.act(
        "xm-agent",
        "lodge-statement",
        body={"statement": "Meridia asks for a formula: landed weight, season, cost of surveillance. (Fictional.)"},
        note="Meridia lodges its statement, sealed",
    )
