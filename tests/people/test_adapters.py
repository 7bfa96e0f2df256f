"""Where allauth meets the house."""

import pytest
from allauth.account.adapter import get_adapter as account_adapter
from allauth.mfa.adapter import get_adapter as factor_adapter
from django.core.exceptions import PermissionDenied

from comity import keeper

pytestmark = pytest.mark.database


def test_nobody_signs_up():
    assert account_adapter().is_open_for_signup(None) is False


def test_nothing_goes_out_by_mail():
    with pytest.raises(PermissionDenied):
        account_adapter().send_mail("account/email/anything", "ana@example.org", {})


def test_a_secret_opens_again_and_lies_sealed():
    sealed = factor_adapter().encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert factor_adapter().decrypt(sealed) == "JBSWY3DPEHPK3PXP"
    assert factor_adapter().encrypt("JBSWY3DPEHPK3PXP") != sealed


def test_a_secret_moved_to_another_place_stays_closed():
    one, other = (factor_adapter().encrypt(text) for text in ("one", "other"))
    with pytest.raises(keeper.NotOpened):
        factor_adapter().decrypt(one.partition(".")[0] + "." + other.partition(".")[2])


def test_one_relying_party_whatever_the_request_says(settings):
    assert factor_adapter().get_public_key_credential_rp_entity() == {"id": "localhost", "name": settings.ORGANISATION}
