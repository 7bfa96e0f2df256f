"""What every page carries round its content: organisation, menus, language and theme switch, the demonstration's strip.

`shell` serves ordinary pages (a context processor); `bare` serves pages that must not depend on who asks.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_noop

from comity.faces.web import demonstration, navigation, reader, rulebook

UNNAMED = gettext_noop("Organisation for International Mediation")  # until the operator gives a name
OWN_NAMES = {"en": "English", "zh-hans": "中文", "ar": "العربية"}  # short, in the language itself


def bare(request: HttpRequest) -> dict[str, Any]:
    """The shell without the reader's account and without the page's address: the same for every path."""
    wishes = reader.of(request)
    return {
        "reader": wishes,
        "organisation": gettext(settings.ORGANISATION),
        "demonstration": settings.DEMONSTRATION,
        "edition": rulebook.title(settings.EDITION),
        "menu": navigation.menu("", member=False),
        "languages": _languages(wishes, ""),
        "other_theme": _theme(wishes, ""),
        "bare": True,
    }


def shell(request: HttpRequest) -> dict[str, Any]:
    """The shell of an ordinary page."""
    wishes = reader.of(request)
    here = request.get_full_path() if request.method == "GET" else ""
    user = getattr(request, "user", None)
    member = bool(user and user.is_authenticated)
    return bare(request) | {
        "menu": navigation.menu(request.path, member=member),
        "languages": _languages(wishes, here),
        "other_theme": _theme(wishes, here),
        "member": member,
        "acting": demonstration.acting(request) if member else "",
        "bare": False,
    }


def _languages(wishes: reader.Reader, here: str) -> list[dict[str, str]]:
    return [
        {
            "tag": reader.Reader(code, wishes.zone, wishes.theme).html_language,
            "name": OWN_NAMES[code],
            "query": _query("language", code, here),
        }
        for code in reader.LANGUAGES
        if code != wishes.language
    ]


def _theme(wishes: reader.Reader, here: str) -> dict[str, str]:
    other = "light" if wishes.theme == "dark" else "dark"
    return {"name": other, "query": _query("theme", other, here)}


def _query(name: str, value: str, here: str) -> str:
    return urlencode({name: value} | ({"next": here} if here else {}))
