"""The catalogues of the interface: extract, compile, check. Pure Python: no gettext program is needed.

    messages.py compile            make the .mo files (at set-up; they are not committed)
    messages.py update             take new strings into the .po files, drop the unused ones
    messages.py check              fail if a catalogue is out of date, incomplete or wrong
    messages.py missing LOCALE     print what has no translation yet, as JSON
    messages.py fill LOCALE FILE   take in translations from a JSON file {msgid: msgstr or [msgstr, ...]}

- English is the source: msgids are the English sentences. Simplified Chinese and Arabic are complete, always.
- A translation has the placeholders of its source, no more and no fewer; a plural form may leave out a number only
  where the language spells it out (one, two).
- Sources: Python (gettext and its family, `mark` of comity.law.messages), Django templates, and the words of the
  editions' TOML: a lawyer's titles and summaries are translated like everything else.
"""

import io
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).parent))  # also when a test imports this file

from messages_templates import strings

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "comity"
LOCALES = SOURCES / "locale"
COMPLETE = ("zh_Hans", "ar")
LANGUAGES = ("en", "zh_Hans", "ar")
KEYWORDS: dict[str, Any] = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "mark": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
TOML_KEYS = frozenset({"title", "told", "summary", "stage"})
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%")
EMPTY_PLURALS = {"ar": 6}  # CLDR: zero, one, two, few, many, other
PLURALS = {  # in CLDR's order of forms; Babel's own formula has many and other the wrong way round
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
}


@dataclass(frozen=True)
class Found:
    """One string of the sources."""

    singular: str
    plural: str | None
    context: str | None
    file: str


def template(found: Iterable[Found]) -> Catalog:
    """Every string of the sources, with the files that use it, without line numbers (they would only make noise)."""
    catalog = Catalog(charset="utf-8")
    for item in sorted(found, key=lambda item: (item.file, item.singular)):
        key = (item.singular, item.plural) if item.plural else item.singular
        catalog.add(key, locations=[(item.file, None)], context=item.context)  # type: ignore[list-item]  # Babel allows no line
    return catalog


def sources() -> Iterator[Found]:
    """Strings of Python, templates and editions, each kind in its own way."""
    for path in sorted(SOURCES.rglob("*.py")):
        yield from from_python(path)
    for path in sorted(SOURCES.rglob("templates/**/*.html")) + sorted(SOURCES.rglob("templates/**/*.txt")):
        yield from from_template(path)
    for folder in (SOURCES / "law" / "editions", SOURCES / "treaty"):
        for path in sorted(folder.rglob("*.toml")):
            yield from from_edition(path)


def from_python(path: Path) -> Iterator[Found]:
    """Calls of gettext's family and of `mark`."""
    with path.open("rb") as file:
        for _line, messages, _comments, context in extract("python", file, keywords=KEYWORDS):
            parts = messages if isinstance(messages, tuple) else (messages,)
            yield Found(parts[0], parts[1] if len(parts) > 1 else None, context, _relative(path))


def from_template(path: Path) -> Iterator[Found]:
    """`translate`, `blocktranslate` and `_("...")` of a Django template, as Django itself will look them up."""
    for singular, plural, context in strings(path.read_text(encoding="utf-8")):
        yield Found(singular, plural, context, _relative(path))


def from_edition(path: Path) -> Iterator[Found]:
    """Titles, summaries and stages, at any depth."""
    for text in _words(tomllib.loads(path.read_text(encoding="utf-8"))):
        yield Found(text, None, None, _relative(path))


