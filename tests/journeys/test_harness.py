"""The harness does what its users rely on: fresh copies, a passkey, a crash that is one, a fault that axe finds."""

import pytest
from playwright.sync_api import Page

from tests.journeys.harness import Server, Template, authenticator, axe, copy, serve

pytestmark = [pytest.mark.journey, pytest.mark.database]
COUNT = "from django.contrib.sessions.models import Session; print(Session.objects.count())"
ADD = (
    "from django.contrib.sessions.models import Session; from django.utils import timezone; "
    "Session.objects.create(session_key='x', session_data='', expire_date=timezone.now())"
)


def test_each_copy_of_the_template_is_fresh(template: Template, ground: Template, fresh: Server) -> None:
    """What one server's database holds, the template's does not."""
    fresh.django(ADD)
    assert fresh.django(COUNT).strip() == "1"
    assert Server("", template, fresh.process, fresh.log).django(COUNT).strip() == "0"


def test_what_was_committed_outlives_a_crash(ground: Template) -> None:
    """Killed, and served again on the same ground."""
    with serve(ground) as server:
        server.django(ADD)
        server.kill()
    with serve(ground) as server:
        assert server.django(COUNT).strip() == "1"


@pytest.mark.once
def test_a_passkey_is_made_on_localhost_under_the_strict_policy(server: Server, page: Page) -> None:
    """The virtual authenticator answers the browser's own call."""
    page.goto(server.url)
    authenticator(page)
    made = page.evaluate(
        """() => navigator.credentials.create({publicKey: {
            challenge: new Uint8Array(32), rp: {name: 'x', id: 'localhost'},
            user: {id: new Uint8Array(8), name: 'x', displayName: 'x'},
            pubKeyCredParams: [{type: 'public-key', alg: -7}], authenticatorSelection: {userVerification: 'required'}
        }}).then(made => made.type)"""
    )
    assert made == "public-key"


@pytest.mark.once
def test_axe_finds_what_is_wrong(server: Server, page: Page) -> None:
    """Or a clean answer would mean nothing."""
    page.goto(server.url)
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    with pytest.raises(AssertionError, match="button-name"):
        axe(page)


def test_a_copy_has_the_templates_keys(template: Template, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Sealed rows of the template can be opened in the copy."""
    made = copy(template, tmp_path_factory.mktemp("copy") / "ground", "comity_copy_of_template")
    assert sorted(path.name for path in made.keys.iterdir()) == sorted(path.name for path in template.keys.iterdir())
