"""An invented charter-party dispute between a shipowner and a charterer under the UNCITRAL rules; consent is awaited.

Both companies and their countries (Meridia, XM, and Norland, XN) are fictional, and every page says so.
"""

from datetime import datetime, timedelta

from comity.faces.cli.story.cast import CALLED
from comity.faces.cli.story.stage import Stage
from comity.law.act import Json
from comity.law.instants import render

EDITION, CATEGORY = "uncitral-2021", "commercial"
TITLE = CALLED["charter"]
STORY = (
    "The Halden Shipping Company (fictional) let a bulk carrier to Norland Coal Trading (fictional). Loading took "
    "nine days more than the charter allows: the port was closed by a storm for four of them. The owner claims "
    "demurrage for nine."
)


def play(stage: Stage, start: datetime) -> None:
    """The owner invites the charterer to mediate; thirty days run."""
    stage.move(start + timedelta(hours=1))

    def company(side: str, state: str, consent: dict[str, Json]) -> Json:
        return {
            "side": side,
            "kind": "company",
            "nationality": [state],
            "place_of_business": state,
            "state_owned": False,
            "consent": consent,
        }

    request: dict[str, Json] = {
        "category": CATEGORY,
        "edition": EDITION,
        "filed_at": render(stage.now()),
        "subjects": ["charter-party", "commercial"],
        "party": [
            company("requesting", "XM", {"given": True, "instrument": "this request"}),
            company("responding", "XN", {"given": False}),
        ],
    }
    stage.open(
        "owner-agent",
        facts={},
        body={"title": {**TITLE}, "story": STORY, "request": request},
        parties={"owner": "shipowner", "charterer": "charterer"},
        note="A shipowner (fictional) invites the charterer to mediate",
        edition=EDITION,
        category=CATEGORY,
    )
