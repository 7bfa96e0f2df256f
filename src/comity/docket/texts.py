"""Texts with a digest: how words of a body become a version in the facts, under a salt that lies with the words.

Rules upheld:
- DESIGN 2: a version is the salted digest of a text, so that facts prove which text was meant and tell nothing of it;
- a text put again unchanged keeps its salt, and so its version: only what changed must be agreed again.
"""

from collections.abc import Mapping

from comity import keeper
from comity.law.act import Json
from comity.proof import canonical
from comity.proof.entries import text_digest

Text = dict[str, Json]


def sealed(words: Mapping[str, str], *, salt: bytes | None = None) -> Text:
    """The words with a salt (fresh where none is given), as they lie in a body."""
    return {**words, "salt": (salt or keeper.salt()).hex()}


def version(text: Mapping[str, Json]) -> str:
    """The digest (hex) of a text as it lies in a body: of its word `text` alone, else of all words, canonical JSON."""
    words: Text = {name: value for name, value in text.items() if name != "salt"}
    whole = str(words["text"]) if set(words) == {"text"} else canonical.dumps(words).decode()
    return text_digest(bytes.fromhex(str(text["salt"])), whole)


def put_again(words: Mapping[str, str], standing: Json) -> Text:
    """The words with the salt of the text that stands, if they are the same; with a fresh salt otherwise."""
    if isinstance(standing, dict) and {name: value for name, value in standing.items() if name != "salt"} == dict(
        words
    ):
        return standing
    return sealed(words)
