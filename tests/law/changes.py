"""What each act of the provisional edition changes in a case, told by hand (telling.py)."""

from collections.abc import Callable

from comity.law.act import Act
from tests.law import joined_told, mattered_told, turned_told
from tests.law.raw import moment, next_head
from tests.law.telling import Change, Due, Log, Telling

CHANGES: dict[str, Change] = {**turned_told.CHANGES, **mattered_told.CHANGES, **joined_told.CHANGES}


def told(*names: str) -> Callable[[Change], Change]:
    """Enter what acts of these names change. An act without an entry changes nothing."""

    def enter(change: Change) -> Change:
        CHANGES.update(dict.fromkeys(names, change))
        return change

    return enter


@told("file-request")
def _file_request(case: Telling, log: Log, act: Act) -> None:
    case.sides = dict(act.facts["sides"])
    case.status = {name: "in" if act.facts["consents"][name] == "given" else "invited" for name in case.sides}
    case.values["zone"] = act.facts.get("zone")
    log.of("third-state").update({name: {"version": told} for name, told in act.facts.get("third_states", {}).items()})
    case.enter("invited", act.at)


@told("lapse-invitation")
def _lapse_invitation(case: Telling, log: Log, act: Act) -> None:
    case.end("no-consent")


@told("record-third-state")
def _record_third_state(case: Telling, log: Log, act: Act) -> None:
    log.of("third-state")[act.facts["state"]] = {"version": act.facts["answer"]}


@told("screen")
def _screen(case: Telling, log: Log, act: Act) -> None:
    case.values["gate"] = act.facts["verdict"]


@told("register")
def _register(case: Telling, log: Log, act: Act) -> None:
    case.enter("choosing", act.at)
    case.due["anchor"] = Due(next_head(act.at), "UTC", act.at)


@told("refuse-registration")
def _refuse_registration(case: Telling, log: Log, act: Act) -> None:
    case.end("gate")


@told("state-number")
def _state_number(case: Telling, log: Log, act: Act) -> None:
    log.said.setdefault("state-number", {})[str(act.party)] = (
        (act.facts["number"], case.since("choose-mediator")),
        None,
    )


@told("fix-number")
def _fix_number(case: Telling, log: Log, act: Act) -> None:
    case.values["number"] = act.facts["number"]


@told("name-mediator")
def _name_mediator(case: Telling, log: Log, act: Act) -> None:
    log.said.setdefault("name-mediator", {})[str(act.party)] = (
        (act.facts["mediator"], case.since("choose-mediator") or case.values.get("nominated-at")),
        None,
    )


@told("nominate", "appoint-by-default")
def _nominate(case: Telling, log: Log, act: Act) -> None:
    case.seats[act.facts["mediator"]] = "nominated"
    case.values["nominated-at"] = case.size


@told("report-step")
def _report_step(case: Telling, log: Log, act: Act) -> None:
    case.start(["first-step"], act.at)


@told("ask-for-appointment")
def _ask_for_appointment(case: Telling, log: Log, act: Act) -> None:
    case.values["asked"] = "yes"
    case.start(["default-appointment", "first-step"], act.at)


@told("declare")
def _declare(case: Telling, log: Log, act: Act) -> None:
    case.seats[act.actor] = "seated"
    case.enter("choosing", act.at)


@told("decline-nomination")
def _decline_nomination(case: Telling, log: Log, act: Act) -> None:
    case.seats[act.actor] = "ended"
    case.enter("choosing", act.at)


@told("lapse-nomination")
def _lapse_nomination(case: Telling, log: Log, act: Act) -> None:
    case.seats = {name: "ended" if status == "nominated" else status for name, status in case.seats.items()}
    case.enter("choosing", act.at)


@told("end-for-no-step")
def _end_for_no_step(case: Telling, log: Log, act: Act) -> None:
    case.end("no-step")


@told("lodge-statement")
def _lodge_statement(case: Telling, log: Log, act: Act) -> None:
    log.said.setdefault("lodge-statement", {})[str(act.party)] = (act.facts["statement"], None)


@told("open-statements")
def _open_statements(case: Telling, log: Log, act: Act) -> None:
    case.values["opened"] = True


@told("draft-clause")
def _draft_clause(case: Telling, log: Log, act: Act) -> None:
    log.of("protocol-clause")[act.facts["clause"]] = {
        "version": act.facts["version"],
        **{fact: act.facts.get(fact) for fact in ("ends_on", "approval_of")},
    }
    if "approval_of" in act.facts:
        case.values["approval-of"] = act.facts["approval_of"]


@told("agree-clause")
def _agree_clause(case: Telling, log: Log, act: Act) -> None:
    log.bound.setdefault(("agree-clause", act.facts["clause"]), {})[str(act.party)] = act.facts["version"]


