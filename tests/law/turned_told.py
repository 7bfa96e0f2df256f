"""The turns of a case for the second opinion: what their acts change, their guards again, facts that suit them."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from comity.law.act import Act, Json
from comity.law.instants import parse, render
from tests.law.raw import DAY, EDITION, day_ends, ends, local_date, moment
from tests.law.telling import Change, Log, Telling

if TYPE_CHECKING:
    from tests.law.guide import Guide, Seen

PERIODS = EDITION["periods"]

# -------------------------------------------------------------------- what changes


def _suspend_jointly(case: Telling, log: Log, act: Act) -> None:
    case.values["suspended-at"] = case.size
    case.suspended = case.suspended or act.at
    if "until" in act.facts:
        case.set_due("suspension", moment(act.facts["until"]), act.at)


def _resume(case: Telling, log: Log, act: Act) -> None:
    case.resume(act.at)
    for code in ("suspension", "advice"):
        case.due.pop(code, None)


def _extend_as_of_right(case: Telling, log: Log, act: Act) -> None:
    due = case.due[act.facts["period"]]
    days = EDITION["values"]["extension-as-of-right"]["value"]
    due.at = day_ends(local_date(due.at, due.zone) + days * DAY, due.zone)
    log.of("extension")[act.facts["period"]] = {"version": None}


def _extend_jointly(case: Telling, log: Log, act: Act) -> None:
    case.values["extended-at"] = case.size
    case.due[act.facts["period"]].at = moment(act.facts["to"])


def _adjourn_for_advice(case: Telling, log: Log, act: Act) -> None:
    log.said.setdefault("adjourn-for-advice", {})[str(act.party)] = ("yes", None)
    case.suspended = case.suspended or act.at
    case.start(["advice"], act.at)


def _adjourn_session(case: Telling, log: Log, act: Act) -> None:
    log.of("session")[act.facts["session"]]["open"] = True


def _seat_ends(case: Telling, who: str, act: Act) -> None:
    case.seats[who] = "ended"
    if case.phase not in ("choosing", "declaring"):
        case.enter("choosing", act.at)


def _resign(case: Telling, log: Log, act: Act) -> None:
    _seat_ends(case, act.actor, act)


def _replace_mediator(case: Telling, log: Log, act: Act) -> None:
    case.values["replaced-at"] = case.size
    _seat_ends(case, act.facts["mediator"], act)


def _agree_variation(case: Telling, log: Log, act: Act) -> None:
    told = log.said.setdefault("agree-variation", {})
    told[str(act.party)] = ((act.facts["period"], act.facts["length"]), act.facts.get("stands_until"))
    standing = {
        words
        for party in case.members
        for words, until in [told.get(party, (None, None))]
        if until is None or moment(until) >= act.at
    }
    lapsed = [p for p in case.members if p in told and told[p][1] is not None and moment(str(told[p][1])) < act.at]
    if len(standing) == 1 and None not in standing and not lapsed:
        told.clear()
        _vary(case, act)


def _withdraw_variation(case: Telling, log: Log, act: Act) -> None:
    del log.said["agree-variation"][str(act.party)]


def _vary(case: Telling, act: Act) -> None:
    code, length = act.facts["period"], act.facts["length"]
    before = case.length(code)
    case.lengths[code] = length
    due = case.due.get(code)
    if due is None or due.over:
        return
    old = day_ends(local_date(due.since, due.zone) + before * DAY, due.zone)
    gap = local_date(due.at, due.zone) - local_date(old, due.zone)
    end, zone = ends(due.since, length, case.values.get("zone"))
    if gap > timedelta(0):
        end = day_ends(local_date(end, zone) + gap, zone)
    due.at, due.zone = max(end, act.at), zone


CHANGES: dict[str, Change] = {
    "suspend-jointly": _suspend_jointly,
    "resume": _resume,
    "resume-by-clock": _resume,
    "extend-as-of-right": _extend_as_of_right,
    "extend-jointly": _extend_jointly,
    "adjourn-for-advice": _adjourn_for_advice,
    "adjourn-session": _adjourn_session,
    "resign": _resign,
    "replace-mediator": _replace_mediator,
    "agree-variation": _agree_variation,
    "withdraw-variation": _withdraw_variation,
}
COUNTING = ("record-outage", "extend-as-of-right", "agree-variation")  # a period may leave the calendar


# -------------------------------------------------------------------- guards, by their names in the tables


def _suspended(case: Telling, log: Log, act: Act) -> bool:
    return case.suspended is not None


def _unadvised(case: Telling, log: Log, act: Act, without_counsel: bool) -> bool:
    return without_counsel is True


def _runs(case: Telling, log: Log, act: Act, period: str) -> bool:
    due = case.due.get(period)
    return due is not None and not due.over and act.at <= due.at and "length" in PERIODS.get(period, {})


def _given(case: Telling, log: Log, act: Act, fact: object) -> bool:
    return fact is not None


def _later(case: Telling, log: Log, act: Act, period: str, to: str) -> bool:
    return period not in case.due or moment(to) > case.due[period].at


def _near(case: Telling, log: Log, act: Act, instant: str | None) -> bool:
    return instant is None or moment(instant) <= act.at or (moment(instant) - act.at).total_seconds() <= 3660 * 86_400


def _derogable(case: Telling, log: Log, act: Act, period: str) -> bool:
    rule = PERIODS.get(period, {})
    return "length" in rule and rule["article"] not in EDITION["lists"].get("not-derogable", [])


def _stands(case: Telling, log: Log, act: Act, kind: str, name: str) -> bool:
    return name in log.of(kind) and not log.of(kind)[name].get("open")


def _not_over(case: Telling, log: Log, act: Act, kind: str, name: str, field: str) -> bool:
    return act.at <= moment(log.of(kind)[name][field])


def _seated(case: Telling, log: Log, act: Act, account: str) -> bool:
    return case.seats.get(account) == "seated"


def _said_by(case: Telling, log: Log, act: Act, party: str) -> bool:
    return act.party == party


def _entered(case: Telling, log: Log, act: Act, entry: int) -> bool:
    return entry in range(case.size)


def _done(case: Telling, log: Log, act: Act, mark: str) -> bool:
    _words, until = log.said.get(mark, {}).get(str(act.party), (None, "0001-01-01T00:00:00Z"))
    return until is None or moment(until) >= act.at


GUARDS: dict[str, Callable[..., bool]] = {
    function.__name__[1:]: function
    for function in (
        *(
            _suspended,
            _unadvised,
            _given,
            _runs,
            _later,
            _near,
            _derogable,
            _stands,
            _not_over,
            _seated,
            _said_by,
            _entered,
            _done,
        ),
    )
}


# -------------------------------------------------------------------- facts that suit


Maker = Callable[["Guide", "Seen", Mapping[str, Json]], Json]


def _running(seen: "Seen") -> list[str]:
    rules = seen.state.rules.periods
    return [
        code
        for code, kept in seen.case.periods.items()
        if not kept["lapsed"] and rules[str(kept["rule"])].length is not None
    ]


def _period(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    if seen.row.act == "agree-variation" and guide.fits():
        rules = seen.state.rules.periods
        counted = [code for code in ("first-step", "statements") if code in rules and rules[code].length is not None]
        return guide.rng.choice(counted or ["advice"])
    running = _running(seen)
    if seen.row.act == "extend-as-of-right":
        running = [code for code in running if code in seen.state.rules.lists["extendable"]]
    return running[0] if running and guide.fits() else guide.rng.choice(["x1", "anchor", "statements"])


def _to(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    kept = seen.case.periods.get(str(made.get("period")))
    return render(parse(str(kept["due"])) + 10 * DAY) if kept and guide.fits() else render(seen.at)


def _until(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    if guide.rng.random() < 0.4:
        return None
    return f"{seen.at + 20 * DAY:%Y-%m}-28T09:00:00Z" if guide.fits() else guide.rng.choice([render(seen.at), FAR])


def _length(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    return guide.rng.choice([1, 150])


def _without_counsel(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    return guide.fits()


def _session(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    known = [*seen.things("session")]
    return guide.rng.choice(known) if known and guide.fits() else "x1"


def _mediator(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    seats = [name for name, seat in seen.case.seats.items() if seat["status"] == "seated"]
    return seats[0] if seats and guide.fits() else guide.rng.choice(guide.roster)


def _entry(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    return guide.rng.randrange(seen.case.size + 1)


FAR = "2200-01-01T00:00:00Z"
MAKERS: dict[str, Maker] = {
    "wish-to-suspend.until": _until,
    "suspend-jointly.until": _until,
    "period": _period,
    "to": _to,
    "agree-variation.length": _length,
    "without_counsel": _without_counsel,
    "adjourn-session.session": _session,
    "wish-to-replace.mediator": _mediator,
    "replace-mediator.mediator": _mediator,
    "correct-record.entry": _entry,
}
SELDOM = {
    "wish-to-suspend": 0.3,
    "suspend-jointly": 0.02,
    "extend-jointly": 0.1,
    "adjourn-for-advice": 0.05,
    "resume": 0.3,
    "adjourn-session": 0.3,
    "resign": 0.02,
    "wish-to-replace": 0.1,
    "replace-mediator": 0.02,
    "correct-record": 0.1,
    "agree-variation": 0.3,
    "withdraw-variation": 0.1,
}
