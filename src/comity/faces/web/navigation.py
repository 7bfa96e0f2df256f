"""The two menus: what a visitor may open, and what an account may open.

One line is one page: the URL's name and what people read. A line appears only where its page is served: production has
no demonstration, and an organisation may serve the register alone.
"""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PUBLIC = (("treaty", _("Treaty register")), ("rules", _("Rules")))
MEMBERS = (
    ("dashboard", _("What awaits me")),
    ("cases", _("Cases")),
    ("request", _("New request")),
    ("treaty", _("Treaty register")),
    ("rules", _("Rules")),
)


@dataclass(frozen=True)
class Entry:
    """One line of a menu; `current` is empty, `page` or `true` (for `aria-current`)."""

    url: str
    label: str | Promise
    current: str


def menu(path: str, *, member: bool) -> list[Entry]:
    """The lines for this reader, with the page of `path` marked."""
    entries = []
    for name, label in MEMBERS if member else PUBLIC:
        if (url := address(name)) is not None:
            entries.append(Entry(url, label, _current(url, path)))
    return entries


def address(name: str) -> str | None:
    """The page's address, or None where it is not served."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def _current(url: str, path: str) -> str:
    if path == url:
        return "page"
    return "true" if path.startswith(url) else ""