def catalogue(language: str) -> Catalog:
    """The language's catalogue as it stands in the tree; an empty one if there is none."""
    path = _po(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str, strings: Catalog) -> bytes:
    """The catalogue with today's strings, as bytes: the same bytes for the same strings and translations."""
    catalog = catalogue(language)
    catalog.update(strings, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=110, omit_header=True, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return _header(catalog) + buffer.getvalue()


def faults(language: str, catalog: Catalog) -> Iterator[str]:
    """What is wrong with a catalogue's translations, in sentences."""
    for message in catalog:
        if not message.id:
            continue
        name = f"{language}: {_name(message)!r}"
        if message.fuzzy:
            yield f"{name} is fuzzy"
        if not _translated(message):
            if language in COMPLETE:
                yield f"{name} is not translated"
            continue
        yield from (f"{name}: {fault}" for fault in _placeholder_faults(message))


def check() -> list[str]:
    """Every fault of every catalogue; empty if all is well."""
    strings = template(sources())
    found = []
    for language in LANGUAGES:
        path = _po(language)
        if not path.exists() or path.read_bytes() != updated(language, strings):
            found.append(f"{language}: the catalogue is out of date; run make messages")
        found += faults(language, catalogue(language))
    return found


def update() -> None:
    """Write every catalogue anew."""
    strings = template(sources())
    for language in LANGUAGES:
        path = _po(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(updated(language, strings))
    compile_all()


def compile_all() -> None:
    """Make the .mo file of every catalogue; what is fuzzy is left out."""
    for language in LANGUAGES:
        path = _po(language)
        if path.exists():
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, catalogue(language))


def missing(language: str) -> dict[str, str | list[str]]:
    """What has no translation yet: {msgid: ""} or, for a plural, {msgid: ["", ...]}."""
    catalog = catalogue(language)
    lacking = (message for message in catalog if message.id and not _translated(message))
    return {_name(message): [""] * catalog.num_plurals if message.pluralizable else "" for message in lacking}


def fill(language: str, translations: dict[str, str | list[str]]) -> list[str]:
    """Take translations in; returns the names that no string of the sources has."""
    catalog = catalogue(language)
    named = {_name(message): message for message in catalog if message.id}
    for name, text in translations.items():
        if name in named:
            named[name].string = tuple(text) if isinstance(text, list) else text
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=110, omit_header=True, sort_output=True, include_lineno=False, ignore_obsolete=True)
    _po(language).write_bytes(_header(catalog) + buffer.getvalue())
    return sorted(set(translations) - set(named))


def main(words: list[str]) -> int:
    """Run one of the commands of the module's head; 1 if something is wrong, 2 if the command is."""
    match words:
        case ["compile"]:
            compile_all()
        case ["update"]:
            update()
        case ["check"]:
            found = check()
            print("\n".join(found) or "messages: complete")
            return 1 if found else 0
        case ["missing", language] if language in LANGUAGES:
            print(json.dumps(missing(language), ensure_ascii=False, indent=1))
        case ["fill", language, file] if language in LANGUAGES:
            update()
            unknown = fill(language, json.loads(Path(file).read_text(encoding="utf-8")))
            update()
            print("\n".join(f"not a string of the sources: {name!r}" for name in unknown) or "filled")
            return 1 if unknown else 0
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


def _placeholder_faults(message: Message) -> Iterator[str]:
    texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    wanted = _placeholders(message.id[-1] if isinstance(message.id, (tuple, list)) else message.id)
    for number, text in enumerate(texts):
        have = _placeholders(text or "")
        spelled_out = len(texts) > 1 and number < len(texts) - 1 and have <= wanted
        if have != wanted and not spelled_out:
            yield f"has the placeholders {sorted(have)}, not {sorted(wanted)}, in {text!r}"


def _placeholders(text: str) -> set[str]:
    return {found[1] for found in PLACEHOLDER.finditer(text) if found[1]}


def _translated(message: Message) -> bool:
    texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return bool(texts) and all(texts)


def _name(message: Message) -> str:
    """A string's name in `missing` and `fill`: the singular, with its context before it, if any."""
    singular = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
    return f"{message.context}|{singular}" if message.context else str(singular)


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in TOML_KEYS and isinstance(inner, str) and inner:
                yield inner
            elif key != "facts":  # types, whatever a fact is called
                yield from _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)


def _header(catalog: Catalog) -> bytes:
    lines = [
        f"Language: {catalog.locale_identifier}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {PLURALS.get(str(catalog.locale_identifier), catalog.plural_forms)}",
    ]
    return ('msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n").encode()


def _po(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "django.po"


def _relative(path: Path) -> str:
    return path.relative_to(ROOT / "src").as_posix()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
