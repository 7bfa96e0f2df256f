"""Each refusal of a confirmation, provoked by a real passkey's answer that is wrong in one part."""

import hashlib
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from comity.people import clock, stepup
from comity.people.errors import StepUpRefused
from comity.people.models import StepUp
from comity.proof import canonical
from tests.people import world
from tests.people.authenticator import PRESENT

pytestmark = pytest.mark.database

DIGEST = hashlib.sha256(b"the act").hexdigest()
THIRD = hashlib.sha256(b"a third act").hexdigest()
OTHER = hashlib.sha256(b"another act").hexdigest()
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def refusal(actor, response, digest=DIGEST, at=NOW):
    with pytest.raises(StepUpRefused) as caught:
        stepup.finish(actor, digest, response, at=at)
    return caught.value.message


@pytest.fixture
def ana():
    return world.person()


@pytest.fixture
def key(ana):
    return world.passkey(ana)


@pytest.fixture
def options(ana, key):
    return stepup.begin(world.actor(ana), DIGEST, at=NOW)


def test_the_challenge_is_the_digest_of_the_act(options, key):
    asked = json.loads(options)["publicKey"]
    assert stepup.websafe_encode(bytes.fromhex(DIGEST)) == asked["challenge"]
    assert asked["userVerification"] == "required"
    assert asked["timeout"] == 120_000
    assert asked["rpId"] == "localhost"
    assert [c["id"] for c in asked["allowCredentials"]] == [stepup.websafe_encode(key.credential_id)]


def test_an_answer_is_accepted_once(ana, key, options):
    response = key.get(options)
    digest = stepup.finish(world.actor(ana), DIGEST, response, at=NOW)
    assert digest == hashlib.sha256(canonical.dumps(stepup.assertion(response))).hexdigest()
    assert not StepUp.objects.filter(passkey=None).exists()
    assert refusal(world.actor(ana), response) == stepup.NOT_ASKED


def test_two_minutes_and_no_longer(ana, key, options):
    response = key.get(options)
    late = NOW + timedelta(minutes=2, seconds=1)
    assert refusal(world.actor(ana), response, at=late) == stepup.TOO_LATE
    assert len(stepup.finish(world.actor(ana), DIGEST, response, at=NOW + timedelta(minutes=2))) == 64


def test_an_answer_to_one_act_does_not_confirm_another(ana, key, options):
    response = key.get(options)
    assert refusal(world.actor(ana), response, digest=OTHER) == stepup.NOT_ASKED
    stepup.begin(world.actor(ana), OTHER, at=NOW)
    assert refusal(world.actor(ana), response, digest=OTHER) == stepup.NOT_THIS_ACT


@pytest.mark.parametrize(
    ("abuse", "message"),
    [
        ({"flags": PRESENT}, stepup.NOT_VERIFIED),
        ({"flags": 0x04}, stepup.NOT_THIS_ACT),
        ({"challenge": b"\0" * 32}, stepup.NOT_THIS_ACT),
        ({"kind": "webauthn.create"}, stepup.NOT_THIS_ACT),
        ({"cross_origin": True}, stepup.UNREADABLE),
        ({"tamper": True}, stepup.NOT_THIS_ACT),
    ],
)
def test_an_answer_wrong_in_one_part_is_refused_and_the_right_one_still_holds(ana, key, options, abuse, message):
    assert refusal(world.actor(ana), key.get(options, **abuse)) == message
    assert len(stepup.finish(world.actor(ana), DIGEST, key.get(options), at=NOW)) == 64


@pytest.mark.parametrize(
    "traits", [{"origin": "https://evil.example"}, {"origin": "ftp://localhost"}, {"rp_id": "evil"}]
)
def test_an_answer_from_elsewhere_is_refused(ana, key, options, traits):
    for name, value in traits.items():
        setattr(key, name, value)
    assert refusal(world.actor(ana), key.get(options)) == stepup.NOT_THIS_ACT


def test_an_insecure_line_is_refused_in_production(ana, key, options, settings):
    key.origin = "http://localhost:8000"
    assert len(stepup.finish(world.actor(ana), DIGEST, key.get(options), at=NOW)) == 64
    settings.SECURE_LINE = True
    options = stepup.begin(world.actor(ana), OTHER, at=NOW)
    assert refusal(world.actor(ana), key.get(options), digest=OTHER) == stepup.NOT_THIS_ACT


