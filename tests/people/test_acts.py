"""The register of people: what its acts write, and what they and the database refuse."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from comity import keeper
from comity.people import acts, queries, sealing, tokens
from comity.people.errors import InvitationRefused, NotGranted
from comity.people.models import Account, Entity, Invitation, Mandate, Office
from tests.people import world
from tests.people.world import NOON

pytestmark = pytest.mark.database

HOUR = timedelta(hours=1)


def refused(sentence):
    return pytest.raises(NotGranted, match=f"^{sentence}$")


class TestCreateAccount:
    def test_the_row_holds_no_word_of_the_person(self):
        account = world.person("Ana Ruiz", "ana@example.org")
        row = Account.objects.filter(id=account.id).values().get()
        assert b"Ana" not in repr(row).encode()
        assert b"example" not in repr(row).encode()
        assert len(row["username"]) == 26
        assert row["username"] != row["id"]
        assert not account.has_usable_password()

    def test_name_and_address_open_again(self):
        account = Account.objects.get(id=world.person(" Ana Ruiz ", "ana@example.org").id)
        assert sealing.open_name(account, reason="test") == "Ana Ruiz"
        assert sealing.open_address(account, reason="test") == "ana@example.org"
        assert sealing.open_address(world.person(), reason="test") is None

    def test_a_name_in_several_languages_opens_as_each_reader_has_it(self):
        account = world.person({"en": " Ana Ruiz ", "zh": "安娜"})
        assert sealing.open_name(account, reason="test") == {"en": "Ana Ruiz", "zh": "安娜"}
        for language, name in (("en", "Ana Ruiz"), ("zh-hans", "安娜"), ("ar", "Ana Ruiz")):
            with translation.override(language):
                assert queries.names(world.actor(account), [account.id]) == {account.id: name}

    def test_a_name_that_was_sealed_plain_opens_still(self):
        account = world.person()
        account.name = sealing._seal(b"Ana Ruiz", "account-name", account.id)
        assert sealing.open_name(account, reason="test") == "Ana Ruiz"

    def test_lengths_do_not_tell_the_name(self):
        assert len(world.person("Chad").name) == len(world.person("Bosnia and Herzegovina").name)

    def test_one_address_has_one_account(self):
        world.person("Ana", "ana@example.org")
        with refused("There is an account with this address already."):
            world.person("Other", " ANA@example.org ")

    def test_a_name_is_wanted(self):
        for name in ("  ", {}, {"en": "Ana", "ar": " "}):
            with refused("A person is entered with a name."):
                world.person(name)

    @pytest.mark.parametrize("terms", [{"language": "tlh"}, {"zone": "Mars/Olympus"}])
    def test_unknown_language_and_zone_are_refused(self, terms):
        with refused("This language, time zone or theme is not offered."):
            acts.create_account(keeper.random_id(), name="Ana", **terms)


class TestSetPreferences:
    def test_they_are_kept(self):
        account = world.person()
        acts.set_preferences(account.id, language="zh-hans", zone="Africa/Nairobi", theme="dark")
        assert queries.preferences(world.actor(account)) == {
            "language": "zh-hans",
            "zone": "Africa/Nairobi",
            "theme": "dark",
        }

    def test_an_unknown_theme_is_refused(self):
        with refused("This language, time zone or theme is not offered."):
            acts.set_preferences(world.person().id, language="en", zone="UTC", theme="sepia")


class TestRegisterEntity:
    def test_names_are_sealed_and_open_again(self):
        entity = acts.register_entity(
            keeper.random_id(), kind="state", names={"fr": "Kenya (la)", "en": " Kenya "}, state="KE"
        )
        row = Entity.objects.get(id=entity.id)
        assert b"Kenya" not in bytes(row.names)
        names = sealing.open_names(row, reason="test")
        assert names == sealing.Names({"fr": "Kenya (la)", "en": "Kenya"}, "KE")
        assert [names.shown(code) for code in ("fr", "zh-hans")] == ["Kenya (la)", "Kenya"]
        assert sealing.Names({"fr": "F", "es": "E"}, None).shown("en") == "E"

    def test_a_state_is_entered_once_with_its_code(self):
        world.state("KE")
        with refused("This State is in the register already."):
            world.state("KE", "Republic of Kenya")
        with refused("A State is entered with its code."):
            acts.register_entity(keeper.random_id(), kind="state", names={"en": "Nowhere"})

    def test_an_agency_names_its_state_without_being_it(self):
        world.state("KE")
        agency = acts.register_entity(keeper.random_id(), kind="agency", names={"en": "Ports Authority"}, state="KE")
        assert agency.state_digest is None
        assert sealing.open_names(agency, reason="test").state == "KE"

    @pytest.mark.parametrize("names", [{}, {"en": " "}])
    def test_a_name_is_wanted(self, names):
        with refused("An entity is entered with a name."):
            acts.register_entity(keeper.random_id(), kind="company", names=names)


class TestMandates:
    def test_powers_are_kept(self):
        row = world.mandate(world.person(), world.state(), kind="counsel", powers=["speak", "sign"], docket_id="d" * 26)
        kept = Mandate.objects.get(id=row.id)
        assert (kept.may_speak, kept.may_sign, kept.may_approve) == (True, True, False)
        assert (kept.kind, kept.docket_id, kept.until) == ("counsel", "d" * 26, None)

    @pytest.mark.parametrize("power", ["sign", "approve"])
    def test_an_assistant_binds_nobody(self, power):
        with refused("An assistant neither signs nor approves."):
            world.mandate(world.person(), world.state(), kind="assistant", powers=["speak", power])

    def test_an_assistant_may_speak(self):
        assert world.mandate(world.person(), world.state(), kind="assistant", powers=["speak"]).may_speak

    def test_the_end_does_not_precede_the_beginning(self):
        with refused("It would end before it begins."):
            world.mandate(world.person(), world.state(), until=NOON - HOUR)

    def test_both_sides_must_exist(self):
        account, entity = world.person(), world.state()
        with refused("There is no such account."):
            world.mandate(Account(id="x" * 26), entity)
        with refused("There is no such entity in the register."):
            world.mandate(account, Entity(id="x" * 26))

    def test_it_ends_once(self):
        row = world.mandate(world.person(), world.state())
        acts.end_mandate(row.id, at=NOON + HOUR)
        assert Mandate.objects.get(id=row.id).until == NOON + HOUR
        for at in (NOON + HOUR, NOON + 2 * HOUR):
            with refused("There is no such mandate in force."):
                acts.end_mandate(row.id, at=at)

    def test_one_that_has_not_begun_cannot_end(self):
        row = world.mandate(world.person(), world.state())
        with refused("There is no such mandate in force."):
            acts.end_mandate(row.id, at=NOON - HOUR)

    def test_one_that_is_set_to_end_may_end_sooner(self):
        row = world.mandate(world.person(), world.state(), until=NOON + 3 * HOUR)
        acts.end_mandate(row.id, at=NOON + HOUR)
        assert Mandate.objects.get(id=row.id).until == NOON + HOUR


class TestOffices:
    def test_held_once_at_a_time(self):
        account = world.person()
        acts.appoint_officer(account.id, office="registry", since=NOON)
        with refused("This person holds the office already."):
            acts.appoint_officer(account.id, office="registry", since=NOON + HOUR)
        acts.end_office(account.id, office="registry", at=NOON + HOUR)
        acts.appoint_officer(account.id, office="registry", since=NOON + HOUR, until=NOON + 2 * HOUR)
        assert [office.until for office in Office.objects.order_by("since")] == [NOON + HOUR, NOON + 2 * HOUR]

    def test_not_again_before_a_set_end(self):
        account = world.person()
        acts.appoint_officer(account.id, office="registry", since=NOON, until=NOON + 2 * HOUR)
        with refused("This person holds the office already."):
            acts.appoint_officer(account.id, office="registry", since=NOON + HOUR)
        acts.appoint_officer(account.id, office="registry", since=NOON + 2 * HOUR)
        assert Office.objects.count() == 2

    def test_only_a_held_office_ends(self):
        account = world.person()
        acts.appoint_officer(account.id, office="registry", since=NOON)
        for terms in (
            {"office": "secretary-general", "at": NOON + HOUR},
            {"office": "registry", "at": NOON - HOUR},
        ):
            with refused("This person does not hold the office."):
                acts.end_office(account.id, **terms)

    def test_the_end_does_not_precede_the_beginning(self):
        with refused("It would end before it begins."):
            acts.appoint_officer(world.person().id, office="registry", since=NOON, until=NOON - HOUR)

    def test_an_unknown_office_is_no_office(self):
        with pytest.raises(ValueError, match="janitor"):
            acts.appoint_officer(world.person().id, office="janitor", since=NOON)


class TestCloseAccount:
    def test_everything_that_runs_ends(self):
        account, entity = world.person(), world.state()
        acts.appoint_officer(account.id, office="registry", since=NOON)
        past = world.mandate(account, entity, until=NOON + HOUR)
        running = world.mandate(account, entity)
        future = world.mandate(account, entity, since=NOON + 9 * HOUR)
        acts.invite(account.id, token=tokens.token_digest("t"), at=NOON)
        acts.close_account(account.id, at=NOON + 2 * HOUR)
        ends = dict(Mandate.objects.values_list("id", "until"))
        assert ends == {past.id: NOON + HOUR, running.id: NOON + 2 * HOUR}
        assert future.id not in ends
        assert Office.objects.get().until == NOON + 2 * HOUR
        assert Invitation.objects.get().withdrawn_at == NOON + 2 * HOUR
        assert Account.objects.get(id=account.id).is_active is False


class TestInvitations:
    def test_only_the_digest_is_kept(self):
        token = tokens.new_token()
        row = acts.invite(world.person().id, token=tokens.token_digest(token), at=NOON)
        assert row.token_digest == tokens.token_digest(token)
        assert len(token) == 43
        assert row.expires_at == NOON + timedelta(days=14)

    def test_it_is_accepted_once(self):
        account, token = world.person(), tokens.new_token()
        acts.invite(account.id, token=tokens.token_digest(token), at=NOON)
        assert queries.invited(token, NOON) == account
        accepted = acts.accept_invitation(token, at=NOON + HOUR, language="zh-hans", zone="Asia/Hong_Kong")
        kept = Account.objects.get(id=accepted.id)
        assert (kept, kept.language, kept.zone) == (account, "zh-hans", "Asia/Hong_Kong")
        assert not kept.has_usable_password()
        self.assert_closed(token, NOON + HOUR)

    def test_with_a_password_for_who_has_no_passkey(self):
        account, token = world.person(), tokens.new_token()
        acts.invite(account.id, token=tokens.token_digest(token), at=NOON)
        acts.accept_invitation(token, at=NOON, language="en", zone="UTC", password="correct horse battery")
        kept = Account.objects.get(id=account.id)
        assert kept.check_password("correct horse battery")
        assert kept.password.startswith("argon2$")

    def test_it_expires(self):
        token = tokens.new_token()
        acts.invite(world.person().id, token=tokens.token_digest(token), at=NOON)
        end = NOON + timedelta(days=14)
        self.assert_closed(token, end + timedelta(seconds=1))
        assert acts.accept_invitation(token, at=end, language="en", zone="UTC")

    def test_a_second_one_withdraws_the_first(self):
        account, first, second = world.person(), tokens.new_token(), tokens.new_token()
        acts.invite(account.id, token=tokens.token_digest(first), at=NOON)
        acts.invite(account.id, token=tokens.token_digest(second), at=NOON + HOUR)
        self.assert_closed(first, NOON + HOUR)
        assert queries.invited(second, NOON + HOUR) == account

    def test_an_unknown_one_opens_nothing(self):
        self.assert_closed("unknown", NOON)

    def test_a_closed_account_is_not_opened_by_it(self):
        account, token = world.person(), tokens.new_token()
        acts.invite(account.id, token=tokens.token_digest(token), at=NOON)
        Account.objects.update(is_active=False)
        self.assert_closed(token, NOON)
        with refused("This account is in use, or closed: it cannot be invited."):
            acts.invite(account.id, token=tokens.token_digest("other"), at=NOON)

    def test_it_is_no_way_into_an_account_in_use(self):
        account = world.person()
        world.passkey(account)
        with refused("This account is in use, or closed: it cannot be invited."):
            acts.invite(account.id, token=tokens.token_digest("t"), at=NOON)

    def test_an_unknown_zone_leaves_it_open(self):
        account, token = world.person(), tokens.new_token()
        acts.invite(account.id, token=tokens.token_digest(token), at=NOON)
        with refused("This language, time zone or theme is not offered."):
            acts.accept_invitation(token, at=NOON, language="en", zone="Mars/Olympus")
        assert queries.invited(token, NOON) == account

    def assert_closed(self, token, at):
        for opening in (
            lambda: queries.invited(token, at),
            lambda: acts.accept_invitation(token, at=at, language="en", zone="UTC"),
        ):
            with pytest.raises(InvitationRefused, match=r"^This link was used, has expired, or is not ours\.$"):
                opening()


class TestTheDatabaseItselfRefuses:
    @pytest.mark.parametrize(
        "make",
        [
            lambda *_: Account.objects.create(id="short", username="u" * 26, name=b"x"),
            lambda *_: Account.objects.create(id="i" * 26, username="short", name=b"x"),
            lambda a, *_: Account.objects.filter(id=a.id).update(address=b"x"),
            lambda a, *_: Account.objects.filter(id=a.id).update(theme="sepia"),
            lambda *_: Entity.objects.create(id="short", kind="company", names=b"x"),
            lambda *_: Entity.objects.create(id="i" * 26, kind="planet", names=b"x"),
            lambda *_: Entity.objects.create(id="i" * 26, kind="state", names=b"x"),
            lambda *_: Entity.objects.create(id="i" * 26, kind="company", names=b"x", state_digest="0" * 64),
            lambda a, *_: Office.objects.create(account=a, office="janitor", since=NOON),
            lambda a, *_: Office.objects.create(account=a, office="registry", since=NOON, until=NOON - HOUR),
            lambda a, *_: [Office.objects.create(account=a, office="registry", since=NOON) for _ in "ab"],
            lambda a, e: mandate_row(a, e, id="short"),
            lambda a, e: mandate_row(a, e, kind="friend"),
            lambda a, e: mandate_row(a, e, until=NOON - HOUR),
            lambda a, e: mandate_row(a, e, kind="assistant", may_sign=True),
            lambda a, e: mandate_row(a, e, kind="assistant", may_approve=True),
            lambda a, *_: invitation_row(a, expires_at=NOON),
            lambda a, *_: invitation_row(a, used_at=NOON + 2 * HOUR),
            lambda a, *_: invitation_row(a, used_at=NOON, withdrawn_at=NOON),
            lambda a, *_: [invitation_row(a, token_digest=word * 64) for word in "ab"],
            lambda a, *_: [invitation_row(a, withdrawn_at=NOON) for _ in "ab"],
            lambda a, *_: a.stepups.create(digest="short", begun_at=NOON),
            lambda a, *_: [a.stepups.create(digest="d" * 64, begun_at=NOON) for _ in "ab"],
        ],
    )
    def test_a_row_that_contradicts_the_rules(self, make):
        account, entity = world.person(), world.state()
        with pytest.raises(IntegrityError), transaction.atomic():
            make(account, entity)


def mandate_row(account, entity, **changes):
    plain = {
        "id": "m" * 26,
        "kind": "counsel",
        "may_speak": True,
        "may_sign": False,
        "may_approve": False,
        "since": NOON,
    }
    return Mandate.objects.create(account=account, entity=entity, **plain | changes)


def invitation_row(account, **changes):
    plain = {"token_digest": "0" * 64, "issued_at": NOON, "expires_at": NOON + HOUR}
    return Invitation.objects.create(account=account, **plain | changes)
