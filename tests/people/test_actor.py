"""Who acts."""

from types import SimpleNamespace

from django.contrib.auth.models import AnonymousUser

from comity.people import Actor, authenticate, clock, system
from comity.people.actor import ActorKind
from comity.people.models import Account


def request(user):
    return SimpleNamespace(user=user)


def test_a_signed_in_person_acts():
    assert authenticate(request(Account(id="a" * 26))) == Actor("a" * 26, ActorKind.PERSON)


def test_a_stranger_and_a_closed_account_do_not():
    assert authenticate(request(AnonymousUser())) is None
    assert authenticate(request(Account(id="a" * 26, is_active=False))) is None


def test_the_machines_are_two_and_no_persons():
    assert (clock().id, clock().kind) == ("clock", ActorKind.CLOCK)
    assert (system().id, system().kind) == ("system", ActorKind.SYSTEM)
