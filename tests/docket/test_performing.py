"""perform(): the order of the transaction, facts and words, lapses, what is entailed, statements, receipts."""

import json
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity import docket, keeper
from comity.docket import lapses, queries, registry
from comity.docket.models import Act, Docket, Log, Receipt
from comity.ledger import queries as ledger
from comity.proof import canonical
from comity.proof.merkle import leaf_hash, verify_inclusion
from comity.proof.notes import Checkpoint, Note, VerifierKey, verify_note
from tests.docket.world import World

pytestmark = pytest.mark.database


def statements(act: Callable[[], object]) -> int:
    """Without those that begin and end the transaction."""
    with CaptureQueriesContext(connection) as sent:
        act()
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for query in sent)


def test_an_act_is_one_act_one_leaf_one_receipt(world: World) -> None:
    receipt = json.loads(world.files().json)
    act = Act.objects.get(docket=world.id)
    assert (act.name, act.index, act.log_id, act.role) == ("file-request", 0, world.id, "requester")
    assert ledger.leaves(world.id) == [bytes(act.leaf)] == [leaf_hash(bytes(act.entry))]
    assert (receipt["index"], receipt["entry"], receipt["leaf"]) == (0, bytes(act.entry).hex(), bytes(act.leaf).hex())
    assert Docket.objects.get(pk=world.id).phase == "invited"


def test_a_receipt_proves_its_act_under_a_checkpoint_of_its_size(world: World) -> None:
    world.registers()
    receipt = json.loads(world.receipts[-1].json)
    note = Note.parse(receipt["checkpoint"].encode())
    verify_note(note, VerifierKey(settings.ORGANISATION_NAME, keeper.public_key()))
    head = Checkpoint.parse(note.text)
    assert (head.origin, head.size) == (f"{settings.ORGANISATION_NAME}/case/{world.id}", receipt["index"] + 1)
    path = [bytes.fromhex(step) for step in receipt["proof"]]
    verify_inclusion(bytes.fromhex(receipt["leaf"]), receipt["index"], head.size, path, head.root)
    assert ledger.latest_head(world.id).note == receipt["checkpoint"]


def test_a_receipt_says_what_when_and_whether_in_time(world: World) -> None:
    world.files()
    receipt = world.does(world.nepal.person, "consent")
    value = json.loads(receipt.json)
    assert set(value) == {
        "docket", "log", "act", "at", "index", "entry", "leaf", "checkpoint", "proof", "deadline",
    }  # fmt: skip
    assert (value["docket"], value["log"], value["act"], value["at"]) == (
        "2026-0001", world.id, "consent", "2026-03-02T09:00:00Z",
    )  # fmt: skip
    assert value["deadline"] == {"period": "invitation", "due": "2026-05-01T20:59:59Z", "in_time": True}
    assert canonical.dumps(value) == receipt.json


def test_a_period_without_a_lapse_can_be_missed_and_the_receipt_says_so(world: World) -> None:
    world.files()
    world.does(world.nepal.person, "consent")
    world.hands.move(days=40)
    facts = {"findings": {"consent": "pass"}, "verdict": "admissible", "register": "0" * 64}
    late = json.loads(world.does(world.registry, "screen", facts=facts).json)
    assert late["deadline"] == {"period": "screening", "due": "2026-03-12T20:59:59Z", "in_time": False}


def test_a_room_act_has_no_deadline_and_a_receipt_of_its_own_log(world: World) -> None:
    world.registers()
    joint = world.room("joint")
    receipt = json.loads(world.does(world.kenya.person, "state-number", room=joint, facts={"number": 1}).json)
    assert (receipt["log"], receipt["index"], receipt["deadline"]) == (joint, 0, None)
    assert receipt["checkpoint"].startswith(f"{settings.ORGANISATION_NAME}/room/{joint}\n1\n")


def test_the_table_is_asked_before_a_feature_looks_anything_up(world: World) -> None:
    asked = []
    registry.prepare("consent")(lambda ctx, facts, body: (asked.append(ctx.role), (facts, body))[1])
    world.files()
    with pytest.raises(docket.Refused):
        world.does(world.kenya.person, "consent")
    assert asked == []
    world.does(world.nepal.person, "consent")
    assert asked == ["invitee"]


