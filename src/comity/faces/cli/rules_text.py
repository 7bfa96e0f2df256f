"""Editions and deadlines as text and as plain JSON values, for `comity rules`. English, 120 columns."""

import textwrap
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import zip_longest

from comity.law import words
from comity.law.act import Json
from comity.law.edition import Edition, Ending, Gate, Value
from comity.law.tables import ActRow, PeriodRow, PhaseRow, Tables

ACTS = (22, 17, 18, 41, 14)
PHASES = (30, 72, 14)
GIVEN = (46, 56, 14)
DUE = (44, 23, 24, 22)
Cells = Sequence[Sequence[str]]  # one row of a table: for each column its lines, not yet wrapped


def summary(edition: Edition) -> str:
    """What an edition holds for a category, and which mandatory values the rules have not said."""
    counts = f"{len(edition.acts)} acts, {len(edition.phases)} phases, {len(edition.periods)} periods"
    parts = [counts if edition.acts else "procedure not written yet", f"{len(edition.gates)} gates"]
    if unset := edition.unset():
        parts.append(f"not said, though needed: {', '.join(item.name for item in unset)}")
    return "; ".join(parts)


def as_text(edition: Edition, rows: Tables) -> str:
    """Both tables, gates, endings and values: article and status with each row, its source in a list at the end."""
    sources = _Sources()
    parts = [f"{edition.title} ({edition.name}), {words.word(words.CATEGORIES, edition.category)}"]
    if rows.acts:
        acts = [_act(row, sources) for row in rows.acts]
        heads = ("act", "who", "while", "only if; > what follows", "rule")
        parts.append(_table("WHO MAY DO WHAT, WHEN", heads, acts, ACTS))
        phases = [cells for row in rows.phases for cells in _phase(row, sources)]
        parts.append(_table("HOW LONG EACH PHASE LASTS", ("phase; - period", "how long", "rule"), phases, PHASES))
        parts.append("\n".join(map(str, rows.notes)))
    parts += _given(edition, sources)
    return "\n\n".join([*parts, str(sources)])


def as_json(edition: Edition, rows: Tables) -> Json:
    """The same as plain values, every sentence in English."""
    return {
        "edition": edition.name,
        "title": edition.title,
        "category": edition.category,
        "acts": [_act_json(row) for row in rows.acts],
        "phases": [_phase_json(row) for row in rows.phases],
        "notes": list(map(str, rows.notes)),
        "gates": [_sourced(gate) for gate in edition.gates.values()],
        "endings": [_sourced(ending) for ending in edition.endings.values()],
        "values": [
            {**_sourced(value), "value": value.value, "mandatory": value.mandatory} for value in edition.values.values()
        ],
    }


def deadlines(edition: Edition, found: Sequence[dict[str, str | int | None]]) -> str:
    """Deadlines as a table: what, until when, in which zone, by which rule."""
    rows = [
        (
            [edition.periods[str(row["code"])].title],
            [datetime.fromisoformat(str(row["due"])).strftime("%a %Y-%m-%d %H:%M:%S")],
            [str(row["zone"])],
            [f"{row['article']}, {row['status']}"],
        )
        for row in found
    ]
    return _table("DEADLINES", ("period", "until, local time", "zone", "rule"), rows, DUE)


