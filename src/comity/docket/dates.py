"""Instants and dates as people read them, in the reader's language, without the city.

- Chinese by CLDR; in Arabic the months bear the double names that the United Nations writes, and digits are Western.
- Functions of their arguments alone: none reads a clock or the language in force.
"""

import zoneinfo
from datetime import date, datetime

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime

FORMATS = {  # language: (instant, with the day of the week, date alone); no line breaks within a date
    "en": ("d\u00a0MMM\u00a0y, HH:mm", "EEE\u00a0d\u00a0MMM\u00a0y, HH:mm", "d\u00a0MMM\u00a0y"),
    "zh": ("y年M月d日 HH:mm", "y年M月d日 EEE HH:mm", "y年M月d日"),
    "ar": ("d {month} y، HH:mm", "EEEE، d {month} y، HH:mm", "d {month} y"),
}
MONTHS = (  # as the United Nations writes them: the names of the eastern, then of the western Arab countries
    *("كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيه"),
    *("تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر"),
)


def locale(language: str) -> Locale:
    """The CLDR locale for one of our languages; English for an unknown one."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return Locale("en")


def moment(at: datetime, zone: str, language: str, *, weekday: bool = False) -> str:
    """The aware instant `at` in the IANA `zone`, to the minute, without the city."""
    local = at.astimezone(zoneinfo.ZoneInfo(zone))
    plain, with_day, _date = _formats(language, local)
    return str(format_datetime(local, with_day if weekday else plain, locale=locale(language)))


def day(at: date, language: str) -> str:
    """A calendar date: 27 Nov 2026, 2026年11月27日, 27 تشرين الثاني/نوفمبر 2026."""
    return str(format_date(at, _formats(language, at)[2], locale=locale(language)))


def _formats(language: str, at: date) -> tuple[str, str, str]:
    """The patterns for a language, the month of `at` named where CLDR does not name it as the United Nations does."""
    plain, with_day, alone = FORMATS.get(language.split("-", maxsplit=1)[0], FORMATS["en"])
    month = f"'{MONTHS[at.month - 1]}'"
    return plain.format(month=month), with_day.format(month=month), alone.format(month=month)
