"""A case that stands still, as a plain value for its page, in the reader's language."""

from django.utils.translation import gettext

from comity.docket.views import CaseView
from comity.faces.web import casefile
from comity.faces.web.components import Standstill
from comity.law.instants import parse


def standing_still(case: CaseView) -> Standstill | None:
    """Since when the case is suspended, until when if that was said, and what stands still; None where it goes on."""
    since, state = case.state.suspended_since, case.state
    if since is None:
        return None
    end = next((view for view in case.deadlines if view.code in ("suspension", "advice")), None)
    still = [
        gettext(view.rule.title)
        for view in case.deadlines
        if not view.rule.while_suspended and view.due >= parse(since)
    ]
    return Standstill(
        since=parse(since),
        until=None if end is None else end.due,
        zone="" if end is None else casefile.elsewhere(end.zone),
        advice="advice" in state.periods,
        periods=casefile.joined(still),
    )
