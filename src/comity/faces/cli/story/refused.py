"""A fisheries case that is refused at the gate: Norland (fictional) has excluded maritime interests by a declaration.

Everything in it is invented. It shows what a refusal looks like: which finding, which article, whose reasons.
"""

from datetime import datetime, timedelta

from comity.faces.cli.story.cast import CALLED
from comity.faces.cli.story.stage import Stage
from comity.law.act import Json
from comity.law.instants import render

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

    def at(hours: int) -> None:
        stage.move(start + timedelta(hours=hours))

    at(1)
    request: dict[str, Json] = {
        "category": "state-state",
        "edition": "iomed-provisional-2026",
        "filed_at": render(stage.now()),
        "subjects": [EXCLUDED],
        "third_state_involved": False,
        "party": [
            {
                "side": "requesting",
                "kind": "state",
                "state": "XM",
                "consent": {"given": True, "instrument": "this request"},
            },
            {"side": "responding", "kind": "state", "state": "XN", "consent": {"given": False}},
        ],
    }
    stage.open(
        "xm-agent",
        facts={},
        body={"title": {**TITLE}, "story": STORY, "request": request},
        parties={"xm": "meridia", "xn": "norland"},
        note="Meridia (fictional) files a request on waters that both claim",
    )
    at(9)
    stage.act("xn-agent", "consent", note="Norland (fictional) consents to be asked, and recalls its declaration")
    at(26)
    stage.act("registry", "screen", body={"reasons": REASONS}, note="The registry screens the request")
    at(50)
    stage.act(
        "secretary-general",
        "refuse-registration",
        facts={"ground": "declaration"},
        body={"reasons": REASONS},
        note="The Secretary-General refuses registration, with reasons",
    )
