"""A smaller case between two fictional States, Meridia (XM) and Norland (XN), left in mid-path for a visitor to play.

Everything in it is invented, and every page says so: the States' names carry the word.
"""

from datetime import datetime

from comity.faces.cli.story import steps
from comity.faces.cli.story.cast import CALLED
from comity.faces.cli.story.stage import Stage

TITLE = CALLED["fisheries"]
STORY = (
    "Meridia and Norland (both fictional) share a fishing ground. Norland raised the licence fees for Meridian vessels "
    "by half; Meridia asks that fees be set by a formula that both can check."
)


def play(stage: Stage, start: datetime) -> None:
    """Play to the initial statements: one is lodged, the other awaited; the clock will open both at one instant."""

    at = steps.calendar(stage, start, hour=0)
    at(0, 1)
    asked = steps.request(stage, steps.state("XM"), steps.state("XN"), subjects=["fisheries-licence-fees"])
    stage.open(
        "xm-agent",
        facts={"zone": "Asia/Hong_Kong"},
        body={"title": {**TITLE}, "story": STORY, "request": asked},
        parties={"xm": "meridia", "xn": "norland"},
        note="Meridia (fictional) files a request",
    )
    at(0, 7)
    stage.act("xn-agent", "consent", note="Norland (fictional) consents")
    at(0, 10)
    stage.act(
        "registry",
        "screen",
        body={"reasons": "The Council's decisions admit both; no declaration is in force."},
        note="The registry screens the request",
    )
    at(1, 1)
    stage.act("secretary-general", "register", note="The Secretary-General registers the case")
    at(1, 7)
    steps.each(
        stage,
        ("xm-agent", "xn-agent"),
        "name-mediator",
        room="joint",
        facts={"mediator": stage.person("mediator-waters")},
        note="Both name the same mediator",
    )
    at(2, 1)
    stage.act(
        "mediator-waters",
        "declare",
        facts={"disclosure": "none"},
        body={"declaration": steps.INDEPENDENT},
        note="The mediator declares",
    )
    at(3, 1)
    stage.act(
        "xm-agent",
        "lodge-statement",
        body={"statement": "Meridia asks for a formula: landed weight, season, cost of surveillance. (Fictional.)"},
        note="Meridia lodges its statement, sealed",
    )
