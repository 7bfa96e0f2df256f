"""Coming in, signing in and the ways in, in a real browser with a virtual passkey, under the pages' own policy."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, expect

from tests.journeys.harness import Server, authenticator, axe, complaints, dumps, look

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery"


def invited(server: Server, name: str) -> str:
    """Admit a person and return the address of its link."""
    token = server.django(
        f"""
import json
from datetime import UTC, datetime
from comity import keeper
from comity.people import acts, tokens
name = json.loads({dumps(name)})
account = acts.create_account(keeper.random_id(), name=name, address=f"{{keeper.random_id()}}@example.org")
token = tokens.new_token()
acts.invite(account.id, token=tokens.token_digest(token), at=datetime.now(UTC))
print(token)
"""
    )
    return f"{server.url}/invitation/{token.strip()}/"


def code(secret: str) -> str:
    """The code of a generator with this key; made early enough in its half minute to arrive within it."""
    if (late := time.time() % 30) > 18:
        time.sleep(30.5 - late)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def sign_out(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/account/sign-out/")
    press(page, "Sign out")


def test_a_passkey_from_the_invitation_to_the_second_one(server: Server, page: Page) -> None:
    heard = complaints(page)
    authenticator(page)
    page.goto(invited(server, "Ana Ruiz"))
    axe(page)
    look(page, "invitation")
    press(page, "Create a passkey")
    expect(page.get_by_role("heading", name="Ways into your account")).to_be_visible()
    axe(page)
    look(page, "ways-in")
    sign_out(server, page)
    page.goto(f"{server.url}/account/sign-in/?next=/account/")
    axe(page)
    look(page, "sign-in")
    press(page, "Sign in with your passkey")
    expect(page.get_by_text("Sign out")).to_be_visible()
    page.goto(f"{server.url}/account/passkeys/add/")
    expect(page.get_by_role("heading", name="Show that it is you")).to_be_visible()
    axe(page)
    press(page, "Use your passkey")
    expect(page.get_by_role("heading", name="Add a passkey")).to_be_visible()
    axe(page)
    assert heard == []


def test_a_passkey_that_cannot_tell_its_user_is_no_use_and_the_link_stays(server: Server, page: Page) -> None:
    address = invited(server, "Ben Oko")
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(address)
    press(page, "Create a passkey")
    expect(page.get_by_text("No answer from a passkey")).to_be_visible()
    axe(page)
    page.goto(address)
    expect(page.get_by_role("heading", name="An account for Ben Oko")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "zh-hans", "ar"])
def test_password_and_code_need_no_script(server: Server, browser: Browser, language: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    context.add_cookies([{"name": "language", "value": language, "url": server.url}])
    page = context.new_page()
    page.goto(invited(server, "Eve Lin") + "code/")
    secret = page.locator("bdi.mono").first.inner_text()
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=code]").fill(code(secret))
    page.locator("main button[type=submit]").click()
    codes = page.locator("bdi.mono").all_inner_texts()
    assert [code for code in codes if not re.fullmatch(r"\d{8}", code)] == []
    assert len(codes) == 10
    context.close()


@pytest.mark.parametrize("language", ["en", "zh-hans", "ar"])
@pytest.mark.parametrize("path", ["/account/sign-in/", "/invitation/none/"])
def test_pages_for_strangers_are_clean_for_axe(server: Server, page: Page, language: str, path: str) -> None:
    page.context.add_cookies([{"name": "language", "value": language, "url": server.url}])
    page.goto(server.url + path)
    axe(page)
    look(page, f"{path.strip('/').replace('/', '-')}.{language}")