@told("set-session")
def _set_session(case: Telling, log: Log, act: Act) -> None:
    log.of("session")[act.facts["session"]] = {"version": None, "ends_at": act.facts["ends_at"]}


@told("anchor-rooms")
def _anchor_rooms(case: Telling, log: Log, act: Act) -> None:
    if case.ending is None:
        case.due["anchor"] = Due(next_head(act.at), "UTC", act.at)


@told("record-outage")
def _record_outage(case: Telling, log: Log, act: Act) -> None:
    for code, period in case.moved(moment(act.facts["since"]), moment(act.facts["until"])).items():
        case.due[code].at = period


@told("table-text")
def _table_text(case: Telling, log: Log, act: Act) -> None:
    log.things["settlement-clause"] = {
        name: {"version": version, "open": False} for name, version in act.facts["clauses"].items()
    }
    case.values.update(
        {"entry": act.facts["entry"]} | ({"entry-on": act.facts["entry_on"]} if "entry_on" in act.facts else {})
    )
    mattered_told.table_part(case, log, act)


@told("take-text-back")
def _take_text_back(case: Telling, log: Log, act: Act) -> None:
    case.back_to_sessions(act.at)


@told("initial", "approve", "sign")
def _initial(case: Telling, log: Log, act: Act) -> None:
    for name, version in act.facts["clauses"].items():
        log.bound.setdefault((act.act, name), {})[str(act.party)] = version
    if act.act == "sign":
        mattered_told.sign_part(case, log, act)


@told("approve-on-condition")
def _approve_on_condition(case: Telling, log: Log, act: Act) -> None:
    for name, version in act.facts["clauses"].items():
        if name not in act.facts["touches"]:
            log.bound.setdefault(("approve", name), {})[str(act.party)] = version
    for name in act.facts["touches"]:
        case.text[name]["open"] = True
        log.bound.pop(("initial", name), None)
        log.bound.pop(("approve", name), None)
    case.enter("text", act.at)


@told("confirm-event")
def _confirm_event(case: Telling, log: Log, act: Act) -> None:
    log.said.setdefault("confirm-event", {})[str(act.party)] = ("yes", None)
    if case.values["entry"] == "event-and-date" and case.all_confirmed():
        case.start_entry(act.at)


@told("enter-into-force")
def _enter_into_force(case: Telling, log: Log, act: Act) -> None:
    case.end("settled")


@told("attest")
def _attest(case: Telling, log: Log, act: Act) -> None:
    log.of("attestation")[act.role] = {"version": None}


@told("leave")
def _leave(case: Telling, log: Log, act: Act) -> None:
    case.status[str(act.party)] = "left"
    joining = {name for name in log.of("joinder") if case.status.get(name) == "invited"}
    left = {case.sides[name] for name, status in case.status.items() if status != "left" and name not in joining}
    if case.phase == "signed":
        return
    if len(left) < 2:
        case.end("no-consent" if case.phase == "invited" else "withdrawal")
    elif case.phase in ("text", "approval", "signature"):
        case.back_to_sessions(act.at)


@told("end-jointly")
def _end_jointly(case: Telling, log: Log, act: Act) -> None:
    case.end("joint")


@told("find-no-likelihood")
def _find_no_likelihood(case: Telling, log: Log, act: Act) -> None:
    case.end("finding")


@told("end-for-unpaid-advance")
def _end_for_unpaid_advance(case: Telling, log: Log, act: Act) -> None:
    case.end("unpaid")


@told("table-issue")
def _table_issue(case: Telling, log: Log, act: Act) -> None:
    log.of("issue")[act.facts["issue"]] = {"version": None}


@told("propose")
def _propose(case: Telling, log: Log, act: Act) -> None:
    log.of("proposal")[act.facts["proposal"]] = {"version": None, "closes_at": act.facts["closes_at"]}


@told("answer")
def _answer(case: Telling, log: Log, act: Act) -> None:
    log.of("answer")[act.facts["proposal"]] = {"version": act.facts["item"], "closes_at": act.facts["closes_at"]}


@told("tell-outcome")
def _tell_outcome(case: Telling, log: Log, act: Act) -> None:
    log.of("outcome")[act.facts["proposal"]] = {"version": act.facts["outcome"]}


@told("wish-to-end")
def _wish_to_end(case: Telling, log: Log, act: Act) -> None:
    log.said.setdefault("wish-to-end", {})[str(act.party)] = ("yes", act.facts["stands_until"])


@told("withdraw-wish")
def _withdraw_wish(case: Telling, log: Log, act: Act) -> None:
    log.said.get("wish-to-end", {}).pop(str(act.party), None)
