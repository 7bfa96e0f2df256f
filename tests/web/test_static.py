"""What is vendored is what was read: digests, licences, weight; and the style sheet keeps its own law."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src" / "comity" / "faces" / "web" / "static"
CSS = (STATIC / "comity.css").read_text(encoding="utf-8")
STATED = [
    (folder, *found)
    for folder in (STATIC / "vendor", ROOT / "tests" / "vendor")
    for found in re.findall(
        r"^\| (\S+) \| \S+ \| \S+ \| .*?\((LICENSE[^)]*)\) \| ([0-9a-f]{64}) \|$",
        (folder / "VENDORED.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
]
# Physical sides that look the same from both: a dashed line's pattern, the place of Chinese emphasis dots.
BOTH_WAYS = {
    "background:repeating-linear-gradient(to right,var(--edge) 0 4px,transparent 4px 8px)",
    "text-emphasis-position:under right",
}


def test_every_vendored_file_is_stated() -> None:
    """No script or sheet without version, licence and digest."""
    there = {path.name for path in (STATIC / "vendor").iterdir() if path.suffix in (".css", ".js")}
    assert {name for folder, name, *_ in STATED if folder == STATIC / "vendor"} == there
    assert len(STATED) == len(there) + 1


@pytest.mark.parametrize(("folder", "name", "licences", "digest"), STATED)
def test_a_vendored_file_is_unchanged_and_licensed(folder: Path, name: str, licences: str, digest: str) -> None:
    """The digest is that of the file; each licence named lies beside it."""
    assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert [licence for licence in licences.split(", ") if not (folder / licence).is_file()] == []


def test_our_sheet_weighs_little() -> None:
    """At most 10 kB compressed (UI 7)."""
    assert len(gzip.compress(CSS.encode(), 9)) <= 10_000


def test_our_sheet_knows_no_left_and_no_right() -> None:
    """Logical properties only: one file serves both directions (UI 6)."""
    declarations = re.findall(r"[\w-]+\s*:[^;{}]+", re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL))
    physical = {
        one.strip() for one in declarations if re.search(r"\b(left|right)\b", one) and not one.startswith("left")
    }
    assert physical == BOTH_WAYS


def test_our_sheet_fetches_nothing() -> None:
    """No import and no address: the policy would refuse it anyway."""
    assert re.findall(r"@import|url\(", CSS) == []
