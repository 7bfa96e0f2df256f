"""One click into any role, in the demonstration and nowhere else."""

import pytest
from django.urls import reverse

from comity.people import acts
from tests.people import world
from tests.people.browsing import client
from tests.people.world import NOON

pytestmark = pytest.mark.database


@pytest.fixture
def browser():
    return client()


@pytest.fixture
def demonstration(settings):
    settings.DEMONSTRATION = True


@pytest.mark.usefixtures("demonstration")
class TestRoles:
    def test_each_role_is_one_click_away(self, browser):
        ana = world.person("Minister of Panama")
        world.mandate(ana, world.state("PA", "Panama"), since=NOON.replace(year=2020))
        acts.appoint_officer(ana.id, office="registry", since=NOON.replace(year=2020))
        page = browser.get(reverse("demonstration"))
        assert [(line.name, line.holds) for line in page.context["roles"]] == [
            ("Minister of Panama", ("Registry", "Panama"))
        ]
        response = browser.post(reverse("demonstration-enter"), {"account": ana.id})
        assert response.status_code == 302
        assert browser.session["_auth_user_id"] == ana.id

    def test_the_strip_names_the_role(self, browser):
        ana = world.person("Minister of Panama")
        assert "Minister of Panama" not in browser.get(reverse("accessibility")).content.decode()
        browser.post(reverse("demonstration-enter"), {"account": ana.id})
        assert (
            "You act as <strong>Minister of Panama</strong>" in browser.get(reverse("accessibility")).content.decode()
        )

    def test_a_visitor_changes_roles(self, browser):
        for person in (world.person("One"), world.person("Two")):
            browser.post(reverse("demonstration-enter"), {"account": person.id})
            assert browser.session["_auth_user_id"] == person.id

    def test_a_visitor_keeps_the_language_from_role_to_role(self, browser):
        browser.get(reverse("preferences-set"), {"language": "ar"})
        for person in (world.person("One"), world.person("Two")):
            browser.post(reverse("demonstration-enter"), {"account": person.id})
            browser.get(reverse("preferences-set"), {"language": "ar"})
            assert '<html lang="ar" dir="rtl"' in browser.get(reverse("accessibility")).content.decode()
            person.refresh_from_db()
            assert person.language == "en"  # a role is many visitors', and its language is not the last one's

    def test_an_unknown_role_is_not_found(self, browser):
        assert browser.post(reverse("demonstration-enter"), {"account": "x"}).status_code == 404
        assert browser.post(reverse("demonstration-enter")).status_code == 404

    def test_a_look_enters_nothing(self, browser):
        assert browser.get(reverse("demonstration-enter")).status_code == 405


def test_no_other_mode_has_roles(browser):
    ana = world.person()
    assert browser.get(reverse("demonstration")).status_code == 404
    assert browser.post(reverse("demonstration-enter"), {"account": ana.id}).status_code == 404
    assert "_auth_user_id" not in browser.session
