"""XML as a plain tree, read so that a hostile file costs little.

- Entities are off: a file that declares one, or a document type of its own, is refused (CWE-776, CWE-611).
- Size, depth and the number of elements are bounded; nothing outside the file is ever opened.
- Names of elements and attributes are lower case, since the files at large disagree about it; blanks before the
  prologue are passed over, comments too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

LARGEST = 32 * 1024 * 1024  # bytes of a file
MOST = 1_000_000  # elements of a file
DEEPEST = 64


class NotXml(ValueError):
    """The text is not XML, or XML that is refused; one sentence."""


@dataclass(frozen=True)
class Element:
    """An element; `line` is where it begins."""

    tag: str
    attributes: Mapping[str, str]
    line: int = 0
    children: list["Element"] = field(default_factory=list)

    def every(self, tag: str) -> Iterator["Element"]:
        """The elements of this name below it, at any depth, in their order."""
        for child in self.children:
            if child.tag == tag:
                yield child
            yield from child.every(tag)


def parse(data: bytes) -> Element:
    """The root element. Raises NotXml."""
    if len(data) > LARGEST:
        raise NotXml(f"larger than {LARGEST // 1024 // 1024} MB")
    data = data.removeprefix(b"\xef\xbb\xbf")
    rest = data.lstrip()
    return _Building(data[: len(data) - len(rest)].count(b"\n")).build(rest)


class _Building:
    """One parse: the elements that are open, the root on top; `before` counts the lines that were passed over."""

    def __init__(self, before: int) -> None:
        self.before = before
        self.parser = expat.ParserCreate()
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.open = [Element("", {})]
        self.count = 0

    def build(self, data: bytes) -> Element:
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            raise NotXml(f"not XML: {expat.ErrorString(error.code)}, line {error.lineno + self.before}") from None
        except (ValueError, LookupError) as error:  # an encoding that Python does not know
            raise error if isinstance(error, NotXml) else NotXml(f"not XML: {error}") from None
        return self.open[0].children[0]

    def doctype(self, *_: object) -> None:
        raise NotXml("a document type is refused: entities are off")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.open) > DEEPEST or self.count > MOST:
            raise NotXml(f"deeper than {DEEPEST} or more than {MOST} elements")
        named = {key.lower(): value for key, value in attributes.items()}
        made = Element(tag.lower(), named, self.parser.CurrentLineNumber + self.before)
        self.open[-1].children.append(made)
        self.open.append(made)

    def end(self, _: str) -> None:
        self.open.pop()
