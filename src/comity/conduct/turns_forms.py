"""Forms of the turns of a case. Each instant is asked in the reader's zone and shown in that of the case too."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from comity.conduct.forms import IN_YOUR_ZONE, LONG, place
from comity.docket import dates, queries
from comity.docket.forms import ActForm, act_form
from comity.docket.views import ActView
from comity.law import deadlines
from comity.law.act import Act, Json
from comity.law.guards.turns import derogable
from comity.law.instants import parse, render
from comity.law.periods import agreed
from comity.law.state import mark_key
from comity.law.wishes import stands
from comity.law.wording import run_on
from comity.people import queries as people

JOINT = _(
    "The parties and the mediator read this in the joint room; the case log shows nothing of it unless all wish it."
)
AT_ONCE = _("Everybody in the case learns of this at once.")
RULE_ZONE = _("The case counts in %(zone)s.")
SAME_WORDS = _("It counts only if every side says exactly the same.")


def both_zones(at: datetime, zone: str) -> str:
    """An instant in the reader's zone and in the rule's."""
    here = timezone.get_current_timezone_name()
    return " · ".join(_shown(at, name) for name in dict.fromkeys([here, zone]))


def _shown(at: datetime, zone: str) -> str:
    """An instant in the days and hours of a zone, with its city."""
    return f"{dates.moment(at, zone, get_language() or 'en', weekday=True)} ({place(zone)})"


def instant(label: object, *, required: bool = True) -> forms.DateTimeField:
    """A field for an instant, to the minute, in the reader's zone."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, required=required)  # type: ignore[arg-type]  # a lazy text


def days() -> forms.IntegerField:
    """How long a wish stands."""
    return forms.IntegerField(label=_("For how many days the wish stands"), min_value=1, max_value=60, initial=14)


class Turn(ActForm):
    """What these forms share: zones beside a field, periods that run, what another side said before."""

    def zones(self, name: str, *more: object) -> None:
        """Say beside a field in which zone it is read, and in which the case counts."""
        here, there = timezone.get_current_timezone_name(), self.moment.case.zone
        told = [IN_YOUR_ZONE % {"zone": place(here)}, *([RULE_ZONE % {"zone": place(there)}] if there != here else [])]
        self.fields[name].help_text = run_on(" ".join([*told, *map(str, more)]), get_language() or "en")

    def stands_until(self) -> str:
        """The instant until which the wish stands."""
        return render(self.moment.case.at + timedelta(days=self.cleaned_data["days"]))

    def running(self) -> dict[str, datetime]:
        """Periods that run and are counted, and when each ends."""
        state, now = self.moment.case.state, render(self.moment.case.at)
        return {
            code: parse(str(kept["due"]))
            for code, kept in state.periods.items()
            if state.rules.periods[str(kept["rule"])].length is not None
            and not kept["lapsed"]
            and now <= str(kept["due"])
        }

    def period_title(self, code: str) -> str:
        """What readers call a period."""
        return gettext(self.moment.case.edition.periods[code].title)

    def ending(self, code: str, due: datetime) -> str:
        """A period, and when it ends in both zones."""
        zone = str(self.moment.case.state.periods[code]["zone"])
        return gettext("%(period)s: ends %(due)s") % {"period": self.period_title(code), "due": both_zones(due, zone)}

    def said_before(self, act: str) -> ActView | None:
        """The wish of another side that stands and was said last by the same act: to say the same, one keeps it."""
        room = self.moment.room
        found: Sequence[ActView] = room.acts if room else []
        others = [each for each in found if each.row.act == act and each.act.party != self.moment.party]
        standing = [each for each in others if room and stands(room.state, each.row, each.act, room.case.at)]
        return standing[-1] if standing else None


