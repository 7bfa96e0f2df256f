"""Sentences of the pure packages: an English template with named parameters, translated by the faces.

A pure package knows no language of the reader. It returns a `Message`; a face shows
`gettext(message.template) % message.params`. Every template is marked where it stands, so that `make messages`
finds it; a literal percent sign is therefore written `%%`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


def mark(template: str) -> str:
    """Return `template` unchanged: the mark by which `make messages` extracts it."""
    return template


@dataclass(frozen=True)
class Message:
    """One sentence: an English `template` with `%(name)s` parameters, and their values."""

    template: str
    params: Mapping[str, str | int] = field(default_factory=dict)

    def english(self) -> str:
        """The sentence in English; KeyError if a parameter is missing."""
        return self.template % self.params
