"""Requests and registers for the tests of the gates, in the plain values of their files."""

from datetime import date
from typing import Any

from comity.law import register, request
from comity.law.edition import Edition, Gate
from comity.law.gates import GATES, Finding, assess
from comity.law.register import Register
from comity.law.request import Request

CONSENT = {"given": True, "instrument": "clause", "on": date(2025, 12, 1)}
FILED = "2026-01-15T10:00:00+08:00"


def party(state: str = "KE", **keys: Any) -> dict[str, Any]:
    """A State that asks and has consented, unless told otherwise."""
    return {"side": "requesting", "kind": "state", "state": state, "consent": CONSENT} | keys


def answering(state: str = "UG", **keys: Any) -> dict[str, Any]:
    """The same on the other side."""
    return party(state, side="responding") | keys


def private(*nationality: str, **keys: Any) -> dict[str, Any]:
    """A company that answers and has consented."""
    company = {"side": "responding", "kind": "company", "nationality": list(nationality), "consent": CONSENT}
    return company | keys


def plain_request(**keys: Any) -> dict[str, Any]:
    """Kenya and Uganda on fisheries licence fees, nobody else involved."""
    return {
        "category": "state-state",
        "edition": "iomed-provisional-2026",
        "filed_at": FILED,
        "subjects": ["fisheries-licence-fees"],
        "third_state_involved": False,
        "party": [party(), answering()],
    } | keys


def a_request(**keys: Any) -> Request:
    """The same, read."""
    return request.read(plain_request(**keys))


def deposit(state: str, on: str = "2025-06-02", act: str = "ratification") -> dict[str, Any]:
    """One instrument about the Convention."""
    return {"state": state, "treaty": "iomed-2025", "act": act, "on": on, "source": "depositary", "status": "official"}


def a_register(*instruments: dict[str, Any], **tables: Any) -> Register:
    """A register of these instruments; of Kenya's and Uganda's deposits where none is named."""
    return register.read({"instrument": list(instruments or (deposit("KE"), deposit("UG")))} | tables)


def declares(state: str, *tags: str, since: str = "2025-09-01", **keys: Any) -> dict[str, Any]:
    """One declaration about the Convention."""
    return {"state": state, "treaty": "iomed-2025", "excludes": list(tags), "from": since, "source": "note"} | keys


def admits(code: str, category: str = "state-state", since: str = "2025-11-01", **keys: Any) -> dict[str, Any]:
    """One decision of the Council."""
    return {"admits": code, "category": category, "from": since, "source": "GC/1/7"} | keys


def an_edition(category: str = "state-state", *codes: str, **lists: tuple[str, ...]) -> Edition:
    """An edition that sets these gates, or all, each with an article of its own."""
    gates = {code: Gate(code, code, f"Art. {code}", "the treaty", "official") for code in codes or GATES}
    named = {name.replace("_", "-"): entry for name, entry in lists.items()}
    return Edition("test", "Test", category, {}, {}, {}, {}, {}, named, {}, gates, {})


def finding(code: str, asked: Request, kept: Register | None = None, **lists: tuple[str, ...]) -> Finding:
    """What one gate finds."""
    (found,) = assess(asked, kept or a_register(), an_edition(asked.category, code, **lists)).findings
    return found


def outcome(code: str, asked: Request, kept: Register | None = None) -> str:
    """Only its outcome."""
    return finding(code, asked, kept).outcome.value
