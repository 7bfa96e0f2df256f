"""Matters beside the mediation for the second opinion: what their acts change, their guards, facts that suit them."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from comity.law.act import Act, Json
from tests.law.raw import EDITION, moment
from tests.law.telling import Change, Log, Telling

if TYPE_CHECKING:
    from tests.law.guide import Guide, Seen

WARNING = timedelta(days=EDITION["values"]["interim-warning-days"]["value"])

# -------------------------------------------------------------------- what changes


def _declare_proceeding(case: Telling, log: Log, act: Act) -> None:
    log.of("proceeding")[act.facts["proceeding"]] = {"version": None, "by": act.party}


def _permit_role(case: Telling, log: Log, act: Act) -> None:
    log.bound.setdefault(("permit-role", act.facts["proceeding"]), {})[str(act.party)] = act.facts["role"]


def _draft_interim(case: Telling, log: Log, act: Act) -> None:
    kept = {name: act.facts[name] for name in ("version", "expires_at")}
    log.of("interim")[act.facts["interim"]] = kept


def _agree_interim(case: Telling, log: Log, act: Act) -> None:
    name, version = act.facts["interim"], act.facts["version"]
    agreed = log.bound.setdefault(("agree-interim", name), {})
    agreed[str(act.party)] = version
    if [agreed.get(party) for party in case.members] != [version] * len(case.members):
        return
    ends = moment(act.facts["expires_at"])
    log.of("interim-standing")[name] = {"version": version}
    if f"interim-expiry:{name}" in case.due:  # who came later agreed too: what ran runs on
        return
    if ends - WARNING > act.at:
        case.set_due(f"interim-warning:{name}", ends - WARNING, act.at)
    case.set_due(f"interim-expiry:{name}", ends, act.at)


def _wish_to_hand_over(case: Telling, log: Log, act: Act) -> None:
    said = ("yes", case.values.get("hand-over"))
    log.said.setdefault("wish-to-hand-over", {})[str(act.party)] = (said, act.facts["stands_until"])


def _hand_over(case: Telling, log: Log, act: Act) -> None:
    case.suspended = case.suspended or act.at
    case.values.update({"handed-over": "yes", "hand-over": case.size})


def _take_back(case: Telling, log: Log, act: Act) -> None:
    case.resume(act.at)
    case.values["handed-over"] = "no"


def _contest_subjects(case: Telling, log: Log, act: Act) -> None:
    case.values.update({"subjects-contested": "yes", "gate": "to-screen"})


def _fix_subjects(case: Telling, log: Log, act: Act) -> None:
    log.of("fixed-subjects")["now"] = {"version": None}
    case.values.update({"subjects-contested": "no", "gate": "to-screen"})


def _close_issue(case: Telling, log: Log, act: Act) -> None:
    log.of("closed-issue")[act.facts["issue"]] = {"version": None}


def part_tabled(case: Telling) -> bool:
    """Whether the text that stands is a part of a settlement."""
    return case.logs[None].of("tabled").get("text", {}).get("scope") == "part"


def table_part(case: Telling, log: Log, act: Act) -> None:
    """What belongs to a text as a whole; with the change of table-text."""
    log.of("tabled")["text"] = {"version": None, **{name: act.facts.get(name) for name in ("scope", "closes")}}


def sign_part(case: Telling, log: Log, act: Act) -> None:
    """A part that the last party has signed is settled, and the sessions go on; with the change of sign."""
    if part_tabled(case) and case.all_agreed("sign", "settlement-clause"):
        parts = log.of("settled-part")
        clauses = {name: clause["version"] for name, clause in case.text.items()}
        parts[f"part-{len(parts) + 1}"] = {"version": None, "clauses": clauses, "parties": case.members}
        case.back_to_sessions(act.at)


def _attest_part(case: Telling, log: Log, act: Act) -> None:
    log.of("attestation")[f"{act.facts['part']}/{act.role}"] = {"version": None}


CHANGES: dict[str, Change] = {
    "declare-proceeding": _declare_proceeding,
    "permit-role": _permit_role,
    "draft-interim": _draft_interim,
    "agree-interim": _agree_interim,
    "wish-to-hand-over": _wish_to_hand_over,
    "hand-over": _hand_over,
    "take-back": _take_back,
    "contest-subjects": _contest_subjects,
    "fix-subjects": _fix_subjects,
    "close-issue": _close_issue,
    "attest-part": _attest_part,
}


# -------------------------------------------------------------------- guards, by their names in the tables


def _declared_by_own_side(case: Telling, log: Log, act: Act, kind: str, name: str) -> bool:
    return name not in log.of(kind) or log.of(kind)[name]["by"] == act.party


def _permitted(case: Telling, log: Log, act: Act, role: str, mark: str, on: str, name: str) -> bool:
    given = log.bound.get((mark, name), {})
    return role == "none" or {given.get(party) for party in case.members} == {role}


def _not_in_force(case: Telling, log: Log, act: Act, kind: str, name: str) -> bool:
    return name not in log.of(kind)


def _as_kept(case: Telling, log: Log, act: Act, kind: str, name: str, field: str, value: Any) -> bool:
    return name in log.of(kind) and log.of(kind)[name][field] == value


def _some_named(case: Telling, log: Log, act: Act, names: Any) -> bool:
    return len(names) > 0


def _not_fixed(case: Telling, log: Log, act: Act, kind: str) -> bool:
    return log.of(kind) == {}


def _says_not_yes(case: Telling, log: Log, act: Act, value: str) -> bool:
    return case.values.get(value, "no") != "yes"


def _seat_held(case: Telling, log: Log, act: Act, office: str) -> bool:
    return case.count("seated") > 0


def _part_fits(case: Telling, log: Log, act: Act, scope: Any, entry: str, closes: Any) -> bool:
    return entry == "signature" if scope == "part" else closes is None


def _as_tabled(case: Telling, log: Log, act: Act, kind: str, name: str, keep: Any, standing: str) -> bool:
    return not log.of(standing) or all(log.of(kind)[name][fact] == act.facts.get(fact) for fact in keep)


def _some_without(case: Telling, log: Log, act: Act, kind: str, name: str, standing: str) -> bool:
    return not {f"{part}/{name}" for part in log.of(standing)} <= set(log.of(kind))


GUARDS: dict[str, Callable[..., bool]] = {
    "declared_by_own_side": _declared_by_own_side,
    "permitted": _permitted,
    "not_in_force": _not_in_force,
    "as_kept": _as_kept,
    "some_named": _some_named,
    "not_fixed": _not_fixed,
    "uncontested": _says_not_yes,
    "not_handed_over": _says_not_yes,
    "seat_held": _seat_held,
    "part_fits": _part_fits,
    "as_tabled": _as_tabled,
    "some_without": _some_without,
}


# -------------------------------------------------------------------- facts that suit


SELDOM = {
    "declare-proceeding": 0.2,
    "permit-role": 0.4,
    "draft-interim": 0.4,
    "agree-interim": 3.0,
    "wish-to-hand-over": 0.1,
    "hand-over": 0.01,
    "contest-subjects": 0.2,
    "fix-subjects": 0.3,
    "certify-mediation": 0.1,
    "certify-termination": 0.1,
    "attest-part": 0.3,
}
Maker = Callable[["Guide", "Seen", Mapping[str, Json]], Json]


def _proceeding(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    known = [*seen.things("proceeding")]
    if known and guide.rng.random() < (0.6 if seen.row.act == "declare-proceeding" else 0.9):
        return guide.rng.choice(known)
    return f"case-{guide.rng.randrange(10**6)}"


def _mediator_role(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    marks = seen.state.marks.get(f"permit-role/proceeding/{made.get('proceeding')}", {})
    permitted = [kept[0] for kept in marks.values()]
    return guide.rng.choice([*permitted, "none", "none", "witness"])


def _role(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    return guide.rng.choice(["counsel", "witness", "witness", "witness"])


def _interim(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    drafts = [name for name in seen.things("interim") if name not in seen.things("interim-standing")]
    if drafts and (seen.row.act == "agree-interim" or guide.rng.random() < 0.5) and guide.fits():
        return guide.rng.choice(drafts)
    return (
        f"interim-{guide.rng.randrange(10**6)}" if guide.fits() else guide.rng.choice(["x1", *seen.things("interim")])
    )


def _interim_version(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    thing = seen.things("interim").get(str(made.get("interim")))
    again = seen.row.act == "agree-interim" or guide.rng.random() < 0.2
    return thing["version"] if thing and again and guide.fits() else guide.new_digest()


def _expires_at(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    thing = seen.things("interim").get(str(made.get("interim")))
    again = seen.row.act == "agree-interim" or guide.rng.random() < 0.3
    return thing["expires_at"] if thing and again and guide.fits() else guide.later(seen.at, days=20)


def _scope(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    if seen.things("settlement-clause") and guide.fits():
        return seen.things("tabled").get("text", {}).get("scope")
    fits = made.get("entry") == "signature" and guide.fits()
    return guide.rng.choice(["part", "part", None] if fits else ["whole", None, None, "part"])


def _closes(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    if seen.things("settlement-clause") and guide.fits():
        return seen.things("tabled").get("text", {}).get("closes")
    closing = made.get("scope") == "part" and guide.rng.random() < 0.3
    return ["issue-1"] if closing is guide.fits() else None


def _part(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    known = [*seen.things("settled-part")]
    return guide.rng.choice(known) if known and guide.fits() else "part-9"


def _part_clauses(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    part = seen.things("settled-part").get(str(made.get("part")))
    return part["clauses"] if part and guide.fits() else {"art-0": guide.new_digest()}


def _open_issue(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    known = [*seen.things("issue")]
    return guide.rng.choice(known) if known and guide.fits() else "x1"


def _subjects(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    return ["fisheries-licence-fees"] if guide.fits() else []


def _next_on(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    return guide.later(seen.at) if guide.rng.random() < 0.5 else None


MAKERS: dict[str, Maker] = {
    "proceeding": _proceeding,
    "mediator_role": _mediator_role,
    "permit-role.role": _role,
    "interim": _interim,
    "draft-interim.version": _interim_version,
    "agree-interim.version": _interim_version,
    "expires_at": _expires_at,
    "scope": _scope,
    "part": _part,
    "attest-part.clauses": _part_clauses,
    "closes": _closes,
    "close-issue.issue": _open_issue,
    "contest-subjects.subjects": _subjects,
    "fix-subjects.subjects": _subjects,
    "next_on": _next_on,
}
