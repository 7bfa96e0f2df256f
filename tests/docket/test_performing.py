"""perform(): the order of the transaction, idempotency, standing, statements, receipts."""

import json
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity import docket, keeper
from comity.docket import lapses, queries, registry
from comity.docket.models import Act, Docket, Log, Outbox, Receipt
from comity.law.edition import packaged
from comity.ledger import queries as ledger
from comity.people.actor import Actor
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


def test_a_retry_gets_the_same_bytes_even_after_the_phase_moved_on(world: World) -> None:
    first = world.files()
    world.does(world.nepal.person, "consent", key="yes")
    second = world.receipts[-1]
    world.does(
        world.registry, "screen", facts={"findings": {"consent": "pass"}, "verdict": "admissible", "register": "0" * 64}
    )
    world.hands.move(days=1)
    assert world.does(world.nepal.person, "consent", key="yes").json == second.json
    assert world.files().json == first.json
    assert Act.objects.filter(docket=world.id).count() == 3


def test_a_retry_of_the_opening_is_the_same_docket(world: World) -> None:
    world.files()
    first = world.id
    world.files()
    assert (world.id, Docket.objects.filter(category="state-state").count()) == (first, 1)


def test_who_lost_its_standing_by_its_act_still_gets_its_receipt(world: World) -> None:
    world.registers()
    for side in (world.kenya, world.nepal):
        facts = {"mediator": world.mediator.id, "listed": True, "register": "0" * 64}
        world.does(side.person, "name-mediator", room=world.room("joint"), facts=facts)
    declined = world.does(world.mediator, "decline-nomination", key="no")
    assert world.does(world.mediator, "decline-nomination", key="no").json == declined.json
    with pytest.raises(docket.NotFound):
        world.does(world.mediator, "decline-nomination")


def test_a_key_is_for_one_request_only(world: World) -> None:
    world.files()
    world.does(world.nepal.person, "consent", key="yes")
    for change in ({"act": "leave"}, {"party": world.nepal.party}, {"body": {"text": "x"}}, {"facts": {"a": 1}}):
        act = str(change.pop("act", "consent"))
        with pytest.raises(docket.KeyReused):
            world.does(world.nepal.person, act, key="yes", **change)
    with pytest.raises(docket.KeyReused):
        docket.open(
            world.kenya.person,
            edition="iomed-provisional-2026",
            category="state-state",
            act="file-request",
            payload=world.request("given"),
            key="file",
        )
    assert Act.objects.filter(docket=world.id).count() == 2


def test_a_key_of_another_is_another_key(world: World) -> None:
    world.files(key="same")
    world.does(world.nepal.person, "consent", key="same")
    assert Receipt.objects.filter(key="same").count() == 2


@pytest.mark.parametrize("key", ["", "k" * 65])
def test_a_key_has_a_length(world: World, key: str) -> None:
    with pytest.raises(ValueError, match="1 to 64"):
        docket.perform(world.kenya.person, "x" * 26, "leave", docket.Payload(), key=key)


def test_unknown_and_not_permitted_are_one_answer(world: World) -> None:
    world.files()
    attempts = [(world.id, None), ("x" * 26, None), (world.id, "x" * 26)]
    answers = set()
    for stranger in (world.stranger, world.mediator):
        for docket_id, room in attempts:
            with pytest.raises(docket.NotFound) as error:
                docket.perform(stranger, docket_id, "leave", docket.Payload(), key="k", room=room)
            answers.add(str(error.value))
    assert answers == {"not found"}


def test_a_used_key_does_not_tell_that_a_docket_exists(world: World) -> None:
    world.files(key="used")
    world.files(by=world.chad)
    with pytest.raises(docket.NotFound):
        world.does(world.kenya.person, "leave", key="used")


def test_a_room_of_others_does_not_exist(world: World) -> None:
    world.registers()
    for room in (world.room("caucus", world.nepal), world.room("delegation", world.nepal), world.room("mediator")):
        with pytest.raises(docket.NotFound):
            world.does(world.kenya.person, "post", room=room, facts={"item": "i"}, body={"text": "x"})
    other = world.room("joint")
    world.files(key="another")
    with pytest.raises(docket.NotFound):
        world.does(world.kenya.person, "post", room=other, facts={"item": "i"}, body={"text": "x"})


@pytest.mark.parametrize(
    ("act", "rule", "message"),
    [
        ("no-such-act", "table", "This edition has no such act."),
        ("consent", "role", "This act is for others to perform."),
        ("initial", "phase", "This act is not open in the present phase."),
        ("post", "place", "This act does not belong in this room."),
    ],
)
def test_a_refusal_names_its_article_and_reason(world: World, act: str, rule: str, message: str) -> None:
    world.files()
    world.does(world.nepal.person, "consent")
    row = packaged("iomed-provisional-2026", "state-state").acts.get(act)
    with pytest.raises(docket.Refused) as error:
        world.does(world.kenya.person, act)
    assert (error.value.rule, error.value.message.english()) == (rule, message)
    assert error.value.article == ("iomed-provisional-2026" if row is None else row.article)


