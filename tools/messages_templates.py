"""The translatable strings of a Django template, read with Django's own lexer and named as Django will look them up.

- `{% translate "..." context "..." %}` (and `trans`), `{% blocktranslate %}` with `count`, `context`, `trimmed`,
  `asvar` and `plural`, and `_("...")` in any tag or variable.
- A variable of a block becomes `%(name)s`, a literal percent sign `%%`: the same text that Django's
  BlockTranslateNode builds at run time, or a catalogue would hold strings that nobody asks for.
"""

import re
from collections.abc import Iterator

from django.template.base import Lexer, Token, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

String = tuple[str, str | None, str | None]  # singular, plural, context
INLINE = re.compile(r"""_\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*\)""")


class BadTemplate(ValueError):
    """A block that is not closed, or that holds a tag."""


def strings(source: str) -> Iterator[String]:
    """Every string of the template, in order."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type not in (TokenType.BLOCK, TokenType.VAR):
            continue
        words = list(smart_split(token.contents)) if token.token_type == TokenType.BLOCK else []
        if words and words[0] in ("translate", "trans"):
            yield from _inline(words)
        elif words and words[0] in ("blocktranslate", "blocktrans"):
            yield _block(words, tokens)
        for found in INLINE.finditer(token.contents):
            yield _escaped(found[1] if found[1] is not None else found[2]), None, None


def _inline(words: list[str]) -> Iterator[String]:
    text = _literal(words[1])
    if text is not None and "noop" not in words[2:]:
        yield _escaped(text), None, _context(words)


def _block(words: list[str], tokens: Iterator[Token]) -> String:
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token.token_type == TokenType.TEXT:
            parts[-1].append(_escaped(token.contents))
        elif token.token_type == TokenType.VAR:
            parts[-1].append(f"%({token.contents.split('|')[0].strip()})s")
        elif token.token_type == TokenType.BLOCK and token.contents.strip() == "plural":
            parts.append([])
        elif token.token_type == TokenType.BLOCK and token.contents.strip() in ("endblocktranslate", "endblocktrans"):
            break
        elif token.token_type == TokenType.BLOCK:
            raise BadTemplate(f"blocktranslate may not hold {{% {token.contents} %}}")
    else:
        raise BadTemplate("blocktranslate is not closed")
    texts = ["".join(part) for part in parts]
    if "trimmed" in words:
        texts = [trim_whitespace(text) for text in texts]
    return texts[0], texts[1] if len(texts) > 1 else None, _context(words)


def _context(words: list[str]) -> str | None:
    return _literal(words[words.index("context") + 1]) if "context" in words else None


def _literal(word: str) -> str | None:
    """The text of a quoted word; None for a variable."""
    return word[1:-1] if word[:1] in ("'", '"') and word[-1:] == word[:1] else None


def _escaped(text: str) -> str:
    return text.replace("%", "%%")
