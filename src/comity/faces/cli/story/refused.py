"""A fisheries case that is refused at the gate: Norland (fictional) has excluded maritime interests by a declaration.

Everything in it is invented. It shows what a refusal looks like: which finding, which article, whose reasons.
"""

from datetime import datetime

from comity.faces.cli.story import steps
from comity.faces.cli.story.cast import CALLED
from comity.faces.cli.story.stage import Stage

EXCLUDED = "maritime-interests"
TITLE = CALLED["refused"]
STORY = (
    "Meridia (fictional) asks to mediate who may fish in waters that it and Norland (fictional) both claim. "
    "Norland has declared that it does not submit disputes on maritime interests."
)
REASONS = (
    "The subject is one that Norland excluded by its declaration before the request was filed. The organisation "
    "offers no service to Norland on it. Fees for licences, which are not excluded, are the matter of another "
    "case. (Fictional.)"
)


def play(stage: Stage, start: datetime) -> None:
    """File, consent, screen, refuse: three days."""

    at = steps.calendar(stage, start, hour=0)
    at(0, 1)
    asked = steps.request(stage, steps.state("XM"), steps.state("XN"), subjects=[EXCLUDED])
    stage.open(
        "xm-agent",
        facts={},
        body={"title": {**TITLE}, "story": STORY, "request": asked},
        parties={"xm": "meridia", "xn": "norland"},
        note="Meridia (fictional) files a request on waters that both claim",
    )
    at(0, 9)
    stage.act("xn-agent", "consent", note="Norland (fictional) consents to be asked, and recalls its declaration")
    at(1, 2)
    stage.act("registry", "screen", body={"reasons": REASONS}, note="The registry screens the request")
    at(2, 2)
    stage.act(
        "secretary-general",
        "refuse-registration",
        facts={"ground": "declaration"},
        body={"reasons": REASONS},
        note="The Secretary-General refuses registration, with reasons",
    )
