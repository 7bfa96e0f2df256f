"""Signing in as a browser does it: passkey, password and code, ways in, and what each door refuses."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.cache import cache
from django.urls import reverse
from fido2.utils import websafe_encode

from comity.people import acts
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


@pytest.fixture
def key_of_code(browser, ana):
    """Ana's account with password and code, as its invitation makes it; the code generator's key."""
    address = reverse("invitation-code", args=[invited(ana)])
    secret = browser.get(address).context["form"].secret
    assert browser.post(address, {"password": PASSWORD, "code": code(secret)}).status_code == 302
    browser.logout()
    cache.clear()
    return secret


class TestPasskey:
    def test_a_passkey_alone_signs_in(self, browser, ana):
        response = sign_in(browser, world.passkey(ana))
        assert (response.status_code, response["Location"]) == (302, reverse("dashboard"))
        assert signed_in(browser) == ana.id

    def test_the_readers_wishes_become_the_accounts(self, browser, ana):
        acts.set_preferences(ana.id, language="zh-hans", zone="Africa/Nairobi", theme="auto")
        response = sign_in(browser, world.passkey(ana))
        wishes = {name: cookie.value for name, cookie in response.cookies.items()}
        assert (wishes["language"], wishes["zone"], "theme" in wishes) == ("zh-hans", "Africa/Nairobi", False)

    @pytest.mark.parametrize(
        "abuse", [{"flags": 0x01}, {"challenge": b"0" * 32}, {"tamper": True}, {"kind": "webauthn.create"}]
    )
    def test_an_answer_wrong_in_one_part_does_not(self, browser, ana, abuse):
        assert sign_in(browser, world.passkey(ana), **abuse)["Location"] == reverse("account_login")
        assert signed_in(browser) is None

    @pytest.mark.parametrize("handle", [None, b"", b"\0" * 26, b"a" * 26, b"short"])
    def test_an_answer_that_names_no_account_does_not(self, browser, ana, handle):
        soft = world.passkey(ana)
        soft.user_handle = handle
        assert sign_in(browser, soft)["Location"] == reverse("account_login")
        assert signed_in(browser) is None

    def test_an_answer_without_a_question_does_not(self, browser, ana):
        answer = world.passkey(ana).get({"challenge": "YQ"})
        browser.post(reverse("mfa_login_webauthn"), {"credential": json.dumps(answer)})
        assert signed_in(browser) is None

    @pytest.mark.parametrize("sent", ["", "{", "[]", "[" * 60_000, json.dumps({"type": "public-key"})])
    def test_what_is_no_answer_breaks_nothing(self, browser, sent):
        response = browser.post(reverse("mfa_login_webauthn"), {"credential": sent})
        assert (response.status_code, response["Location"]) == (302, reverse("account_login"))

    def test_a_passkey_whose_key_is_broken_opens_nothing(self, browser, ana):
        soft = SoftPasskey()
        asked = {"challenge": "YQ", "user": {"id": websafe_encode(ana.id.encode())}}
        WebAuthn.add(ana, "passkey", soft.make(asked, cose={1: 2, 3: -7}))
        assert sign_in(browser, soft)["Location"] == reverse("account_login")
        assert signed_in(browser) is None

    def test_a_closed_account_stays_closed(self, browser, ana):
        soft = world.passkey(ana)
        acts.close_account(ana.id, at=world.NOON)
        assert sign_in(browser, soft)["Location"] == reverse("account_inactive")
        assert browser.get(reverse("account_inactive")).status_code == 200
        assert signed_in(browser) is None

    def test_a_closed_account_is_signed_out(self, browser, ana):
        sign_in(browser, world.passkey(ana))
        acts.close_account(ana.id, at=world.NOON)
        assert browser.get(reverse("mfa_index")).status_code == 302


class TestPasswordAndCode:
    def test_both_are_wanted(self, browser, ana, key_of_code):
        response = browser.post(reverse("account_login"), {"login": "ANA@example.org", "password": PASSWORD})
        assert response["Location"] == reverse("mfa_authenticate")
        assert signed_in(browser) is None
        assert browser.get(reverse("mfa_authenticate")).status_code == 200
        assert browser.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
        assert signed_in(browser) is None
        browser.post(reverse("mfa_authenticate"), {"code": code(key_of_code)})
        assert signed_in(browser) == ana.id

    @pytest.mark.usefixtures("key_of_code")
    def test_the_address_does_not_reach_the_session(self, browser, ana):
        browser.post(reverse("account_login"), {"login": "ana@example.org", "password": PASSWORD})
        assert [text for text in session_texts() if "example" in text.lower()] == []
        assert [text for text in session_texts() if ana.username in text] != []

    @pytest.mark.parametrize("login", ["ana@example.org", "nobody@example.org"])
    @pytest.mark.usefixtures("key_of_code")
    def test_a_wrong_password_and_an_unknown_address_are_one_answer(self, browser, login):
        response = browser.post(reverse("account_login"), {"login": login, "password": "wrong horse battery"})
        assert response.context["form"].non_field_errors() == ["This address and this password do not belong together."]
        assert signed_in(browser) is None

    @pytest.mark.usefixtures("key_of_code")
    def test_guessing_is_slowed_down(self, browser):
        sent = {"login": "ana@example.org", "password": "wrong horse battery"}
        for _ in range(5):
            browser.post(reverse("account_login"), sent)
        response = browser.post(reverse("account_login"), sent | {"password": PASSWORD})
        assert response.context["form"].non_field_errors() == ["Too many attempts. Wait a few minutes, then try again."]

    @pytest.mark.usefixtures("key_of_code")
    def test_a_passkey_serves_as_the_second_step(self, browser, ana):
        soft = world.passkey(ana)
        browser.post(reverse("account_login"), {"login": "ana@example.org", "password": PASSWORD})
        page = browser.get(reverse("mfa_authenticate"))
        browser.post(reverse("mfa_authenticate"), {"credential": json.dumps(soft.get(options(page), tamper=True))})
        assert signed_in(browser) is None
        page = browser.get(reverse("mfa_authenticate"))
        browser.post(reverse("mfa_authenticate"), {"credential": json.dumps(soft.get(options(page)))})
        assert signed_in(browser) == ana.id

    @pytest.mark.usefixtures("key_of_code")
    def test_a_recovery_code_stands_in_once(self, browser, ana):
        recovery = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
        for expected in (ana.id, None):
            browser.post(reverse("account_login"), {"login": "ana@example.org", "password": PASSWORD})
            browser.post(reverse("mfa_authenticate"), {"code": recovery})
            assert signed_in(browser) == expected
            browser.logout()

    def test_secrets_lie_sealed(self, key_of_code):
        rows = [str(data) for data in Authenticator.objects.values_list("data", flat=True)]
        assert [row for row in rows if key_of_code in row] == []
        assert Authenticator.objects.get(type="totp").wrap().validate_code(code(key_of_code))


class TestWaysIn:
    @pytest.fixture
    def soft(self, browser, ana):
        soft = world.passkey(ana)
        sign_in(browser, soft)
        return soft

    def again(self, browser, soft, page="mfa_index"):
        asked = browser.get(reverse("mfa_reauthenticate_webauthn"))
        sent = {"credential": json.dumps(soft.get(options(asked))), "next": reverse(page)}
        return browser.post(reverse("mfa_reauthenticate_webauthn"), sent)

    @pytest.mark.usefixtures("soft")
    def test_the_page_lists_them(self, browser):
        page = browser.get(reverse("mfa_index"))
        assert page.status_code == 200
        assert page.context["has_password"] is False
        assert browser.get(reverse("mfa_list_webauthn"))["Location"] == reverse("mfa_index")

    def test_a_change_wants_the_passkey_again(self, browser, soft):
        response = browser.get(reverse("mfa_add_webauthn"))
        assert response["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))
        assert self.again(browser, soft, "mfa_add_webauthn")["Location"] == reverse("mfa_add_webauthn")
        assert browser.get(reverse("mfa_add_webauthn")).status_code == 200

    def test_a_second_passkey_is_added_and_signs_in(self, browser, ana, soft):
        self.again(browser, soft)
        second = SoftPasskey()
        asked = options(browser.get(reverse("mfa_add_webauthn")))
        assert asked["publicKey"]["authenticatorSelection"]["residentKey"] == "required"
        answer = second.make(asked)
        response = browser.post(reverse("mfa_add_webauthn"), {"credential": json.dumps(answer)})
        assert response["Location"] == reverse("mfa_index")
        assert sorted(Authenticator.objects.values_list("type", flat=True)) == ["webauthn", "webauthn"]
        browser.logout()
        sign_in(browser, second)
        assert signed_in(browser) == ana.id

    def test_the_last_one_stays_until_there_is_another(self, browser, ana, soft):
        self.again(browser, soft)
        only = reverse("mfa_remove_webauthn", args=[Authenticator.objects.get().pk])
        assert browser.get(only).status_code == 200
        assert browser.post(only)["Location"] == reverse("mfa_index")
        assert Authenticator.objects.count() == 1
        world.passkey(ana)
        assert browser.post(only).status_code == 302
        assert Authenticator.objects.count() == 1

    def test_anothers_passkey_is_not_found(self, browser, soft):
        world.passkey(world.person("Ben"))
        self.again(browser, soft)
        other = Authenticator.objects.latest("id")
        assert browser.post(reverse("mfa_remove_webauthn", args=[other.pk])).status_code == 404

    @pytest.mark.parametrize("name", ["mfa_activate_totp", "account_change_password"])
    def test_an_account_of_passkeys_gets_no_weaker_door(self, browser, soft, name):
        self.again(browser, soft)
        assert browser.get(reverse(name)).status_code == 404

    def test_a_stranger_is_asked_to_sign_in(self, browser):
        for name in ("mfa_index", "mfa_add_webauthn", "mfa_activate_totp", "account_change_password"):
            assert browser.get(reverse(name))["Location"].startswith(reverse("account_login"))

    @pytest.mark.usefixtures("soft")
    def test_signing_out_takes_a_click(self, browser, ana):
        assert browser.get(reverse("account_logout")).status_code == 200
        assert signed_in(browser) == ana.id
        assert browser.post(reverse("account_logout"))["Location"] == "/"
        assert signed_in(browser) is None


class TestWaysInWithAPassword:
    @pytest.fixture(autouse=True)
    def inside(self, browser, key_of_code):
        browser.post(reverse("account_login"), {"login": "ana@example.org", "password": PASSWORD})
        browser.post(reverse("mfa_authenticate"), {"code": code(key_of_code)})
        assert browser.get(reverse("account_reauthenticate")).status_code == 200
        assert browser.get(reverse("mfa_reauthenticate")).status_code == 200
        browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    def test_the_password_is_changed(self, browser, ana):
        assert browser.get(reverse("account_change_password")).status_code == 200
        sent = {"oldpassword": PASSWORD, "password1": "staple battery horse", "password2": "staple battery horse"}
        assert browser.post(reverse("account_change_password"), sent)["Location"] == reverse("mfa_index")
        assert Account.objects.get(id=ana.id).check_password("staple battery horse")

    def test_the_only_generator_stays(self, browser):
        assert browser.get(reverse("mfa_deactivate_totp")).status_code == 200
        browser.post(reverse("mfa_deactivate_totp"))
        assert Authenticator.objects.filter(type="totp").count() == 1

    def test_a_generator_is_replaced_beside_a_passkey(self, browser, ana):
        world.passkey(ana)
        browser.post(reverse("mfa_deactivate_totp"))
        assert Authenticator.objects.filter(type="totp").count() == 0
        page = browser.get(reverse("mfa_activate_totp"))
        assert page.status_code == 200
        sent = {"code": code(page.context["form"].secret)}
        assert browser.post(reverse("mfa_activate_totp"), sent).status_code == 302
        assert Authenticator.objects.filter(type="totp").count() == 1

    def test_new_recovery_codes_replace_the_old(self, browser):
        old = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
        assert browser.get(reverse("mfa_generate_recovery_codes")).status_code == 200
        assert browser.post(reverse("mfa_generate_recovery_codes"))["Location"] == reverse("mfa_view_recovery_codes")
        new = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
        assert set(old).isdisjoint(new)

    def test_the_page_lists_them(self, browser):
        page = browser.get(reverse("mfa_index")).content.decode()
        assert reverse("mfa_deactivate_totp") in page
        assert reverse("account_change_password") in page


def test_nobody_signs_up(browser):
    assert browser.get("/account/signup/").status_code == 404
    assert browser.get("/account/password/reset/").status_code == 404


@pytest.mark.parametrize("language", ["en", "zh-hans", "ar"])
def test_the_sign_in_page_holds_no_script_of_its_own(browser, language):
    browser.cookies.load({"language": language})
    page = browser.get(reverse("account_login"))
    assert re.findall(r"<script(?![^>]* src=)", page.content.decode()) == []
    assert re.findall(r" (?:style|on[a-z]+)=", page.content.decode()) == []


def test_too_many_questions_are_answered_with_a_page(browser, settings):
    settings.MFA_RATE_LIMITS = {"webauthn_login": "1/m/ip"}
    pages = [browser.post(reverse("mfa_login_webauthn")) for _ in "ab"]
    assert [page.status_code for page in pages] == [302, 429]
    assert "too many attempts" in pages[1].content.decode()
