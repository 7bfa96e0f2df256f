"""tools/messages.py finds every string as Django will look it up, and every fault of a translation."""

from datetime import date
from pathlib import Path

import pytest
from babel.messages import Catalog
from django.template import Context, Template
from django.utils import translation

from tools import messages
from tools.messages_templates import BadTemplate, strings

TEMPLATES = [
    ('{% translate "A" %}', [("A", None, None)]),
    ("{% translate 'A' context 'c' %}", [("A", None, "c")]),
    ('{% translate "A" as b %}', [("A", None, None)]),
    ('{% translate "A" noop %}', []),
    ("{% translate variable %}", []),
    ('{% translate "100%" %}', [("100%%", None, None)]),
    ("{% blocktranslate %}a {{ b }} c{% endblocktranslate %}", [("a %(b)s c", None, None)]),
    ("{% blocktranslate trimmed %}\n  a\n  b\n{% endblocktranslate %}", [("a b", None, None)]),
    ("{% blocktranslate with b=c|day %}a {{ b }}, 5%{% endblocktranslate %}", [("a %(b)s, 5%%", None, None)]),
    (
        "{% blocktranslate count n=k context 'c' %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}",
        [("%(n)s day", "%(n)s days", "c")],
    ),
    ('{{ value|default:_("none") }}', [("none", None, None)]),
    ("{% include 'x' with title=_('T') %}", [("T", None, None)]),
    ("{# translate #} text", []),
]


@pytest.mark.parametrize(("source", "found"), TEMPLATES)
def test_a_templates_strings_are_found(source: str, found: list[tuple[str, str | None, str | None]]) -> None:
    """Singular, plural, context."""
    assert list(strings(source)) == found


@pytest.mark.parametrize("source", [source for source, found in TEMPLATES if found and "include" not in source])
def test_a_string_is_the_one_that_django_asks_for(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw the template and listen: what is looked up is what was extracted."""
    asked: set[str] = set()
    for name in ("gettext", "pgettext", "ngettext", "npgettext"):
        real = getattr(translation, name)
        monkeypatch.setattr(
            translation, name, lambda *given, real=real: (asked.update(map(str, given)), real(*given))[1]
        )
    for name in ("gettext_lazy", "pgettext_lazy"):
        heard = lambda *given: asked.update(map(str, given)) or given[-1]  # noqa: E731
        monkeypatch.setattr(f"django.template.base.{name}", heard)
    Template(source).render(Context({"b": "x", "c": date(2026, 1, 5), "k": 2, "value": ""}))
    wanted = {text for found in strings(source) for text in found[:2] if text}
    assert wanted <= asked


@pytest.mark.parametrize(
    "source", ["{% blocktranslate %}a", "{% blocktranslate %}{% if a %}{% endif %}{% endblocktranslate %}"]
)
def test_a_block_that_django_refuses_is_refused(source: str) -> None:
    """Not closed, or with a tag inside."""
    with pytest.raises(BadTemplate):
        list(strings(source))


def test_python_strings_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """gettext's family, and `mark` by its module or its name."""
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    file = tmp_path / "src" / "x.py"
    file.parent.mkdir()
    file.write_text(
        'gettext("a"); ngettext("b", "c", n); pgettext("k", "d"); messages.mark("e" "f"); gettext_lazy("g"); x("h")\n',
        encoding="utf-8",
    )
    found = [(one.singular, one.plural, one.context) for one in messages.from_python(file)]
    assert found == [("a", None, None), ("b", "c", None), ("d", None, "k"), ("ef", None, None), ("g", None, None)]


def test_an_editions_words_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Titles, summaries, stages; not names, sources or conditions."""
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    file = tmp_path / "src" / "x.toml"
    file.parent.mkdir()
    file.write_text(
        '[phases.a]\ntitle = "A"\nstage = "S"\n[[act]]\nact = "x"\ntitle = "B"\nsummary = "C"\nsource = "D"\n',
        encoding="utf-8",
    )
    assert [one.singular for one in messages.from_edition(file)] == ["A", "S", "B", "C"]


def catalogue(
    singular: object, translated: object, *, language: str = "zh_Hans", flags: tuple[str, ...] = ()
) -> Catalog:
    """A catalogue of one message."""
    made = Catalog(locale=language)
    made.add(singular, translated, flags=flags)  # type: ignore[arg-type]  # a text or a tuple, as Babel takes them
    return made


@pytest.mark.parametrize(
    ("language", "singular", "translated", "fault"),
    [
        ("zh_Hans", "a %(b)s", "甲%(b)s", ""),
        ("zh_Hans", "a %(b)s", "", "is not translated"),
        ("ar", "a %(b)s", "", "is not translated"),
        ("zh_Hans", "a %(b)s", "甲", "has the placeholders [], not ['b']"),
        ("zh_Hans", "a %(b)s", "甲%(c)s", "has the placeholders ['c'], not ['b']"),
        ("ar", "a %(b)s", "أ", "has the placeholders [], not ['b']"),
        ("zh_Hans", ("%(n)s day", "%(n)s days"), ("天",), "has the placeholders [], not ['n']"),
        ("ar", ("%(n)s day", "%(n)s days"), ("%(n)s", "يوم", "يومان", "%(n)s", "%(n)s", "%(n)s"), ""),
        (
            "ar",
            ("%(n)s day", "%(n)s days"),
            ("%(n)s", "%(m)s", "يومان", "%(n)s", "%(n)s", "%(n)s"),
            "has the placeholders ['m']",
        ),
    ],
)
def test_the_faults_of_a_translation_are_named(language: str, singular: object, translated: object, fault: str) -> None:
    """Missing where it must be complete; other placeholders anywhere."""
    found = list(messages.faults(language, catalogue(singular, translated, language=language)))
    assert len(found) == bool(fault)
    assert fault in "".join(found)


def test_a_fuzzy_translation_is_a_fault() -> None:
    """A guess is not a translation."""
    found = list(messages.faults("zh_Hans", catalogue("a", "甲", flags=("fuzzy",))))
    assert [sentence.endswith("is fuzzy") for sentence in found] == [True]


def test_an_update_is_the_same_twice_and_keeps_translations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or every run would change the tree; what is no longer used is dropped."""
    monkeypatch.setattr(messages, "LOCALES", tmp_path)
    path = messages._po("zh_Hans")
    path.parent.mkdir(parents=True)
    both = messages.template([messages.Found("a", None, None, "x.py"), messages.Found("b", None, "k", "x.py")])
    path.write_bytes(messages.updated("zh_Hans", both))
    assert messages.fill("zh_Hans", {"a": "甲", "k|b": "乙", "c": "丙"}) == ["c"]
    once = messages.updated("zh_Hans", both)
    path.write_bytes(once)
    assert messages.updated("zh_Hans", both) == once
    one = messages.updated("zh_Hans", messages.template([messages.Found("a", None, None, "x.py")])).decode()
    assert ("甲" in one, "乙" in one) == (True, False)


def test_the_catalogues_are_complete_and_up_to_date() -> None:
    """English and Simplified Chinese, from the first page (issue 2, section 1)."""
    assert messages.check() == []
