"""How a reader wants the pages: language, time zone, theme. Read from cookies alone, so that no page asks the database.

- UI 2, 6: the server sets `lang`, `dir` and the theme; nothing needs a script.
- The last choice made on this device holds; an account's own choice is copied into the cookies at sign-in.
- Unknown values are dropped, never echoed.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from comity.law import zones as iana

LANGUAGES = tuple(code for code, _ in settings.LANGUAGES)
THEMES = ("light", "dark")
YEAR = 365 * 24 * 60 * 60  # seconds
RTL = frozenset({"ar"})


@dataclass(frozen=True)
class Reader:
    """One reader's wishes: a language of LANGUAGES, an IANA zone, a theme of THEMES."""

    language: str
    zone: str
    theme: str

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`, for `<html dir>`."""
        return "rtl" if self.language in RTL else "ltr"

    @property
    def html_language(self) -> str:
        """The language tag for `<html lang>` (BCP 47): zh-Hans, not zh-hans."""
        return translation.to_locale(self.language).replace("_", "-")


def zones() -> list[str]:
    """Every IANA zone that names a place, plus UTC, sorted."""
    return [*(zone for zone in iana.names() if "/" in zone and not zone.startswith("Etc/")), "UTC"]


def read(request: HttpRequest) -> Reader:
    """The wishes in the request's cookies; where one is missing, the browser's language and the seat's zone."""
    cookies = request.COOKIES
    return Reader(
        language=_known(cookies.get("language"), LANGUAGES) or translation.get_language_from_request(request),
        zone=_known(cookies.get("zone"), iana.names()) or settings.ORGANISATION_ZONE,
        theme=_known(cookies.get("theme"), THEMES) or "light",
    )


def of(request: HttpRequest) -> Reader:
    """The reader that the middleware set, or the one in the cookies when a page is made before it ran."""
    reader = getattr(request, "reader", None)
    return reader if isinstance(reader, Reader) else read(request)


def remember(response: HttpResponseBase, **wishes: str) -> None:
    """Set one cookie for each wish (language, zone, theme); unknown values are dropped."""
    known: dict[str, Collection[str]] = {"language": LANGUAGES, "zone": iana.names(), "theme": THEMES}
    for name, value in wishes.items():
        if value in known[name]:
            response.set_cookie(name, value, max_age=YEAR, secure=settings.SECURE_LINE, httponly=True, samesite="Lax")


def _known(value: str | None, values: Collection[str]) -> str | None:
    return value if value is not None and value in values else None