@act_form("wish-to-suspend")
class WishToSuspend(Turn):
    """Until a date, until an event that the words name, or until a side lets the case go on."""

    audience = JOINT
    until = instant(_("Until this date, if any"), required=False)
    event = forms.CharField(
        label=_("Or until this event, in your words"),
        help_text=_("Words bind nobody: any one side may let the case go on at any time."),
        max_length=2_000,
        required=False,
    )
    days = days()

    def prepare(self) -> None:
        """What another side wished is filled in: all must say the same date."""
        self.zones("until", SAME_WORDS)
        if before := self.said_before("wish-to-suspend"):
            until = before.act.facts.get("until")
            self.initial.setdefault("event", (before.said or {}).get("event", ""))
            if isinstance(until, str):
                self.initial.setdefault("until", parse(until))

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The date and the words."""
        data = self.cleaned_data
        facts: dict[str, Json] = {"stands_until": self.stands_until()}
        if data["until"]:
            facts["until"] = render(data["until"])
        return facts, {"event": data["event"]}


@act_form("resume")
class Resume(Turn):
    """One side's act ends the suspension; the page says which periods stood still."""

    audience = AT_ONCE


@act_form("extend-as-of-right")
class ExtendAsOfRight(Turn):
    """A period of the list, once; the page shows its end now, and its end then."""

    audience = AT_ONCE
    period = forms.ChoiceField(label=_("Period"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        """Periods that may be extended still, each with its new end."""
        case = self.moment.case
        longer, used = case.edition.values["extension-as-of-right"].value, case.state.things.get("extension", {})
        listed = [code for code in self.running() if code in case.edition.lists["extendable"] and code not in used]
        self.offer("period", [(code, self._line(code, longer if isinstance(longer, int) else 0)) for code in listed])

    def _line(self, code: str, longer: int) -> str:
        case, kept = self.moment.case, self.moment.case.state.periods[code]
        due, zone = parse(str(kept["due"])), str(kept["zone"])
        roll = case.edition.periods[code].roll
        moved = deadlines.shift(due, timedelta(days=longer), zone=zone, roll=roll, calendar=case.edition.calendar)
        then = gettext("then it would end %(due)s, for all alike") % {"due": both_zones(moved, zone)}
        return f"{self.ending(code, due)}; {then}"

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The period."""
        return {"period": self.cleaned_data["period"]}, {}


@act_form("wish-to-extend")
class WishToExtend(Turn):
    """A period that runs, and a later end."""

    audience = JOINT
    period = forms.ChoiceField(label=_("Period"), widget=forms.RadioSelect)
    to = instant(_("New end"))
    days = days()

    def prepare(self) -> None:
        """What runs; and what another side wished."""
        self.offer("period", [(code, self.ending(code, due)) for code, due in self.running().items()])
        self.zones("to", SAME_WORDS)
        if before := self.said_before("wish-to-extend"):
            self.initial.setdefault("period", before.act.facts["period"])
            self.initial.setdefault("to", parse(str(before.act.facts["to"])))

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The period and its new end."""
        data = self.cleaned_data
        facts: dict[str, Json] = {"period": data["period"], "to": render(data["to"])}
        return {**facts, "stands_until": self.stands_until()}, {}


@act_form("adjourn-for-advice")
class AdjournForAdvice(Turn):
    """No reason, no field; the docket looks up that the side has no counsel."""

    audience = AT_ONCE


@act_form("adjourn-session")
class AdjournSession(Turn):
    """A session that is still to come, or not over."""

    session = forms.ChoiceField(label=_("Session"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        """Sessions that stand."""
        case = self.moment.case
        standing = {
            name: parse(str(thing["starts_at"]))
            for name, thing in case.state.things.get("session", {}).items()
            if not thing["open"] and str(thing["ends_at"]) >= render(case.at)
        }
        self.offer("session", [(name, both_zones(at, case.zone)) for name, at in standing.items()])

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The session."""
        return {"session": self.cleaned_data["session"]}, {}


@act_form("resign")
class Resign(Turn):
    """The mediator's own act, at once."""

    audience = AT_ONCE
    grave = True


@act_form("wish-to-replace")
class WishToReplace(Turn):
    """Which mediator; the joint room is read by the mediator too, and the page says so."""

    audience = _("The parties read this in the joint room, and so does the mediator.")
    grave = True
    mediator = forms.ChoiceField(label=_("Mediator"), widget=forms.RadioSelect)
    days = days()

    def prepare(self) -> None:
        """Who is seated."""
        seats = [name for name, seat in self.moment.case.state.seats.items() if seat["status"] == "seated"]
        names = people.names(self.moment.viewer, seats)
        self.offer("mediator", [(account, names[account]) for account in sorted(names)])

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The account."""
        return {"mediator": self.cleaned_data["mediator"], "stands_until": self.stands_until()}, {}


@act_form("correct-record")
class CorrectRecord(Turn):
    """Which entry, what is right instead, and why."""

    entry = forms.TypedChoiceField(label=_("Entry"), coerce=int)
    correction = forms.CharField(
        label=_("What is right instead"), widget=forms.Textarea(attrs={"rows": 5}), max_length=LONG
    )
    reasons = forms.CharField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 4}), max_length=LONG)

    def prepare(self) -> None:
        """Every entry of the record, the newest first; what comes at fixed times is left out."""
        acts = queries.acts(self.moment.viewer, self.moment.case.id)
        shown = [each for each in reversed(acts) if each.row.act != "anchor-rooms"]
        self.offer("entry", [(str(each.index), self._line(each)) for each in shown])

    def _line(self, each: ActView) -> str:
        told = gettext("No. %(number)s: %(title)s") % {"number": each.index, "title": gettext(each.row.title)}
        when = both_zones(each.act.at, self.moment.case.zone)
        return gettext("%(title)s, %(value)s") % {"title": told, "value": when}

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The entry, and the words."""
        data = self.cleaned_data
        return {"entry": data["entry"]}, {"correction": data["correction"], "reasons": data["reasons"]}


@act_form("agree-variation")
class AgreeVariation(Turn):
    """A period that the rules let the parties vary, and the length that it is to have."""

    period = forms.ChoiceField(label=_("Period"))
    length = forms.IntegerField(
        label=_("Its length from now on, in the unit shown"), help_text=SAME_WORDS, min_value=1, max_value=365
    )
    days = forms.IntegerField(
        label=_("For how many days your agreement waits for the others"), min_value=1, max_value=60, initial=30
    )

    def prepare(self) -> None:
        """Every period that may be varied, with its length now; and what another side agreed to."""
        case, nobody = self.moment.case, Act(act="", role="", actor="", at=self.moment.case.at)
        varied = [code for code in case.edition.periods if derogable(case.state, nobody, period=code).holds]
        self.offer("period", [(code, self._line(code)) for code in varied])
        for told in self._others().values():
            self.initial.setdefault("period", told.get("period"))
            self.initial.setdefault("length", told.get("length"))

    def _others(self) -> dict[str, Mapping[str, Json]]:
        """By party, what the others agreed to last, where it waits for more still."""
        acts = queries.acts(self.moment.viewer, self.moment.case.id)
        waiting = self.moment.case.state.marks.get(mark_key("agree-variation"), {}).keys() - {self.moment.party}
        return {
            str(each.act.party): each.act.facts
            for each in acts
            if each.row.act == "agree-variation" and each.act.party in waiting
        }

    def _line(self, code: str) -> str:
        case = self.moment.case
        rule = agreed(case.state, case.edition.periods[code])
        length = rule.length or 0
        words = {
            "months": ngettext("%(count)d month", "%(count)d months", length),
            "business-days": ngettext("%(count)d business day", "%(count)d business days", length),
        }.get(rule.unit, ngettext("%(count)d day", "%(count)d days", length))
        return f"{self.period_title(code)}: {words % {'count': length}}"

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The period and its length."""
        data = self.cleaned_data
        facts: dict[str, Json] = {"period": data["period"], "length": data["length"]}
        return {**facts, "stands_until": self.stands_until()}, {}
