"""The pages behind an invitation's link."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import reverse

from comity.people.models import Account
from tests.people import world
from tests.people.authenticator import SoftPasskey
from tests.people.browsing import PASSWORD, client, code, invited, options, session_texts, sign_in, signed_in

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def fresh_limits(settings):
    cache.clear()
    settings.MFA_TOTP_TOLERANCE = 1  # a code that was made just before its half minute ended arrives in the next one


@pytest.fixture
def browser():
    return client()


@pytest.fixture
def ana():
    return world.person("Ana Ruiz", "ana@example.org")


def test_a_passkey_makes_the_account_ones_own(browser, ana):
    address = reverse("invitation", args=[invited(ana)])
    page = browser.get(address)
    asked = options(page)["publicKey"]
    assert "An account for Ana Ruiz" in page.content.decode()
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert asked["rp"]["id"] == "localhost"
    soft = SoftPasskey()
    browser.cookies.load({"language": "zh-hans", "zone": "Asia/Hong_Kong"})
    response = browser.post(address, {"credential": json.dumps(soft.make(asked))})
    assert (response.status_code, response["Location"]) == (302, reverse("mfa_index"))
    assert signed_in(browser) == ana.id
    kept = Account.objects.get(id=ana.id)
    assert (kept.language, kept.zone, kept.has_usable_password()) == ("zh-hans", "Asia/Hong_Kong", False)
    assert [row.type for row in Authenticator.objects.all()] == ["webauthn"]
    browser.logout()
    sign_in(browser, soft)
    assert signed_in(browser) == ana.id


def test_the_passkey_bears_no_name(browser, ana):
    address = reverse("invitation", args=[invited(ana)])
    answer = SoftPasskey().make(options(browser.get(address)))
    browser.post(address, {"credential": json.dumps(answer), "name": "Ana's telephone"})
    assert Authenticator.objects.get().data["name"] == "passkey"


@pytest.mark.parametrize("flags", [0x01, 0x04])
def test_a_passkey_that_did_not_check_its_user_does_not_use_it_up(browser, ana, flags):
    address = reverse("invitation", args=[invited(ana)])
    answer = SoftPasskey().make(options(browser.get(address)), flags=flags)
    assert browser.post(address, {"credential": json.dumps(answer)}).status_code == 200
    assert Authenticator.objects.count() == 0
    assert browser.get(address).status_code == 200


def test_a_link_that_opens_nothing_says_so_in_one_way(browser, ana):
    used = invited(ana)
    address = reverse("invitation", args=[used])
    browser.post(address, {"credential": json.dumps(SoftPasskey().make(options(browser.get(address))))})
    browser.logout()
    pages = [
        browser.get(reverse(name, args=[token])) for name in ("invitation", "invitation-code") for token in (used, "x")
    ]
    assert [page.status_code for page in pages] == [410] * 4
    assert {page.context["reason"] for page in pages} == {"This link was used, has expired, or is not ours."}


def test_a_code_needs_a_password_that_is_none_of_the_common_ones(browser, ana):
    address = reverse("invitation-code", args=[invited(ana)])
    secret = browser.get(address).context["form"].secret
    for password, sent in (
        ("q1w2e3r4t5y6", code(secret)),
        ("short", code(secret)),
        (PASSWORD, "000000"),
        (PASSWORD, ""),
    ):
        assert browser.post(address, {"password": password, "code": sent}).status_code == 200
    assert Authenticator.objects.count() == 0
    sent = {"password": PASSWORD, "code": code(secret)}
    assert browser.post(address, sent).status_code == 302


def test_the_waiting_key_lies_sealed(browser, ana):
    secret = browser.get(reverse("invitation-code", args=[invited(ana)])).context["form"].secret
    assert [text for text in session_texts() if secret in text] == []
    assert browser.session["people.code"] != ""


def test_recovery_codes_are_shown_once(browser, ana):
    address = reverse("invitation-code", args=[invited(ana)])
    secret = browser.get(address).context["form"].secret
    response = browser.post(address, {"password": PASSWORD, "code": code(secret)})
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    first, second = (browser.get(reverse("mfa_view_recovery_codes")).content.decode() for _ in "ab")
    assert [code for code in codes if code not in first] == []
    assert [code for code in codes if code in second] == []
