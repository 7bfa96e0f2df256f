"""Django's settings, derived from the operator's environment (environment.py)."""

import zoneinfo
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.functional import SimpleLazyObject

from comity.config import environment

zoneinfo.reset_tzpath(())  # time zones come from the pinned tzdata package, never from the host

ENVIRONMENT = environment.read()
DEMONSTRATION = ENVIRONMENT.demonstration
TESTING = ENVIRONMENT.mode == "test"
ORGANISATION = ENVIRONMENT.organisation
ORGANISATION_NAME = ENVIRONMENT.name
ORGANISATION_ZONE = ENVIRONMENT.zone
EDITION = ENVIRONMENT.edition

SECRET_KEY = SimpleLazyObject(lambda: environment.secret_key(ENVIRONMENT.keys))  # made on first use, not on import
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
ROOT_URLCONF = "comity.config.urls"
WSGI_APPLICATION = "comity.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "comity.keeper",
    "comity.treaty",
    "comity.people",
    "comity.ledger",
    "comity.docket",
    "comity.opening",
    "comity.conduct",
    "comity.rooms",
    "comity.panels",
    "comity.bargaining",
    "comity.settlement",
    "comity.faces.web",
    "django.forms",  # after ours, which draws choices
    "allauth",  # after ours, whose templates of the same name come first
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "comity.faces.web.middleware.ReaderMiddleware",  # language, zone and theme, from the reader's cookies alone
    "comity.faces.web.middleware.OneAnswerMiddleware",  # not found and not permitted: the same bytes
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "comity.faces.web.templatetags.components",
                "comity.faces.web.templatetags.words",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "comity.faces.web.shell.shell",
            ],
        },
    }
]
FORM_RENDERER = "comity.faces.web.forms.Renderer"
CSRF_FAILURE_VIEW = "comity.faces.web.errors.stale_form"
DATABASES = {"default": environment.database(ENVIRONMENT)}
USE_TZ = True
FORMAT_MODULE_PATH = ["comity.config.formats"]
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文"), ("ar", "العربية")]
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]

# Static files: collected and compressed at start into the home folder (faces/cli/serve.py), no other origin.
STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.home / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = TESTING
WHITENOISE_ALLOW_ALL_ORIGINS = False
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap's own sheet holds its ticks and arrows as data: images
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# People (TRUST 12): passkeys first, a code and a password for who has none, no e-mail or SMS factor, no open sign-up.
# allauth knows a random user name and no address; its secrets go through the keeper (people/adapters.py).
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "comity.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {"login": "comity.people.forms.LoginForm"}
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "comity.people.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "activate_totp": "comity.people.forms.AddCodeForm",
    "add_webauthn": "comity.people.forms.AddPasskeyForm",
    "authenticate_webauthn": "comity.people.forms.AnswerForm",
    "login_webauthn": "comity.people.forms.PasskeyLoginForm",
    "reauthenticate_webauthn": "comity.people.forms.RepeatPasskeyForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}  # a delegation shares one address; there is no secret to guess
RELYING_PARTY = ENVIRONMENT.hosts[0]

# Sessions: eight hours and no longer than the browser is open; on a secure line everywhere but on one's own machine.
SECURE_LINE = ENVIRONMENT.mode == "production"
SESSION_COOKIE_NAME = "__Host-session" if SECURE_LINE else "session"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = SECURE_LINE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # Strict would greet who follows a notice's link as a stranger
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE_LINE else "csrf"
CSRF_COOKIE_SECURE = SECURE_LINE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ENVIRONMENT.hosts] if SECURE_LINE else []
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# TRUST rule 4: nothing that is sent is spooled in the clear. What does not fit into memory is not taken at all.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_LINE else 0
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # other hosts of the operator's domain are not ours to commit
    "security.W008",  # the proxy in front redirects to the secure line
    "security.W021",  # nor is the browsers' preload list
]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # nothing to others; "no-referrer" would send our own forms from "null"
X_FRAME_OPTIONS = "DENY"

# Notices: content-free e-mail, by SMTP or, where none is set, into a folder of the home.
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if ENVIRONMENT.email else 'filebased'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = environment.mail_server(ENVIRONMENT)
EMAIL_FILE_PATH = ENVIRONMENT.home / "mail"
DEFAULT_FROM_EMAIL = f"notices@{ORGANISATION_NAME}"