def test_facts_are_looked_up_before_the_guards_and_handled_after_the_step(world: World) -> None:
    seen = []

    def look_up(ctx, facts, body):
        seen.append(("prepare", ctx.case.phase))
        return {**facts, "findings": {"consent": "pass"}, "verdict": "admissible", "register": "1" * 64}, body

    def write(ctx, act):
        seen.append(("handle", ctx.case.values["gate"], act.facts["register"], ctx.body, ctx.act is act))

    del registry._handlers["screen"]
    registry.prepare("screen")(look_up)
    registry.handle("screen")(write)
    world.files()
    world.does(world.nepal.person, "consent")
    world.does(world.registry, "screen", body={"reasons": "sound"})
    assert seen == [("prepare", "screening"), ("handle", "admissible", "1" * 64, {"reasons": "sound"}, True)]


def test_a_handler_that_fails_undoes_the_act(world: World) -> None:
    def fail(ctx, act):
        raise RuntimeError("no")

    del registry._handlers["consent"]
    registry.handle("consent")(fail)
    world.files()
    with pytest.raises(RuntimeError):
        world.does(world.nepal.person, "consent")
    assert (Log.objects.get(pk=world.id).size, docket.replay(world.id)) == (1, [])


def test_an_act_that_nobody_handles_is_a_fault_of_ours(world: World) -> None:
    del registry._handlers["consent"]
    world.files()
    with pytest.raises(LookupError, match="no handler is registered for the act consent"):
        world.does(world.nepal.person, "consent")


def test_words_go_under_the_names_that_the_row_gives(world: World) -> None:
    world.files()
    with pytest.raises(docket.Refused) as error:
        world.does(world.nepal.person, "consent", body={"poem": "x"})
    assert error.value.message.english() == "The words given as poem do not belong to this act."


def test_what_is_due_is_done_first_and_dated_at_its_deadline(world: World) -> None:
    world.files()
    world.hands.move(days=61)
    with pytest.raises(docket.Refused) as error:
        world.does(world.nepal.person, "consent")
    assert error.value.rule == "phase"
    lapse = Act.objects.get(docket=world.id, name="lapse-invitation")
    assert lapse.at.isoformat() == "2026-05-01T20:59:59+00:00"
    assert Docket.objects.get(pk=world.id).ending == "no-consent"


def test_several_lapses_come_earliest_first_before_the_act(world: World) -> None:
    world.registers()
    world.hands.move(days=2)
    world.does(world.kenya.person, "report-step")
    rows = [(row.name, row.at.isoformat()) for row in Act.objects.filter(log=world.id).order_by("index")][4:]
    assert rows == [
        ("anchor-rooms", "2026-03-02T12:00:00+00:00"),
        ("anchor-rooms", "2026-03-02T18:00:00+00:00"),
        ("anchor-rooms", "2026-03-03T00:00:00+00:00"),
        ("anchor-rooms", "2026-03-03T06:00:00+00:00"),
        ("anchor-rooms", "2026-03-03T12:00:00+00:00"),
        ("anchor-rooms", "2026-03-03T18:00:00+00:00"),
        ("anchor-rooms", "2026-03-04T00:00:00+00:00"),
        ("anchor-rooms", "2026-03-04T06:00:00+00:00"),
        ("report-step", "2026-03-04T09:00:00+00:00"),
    ]
    assert docket.replay(world.id) == []


def test_an_act_at_its_last_second_is_in_time(world: World) -> None:
    world.files()
    world.hands.at = world.hands.at.replace(month=5, day=1, hour=20, minute=59, second=59)
    world.does(world.nepal.person, "consent")
    assert [row.name for row in Act.objects.filter(log=world.id).order_by("index")] == ["file-request", "consent"]


def test_instants_in_a_log_never_go_back(world: World) -> None:
    world.files()
    world.hands.move(hours=-1)
    world.does(world.nepal.person, "consent")
    assert [row.at.hour for row in Act.objects.filter(log=world.id)] == [9, 9]


def test_an_entailed_act_is_of_the_system_in_the_same_transaction(world: World) -> None:
    world.registers()
    joint = world.room("joint")
    for side in (world.kenya, world.nepal):
        world.does(side.person, "state-number", room=joint, facts={"number": 2})
    last = Act.objects.filter(log=world.id).order_by("-index")[0]
    assert (last.name, last.role) == ("fix-number", "system")
    view = queries.acts(world.general, world.id)[-1]
    assert (view.act.actor, view.act.facts) == ("system", {"number": 2})
    assert docket.replay(world.id) == []