def test_a_mandate_without_the_power_does_not_bind(world: World) -> None:
    from comity.people import acts as people_acts
    from comity.people.models import Mandate

    mandate = Mandate.objects.get(account=world.nepal.person.id)
    people_acts.end_mandate(mandate.id, at=world.hands.at)
    people_acts.grant_mandate(
        keeper.random_id(),
        account_id=world.nepal.person.id,
        entity_id=world.nepal.entity,
        kind="assistant",
        powers=["speak"],
        since=world.hands.at,
    )
    world.files()
    with pytest.raises(docket.Refused) as error:
        world.does(world.nepal.person, "consent")
    assert error.value.message.english() == "Your mandate does not cover this act."


def test_a_refused_act_writes_nothing(world: World) -> None:
    world.files()
    before = Log.objects.get(pk=world.id).size, Receipt.objects.count(), Outbox.objects.count()
    with pytest.raises(docket.Refused):
        world.does(world.kenya.person, "consent", key="again")
    assert (Log.objects.get(pk=world.id).size, Receipt.objects.count(), Outbox.objects.count()) == before
    world.does(world.kenya.person, "leave", key="again")


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


def test_a_signed_act_is_confirmed_over_the_digest_of_what_was_asked(world: World, monkeypatch) -> None:
    from comity.people import stepup

    confirmed = []
    monkeypatch.setattr(
        stepup, "finish", lambda actor, digest, response: confirmed.append((actor, digest, response)) or "a" * 64
    )
    monkeypatch.setattr(stepup, "assertion", lambda _: {"signature": "s"})
    world.files()
    payload = docket.Payload(assertion={"id": "credential"})
    digest = docket.intent(world.nepal.person, world.id, "consent", payload, key="k")
    docket.perform(world.nepal.person, world.id, "consent", payload, key="k")
    assert confirmed == [(world.nepal.person, digest, {"id": "credential"})]
    act = queries.acts(world.nepal.person, world.id)[-1]
    assert act.act.facts == {"assertion": "a" * 64}
    kept = act.said["confirmation"]
    assert (kept["assertion"], kept["asked"]["act"], kept["asked"]["key"]) == ({"signature": "s"}, "consent", "k")


def test_what_a_signer_confirms_is_one_request(world: World) -> None:
    world.files()
    actor, base = world.nepal.person, docket.Payload()
    digests = [
        docket.intent(actor, world.id, "consent", base, key="k"),
        docket.intent(actor, world.id, "consent", base, key="l"),
        docket.intent(actor, world.id, "leave", base, key="k"),
        docket.intent(actor, world.id, "consent", docket.Payload(facts={"a": 1}), key="k"),
        docket.intent(world.kenya.person, world.id, "consent", base, key="k"),
        docket.intent(actor, world.id, "consent", base, key="k", room="r"),
    ]
    assert len(set(digests)) == 6


def test_without_a_confirmation_nothing_is_signed(world: World) -> None:
    settings.DEMONSTRATION = True
    world.files()
    settings.DEMONSTRATION = False
    with pytest.raises(docket.Refused) as error:
        world.does(world.nepal.person, "consent")
    assert (error.value.rule, error.value.article) == ("step-up", "Art. 24")


def test_a_refusal_still_lets_the_clock_do_what_was_due(world: World) -> None:
    world.files()
    world.hands.move(days=61)
    with pytest.raises(docket.Refused):
        world.does(world.kenya.person, "no-such-act")
    assert (Docket.objects.get(pk=world.id).phase, lapses.tick(world.id)) == ("ended", 0)


def test_who_cannot_be_told_apart_from_the_machine_is_no_machine(world: World) -> None:
    world.files()
    pretender = Actor("clock", world.stranger.kind)
    with pytest.raises(docket.NotFound):
        world.does(pretender, "lapse-invitation")


def test_a_key_used_in_two_dockets_at_once_is_for_one_of_them(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the other transaction committed after this one had looked: the database itself refuses the second."""
    from comity.docket import statements

    world.files(key="file")
    look, looks = statements.receipt, []
    monkeypatch.setattr(
        statements, "receipt", lambda *words: (looks.append(words), None if len(looks) == 1 else look(*words))[1]
    )
    with pytest.raises(docket.KeyReused):
        world.does(world.kenya.person, "leave", key="file")
    assert Act.objects.filter(docket=world.id).count() == 1


def test_what_the_database_refuses_for_another_reason_is_a_fault_of_ours(world: World) -> None:
    from django.db import IntegrityError

    def fail(ctx, act):
        raise IntegrityError("no such row")

    del registry._handlers["consent"]
    registry.handle("consent")(fail)
    world.files()
    with pytest.raises(IntegrityError, match="no such row"):
        world.does(world.nepal.person, "consent")
