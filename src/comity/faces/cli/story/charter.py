"""An invented charter-party dispute between a shipowner and a charterer under the UNCITRAL rules; consent is awaited.

Both companies and their countries (Meridia, XM, and Norland, XN) are fictional, and every page says so.
"""

from datetime import datetime, timedelta

from comity.faces.cli.story import steps
from comity.faces.cli.story.cast import CALLED
from comity.faces.cli.story.stage import Stage

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
    subjects = ("charter-party", "commercial")
    asked = steps.request(
        stage, steps.company("XM"), steps.company("XN"), subjects=subjects, edition=EDITION, category=CATEGORY
    )
    stage.open(
        "owner-agent",
        facts={},
        body={"title": {**TITLE}, "story": STORY, "request": asked},
        parties={"owner": "shipowner", "charterer": "charterer"},
        note="A shipowner (fictional) invites the charterer to mediate",
        edition=EDITION,
        category=CATEGORY,
    )
