"""Build the demonstration organisation: found it, play Panama, and leave four fictional cases as a visitor finds them.

Beside Panama: a loan in mid-mediation, a request refused at the gate, an invitation that awaits its answer, and a
fisheries case whose statements are awaited.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from comity.docket import clock, queries
from comity.faces.cli.story import charter, fisheries, loan, organisation, panama, refused
from comity.faces.cli.story.inside import Inside

AGO = timedelta(days=134)  # when the stories begin, before today; the last of them ends a few days ago


def build(say: Callable[[str], None], *, stories: bool = True) -> None:
    """Build it if nothing is there; each step is told with the organisation's date. stories: with the five cases."""
    if queries.founded():
        return
    begun = time.monotonic()
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    say("the demonstration organisation is founded")
    made = organisation.found(today - AGO)
    if not stories:
        return
    steps = 0

    def told(note: str) -> None:
        nonlocal steps
        steps += 1
        if steps % 10 == 1:
            say(f"{clock.now():%d %b %Y}  {note}")

    panama.play(Inside(made, told), today - AGO + timedelta(days=1))
    for story in (loan, refused, charter, fisheries):
        story.play(Inside(made, told), clock.now())
    say(f"{steps} acts performed in {time.monotonic() - begun:.0f} s; five cases stand in the docket")
