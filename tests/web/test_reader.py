"""A reader's language, zone and theme: from cookies, from the browser, by form and by link; never from the database."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from comity.faces.web import reader
from comity.people import acts
from tests.people import browsing, world


def asked(cookies: dict[str, str] | None = None, accept: str = "") -> reader.Reader:
    """The wishes read from a request."""
    request = RequestFactory(HTTP_ACCEPT_LANGUAGE=accept).get("/")
    request.COOKIES = cookies or {}
    return reader.read(request)


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("", "en"),
        ("zh-CN,zh;q=0.9", "zh-hans"),
        ("ar-EG", "ar"),
        ("fr,de;q=0.5", "en"),
        ("zh-TW;q=0.1, ar;q=0.9", "ar"),
    ],
)
def test_without_a_cookie_the_browser_says_the_language(accept: str, language: str) -> None:
    """By its own order; English where we have none of them."""
    assert asked(accept=accept).language == language


def test_a_cookie_goes_before_the_browser() -> None:
    """The last choice on this device holds."""
    assert asked({"language": "ar", "zone": "America/Panama", "theme": "dark"}, "zh-CN") == reader.Reader(
        "ar", "America/Panama", "dark"
    )


def test_an_unknown_cookie_is_dropped() -> None:
    """It is neither believed nor echoed."""
    assert asked({"language": "xx", "zone": "../etc/passwd", "theme": "<b>"}) == reader.Reader(
        "en", "Asia/Hong_Kong", "light"
    )


@pytest.mark.parametrize(
    ("language", "tag", "direction"), [("en", "en", "ltr"), ("zh-hans", "zh-Hans", "ltr"), ("ar", "ar", "rtl")]
)
def test_the_page_says_its_language_and_direction(language: str, tag: str, direction: str) -> None:
    """`<html lang dir data-bs-theme>`, set by the server."""
    client = Client(HTTP_HOST="localhost")
    client.cookies["language"] = language
    client.cookies["theme"] = "dark"
    response = client.get("/")
    assert f'<html lang="{tag}" dir="{direction}" data-bs-theme="dark">' in response.content.decode()
    assert response.headers["Content-Language"] == tag
    sheet = "bootstrap.rtl.min.css" if direction == "rtl" else "bootstrap.min.css"
    assert f"/vendor/{sheet}" in response.content.decode()


def test_a_link_sets_one_wish_and_leads_back() -> None:
    """Without a script, and only to our own pages."""
    client = Client(HTTP_HOST="localhost")
    response = client.get("/preferences/set", {"language": "zh-hans", "next": "/rules/"})
    assert (response.status_code, response.headers["Location"]) == (302, "/rules/")
    assert {name: morsel.value for name, morsel in response.cookies.items()} == {"language": "zh-hans"}
    assert response.cookies["language"]["httponly"] is True


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_a_link_never_leads_elsewhere(address: str) -> None:
    """An open redirect would lend our name to anyone."""
    response = Client(HTTP_HOST="localhost").get("/preferences/set", {"theme": "dark", "next": address})
    assert response.headers["Location"] == "/"


def test_a_wrong_wish_sets_nothing() -> None:
    """Unknown values are dropped."""
    response = Client(HTTP_HOST="localhost").get("/preferences/set", {"language": "xx", "colour": "red"})
    assert dict(response.cookies) == {}


def test_the_form_keeps_all_three() -> None:
    """By POST, then back."""
    wishes = {"language": "ar", "zone": "America/Panama", "theme": "dark"}
    response = Client(HTTP_HOST="localhost").post("/preferences/", {**wishes, "next": "/protection/"})
    assert response.headers["Location"] == "/protection/"
    assert {name: morsel.value for name, morsel in response.cookies.items()} == wishes


def test_the_form_refuses_what_is_not_offered_and_keeps_the_rest() -> None:
    """The error stands at its field; what was chosen is still chosen."""
    response = Client(HTTP_HOST="localhost").post(
        "/preferences/", {"language": "ar", "zone": "Mars/Base", "theme": "dark"}
    )
    text = response.content.decode()
    assert response.status_code == 200
    assert 'id="id_zone_error"' in text
    chosen = [tag for tag in re.findall(r"<input[^>]*>", text) if "checked" in tag]
    assert [re.findall(r'(?:name|value)="([^"]*)"', tag) for tag in chosen] == [["language", "ar"], ["theme", "dark"]]


def test_remember_drops_what_it_does_not_know() -> None:
    """The last gate before a cookie."""
    response = HttpResponse()
    reader.remember(response, language="xx", zone="Asia/Shanghai")
    assert {name: morsel.value for name, morsel in response.cookies.items()} == {"zone": "Asia/Shanghai"}


def test_the_zones_offered_name_places() -> None:
    """No Etc/GMT+8, whose sign misleads; UTC stands last."""
    zones = reader.zones()
    assert zones[-1] == "UTC"
    assert [zone for zone in zones[:-1] if "/" not in zone or zone.startswith("Etc/")] == []
    assert {"Asia/Hong_Kong", "America/Panama", "Africa/Nairobi"} <= set(zones)


@pytest.mark.database
def test_the_form_keeps_the_wishes_with_the_account_too() -> None:
    """Notices follow the account's language, on whatever device it was chosen."""
    account = world.person()
    client = Client(HTTP_HOST="localhost")
    client.force_login(account)
    client.post("/preferences/", {"language": "zh-hans", "zone": "Asia/Shanghai", "theme": "dark"})
    account.refresh_from_db()
    assert (account.language, account.zone, account.theme) == ("zh-hans", "Asia/Shanghai", "dark")


@pytest.mark.database
def test_the_masthead_keeps_the_language_with_the_account_alone_and_for_our_own_pages() -> None:
    """What another site links to changes no account; zone and theme stay as they were."""
    account = world.person()
    client = Client(HTTP_HOST="localhost")
    client.force_login(account)
    for site, expected in (("cross-site", "en"), ("same-origin", "ar")):
        client.get("/preferences/set", {"language": "ar"}, headers={"sec-fetch-site": site})
        account.refresh_from_db()
        assert (account.language, account.zone, account.theme) == (expected, "UTC", "auto")


@pytest.mark.database
def test_signing_in_brings_the_persons_language_back() -> None:
    """On a device that was left in another."""
    account = world.person()
    soft = world.passkey(account)
    acts.set_preferences(account.id, language="ar", zone="Asia/Shanghai", theme="dark")
    browser = browsing.client()
    browser.cookies["language"] = "zh-hans"
    browsing.sign_in(browser, soft)
    assert {name: browser.cookies[name].value for name in ("language", "zone", "theme")} == {
        "language": "ar",
        "zone": "Asia/Shanghai",
        "theme": "dark",
    }
    assert '<html lang="ar" dir="rtl"' in browser.get("/accessibility/").content.decode()
