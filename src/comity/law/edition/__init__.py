"""Editions of the rules: folders of TOML that a lawyer can read, loaded into frozen tables.

An edition is never edited, only succeeded. Its digest covers the resolved edition (one category) as canonical JSON.
"""

from comity.law.edition.comparing import Difference, compare
from comity.law.edition.files import editions, load, packaged, resolve
from comity.law.edition.loader import from_json
from comity.law.edition.model import BadEdition, Call, Edition, Ending, Entail, Gate, Outcome, Period, Phase, Row, Value

__all__ = [
    "BadEdition",
    "Call",
    "Difference",
    "Edition",
    "Ending",
    "Entail",
    "Gate",
    "Outcome",
    "Period",
    "Phase",
    "Row",
    "Value",
    "compare",
    "editions",
    "from_json",
    "load",
    "packaged",
    "resolve",
]