def test_another_account_cannot_confirm_in_ones_place(ana, key, options):
    eve = world.person("Eve")
    hers = world.passkey(eve)
    assert refusal(world.actor(ana), hers.get(options)) == stepup.FOREIGN
    assert refusal(world.actor(eve), key.get(options)) == stepup.NOT_ASKED
    stepup.begin(world.actor(eve), DIGEST, at=NOW)
    assert refusal(world.actor(eve), key.get(options)) == stepup.FOREIGN


def test_each_passkey_of_the_account_confirms(ana, key):
    person = world.actor(ana)
    for soft, digest in ((world.passkey(ana), DIGEST), (key, OTHER)):
        assert len(stepup.finish(person, digest, soft.get(stepup.begin(person, digest, at=NOW)), at=NOW)) == 64


def test_another_accounts_passkey_that_names_nobody_is_refused(ana, key, options):
    hers = world.passkey(world.person("Eve"))
    hers.user_handle = None
    assert refusal(world.actor(ana), hers.get(options)) == stepup.FOREIGN


def test_a_user_handle_of_another_account_is_refused(ana, key, options):
    key.user_handle = b"somebody else"
    assert refusal(world.actor(ana), key.get(options)) == stepup.FOREIGN
    key.user_handle = None
    assert len(stepup.finish(world.actor(ana), DIGEST, key.get(options), at=NOW)) == 64


def test_a_counter_that_does_not_grow_is_refused(ana):
    key = world.passkey(ana, counts=True, counter=4)
    person = world.actor(ana)
    stepup.finish(person, DIGEST, key.get(stepup.begin(person, DIGEST, at=NOW)), at=NOW)
    assert StepUp.objects.get().counter == 5
    key.counter = 4
    assert refusal(person, key.get(stepup.begin(person, OTHER, at=NOW)), digest=OTHER) == stepup.COPIED
    key.counter = 5
    stepup.finish(person, OTHER, key.get(stepup.begin(person, OTHER, at=NOW)), at=NOW)
    assert sorted(StepUp.objects.values_list("counter", flat=True)) == [5, 6]
    stepup.begin(person, THIRD, at=NOW)  # of what was counted, the last is kept
    assert sorted(StepUp.objects.values_list("counter", "digest")) == [(0, THIRD), (6, OTHER)]
    key.counter = 5
    assert refusal(person, key.get(stepup.begin(person, THIRD, at=NOW)), digest=THIRD) == stepup.COPIED


def test_what_a_passkey_that_does_not_count_confirmed_is_forgotten(ana, key, options):
    person = world.actor(ana)
    stepup.finish(person, DIGEST, key.get(options), at=NOW)
    stepup.begin(person, OTHER, at=NOW)
    assert list(StepUp.objects.values_list("digest", flat=True)) == [OTHER]


def test_a_digest_that_was_confirmed_is_not_asked_for_again(ana):
    key, person = world.passkey(ana, counts=True), world.actor(ana)
    stepup.finish(person, DIGEST, key.get(stepup.begin(person, DIGEST, at=NOW)), at=NOW)
    assert refusal(person, key.get(stepup.begin(person, DIGEST, at=NOW))) == stepup.NOT_ASKED


def test_a_counter_is_compared_with_the_one_at_registration(ana):
    key = world.passkey(ana, counts=True, counter=9)
    key.counter = 0
    person = world.actor(ana)
    assert refusal(person, key.get(stepup.begin(person, DIGEST, at=NOW))) == stepup.COPIED


def test_who_has_no_passkey_cannot_begin_or_finish(ana, key, options):
    bare = world.person("No Key")
    with pytest.raises(StepUpRefused) as caught:
        stepup.begin(world.actor(bare), DIGEST)
    assert caught.value.message == stepup.NO_PASSKEY
    assert refusal(world.actor(bare), key.get(options)) == stepup.NO_PASSKEY
    assert refusal(clock(), key.get(options)) == stepup.NO_PASSKEY


def test_a_closed_account_confirms_nothing(ana, key, options):
    ana.is_active = False
    ana.save()
    assert refusal(world.actor(ana), key.get(options)) == stepup.NO_PASSKEY


