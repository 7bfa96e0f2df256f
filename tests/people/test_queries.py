"""Who sees what of the register of people."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.people import acts, clock, queries, sealing, system
from comity.people.errors import NotFound
from comity.people.models import Account
from comity.people.queries import AccountLine, Holdings, MandateFact, Recipient
from tests.people import world
from tests.people.world import NOON

pytestmark = pytest.mark.database

HOUR = timedelta(hours=1)
DOCKET, OTHER = "d" * 26, "o" * 26


def counted(question):
    with CaptureQueriesContext(connection) as captured:
        answer = question()
    return answer, len(captured)


@pytest.fixture
def registrar():
    account = world.person("Registrar")
    acts.appoint_officer(account.id, office="registry", since=NOON)
    return world.actor(account)


class TestHoldings:
    def test_offices_and_mandates_in_one_statement(self):
        account, entity = world.person(), world.state()
        acts.appoint_officer(account.id, office="registry", since=NOON)
        acts.appoint_officer(account.id, office="secretary-general", since=NOON)
        world.mandate(account, entity, powers=["sign", "speak"])
        world.mandate(account, entity, kind="counsel", powers=[], docket_id=DOCKET)
        found, statements = counted(lambda: queries.holdings(world.actor(account), NOON))
        assert statements == 1
        assert found == Holdings(
            frozenset({"registry", "secretary-general"}),
            (
                MandateFact(entity.id, DOCKET, "counsel", ()),
                MandateFact(entity.id, None, "principal", ("speak", "sign")),
            ),
        )

    @pytest.mark.parametrize(("at", "held"), [(-1, 0), (0, 1), (1, 1), (2, 0)])
    def test_they_run_from_since_until_before_until(self, at, held):
        account = world.person()
        world.mandate(account, world.state(), until=NOON + 2 * HOUR)
        acts.appoint_officer(account.id, office="registry", since=NOON, until=NOON + 2 * HOUR)
        found = queries.holdings(world.actor(account), NOON + at * HOUR)
        assert (len(found.mandates), len(found.offices)) == (held, held)

    def test_those_of_others_do_not_count(self):
        world.mandate(world.person("Other"), world.state())
        assert queries.holdings(world.actor(world.person()), NOON) == Holdings(frozenset(), ())

    def test_a_closed_account_holds_nothing(self):
        account = world.person()
        world.mandate(account, world.state())
        Account.objects.update(is_active=False)
        assert queries.holdings(world.actor(account), NOON) == Holdings(frozenset(), ())

    def test_machines_hold_nothing_and_cost_nothing(self):
        for machine in (clock(), system()):
            assert counted(lambda machine=machine: queries.holdings(machine, NOON)) == (Holdings(frozenset(), ()), 0)


def test_names_open_in_one_statement():
    ana, ben = world.person("Ana"), world.person("Ben")
    asked = [ana.id, ben.id, ben.id, "unknown"]
    found, statements = counted(lambda: queries.names(world.actor(ana), asked))
    assert (found, statements) == ({ana.id: "Ana", ben.id: "Ben"}, 1)


def test_entity_names_open_in_one_statement():
    kenya = world.state()
    found, statements = counted(lambda: queries.entity_names(system(), [kenya.id, "unknown"]))
    assert (found, statements) == ({kenya.id: sealing.Names({"en": "Kenya"}, "KE")}, 1)


def test_addresses_are_for_the_systems_notices_alone():
    ana, nobody, gone = world.person("Ana", "ana@example.org"), world.person(), world.person("Gone", "g@example.org")
    acts.close_account(gone.id, at=NOON)
    ids = [ana.id, nobody.id, gone.id]
    assert queries.recipients(system(), ids) == {ana.id: Recipient("ana@example.org", "en")}
    with pytest.raises(NotFound):
        queries.recipients(world.actor(ana), ids)


class TestRegistry:
    def test_finds_an_account_by_its_address(self, registrar):
        ana = world.person("Ana", "ana@example.org")
        assert queries.account_of_address(registrar, "ANA@example.org", NOON) == ana.id
        assert queries.account_of_address(registrar, "ben@example.org", NOON) is None

    def test_finds_a_state_by_its_code(self, registrar):
        kenya = world.state()
        assert queries.entity_of_state(registrar, "KE", NOON) == kenya.id
        assert queries.entity_of_state(system(), "PG", NOON) is None

    def test_lists_accounts_and_says_who_can_sign_in(self, registrar):
        ana = world.person("Ana")
        world.passkey(ana)
        acts.close_account(ana.id, at=NOON)
        lines = queries.directory(registrar, NOON)
        expected = [AccountLine(ana.id, "Ana", False, True), AccountLine(registrar.id, "Registrar", True, False)]
        assert lines == sorted(expected, key=lambda line: line.id)

    def test_lists_have_pages(self, registrar, monkeypatch):
        monkeypatch.setattr(queries, "PAGE", 2)
        ids = sorted([registrar.id, world.person("Ana").id, world.person("Ben").id])
        assert [line.id for line in queries.directory(registrar, NOON)] == ids[:2]
        assert [line.id for line in queries.directory(registrar, NOON, page=2)] == ids[2:]
        kinds = sorted([world.state("KE").id, world.state("PG").id, world.state("XM").id])
        assert [entity.id for entity in queries.entities(registrar, NOON, page=2)] == kinds[2:]

    @pytest.mark.parametrize(
        "ask",
        [
            lambda viewer: queries.account_of_address(viewer, "a@example.org", NOON),
            lambda viewer: queries.entity_of_state(viewer, "KE", NOON),
            lambda viewer: queries.directory(viewer, NOON),
            lambda viewer: queries.entities(viewer, NOON),
        ],
    )
    def test_nobody_else_may_ask(self, ask, registrar):
        outsider = world.person()
        acts.appoint_officer(outsider.id, office="secretary-general", since=NOON)
        acts.end_office(registrar.id, office="registry", at=NOON)
        for viewer in (world.actor(outsider), registrar):
            with pytest.raises(NotFound):
                ask(viewer)


class TestColleagues:
    def test_who_else_acts_for_the_same_entities(self):
        kenya, papua = world.state("KE"), world.state("PG")
        ana, ben, eve, gone = (world.person(name) for name in ("Ana", "Ben", "Eve", "Gone"))
        for person, entity in ((ana, kenya), (ben, kenya), (eve, papua), (gone, kenya)):
            world.mandate(person, entity)
        acts.close_account(gone.id, at=NOON)
        found, statements = counted(lambda: queries.colleagues(world.actor(ana), NOON))
        assert (found, statements) == ({kenya.id: (ben.id,)}, 2)
        assert queries.colleagues(world.actor(world.person()), NOON) == {}

    def test_a_mandate_for_one_docket_does_not_show_another(self):
        kenya = world.state()
        ana, ben, eve, all_cases = (world.person(name) for name in ("Ana", "Ben", "Eve", "All"))
        world.mandate(ana, kenya, docket_id=DOCKET)
        world.mandate(ben, kenya, docket_id=DOCKET)
        world.mandate(eve, kenya, docket_id=OTHER)
        world.mandate(all_cases, kenya)
        assert queries.colleagues(world.actor(ana), NOON) == {kenya.id: tuple(sorted([ben.id, all_cases.id]))}
        everyone = tuple(sorted([ana.id, ben.id, eve.id]))
        assert queries.colleagues(world.actor(all_cases), NOON) == {kenya.id: everyone}


def test_a_viewer_lists_its_own_mandates():
    ana = world.person()
    mine = world.mandate(ana, world.state())
    world.mandate(ana, world.state("PG"), until=NOON)
    world.mandate(world.person("Ben"), world.state("XM"))
    assert [row.id for row in queries.mandates(world.actor(ana), NOON)] == [mine.id]


def test_who_holds_an_office_is_known(registrar):
    assert queries.officers(clock(), NOON) == [("registry", registrar.id)]
    assert queries.officers(clock(), NOON - HOUR) == []


def test_a_machine_has_no_preferences():
    with pytest.raises(NotFound):
        queries.preferences(clock())


def test_the_sign_in_name_of_an_unknown_address_is_nobodys():
    ana = world.person("Ana", "ana@example.org")
    assert queries.sign_in_name("ANA@example.org") == ana.username
    decoy = queries.sign_in_name("ben@example.org")
    assert (len(decoy), decoy[0]) == (26, "-")
    assert queries.sign_in_name("ben@example.org") == decoy


class TestRoles:
    def test_only_the_demonstration_has_roles(self):
        ana = world.person()
        with pytest.raises(NotFound):
            queries.roles(NOON)
        with pytest.raises(NotFound):
            queries.role(ana.id)

    def test_each_role_says_what_it_holds(self, settings, registrar):
        settings.DEMONSTRATION = True
        ana, gone = world.person("Ana"), world.person("Gone")
        kenya = world.state()
        world.mandate(ana, kenya)
        world.mandate(ana, kenya, docket_id=DOCKET)
        acts.close_account(gone.id, at=NOON)
        found, statements = counted(lambda: queries.roles(NOON))
        names = sealing.Names({"en": "Kenya"}, "KE")
        assert [(role.account_id, role.name, role.offices, role.entities) for role in found] == [
            (ana.id, "Ana", (), (names,)),
            (registrar.id, "Registrar", ("registry",), ()),
        ]
        assert statements <= 5

    def test_a_closed_or_unknown_account_is_no_role(self, settings):
        settings.DEMONSTRATION = True
        ana = world.person()
        assert queries.role(ana.id) == ana
        acts.close_account(ana.id, at=NOON)
        for unknown in (ana.id, "x"):
            with pytest.raises(NotFound):
                queries.role(unknown)
