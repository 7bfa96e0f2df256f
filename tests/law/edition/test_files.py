"""An edition's folder: read, resolved for one category, and refused with the file and the key that is wrong."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from comity.law.edition import BadEdition, editions, files, from_json, load, packaged, resolve
from tests.law.raw import FOLDER

PAUSE = Path(__file__).parents[1] / "editions" / "pause-2026"
TOML, ROWS, LATE = "edition.toml", "acts/rows.toml", "[periods.late]"
TITLE = 'title = "An edition of the tests"'
CHAPTER = "unknown key: a chapter holds rows, [[act]]"
DATE = "datetime.date(2026, 3, 4) is neither a text, a whole number, true or false, a list nor a table"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tests' own edition, to be spoilt."""
    return Path(shutil.copytree(PAUSE, tmp_path / "edition"))


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    """Replace one piece of text in a file of the folder."""
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def refusal(folder: Path, category: str = "commercial") -> tuple[str, str]:
    """Key path and reason."""
    with pytest.raises(BadEdition) as caught:
        load(folder, category)
    return caught.value.path, caught.value.reason


def test_four_editions_come_with_comity() -> None:
    assert editions() == ["icsid-2022", "institution-2026", "iomed-provisional-2026", "uncitral-2021"]


def test_a_packaged_edition_is_read_once() -> None:
    assert packaged("iomed-provisional-2026", "state-state") is packaged("iomed-provisional-2026", "state-state")


def test_an_edition_that_nobody_packaged_is_not_there() -> None:
    with pytest.raises(KeyError, match="iomed-2027"):
        packaged("iomed-2027", "state-state")


def test_every_row_of_the_files_is_a_row_of_the_edition_in_their_order() -> None:
    edition = packaged("iomed-provisional-2026", "state-state")
    chapters = [tomllib.loads(chapter.read_text(encoding="utf-8")) for chapter in sorted(FOLDER.glob("acts/*.toml"))]
    assert list(edition.acts) == [row["act"] for chapter in chapters for row in chapter["act"]]


def test_each_category_has_its_gates_and_a_refusal_names_one_of_them() -> None:
    gates = {
        category: sorted(edition.gates)
        for category in ("state-state", "state-national", "commercial")
        if (edition := packaged("iomed-provisional-2026", category))
        and sorted(edition.acts["refuse-registration"].facts["ground"].split("|")) == sorted(edition.gates)
    }
    assert gates == {
        "state-state": [
            *("agency-approval", "consent", "council-decision", "declaration", "membership", "third-state"),
        ],
        "state-national": [
            *("agency-approval", "consent", "council-decision", "membership", "nationality", "subject-matter"),
        ],
        "commercial": ["commercial", "consent", "international"],
    }


@pytest.mark.parametrize(("name", "category"), [("iomed-provisional-2026", "institution"), ("institution-2026", "x")])
def test_a_category_that_an_edition_does_not_serve_is_refused(name: str, category: str) -> None:
    with pytest.raises(BadEdition) as caught:
        packaged(name, category)
    assert (caught.value.path, caught.value.reason) == (
        *("edition.toml.categories", f"does not serve the category {category!r}"),
    )


def test_nor_is_one_that_nobody_knows(folder: Path) -> None:
    spoil(folder, "edition.toml", 'categories = ["commercial"]', 'categories = ["commercial", "divorce"]')
    assert refusal(folder, "divorce") == ("edition.toml.categories", "does not serve the category 'divorce'")


@pytest.mark.parametrize("categories", ['"commercial"', "[]"])
def test_categories_are_a_list(folder: Path, categories: str) -> None:
    spoil(folder, "edition.toml", 'categories = ["commercial"]', f"categories = {categories}")
    assert refusal(folder) == ("edition.toml.categories", "does not serve the category 'commercial'")


# -------------------------------------------------------------------- what serves one category


def test_an_entry_serves_the_categories_that_it_names(folder: Path) -> None:
    spoil(folder, "edition.toml", 'categories = ["commercial"]', 'categories = ["commercial", "state-state"]')
    spoil(folder, "edition.toml", "[values.unsaid]\n", '[values.unsaid]\ncategories = ["state-state"]\n')
    spoil(folder, "acts/rows.toml", 'act = "settle"\n', 'act = "settle"\ncategories = ["commercial"]\n')
    spoil(folder, "edition.toml", "[endings.settled]\n", '[endings.settled]\ncategories = ["commercial"]\n')
    one, other = load(folder, "commercial"), load(folder, "state-state")
    assert ("unsaid" in one.values, "unsaid" in other.values) == (False, True)
    assert ("settle" in one.acts, "settle" in other.acts) == (True, False)
    assert ("settled" in one.endings, "settled" in other.endings) == (True, False)
    assert one.digest_source() != other.digest_source()


def test_without_its_procedure_a_category_has_gates_values_and_lists(folder: Path) -> None:
    spoil(folder, "edition.toml", 'categories = ["commercial"]', 'categories = ["commercial"]\nprocedure = []')
    spoil(folder, "edition.toml", "[values.heads]\n", '[lists]\nones = ["one"]\n\n[values.heads]\n')
    edition = load(folder, "commercial")
    assert (len(edition.acts), len(edition.phases), len(edition.periods), len(edition.groups)) == (0, 0, 0, 0)
    assert (list(edition.values), edition.lists) == (["heads", "calendar", "unsaid"], {"ones": ("one",)})


def test_a_procedure_that_is_no_list_is_nobodys(folder: Path) -> None:
    spoil(
        folder, "edition.toml", 'categories = ["commercial"]', 'categories = ["commercial"]\nprocedure = "commercial"'
    )
    assert load(folder, "commercial").acts == {}


