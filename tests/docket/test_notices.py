"""Notices: who is told that something awaits, and that nobody is told what."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.db import transaction
from pytest_django.fixtures import Settings

from comity import docket
from comity.docket import clock, notices
from comity.docket.models import Outbox
from comity.people.models import Account
from tests.docket.world import World

pytestmark = pytest.mark.database


def told() -> list[str]:
    """To whom notices went since the last look."""
    docket.deliver()
    found = sorted(message.to[0].split("@")[0] for message in mail.outbox)
    mail.outbox.clear()
    return found


def test_a_new_phase_is_told_to_all_but_who_brought_it(world: World) -> None:
    world.files()
    assert told() == ["Nepal", "general", "officer"]


def test_officers_are_told_of_new_phases_only(world: World) -> None:
    world.registers()
    told()
    world.does(world.kenya.person, "report-step")
    assert told() == ["Nepal"]


def test_a_room_is_told_to_its_readers_only(world: World) -> None:
    world.seats()
    told()
    said = {"facts": {"item": "i"}, "body": {"text": "x"}}
    expected = {
        "joint": ["Nepal", "mediator"],
        "caucus": ["mediator"],
        "delegation": [],
    }
    for kind, readers in expected.items():
        side = None if kind == "joint" else world.kenya
        world.does(world.kenya.person, "post", room=world.room(kind, side), **said)
        assert told() == readers
    world.does(world.registry, "post", room=world.room("registry"), **said)
    assert told() == []


def test_who_left_is_told_no_more_and_a_nominee_is_told(world: World) -> None:
    world.registers()
    for side in (world.kenya, world.nepal):
        facts = {"mediator": world.mediator.id, "listed": True, "register": "0" * 64}
        world.does(side.person, "name-mediator", room=world.room("joint"), facts=facts)
    told()
    world.does(world.kenya.person, "leave")
    assert told() == ["Nepal", "general", "mediator", "officer"]
    assert docket.replay(world.id) == []


def test_one_person_gets_one_notice_of_one_docket_at_a_time(world: World) -> None:
    world.registers()
    assert told() == ["Kenya", "Nepal", "general", "officer"]


def test_a_notice_says_that_something_awaits_and_never_what(world: World) -> None:
    Account.objects.filter(id=world.nepal.person.id).update(language="zh-hans")
    world.files()
    docket.deliver()
    for message in mail.outbox:
        assert message.subject.endswith("2026-0001") or "2026-0001" in message.subject
        for word in ("Kenya", "Nepal", "file", "request", "Fisheries", world.id, world.kenya.party):
            assert word not in message.subject + message.body


@pytest.mark.parametrize(
    ("language", "tag", "subject", "prevails"),
    [
        ("en", "en", "Something awaits you in case 2026-0001", "The language of the case prevails"),
        ("zh-hans", "zh-Hans", "案件2026-0001", "案件语言"),
        ("ar", "ar", "2026-0001", "لغة القضية"),
    ],
)
def test_a_notice_speaks_the_persons_language_and_says_which_one_prevails(
    world: World, language: str, tag: str, subject: str, prevails: str
) -> None:
    Account.objects.all().update(language=language)
    world.files()
    docket.deliver()
    messages = [(one.extra_headers["Content-Language"], one.subject, one.body) for one in mail.outbox]
    assert {(own, subject in head, prevails in body) for own, head, body in messages} == {(tag, True, True)}
    if language != "en":
        assert [word for word in ("awaits", "prevails", "Sign in") if word in messages[0][1] + messages[0][2]] == []


def test_where_the_edition_sets_the_language_of_the_case_the_notice_names_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    Account.objects.all().update(language="ar")
    world.files()
    monkeypatch.setattr(notices.states, "edition_of", lambda _docket: Speaking())
    docket.deliver()
    assert {"الفرنسية، الصينية" in one.body for one in mail.outbox} == {True}


class Speaking:
    """An edition that sets two languages."""

    class Value:
        """Of the value."""

        value = ["fr", "zh"]

    values = {"language": Value}


def test_the_anchor_is_told_to_nobody(world: World) -> None:
    world.registers()
    told()
    world.hands.move(days=1)
    docket.tick(world.id)
    assert told() == []


def test_what_rolled_back_was_never_told(world: World) -> None:
    world.files()
    told()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        world.does(world.nepal.person, "consent")
        _ = 1 / 0
    assert told() == []


def test_what_was_told_is_not_told_again(world: World) -> None:
    world.files()
    assert (len(told()), told()) == (3, [])


def test_what_could_not_be_sent_is_sent_later(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.files()
    with monkeypatch.context() as patch:
        patch.setattr(locmem.EmailBackend, "send_messages", lambda *_: (_ for _ in ()).throw(OSError("no line")))
        assert docket.deliver() == 0
    assert told() == []  # claimed by the process that failed, until it may be taken for gone
    world.hands.move(minutes=6)
    assert told() == ["Nepal", "general", "officer"]


def test_two_processes_do_not_send_the_same(world: World) -> None:
    world.files()
    assert (len(notices._claimed(clock.now())), notices._claimed(clock.now())) == (1, [])
    assert len(notices._claimed(clock.now() + notices.CLAIMED + timedelta(seconds=1))) == 1


def test_who_has_no_address_is_left_out(world: World) -> None:
    Account.objects.filter(id=world.nepal.person.id).update(address=None, address_digest=None)
    world.files()
    assert told() == ["general", "officer"]


def test_without_a_mail_server_notices_lie_in_the_home(settings: Settings) -> None:
    from comity.config import environment

    assert environment.mail_server(environment.read({"COMITY_EMAIL": "smtp://post.example:2525"})) == (
        "post.example",
        2525,
    )
    assert environment.mail_server(environment.read({"COMITY_EMAIL": "smtp://post.example"})) == ("post.example", 25)
    assert settings.ENVIRONMENT.home / "mail" == settings.EMAIL_FILE_PATH
    for wrong in ("http://post.example", "smtp://"):
        with pytest.raises(ValueError, match="COMITY_EMAIL"):
            environment.mail_server(environment.read({"COMITY_EMAIL": wrong}))


def test_the_outbox_names_its_rows(world: World) -> None:
    world.files()
    row = Outbox.objects.get()
    assert str(row) == str(row.id)