def test_an_act_entails_one_in_each_room_of_a_kind_whose_party_is_in(world: World) -> None:
    world.confers()
    facts = {"proposal": "p", "closes_at": "2026-03-18T12:00:00Z"}
    world.does(world.mediator, "propose", room=world.room("joint"), facts=facts, body={"package": "x"})
    rooms = [world.room("delegation", side) for side in (world.kenya, world.nepal)]
    assert [Log.objects.get(pk=room).size for room in rooms] == [1, 1]
    assert docket.replay(world.id) == []


def test_room_acts_leave_no_trace_in_the_case_log(world: World) -> None:
    world.registers()
    size = Log.objects.get(pk=world.id).size
    world.does(world.kenya.person, "post", room=world.room("joint"), facts={"item": "i"}, body={"text": "x"})
    row = Act.objects.get(log=world.room("joint"))
    assert (Log.objects.get(pk=world.id).size, row.name, row.role) == (size, "", "")


def test_the_body_of_a_room_has_one_of_few_lengths(world: World) -> None:
    world.registers()
    joint = world.room("joint")
    for text in ("a", "a" * 150, "a" * 400):
        world.does(world.kenya.person, "post", room=joint, facts={"item": "i"}, body={"text": text})
    rows = Act.objects.filter(log=joint).order_by("index")
    overhead = len(bytes(rows[0].body)) - 256
    assert [len(bytes(row.body)) - overhead for row in rows] == [256, 256, 512]
    assert len({len(bytes(row.sealed)) for row in rows}) == 1


def test_what_was_said_lies_sealed(world: World) -> None:
    """The control is the last line: the words were there to be found."""
    world.registers()
    secret = "the reservation value is nine"
    world.does(world.kenya.person, "post", room=world.room("joint"), facts={"item": "i"}, body={"text": secret})
    columns = [bytes(value) for row in Act.objects.values_list("sealed", "body") for value in row]
    columns += [bytes(value) for row in Log.objects.values_list("state", "edge") for value in row]
    columns += [bytes(value) for value in Receipt.objects.values_list("sealed", flat=True)]
    assert not any(word in column for column in columns for word in (secret.encode(), b"post", b"Fisheries", b"2026"))
    view = queries.room(world.kenya.person, world.id, world.room("joint"))
    assert view.acts[0].said == {"text": secret}


def test_at_most_fourteen_statements(world: World) -> None:
    world.registers()
    joint = world.room("joint")
    settings.DEMONSTRATION = False  # the clock's own row is read in a demonstration only
    counts = {
        "report": statements(lambda: world.does(world.kenya.person, "report-step")),
        "post": statements(
            lambda: world.does(world.kenya.person, "post", room=joint, facts={"item": "i"}, body={"text": "x"})
        ),
    }
    assert counts == {"report": 9, "post": 10}


def test_no_more_statements_where_the_phase_moves(world: World) -> None:
    world.files()
    assert statements(lambda: world.does(world.nepal.person, "consent")) <= 14


def test_as_many_statements_at_the_three_hundredth_act_as_at_the_tenth(world: World) -> None:
    world.registers()
    joint, counts = world.room("joint"), {}
    for number in range(300):
        say = lambda: world.does(world.kenya.person, "post", room=joint, facts={"item": "i"}, body={"text": "x"})  # noqa: E731
        counts[number] = statements(say) if number in (10, 299) else say() and 0
    assert counts[10] == counts[299] <= 14


def test_a_refusal_still_lets_the_clock_do_what_was_due(world: World) -> None:
    world.files()
    world.hands.move(days=61)
    with pytest.raises(docket.Refused):
        world.does(world.kenya.person, "no-such-act")
    assert (Docket.objects.get(pk=world.id).phase, lapses.tick(world.id)) == ("ended", 0)


def test_what_the_database_refuses_for_another_reason_is_a_fault_of_ours(world: World) -> None:
    from django.db import IntegrityError

    def fail(ctx, act):
        raise IntegrityError("no such row")

    del registry._handlers["consent"]
    registry.handle("consent")(fail)
    world.files()
    with pytest.raises(IntegrityError, match="no such row"):
        world.does(world.nepal.person, "consent")
