"""Names of States and countries in the six languages of the United Nations.

Rules upheld:
- a name is as the United Nations writes it: from CLDR (Babel) where that is the same, else from names.toml;
- fictional States bear codes that ISO 3166-1 leaves to users, and are told apart by `fictional`;
- lists follow the reader's alphabet: Chinese by the order of GB 18030, whose common characters stand by pinyin; the
  others without regard to accents. No State has a first place of its own.
"""

import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Final

from babel import Locale

from comity.law import codes
from comity.law.codes import fictional

__all__ = ["LANGUAGES", "all_states", "fictional", "name", "ordered"]

LANGUAGES: Final = ("ar", "zh", "en", "fr", "ru", "es")
_FICTIONAL = ("XM", "XN")


@cache
def _own() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("comity.treaty").joinpath("names.toml").read_text("utf-8"))


@cache
def _cldr(language: str) -> dict[str, str]:
    return {str(code): str(word) for code, word in Locale.parse(language).territories.items()}


def _known(language: str) -> str:
    base = language.replace("_", "-").partition("-")[0].lower()
    return base if base in LANGUAGES else "en"


def name(code: str, language: str = "en") -> str:
    """The name of a State, country or organisation in a language (`zh-hans` reads as `zh`); the code if it has none.

    A language other than the six gives English.
    """
    tongue = _known(language)
    return _own().get(code, {}).get(tongue) or _cldr(tongue).get(code, code)


def _key(word: str, language: str) -> tuple[bytes, str]:
    if _known(language) == "zh":
        return word.encode("gb18030"), word
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(one for one in letters if not unicodedata.combining(one)).encode(), word


def ordered(names: Iterable[str], language: str) -> list[str]:
    """Codes in the order of their names in that language."""
    return sorted(names, key=lambda code: _key(name(code, language), language))


def all_states(language: str, *, with_fictional: bool = False) -> list[tuple[str, str]]:
    """(code, name) of every State in the order of the language; the fictional ones on demand."""
    chosen = codes.STATES | frozenset(_FICTIONAL if with_fictional else ())
    return [(code, name(code, language)) for code in ordered(chosen, language)]
