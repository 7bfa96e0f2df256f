"""Addresses of signing in: those pages of allauth that the house uses, by allauth's names. None signs a stranger up."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as codes
from allauth.mfa.webauthn import views as passkeys
from django.urls import path
from django.views.generic import RedirectView

from comity.people import views

urlpatterns = [
    path("account/sign-in/", account.login, name="account_login"),
    path("account/sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("account/sign-in/second/", factors.authenticate, name="mfa_authenticate"),
    path("account/sign-out/", account.logout, name="account_logout"),
    path("account/closed/", account.account_inactive, name="account_inactive"),
    path("account/again/password/", account.reauthenticate, name="account_reauthenticate"),
    path("account/again/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("account/again/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/", views.WaysView.as_view(), name="mfa_index"),
    path("account/passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("account/passkeys/add/", views.AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/remove/", views.RemovePasskeyView.as_view(), name="mfa_remove_webauthn"),
    path("account/password/", views.ChangePasswordView.as_view(), name="account_change_password"),
    path("account/code/add/", views.AddCodeView.as_view(), name="mfa_activate_totp"),
    path("account/code/remove/", codes.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
