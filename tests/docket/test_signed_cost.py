"""What a signed act costs with a real passkey: the consent that moves the case to the next phase."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity import docket
from comity.people import stepup
from comity.people.models import Account
from tests.docket.world import World
from tests.people import world as people

pytestmark = pytest.mark.database


@pytest.mark.parametrize("counts", [False, True])  # whether the passkey counts its signatures
def test_a_consent_with_a_passkey_costs_fourteen_statements_at_most(
    world: World, settings: object, counts: bool
) -> None:
    world.files()
    person = world.nepal.person
    soft = people.passkey(Account.objects.get(pk=person.id), counts=counts)
    settings.DEMONSTRATION = False  # type: ignore[attr-defined]  # as in production
    payload = docket.Payload()
    digest = docket.intent(person, world.id, "consent", payload, key="consent")
    answer = soft.get(stepup.begin(person, digest))
    signed = docket.Payload(assertion=json.loads(json.dumps(answer)))
    with CaptureQueriesContext(connection) as sent:
        docket.perform(person, world.id, "consent", signed, key="consent")
    statements = [query["sql"] for query in sent.captured_queries]
    assert len([sql for sql in statements if not sql.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]) <= 14, (
        "\n".join(sql[:110] for sql in statements)
    )
