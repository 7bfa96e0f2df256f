"""Django's settings, derived from the operator's environment (environment.py)."""

import zoneinfo

from comity.config import environment

zoneinfo.reset_tzpath(())  # time zones come from the pinned tzdata package, never from the host

ENVIRONMENT = environment.read()
DEMONSTRATION = ENVIRONMENT.demonstration
TESTING = ENVIRONMENT.mode == "test"
ORGANISATION = ENVIRONMENT.organisation
ORGANISATION_NAME = ENVIRONMENT.name
ORGANISATION_ZONE = ENVIRONMENT.zone

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
    "comity.faces.web",
]
DATABASES = {"default": environment.database(ENVIRONMENT)}
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文"), ("ar", "العربية")]
STATIC_URL = "/static/"
