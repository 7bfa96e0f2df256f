"""House law that no other tool knows: where models may be written and where they may be read (TRUST rule 1, STYLE).

- Writes stand in `acts.py` (or a folder `acts/`), in the kernel (docket, ledger, keeper) and in migrations.
- Reads (`.objects` and its kin) stand in `queries.py` (or `queries/`), in `acts.py` and in the kernel.
- A feature reads its own rows: another package's models are not asked by it, but through that package's queries.
- The officers' desk lies beside the kernel, in its package, and is a feature like the others.
- Raw SQL stands in the kernel and in migrations only.
- An exception is listed here with its reason; one that is no longer needed is a fault too.

The check reads syntax, not types: a name like `save` or `create` counts wherever it is called on an attribute or on a
name; `update` and `delete` count when they end a chain that began at a manager or passed through `filter` or `exclude`.
"""

import ast
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "comity"
KERNEL = ("docket", "ledger", "keeper")
BESIDE = ("desk",)  # features in a folder of the kernel
MANAGERS = frozenset({"objects", "_default_manager", "_base_manager"})
ALWAYS_WRITES = frozenset(
    {
        "save",
        "asave",
        "save_base",
        "create",
        "acreate",
        "bulk_create",
        "bulk_update",
        "get_or_create",
        "update_or_create",
    }
)
CHAIN_WRITES = frozenset({"update", "delete", "aupdate", "adelete"})
CHAINS = MANAGERS | {"filter", "exclude", "select_for_update", "all"}
SQL = frozenset({"execute", "executemany", "cursor", "raw"})

EXCEPTIONS: Mapping[tuple[str, str], str] = {
    # ("path under src/comity", "write" | "read" | "foreign read" | "sql"): "reason"
    ("people/queries/__init__.py", "sql"): "offices and mandates in one statement, for perform()'s budget of 14",
    ("people/adapters.py", "read"): "allauth asks its adapter about its own table, and has no queries of ours to call",
}


@dataclass(frozen=True, order=True)
class Fault:
    """A place that breaks house law."""

    path: str
    line: int
    kind: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: model {self.kind} ({self.what}) outside its place"


def faults(package: Path = PACKAGE, exceptions: Mapping[tuple[str, str], str] = EXCEPTIONS) -> list[str]:
    """Every fault, and every exception that nothing needs any more, in sentences."""
    found = sorted(fault for path in package.rglob("*.py") for fault in _file(path, package))
    sentences = [str(fault) for fault in found if (fault.path, fault.kind) not in exceptions]
    used = {(fault.path, fault.kind) for fault in found}
    return sentences + [
        f"{path}: exception for {kind} is not needed" for path, kind in exceptions if (path, kind) not in used
    ]


def _file(path: Path, package: Path) -> Iterator[Fault]:
    place = path.relative_to(package)
    allowed = _allowed(place)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    foreign = set(_foreign(tree, place.parts[0]))
    for node in ast.walk(tree):
        for kind, what in _uses(node, foreign):
            if kind not in allowed:
                yield Fault(place.as_posix(), getattr(node, "lineno", 0), kind, what)


def _allowed(place: Path) -> frozenset[str]:
    names = {*place.parts[1:-1], place.stem}
    if (place.parts[0] in KERNEL and not names & {*BESIDE}) or "migrations" in place.parts:
        return frozenset({"read", "write", "sql", "foreign read"})
    if "acts" in names:
        return frozenset({"read", "write"})
    return frozenset({"read"}) if "queries" in names else frozenset()


def _foreign(tree: ast.Module, package: str) -> Iterator[str]:
    """Names under which models of other packages are imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            of = (node.module or "").split(".")
            if (of[0], of[-1]) == ("comity", "models") and of[1] != package:
                yield from (name.asname or name.name for name in node.names)


def _uses(node: ast.AST, foreign: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
        yield "read", f".{node.attr}"
        if isinstance(node.value, ast.Name) and node.value.id in foreign:
            yield "foreign read", f"{node.value.id}.{node.attr}"
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return
    name, chain = node.func.attr, set(_chain(node.func.value))
    if name in ALWAYS_WRITES or (name in CHAIN_WRITES and chain & CHAINS):
        yield "write", f".{name}()"
    if name == "delete" and not node.args and not node.keywords and not chain & CHAINS:
        yield "write", ".delete()"
    if name in SQL:
        yield "sql", f".{name}()"


def _chain(node: ast.expr) -> Iterator[str]:
    while isinstance(node, ast.Attribute | ast.Call):
        if isinstance(node, ast.Attribute):
            yield node.attr
            node = node.value
        else:
            node = node.func


if __name__ == "__main__":
    found = faults()
    print("\n".join(found) or "house: models are written and read in their places")
    sys.exit(bool(found))
