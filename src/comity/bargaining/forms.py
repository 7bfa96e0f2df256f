"""Forms of proposals and answers."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comity.bargaining.acts import ACCEPTED, NOT_ACCEPTED
from comity.docket import dates
from comity.docket.forms import ActForm, act_form
from comity.law import issues
from comity.law.act import Json
from comity.law.deadlines import next_head_time
from comity.law.instants import parse, render

LONG = 50_000
FIXED = 12  # closing instants that are offered: the next three days of fixed times


def closings(at: datetime, hours: tuple[int, ...]) -> list[datetime]:
    """The next fixed times of the day, at which a proposal may close."""
    found: list[datetime] = []
    moment = at + timedelta(hours=1)
    while len(found) < FIXED:
        moment = next_head_time(moment, hours)
        found.append(moment)
    return found


def _both(at: datetime) -> str:
    """An instant in the reader's zone, and in UTC, in which the fixed times are set."""
    shown = dates.moment(at, timezone.get_current_timezone_name(), get_language() or "en")
    return f"{shown} ({at:%H:%M} UTC)"


@act_form("propose")
class Propose(ActForm):
    """A package in words, one line an issue, and the instant at which answers close."""

    package = forms.CharField(
        label=_("Package"),
        help_text=_("One issue a line: the issue, a colon, what is proposed."),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=LONG,
    )
    closes_at = forms.ChoiceField(
        label=_("Answers close"), help_text=_("One of the fixed times of the day, in your zone and in UTC.")
    )

    def prepare(self) -> None:
        """The fixed times that come next."""
        case = self.moment.case
        instants = [render(each) for each in closings(case.at, case.edition.hours("anchor-hours"))]
        self.offer("closes_at", [(each, _both(parse(each))) for each in instants])
        self.fields["closes_at"].initial = instants[3]
        self.fields["package"].initial = "\n".join(f"{title}: " for title in self._on_the_table())

    def _on_the_table(self) -> list[str]:
        """The titles of the open issues, in the order of tabling."""
        if self.moment.room is None:
            return []
        closed = issues.closed(self.moment.room.state)
        tabled = [act for act in self.moment.room.acts if act.row.act == "table-issue"]
        return [str((act.said or {}).get("title", "")) for act in tabled if act.act.facts["issue"] not in closed]

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The package as a map of issue to option."""
        package: dict[str, Json] = {}
        for line in self.cleaned_data["package"].splitlines():
            issue, _colon, option = line.partition(":")
            if issue.strip():
                package[issue.strip()] = option.strip()
        return {"closes_at": self.cleaned_data["closes_at"]}, {"package": package}


@act_form("answer")
class Answer(ActForm):
    """A sealed answer, which may be replaced until the closing instant."""

    audience = _("Only your own side reads this answer. Nobody is told it: only whether all accepted, or not.")
    verb = _("Seal my answer")
    proposal = forms.RegexField(r"^[a-z2-7]{26}$", widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[(ACCEPTED, _("Accepted, if all accept")), (NOT_ACCEPTED, _("Not accepted"))],
        widget=forms.RadioSelect,
    )

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The proposal, and the answer."""
        return {"proposal": self.cleaned_data["proposal"]}, {"answer": self.cleaned_data["answer"]}
