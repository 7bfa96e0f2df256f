"""Words that people gave: as they wrote them, or, where they gave them in several languages, by language code.

- What is shown is what was given: nothing is translated here.
- The language of words that name none is told from their letters, for who reads them aloud or sets them.
"""

import re
from collections.abc import Mapping
from typing import TypeAlias

from comity.law.act import Json

Wording: TypeAlias = str | Mapping[str, str]

CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")  # of a language, in small letters
ARABIC = re.compile(r"[\u0600-\u06ff]")
HAN = re.compile(r"[\u3400-\u9fff]")
GAP = re.compile(r"([。；：，])\s+(?=\S)")  # a mark that is as wide as a space


def worded(value: Json | Wording) -> Wording:
    """The wording that lies in a body under a name; empty for what is none."""
    if not isinstance(value, Mapping):
        return value if isinstance(value, str) else ""
    found = {code: words for code, words in value.items() if CODE.fullmatch(code) and isinstance(words, str)}
    return found if len(found) == len(value) else ""


def given(value: Json | Wording) -> tuple[str, ...]:
    """The words in every language in which they were given."""
    found = worded(value)
    return (found,) if isinstance(found, str) else tuple(found.values())


def shown(value: Json | Wording, language: str) -> str:
    """The words in `language` (`zh-hans` reads as `zh`), else in English, else the first by language code.

    Words that name no language are shown as they are; what is no wording is empty.
    """
    found = worded(value)
    if isinstance(found, str):
        return found
    codes = (language, language.partition("-")[0], "en", *sorted(found))
    return next((found[code] for code in codes if found.get(code)), "")


def run_on(text: str, language: str) -> str:
    """Sentences in a row as `language` spaces them: in Chinese no space follows a mark."""
    return GAP.sub(r"\1", text) if language.startswith("zh") else text


def tongue(text: str) -> str:
    """The language whose letters the text is written in: ar, zh, else en."""
    counts = {"ar": len(ARABIC.findall(text)), "zh": len(HAN.findall(text))}
    most = max(counts, key=counts.__getitem__)
    return most if counts[most] * 3 >= len("".join(text.split())) > 0 else "en"
