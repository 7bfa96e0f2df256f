"""The house's own law is held by machines that can fail: each contract and each check is broken once, and must say so.

A copy of the package is broken in one place; import-linter, or house.py, must refuse exactly that.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PLANTED = {  # contract, as it begins in pyproject.toml: (file, a line that breaks it)
    "The house: imports run down only": ("law/act.py", "import comity.docket"),
    "The three faces are independent": ("faces/web/public.py", "import comity.faces.api"),
    "law and proof are pure": ("proof/merkle.py", "import secrets"),
    "Only the keeper imports cryptography": ("people/models.py", "import cryptography"),
}


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with its configuration."""
    folder = tmp_path_factory.mktemp("house")
    ignored = shutil.ignore_patterns("__pycache__", "static", "locale")
    shutil.copytree(ROOT / "src" / "comity", folder / "comity", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint_imports(folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run import-linter on the copy, not on the installed package."""
    command = [
        sys.executable,
        "-c",
        f"import sys; sys.path.insert(0, {str(folder)!r}); from importlinter.cli import lint_imports_command as c; c()",
    ]
    return subprocess.run([*command, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


def test_the_house_keeps_its_contracts(copied: Path) -> None:
    """The copy as it stands passes; or the next test would prove nothing."""
    done = lint_imports(copied)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_violation_breaks_its_contract(copied: Path, contract: str) -> None:
    """Each contract fails on its own violation, and names itself."""
    name, line = PLANTED[contract]
    path = copied / "comity" / name
    before = path.read_text(encoding="utf-8")
    path.write_text(f"{before}\n{line}\n", encoding="utf-8")
    try:
        done = lint_imports(copied)
    finally:
        path.write_text(before, encoding="utf-8")
    broken = [row for row in done.stdout.splitlines() if row.endswith("BROKEN")]
    assert done.returncode == 1
    assert any(row.startswith(contract) for row in broken), done.stdout


def test_a_package_without_a_place_breaks_the_layers(copied: Path) -> None:
    """A new top-level package needs someone to name its place."""
    folder = copied / "comity" / "utils"
    folder.mkdir()
    (folder / "__init__.py").write_text("", encoding="utf-8")
    try:
        done = lint_imports(copied)
    finally:
        shutil.rmtree(folder)
    assert done.returncode == 1
    assert "comity.utils" in done.stdout