class _Sources:
    """Sources by number, each once, in the order in which they are first named."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def cell(self, article: str, status: str, source: str) -> list[str]:
        """Article, status and the source's number, as a table's last cell."""
        number = self._numbers.setdefault(source, len(self._numbers) + 1)
        return [article, f"{words.word(words.STATUSES, status)} [{number}]"]

    def __str__(self) -> str:
        return "\n".join(
            ["SOURCES", *(_wrapped(f"[{number}] {source}", 120, 5) for source, number in self._numbers.items())]
        )


def _act(row: ActRow, sources: _Sources) -> Cells:
    where = [] if row.where == words.word(words.ROOMS, "case") else [f"(in: {row.where})"]
    suspended = ["also while suspended"] if row.while_suspended else []
    summary = [f"{row.summary}."] if row.summary else []
    follows = [f"> {message}" for message in (*row.then, *row.entails)]
    return (
        [str(row.title), *where],
        list(map(str, row.who)),
        [str(row.when), *suspended],
        [*summary, *(f"- {message}" for message in row.conditions), *follows],
        _cell(sources, row),
    )


def _phase(row: PhaseRow, sources: _Sources) -> Iterator[Cells]:
    yield [str(row.title).upper()], list(map(str, row.until)), []
    for period in row.periods:
        yield [f"- {period.title}"], ["; ".join(map(str, period.sentences))], _cell(sources, period)


def _given(edition: Edition, sources: _Sources) -> Iterator[str]:
    """The gates, the endings and the values, as tables; none that is empty."""
    parts = (
        ("MAY WE TAKE THIS CASE?", ("only if", "gate", "rule"), edition.gates),
        ("HOW A CASE ENDS", ("ending", "name", "rule"), edition.endings),
        ("VALUES", ("value", "is", "rule"), edition.values),
    )
    for title, heads, entries in parts:
        rows = [
            ([entry.title], [_value(entry) if isinstance(entry, Value) else entry.name], _cell(sources, entry))
            for entry in entries.values()
        ]
        if rows:
            yield _table(title, heads, rows, GIVEN)


def _cell(sources: _Sources, entry: ActRow | PeriodRow | Gate | Ending | Value) -> list[str]:
    return sources.cell(entry.article, entry.status, entry.source)


def _value(value: Value) -> str:
    if value.value is None:
        return "not said; production opens no case without it" if value.mandatory else "not said"
    if isinstance(value.value, bool):
        return "yes" if value.value else "no"
    return ", ".join(map(str, value.value)) if isinstance(value.value, list) else str(value.value)


def _act_json(row: ActRow) -> Json:
    return {
        "act": row.act,
        "title": str(row.title),
        "summary": str(row.summary or ""),
        "who": list(map(str, row.who)),
        "where": str(row.where),
        "when": str(row.when),
        "while_suspended": row.while_suspended,
        "only_if": list(map(str, row.conditions)),
        "effects": list(map(str, row.effects)),
        "then": list(map(str, row.then)),
        "entails": list(map(str, row.entails)),
        **_rule(row),
    }


def _phase_json(row: PhaseRow) -> Json:
    return {
        "phase": row.phase,
        "title": str(row.title),
        "until": list(map(str, row.until)),
        "periods": [
            {
                "period": period.period,
                "title": str(period.title),
                "sentences": list(map(str, period.sentences)),
                **_rule(period),
            }
            for period in row.periods
        ],
    }


def _rule(row: ActRow | PeriodRow | Gate | Ending | Value) -> dict[str, Json]:
    return {"article": row.article, "source": row.source, "status": row.status}


def _sourced(entry: Gate | Ending | Value) -> dict[str, Json]:
    return {"name": entry.name, "title": entry.title, **_rule(entry)}


def _table(title: str, heads: Sequence[str], rows: Sequence[Cells], widths: Sequence[int]) -> str:
    """A title, a head, and rows that wrap within their columns, a blank line between them."""
    head = [_row([[text] for text in heads], widths), "  ".join("-" * width for width in widths)]
    return "\n".join([title, "", *head, "\n\n".join(_row(row, widths) for row in rows)])


def _row(cells: Cells, widths: Sequence[int]) -> str:
    columns = [
        [line for text in texts for line in _wrapped(text, width, 2).splitlines()]
        for texts, width in zip(cells, widths, strict=True)
    ]
    lines = zip_longest(*columns, fillvalue="")
    return "\n".join(
        "  ".join(part.ljust(width) for part, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _wrapped(text: str, width: int, indent: int) -> str:
    return textwrap.fill(text, width, subsequent_indent=" " * indent, break_on_hyphens=False)
