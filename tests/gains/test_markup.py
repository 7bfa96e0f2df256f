"""XML that is hostile or odd: refused at little cost, or read."""

import pytest

from comity.gains import markup
from comity.gains.markup import NotXml, parse

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;&l;&l;">]><a>&m;</a>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>"""


@pytest.mark.parametrize("data", [LAUGHS, OUTSIDE, b"<!DOCTYPE a><a/>"])
def test_a_document_type_is_refused(data: bytes) -> None:
    with pytest.raises(NotXml, match=r"^a document type is refused: entities are off$"):
        parse(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not XML: no element found, line 1"),
        (b"0.5, 1.0", "not XML: syntax error, line 1"),
        (b"<a>&b;</a>", "not XML: undefined entity, line 1"),
        (b"<a><b></a>", "not XML: mismatched tag, line 1"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "not XML: unknown encoding: klingon"),
        (b"<a>" * 70 + b"</a>" * 70, "deeper than 64 or more than 1000000 elements"),
    ],
)
def test_what_is_not_xml_says_where(data: bytes, why: str) -> None:
    with pytest.raises(NotXml) as caught:
        parse(data)
    assert str(caught.value) == why


def test_size_and_number_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MOST", 2)
    with pytest.raises(NotXml, match=r"^deeper than 64 or more than 2 elements$"):
        parse(b"<a><b/><c/></a>")
    monkeypatch.setattr(markup, "LARGEST", 3)
    with pytest.raises(NotXml, match=r"^larger than 0 MB$"):
        parse(b"<a/>")


def test_case_blanks_and_byte_order_marks_do_not_matter() -> None:
    root = parse(b'\xef\xbb\xbf\n\n <?xml version="1.0"?><!-- c --><A One="1"><B/><c><b two="2"/></c></A>')
    assert (root.tag, root.attributes, root.line) == ("a", {"one": "1"}, 3)
    assert [each.attributes for each in root.every("b")] == [{}, {"two": "2"}]
    assert parse('<?xml version="1.0" encoding="UTF-16"?><A/>'.encode("utf-16")).tag == "a"
