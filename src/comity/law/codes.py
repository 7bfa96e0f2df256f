"""Codes of States, countries and subjects, read so that two files mean the same by the same thing.

Rules upheld:
- a State or country is its ISO 3166-1 alpha-2 code; the codes that ISO leaves to users (AA, QM-QZ, XA-XZ, ZZ) are taken
  for fictional States, `EU` and `UN` (exceptionally reserved there) for these organisations; any other word is refused,
  so that a misspelt code (`UK` for `GB`) never fails to meet its declaration;
- a code of a territory is a country but no State. Whose national a person of a territory is, a human decides:
  `states_of` names every State that administers or claims it, without taking sides;
- a subject is a tag: words in small letters joined by hyphens, whatever case, blanks and invisible characters
  it was typed with (Unicode NFKC).
"""

import re
import unicodedata

from comity.law.shape import BadInput, text

_ISO = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split()  # noqa: SIM905 - the block reads as the standard prints it
)
_FICTIONAL = re.compile(r"AA|Q[M-Z]|X[A-Z]|ZZ")
_ORGANISATIONS = frozenset(("EU", "UN"))
_ADMINISTERED = {
    "AU": "CC CX HM NF",
    "CN": "HK MO TW",
    "DK": "FO GL",
    "FI": "AX",
    "FR": "BL GF GP MF MQ NC PF PM RE TF WF YT",
    "GB": "AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG",
    "NL": "AW BQ CW SX",
    "NO": "BV SJ",
    "NZ": "TK",
    "US": "AS GU MP PR UM VI",
}
_CLAIMED = {"AR": "FK GS", "KM": "YT", "MA": "EH", "MU": "IO"}
_NO_STATE = frozenset(("AQ", "EH"))
_JOINTS = re.compile(r"[\s_-]+")


def _by_territory() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = dict.fromkeys(sorted(_NO_STATE), ())
    for table in (_ADMINISTERED, _CLAIMED):
        for state_code, territories in table.items():
            for territory in territories.split():
                found[territory] = (*found.get(territory, ()), state_code)
    return found


_TERRITORIES = _by_territory()
STATES = frozenset(_ISO - _TERRITORIES.keys())


def fictional(code: str) -> bool:
    """Whether this code is one that ISO 3166-1 leaves to users: here, a fictional State."""
    return bool(_FICTIONAL.fullmatch(code))


def states_of(code: str) -> tuple[str, ...]:
    """The States whose national one of this country may be: itself, or those that administer or claim a territory."""
    return _TERRITORIES.get(code, (code,))


def country(value: object, path: str) -> str:
    """A country: a State or a territory, where a person or a business belongs."""
    if not isinstance(value, str) or not (value in _ISO or fictional(value)):
        raise BadInput(path, "an ISO 3166-1 alpha-2 code such as KE is wanted")
    return value


def state(value: object, path: str) -> str:
    """A State; an organisation that States created (`EU`, `UN`) is named in the same place."""
    if isinstance(value, str) and value in _ORGANISATIONS:
        return value
    code = country(value, path)
    if code in _TERRITORIES:
        raise BadInput(path, f"{code} is a territory, not a State")
    return code


def tag(value: object, path: str) -> str:
    """A subject's tag, in one spelling: `Maritime delimitation` reads as `maritime-delimitation`."""
    words = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text(value, path)).casefold())
    seen = "".join(character for character in words if unicodedata.category(character) != "Cf")
    joined = _JOINTS.sub("-", seen).strip("-")
    if not joined:
        raise BadInput(path, "a subject tag such as maritime-delimitation is wanted")
    return joined
