"""tools/house.py finds a model written or read outside its place, and an exception that nothing needs."""

from pathlib import Path

import pytest

from tools import house

CASES = [
    ("people/views.py", "Account.objects.filter(id=1)", ["read"]),
    ("people/queries.py", "Account.objects.filter(id=1)", []),
    ("people/queries/lists.py", "Account.objects.all()", []),
    ("people/queries.py", "Account.objects.create(id=1)", ["write"]),
    ("people/acts.py", "Account.objects.create(id=1)", []),
    ("people/views.py", "account.save()", ["write"]),
    ("people/views.py", "account.delete()", ["write"]),
    ("people/views.py", "rows.filter(id=1).update(name='x')", ["write"]),
    ("people/views.py", "words.update(name='x')", []),
    ("people/views.py", "connection.cursor()", ["sql"]),
    ("people/acts.py", "connection.cursor()", ["sql"]),
    ("people/migrations/0001_x.py", "connection.cursor()", []),
    ("ledger/models.py", "Entry.objects.bulk_create([])", []),
    ("faces/web/acts.py", "Account.objects.get(id=1)", []),
    ("docket/enact.py", "Entity.objects.get(id=1)", []),
    ("docket/desk/filing.py", "Edition.objects.get(id=1)", ["read"]),
    ("docket/desk/queries.py", "Edition.objects.get(id=1)", []),
    ("conduct/queries.py", "from comity.people.models import Mandate\nMandate.objects.get(id=1)", ["foreign"]),
    ("people/queries.py", "from comity.people.models import Mandate\nMandate.objects.get(id=1)", []),
    ("docket/enact.py", "from comity.people.models import Entity\nEntity.objects.get(id=1)", []),
]


@pytest.mark.parametrize(("path", "line", "kinds"), CASES)
def test_each_use_of_a_model_has_its_place(tmp_path: Path, path: str, line: str, kinds: list[str]) -> None:
    """The kinds of fault that the line makes in this file, in order."""
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text(f'"""x"""\n{line}\n', encoding="utf-8")
    found = house.faults(tmp_path, {})
    assert [sentence.split("model ")[1].split()[0] for sentence in found] == kinds


def test_an_exception_covers_its_file_and_kind_only(tmp_path: Path) -> None:
    """The other file's fault stays."""
    for name in ("one.py", "two.py"):
        (tmp_path / "people").mkdir(exist_ok=True)
        (tmp_path / "people" / name).write_text("account.save()\n", encoding="utf-8")
    assert house.faults(tmp_path, {("people/one.py", "write"): "a reason"}) == [
        "people/two.py:1: model write (.save()) outside its place"
    ]


def test_an_exception_that_nothing_needs_is_a_fault(tmp_path: Path) -> None:
    """Or the list would only ever grow."""
    assert house.faults(tmp_path, {("people/one.py", "write"): "a reason"}) == [
        "people/one.py: exception for write is not needed"
    ]


def test_our_own_package_keeps_house_law() -> None:
    """No fault in the tree."""
    assert house.faults() == []
