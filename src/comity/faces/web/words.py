"""Zones, time left, digests and articles as people read them, in the reader's language.

- An instant is never shown without its city (UI 5): "27 Nov 2026, 10:59" and "Hong Kong".
- Time left is counted in days of the reader's calendar, then in hours; it never ticks (UI 3).
- A digest stands in groups of four, isolated left to right (UI 6), and is never cut without a sign of the cut.
- What somebody wrote stays in its language, and says which it is.
- Functions of their arguments and of the language alone: none reads a clock.
"""

import re
import zoneinfo
from datetime import datetime, timedelta

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop, ngettext, pgettext

from comity.docket import cities
from comity.docket.dates import locale
from comity.law.wording import tongue

NEAR = timedelta(days=5)
KINDS = {
    "Art.": gettext_noop("Art. %(number)s"),
    "Arts.": gettext_noop("Arts. %(number)s"),
    "R.": gettext_noop("R. %(number)s"),
    "Ch.": gettext_noop("Ch. %(number)s"),
    "row": gettext_noop("row %(number)s"),
}
INSTRUMENTS = (  # named in articles
    *(gettext_noop("ICSID"), gettext_noop("VCLT"), gettext_noop("Singapore"), gettext_noop("Model Law")),
)
PLACES = (gettext_noop("protocol"), gettext_noop("settlement text"), gettext_noop("Final clauses"))  # instead of one


def city(zone: str, language: str) -> str:
    """The city that an IANA zone is named after, in the reader's language; the zone itself where CLDR knows none."""
    return cities.city(zone, locale(language))


def left(due: datetime, now: datetime, zone: str) -> str:
    """The time left until `due`, counted on the calendar of `zone`: days, then hours, then "passed"."""
    if now > due:
        return pgettext("deadline", "passed")
    here = zoneinfo.ZoneInfo(zone)
    days = (due.astimezone(here).date() - now.astimezone(here).date()).days
    if days > 0:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    hours = int((due - now).total_seconds() // 3600)
    if hours > 0:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return gettext("less than an hour")


def near(due: datetime, now: datetime) -> bool:
    """True below five days, where the triangle stands; a deadline that has passed is not near."""
    return timedelta(0) <= due - now < NEAR


def grouped(digest: str, *, groups: int | None = None) -> str:
    """A digest in groups of four; with `groups`, the first ones and an ellipsis."""
    parts = [digest[start : start + 4] for start in range(0, len(digest), 4)]
    if groups is None or groups >= len(parts):
        return " ".join(parts)
    return " ".join(parts[:groups]) + " …"


def article(reference: str) -> str:
    """An edition's article as a lawyer of the reader's language writes it.

    "Art. 24" -> Art. 24, 第24条; "Arts. 25-26" -> Arts. 25–26; "ICSID R. 13" -> ICSID R. 13; other words as they are.
    """
    found = re.fullmatch(r"(?:(ICSID|VCLT|Singapore|Model Law) )?(Arts?\.|R\.|Ch\.|row) (.+)", reference)
    if not found:
        return gettext(reference) if reference else ""
    instrument, kind, number = found.groups()
    cited = gettext(KINDS[kind]) % {"number": number.replace("-", "–")}
    return (
        gettext("%(instrument)s %(article)s") % {"instrument": gettext(instrument), "article": cited}
        if instrument
        else cited
    )


def spoken(text: str, language: str) -> SafeString:
    """Words as somebody gave them: isolated, and marked with their own language where it is not the page's."""
    if not _foreign(text, language):
        return conditional_escape(text)
    return format_html('<bdi lang="{}">{}</bdi>', tongue(text), text)


def paragraphs(html: SafeString, language: str) -> SafeString:
    """Plain paragraphs, each in the direction and the language of its own script: an English clause in Arabic."""

    def marked(found: re.Match[str]) -> str:
        spoken = f' lang="{tongue(found[1])}"' if _foreign(found[1], language) else ""
        return f'<p dir="auto"{spoken}>{found[1]}</p>'

    return mark_safe(re.sub(r"<p>(.*?)</p>", marked, html, flags=re.DOTALL))  # noqa: S308  escaped before, and whole


def _foreign(text: str, language: str) -> bool:
    return any(letter.isalpha() for letter in text) and tongue(text) != language.partition("-")[0]
