"""The city that an IANA zone is named after, in the reader's language.

CLDR keeps the cities of some zones under the zone's former name: Godthab for Nuuk, Calcutta for Kolkata.
"""

import re

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location
from django.utils.translation import gettext_lazy as _

CITIES = {"America/Panama": _("Panama City")}  # where CLDR's name is also a State's


def city(zone: str, locale: Locale) -> str:
    """The city; the distance from UTC, or the zone itself, where it is named after none."""
    if zone in CITIES and locale.language == "en":
        return str(CITIES[zone])
    if "/" not in zone:
        return zone
    if named := re.fullmatch(r"Etc/(?:GMT|UTC)(?:([+-])(\d+))?", zone):
        sign, hours = named.groups()  # the IANA names of these zones bear the sign the other way round
        return f"UTC{'−' if sign == '+' else '+'}{hours}" if sign else "UTC"
    former = [old for old, new in get_global("zone_aliases").items() if new == zone]
    known = (locale.time_zones[name].get("city") for name in [zone, *former] if name in locale.time_zones)
    found = next(filter(None, known), None) or get_timezone_location(zone, locale=locale, return_city=True) or zone
    return str(found).rpartition("/")[2]
