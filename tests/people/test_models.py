"""Rows name ids, whatever prints them."""

import pytest

from comity.people import acts
from tests.people import world
from tests.people.world import NOON

pytestmark = pytest.mark.database


def test_a_row_prints_ids_only():
    account, entity = world.person("Ana Ruiz", "ana@example.org"), world.state()
    mandate = world.mandate(account, entity)
    office = acts.appoint_officer(account.id, office="registry", since=NOON)
    invitation = acts.invite(account.id, token="0" * 64, at=NOON)
    asked = account.stepups.create(digest="d" * 64, begun_at=NOON)
    printed = [str(row) for row in (account, entity, mandate, office, invitation, asked)]
    assert printed == [
        account.username,
        entity.id,
        mandate.id,
        f"{account.id} registry",
        f"invitation of {account.id}",
        f"{account.id} {'d' * 64}",
    ]