# -------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("name", "old", "new", "path", "reason"),
    [
        ("edition.toml", "[groups]", "[gruops]", "edition.toml", "unknown key 'gruops'"),
        ("edition.toml", TITLE, f"titel{TITLE[5:]}", "edition.toml", "unknown key 'titel'"),
        ("edition.toml", TITLE, "title = 1", "edition.title", "a text is wanted"),
        (ROWS, '[[act]]\nact = "open"', '[[atc]]\nact = "open"', f"{ROWS}.atc", CHAPTER),
        (ROWS, 'act = "note"\n', 'act = "note"\ncategories = ["x"]\n', ROWS, "unknown category in ['x']"),
        (TOML, f"{LATE}\n", f'{LATE}\ncategories = "x"\n', f"{TOML}.periods.late", "unknown category in 'x'"),
        (TOML, f"{LATE}\n", f'{LATE}\ncategories = ""\n', f"{TOML}.periods.late", "unknown category in ''"),
        ("edition.toml", "[values.calendar]", "[[values.calendar]]", "values[1]", "must be a table"),
        ("edition.toml", '["2026-03-04"]', "[2026-03-04]", "values.calendar.value.holidays[0]", DATE),
    ],
)  # fmt: skip
def test_it_names_the_file_and_the_key(folder: Path, name: str, old: str, new: str, path: str, reason: str) -> None:
    spoil(folder, name, old, new)
    assert refusal(folder) == (path, reason)


def test_a_table_that_is_none_is_refused(folder: Path) -> None:
    text = (folder / "edition.toml").read_text(encoding="utf-8")
    (folder / "edition.toml").write_text("lists = 1\n" + text, encoding="utf-8")
    assert refusal(folder) == ("edition.toml.lists", "must be a table")


def test_rows_that_are_none_are_refused(folder: Path) -> None:
    (folder / "acts" / "rows.toml").write_text("act = 1\n", encoding="utf-8")
    assert refusal(folder) == ("acts/rows.toml.act", "must be a list of rows, [[act]]")
    (folder / "acts" / "rows.toml").write_text('act = ["open"]\n', encoding="utf-8")
    assert refusal(folder) == ("acts[0]", "must be a table")


def test_a_chapter_may_be_empty(folder: Path) -> None:
    (folder / "acts" / "more.toml").write_text("# later\n", encoding="utf-8")
    assert list(load(folder, "commercial").acts) == list(load(PAUSE, "commercial").acts)


def test_chapters_come_in_the_order_of_their_names(folder: Path) -> None:
    row = (folder / "acts" / "rows.toml").read_text(encoding="utf-8").split("[[act]]")[-1]
    (folder / "acts" / "a-first.toml").write_text(
        "[[act]]" + row.replace('"reinstate"', '"set-aside"'), encoding="utf-8"
    )
    assert list(load(folder, "commercial").acts)[:2] == ["set-aside", "open"]


@pytest.mark.parametrize("content", [b"edition = ", b"edition = \xff", b'title = "one"\ntitle = "two"'])
def test_what_is_no_toml_is_refused(folder: Path, content: bytes) -> None:
    (folder / "edition.toml").write_bytes(content)
    path, reason = refusal(folder)
    assert (path, reason[:9]) == ("edition.toml", "not TOML:")


def test_a_chapter_that_is_no_toml_is_refused(folder: Path) -> None:
    (folder / "acts" / "rows.toml").write_text("[[act", encoding="utf-8")
    path, reason = refusal(folder)
    assert (path, reason[:10]) == ("acts/rows.toml", "not TOML: ")


def test_of_several_unknown_keys_the_first_by_name_is_told(folder: Path) -> None:
    text = (folder / "edition.toml").read_text(encoding="utf-8")
    (folder / "edition.toml").write_text("zebra = 1\nant = 1\n" + text, encoding="utf-8")
    assert refusal(folder) == ("edition.toml", "unknown key 'ant'")


def test_a_folder_without_an_edition_is_no_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(PAUSE, tmp_path / "pause-2026")
    (tmp_path / "notes").mkdir()
    monkeypatch.setattr("comity.law.edition.files._ROOT", tmp_path)
    fresh = files._shipped.__wrapped__  # what is kept at hand is not asked
    monkeypatch.setattr("comity.law.edition.files._shipped", fresh)
    assert editions() == ["pause-2026"]


def test_a_folder_without_an_edition_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == ("edition.toml", "the file is missing")
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert refusal(tmp_path / "file") == ("edition.toml", "the file is missing")


# -------------------------------------------------------------------- there and back


@pytest.mark.parametrize(
    ("folder", "category"),
    [
        (FOLDER, "state-state"),
        (FOLDER, "commercial"),
        (FOLDER.parent / "institution-2026", "institution"),
        (PAUSE, "commercial"),
    ],
    ids=["state-state", "commercial", "institution", "pause"],
)
def test_canonical_json_with_sorted_keys_gives_the_same_edition(folder: Path, category: str) -> None:
    edition = load(folder, category)
    again = from_json(json.loads(json.dumps(edition.digest_source(), sort_keys=True)))
    assert again == edition
    assert [list(getattr(again, table)) for table in ("phases", "periods", "values", "acts", "endings", "gates")] == [
        list(getattr(edition, table)) for table in ("phases", "periods", "values", "acts", "endings", "gates")
    ]
    assert json.dumps(again.digest_source(), sort_keys=True) == json.dumps(resolve(folder, category), sort_keys=True)