def test_of_two_acts_that_use_one_confirmation_one_is_refused(ana, key, options):
    response = key.get(options)
    found = stepup.queries.passkeys(world.actor(ana), DIGEST)[0]
    used = [stepup.acts.use_confirmation(found.asked, passkey_id=found.id, counter=0) for _ in "ab"]
    assert used == [True, False]
    assert refusal(world.actor(ana), response) == stepup.NOT_ASKED


def test_lost_race_is_refused(ana, key, options, monkeypatch):
    monkeypatch.setattr(stepup.acts, "use_confirmation", lambda *_, **__: False)
    assert refusal(world.actor(ana), key.get(options)) == stepup.NOT_ASKED


def test_asking_forgets_what_was_let_pass(ana, key, options):
    later = NOW + timedelta(minutes=3)
    stepup.begin(world.actor(ana), OTHER, at=later)
    assert list(StepUp.objects.values_list("digest", flat=True)) == [OTHER]
    stepup.begin(world.actor(ana), OTHER, at=later + timedelta(minutes=1))
    assert StepUp.objects.get().begun_at == later + timedelta(minutes=1)


def test_a_confirmation_costs_two_statements(ana, key, options):
    response = key.get(options)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        stepup.finish(world.actor(ana), DIGEST, response, at=NOW)
    assert len(captured) == 2


def test_the_wall_clock_is_the_default(ana, key):
    person = world.actor(ana)
    response = key.get(stepup.begin(person, DIGEST))
    assert len(stepup.finish(person, DIGEST, response)) == 64


@pytest.mark.parametrize(
    "response",
    [
        {},
        {"id": "x"},
        {"id": "YQ", "rawId": "YQ", "type": "password", "response": {}},
        {"id": "YQ", "rawId": "Yg", "type": "public-key", "response": {}},
        {"id": 7, "rawId": 7, "type": "public-key", "response": {"clientDataJSON": 7}},
        [],
        {"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {}},
        {"id": "YQ", "rawId": "YQ", "type": "public-key", "response": "no"},
        {
            "id": "YQ",
            "rawId": "YQ",
            "type": "public-key",
            "response": {"clientDataJSON": "YQ", "authenticatorData": "YQ", "signature": "YQ"},
        },
        {
            "id": "YQ",
            "rawId": "YQ",
            "type": "public-key",
            "response": {"clientDataJSON": "W10", "authenticatorData": "YQ", "signature": "YQ"},
        },
    ],
)
def test_what_is_no_answer_is_refused(ana, key, options, response):
    assert refusal(world.actor(ana), response) == stepup.UNREADABLE
    with pytest.raises(StepUpRefused):
        stepup.assertion(response)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.binary(max_size=40).map(stepup.websafe_encode),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(
    place=st.sampled_from(["id", "rawId", "type", "clientDataJSON", "authenticatorData", "signature", "userHandle"]),
    value=json_values,
)
@hypothesis_settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_answer_however_broken_confirms_or_breaks(ana, key, options, place, value):
    response = json.loads(json.dumps(key.get(options)))
    part = response if place in response else response["response"]
    if part.get(place) == value or (place == "userHandle" and value is None):
        return
    part[place] = value
    refusal(world.actor(ana), response)


def test_the_demonstration_confirms_in_plain_and_nothing_else_does(ana, settings):
    person = world.actor(ana)
    with pytest.raises(StepUpRefused) as caught:
        stepup.confirm_demonstration(person, DIGEST)
    assert caught.value.message == stepup.NOT_A_DEMONSTRATION
    settings.DEMONSTRATION = True
    expected = hashlib.sha256(b"demonstration|" + bytes.fromhex(DIGEST)).hexdigest()
    assert stepup.plain_in_demonstration(person) is True
    assert stepup.confirm_demonstration(person, DIGEST) == expected


def test_the_demonstration_does_not_confirm_for_a_machine_or_in_a_passkeys_place(ana, key, settings):
    settings.DEMONSTRATION = True
    for actor in (clock(), world.actor(ana)):
        assert stepup.plain_in_demonstration(actor) is False
        with pytest.raises(StepUpRefused):
            stepup.confirm_demonstration(actor, DIGEST)
