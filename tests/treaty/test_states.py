"""Names of States in six languages, as the United Nations writes them."""

import pytest

from comity.law import codes
from comity.treaty import states


@pytest.mark.parametrize(
    ("code", "language", "expected"),
    [
        ("KE", "en", "Kenya"),
        ("KE", "es", "Kenya"),
        ("CG", "en", "Congo"),
        ("CD", "fr", "République démocratique du Congo"),
        ("VN", "en", "Viet Nam"),
        ("TR", "fr", "Türkiye"),
        ("CI", "en", "Côte d’Ivoire"),
        ("VA", "ru", "Святой Престол"),
        ("PS", "ar", "دولة فلسطين"),
        ("KP", "zh", "朝鲜民主主义人民共和国"),
        ("KR", "en", "Republic of Korea"),
        ("LA", "es", "República Democrática Popular Lao"),
        ("GB", "en", "United Kingdom of Great Britain and Northern Ireland"),
        ("BO", "en", "Bolivia (Plurinational State of)"),
        ("MD", "ru", "Республика Молдова"),
        ("NL", "en", "Netherlands (Kingdom of the)"),
        ("CV", "fr", "Cabo Verde"),
        ("EU", "zh", "欧盟"),
        ("XM", "en", "Meridia (fictional)"),
        ("XN", "zh", "诺兰德（虚构）"),
    ],
)
def test_a_name_is_as_the_united_nations_writes_it(code: str, language: str, expected: str) -> None:
    assert states.name(code, language) == expected


@pytest.mark.parametrize(
    ("language", "expected"), [("zh-hans", "中国"), ("zh_Hans", "中国"), ("fr-CA", "Chine"), ("de", "China")]
)
def test_a_variant_reads_as_its_language_and_another_language_as_english(language: str, expected: str) -> None:
    assert states.name("CN", language) == expected


def test_a_code_without_a_name_stands_for_itself() -> None:
    assert states.name("XQ", "en") == "XQ"


@pytest.mark.parametrize("language", states.LANGUAGES)
def test_every_state_has_a_name_of_its_own_in_every_language(language: str) -> None:
    names = [name for _, name in states.all_states(language, with_fictional=True)]
    assert (len(names), len(set(names))) == (len(codes.STATES) + 2, len(codes.STATES) + 2)
    assert not any(name in codes.STATES for name in names)


@pytest.mark.parametrize("language", ["ar", "zh", "ru"])
def test_names_are_in_the_script_of_the_language(language: str) -> None:
    assert [name for _, name in states.all_states(language) if name.isascii()] == []


def test_an_override_that_cldr_has_come_to_agree_with_is_dropped() -> None:
    same = [
        (code, language)
        for code, names in states._own().items()
        for language, name in names.items()
        if states._cldr(language).get(code) == name
    ]
    assert same == []


@pytest.mark.parametrize(
    ("language", "codes_in_order"),
    [
        ("en", ["AT", "EG", "ZW"]),
        ("fr", ["AT", "EG", "ZW"]),  # Autriche, Égypte, Zimbabwe
        ("zh", ["EG", "AT", "ZW"]),  # 埃及 (āi), 奥地利 (ào), 津巴布韦 (jīn)
    ],
)
def test_lists_follow_the_readers_alphabet(language: str, codes_in_order: list[str]) -> None:
    assert states.ordered(["ZW", "EG", "AT"], language) == codes_in_order


def test_fictional_states_are_told_apart_and_listed_on_demand_only() -> None:
    assert (states.fictional("XM"), states.fictional("KE")) == (True, False)
    assert {code for code, _ in states.all_states("en")}.isdisjoint({"XM", "XN"})
