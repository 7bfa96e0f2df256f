"""The treaty register as a reader meets it."""

import pytest

from comity.faces.web import treatybook
from comity.faces.web.treatybook import Source
from comity.law.register import Deed, TreatyCode
from comity.law.standing import Standing


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("https://www.news.gov.hk/eng/1.html", Source("news.gov.hk", "https://www.news.gov.hk/eng/1.html")),
        ("http://e.mzyfz.org.cn/paper", Source("e.mzyfz.org.cn", "http://e.mzyfz.org.cn/paper")),
        ("cpp.org.kh", Source("cpp.org.kh", "https://cpp.org.kh")),
        ("en.wikipedia.org/wiki/X", Source("en.wikipedia.org", "https://en.wikipedia.org/wiki/X")),
        (
            "https://uncitral.un.org/zh/status (copy without a date)",
            Source("uncitral.un.org", "https://uncitral.un.org/zh/status"),
        ),
        ("Indirect evidence only", Source("Indirect evidence only", "")),
        ("AFP", Source("AFP", "")),
        ("note verbale of 3. March", Source("note verbale of 3. March", "")),
        ("javascript:alert(1)", Source("javascript:alert(1)", "")),
        ('https://a.example/" onclick=', Source("a.example", 'https://a.example/"')),
        ("GC/1/7", Source("GC/1/7", "")),
    ],
)
def test_an_address_is_linked_by_its_host_and_other_words_are_not(words: str, expected: Source) -> None:
    assert treatybook.source(words) == expected


def test_every_treaty_act_and_standing_has_words() -> None:
    assert (set(treatybook.TREATIES), set(treatybook.SHORT)) == (set(TreatyCode), set(TreatyCode))
    assert (set(treatybook.DEEDS), set(treatybook.STANDINGS)) == (set(Deed), set(Standing))
