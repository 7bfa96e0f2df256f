"""An edition on another's base: only what differs is written, and nothing is changed or left out that is not there."""

import json
import shutil
from pathlib import Path

import pytest

from comity.law.edition import BadEdition, from_json, load, packaged, resolve
from tests.law.edition.test_files import PAUSE, refusal, spoil

HEAD = 'edition = "later-2027"\ntitle = "A later one"\ncategories = ["commercial"]\nbased_on = "pause-2026"\n'
SOURCED = 'source = "elsewhere"\nstatus = "borrowed"\n'
ROW = f"""
[[act]]
act = "wave"
title = "Wave"
told = "waved"
article = "9"
who = ["party"]
when = ["@running"]
{SOURCED}"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder beside a copy of the tests' own edition."""
    shutil.copytree(PAUSE, tmp_path / "pause-2026")
    return write(tmp_path / "later-2027")


def write(folder: Path, main: str = "", *, rows: str = "", head: str = HEAD) -> Path:
    """An edition on the other's base: what stands in its two files."""
    (folder / "acts").mkdir(parents=True, exist_ok=True)
    (folder / "edition.toml").write_text(head + main, encoding="utf-8")
    (folder / "acts" / "rows.toml").write_text(rows, encoding="utf-8")
    return folder


def both(folder: Path) -> None:
    """Let both editions serve two categories, of which the first's row `settle` and value `unsaid` serve one."""
    two = 'categories = ["commercial", "state-state"]'
    spoil(folder.parent / "pause-2026", "edition.toml", 'categories = ["commercial"]', two)
    spoil(folder.parent / "pause-2026", "acts/rows.toml", 'act = "settle"\n', 'act = "settle"\ncategories = ["x"]\n')
    spoil(folder.parent / "pause-2026", "acts/rows.toml", '["x"]', '["commercial"]')
    spoil(folder.parent / "pause-2026", "edition.toml", "[values.unsaid]\n", '[values.unsaid]\ncategories = ["x"]\n')
    spoil(folder.parent / "pause-2026", "edition.toml", '["x"]', '["commercial"]')
    spoil(folder.parent / "pause-2026", "edition.toml", "[endings.settled]\n", "[endings.settled]\ncategories = [1]\n")
    spoil(folder.parent / "pause-2026", "edition.toml", "[1]", '["commercial"]')


TWO = HEAD.replace('["commercial"]', '["commercial", "state-state"]')


def test_one_that_changes_nothing_says_the_same_under_its_own_name(folder: Path) -> None:
    base = resolve(PAUSE, "commercial")
    assert resolve(folder, "commercial") == {**base, "name": "later-2027", "title": "A later one"}


def test_columns_that_are_given_replace_the_base_s_and_no_other(folder: Path) -> None:
    write(folder, f"[periods.answer]\nlength = 30\n{SOURCED}[phases.open]\ntitle = 'Opened'\n")
    old, new = load(PAUSE, "commercial"), load(folder, "commercial")
    assert (new.periods["answer"].length, new.periods["answer"].source) == (30, "elsewhere")
    assert (new.periods["answer"].lapse, new.periods["answer"].title) == ("lapse-answer", "Answer")
    assert (new.phases["open"].title, new.phases["open"].starts) == ("Opened", old.phases["open"].starts)
    assert list(new.periods) == list(old.periods)


def test_new_entries_come_after_the_base_s(folder: Path) -> None:
    write(folder, f"[values.colour]\ntitle = 'Colour'\nvalue = 'red'\n{SOURCED}", rows=ROW)
    old, new = load(PAUSE, "commercial"), load(folder, "commercial")
    assert list(new.values) == [*old.values, "colour"]
    assert list(new.acts) == [*old.acts, "wave"]


def test_a_row_of_the_base_is_changed_in_its_place(folder: Path) -> None:
    write(folder, rows="[[change]]\nact = 'note'\ntitle = 'Note it'\narticle = '7'\n")
    old, new = load(PAUSE, "commercial"), load(folder, "commercial")
    assert list(new.acts) == list(old.acts)
    assert (new.acts["note"].title, new.acts["note"].article) == ("Note it", "7")
    assert new.acts["note"].then == old.acts["note"].then


def test_columns_may_be_taken_away(folder: Path) -> None:
    unset = "[periods.answer]\nwithout = ['length', 'lapse']\nsource = 'nobody'\nstatus = 'unset'\n"
    rows = "[[change]]\nact = 'say-advice'\nwithout = ['guards']\n"
    write(folder, f"leaves_out = {{ acts = ['lapse-answer', 'reinstate'], endings = ['silence'] }}\n{unset}", rows=rows)
    edition = load(folder, "commercial")
    assert (edition.periods["answer"].length, edition.periods["answer"].lapse) == (None, None)
    assert edition.acts["say-advice"].guards == ()
    assert "lapse-answer" not in edition.acts


def test_lists_and_groups_are_replaced_by_name(folder: Path) -> None:
    write(folder, "[lists]\nones = ['one']\n[groups]\nrunning = ['answered', 'open']\n")
    edition = load(folder, "commercial")
    assert (edition.lists, edition.groups) == ({"ones": ("one",)}, {"running": frozenset({"open", "answered"})})


def test_a_base_may_have_a_base(folder: Path) -> None:
    last = write(folder.parent / "last", "[values.colour]\ntitle = 'Colour'\nvalue = 'red'\n" + SOURCED)
    spoil(last, "edition.toml", '"pause-2026"', '"later-2027"')
    assert list(load(last, "commercial").values)[-1] == "colour"


def test_a_base_that_comes_with_comity_need_not_lie_beside(tmp_path: Path) -> None:
    head = HEAD.replace("commercial", "institution").replace("pause-2026", "institution-2026")
    edition = load(write(tmp_path / "ours", head=head), "institution")
    assert list(edition.acts) == list(packaged("institution-2026", "institution").acts)
    assert edition.name == "later-2027"


def test_the_digest_covers_what_is_resolved(folder: Path) -> None:
    before = load(folder, "commercial").digest_source()
    spoil(folder.parent / "pause-2026", "edition.toml", "length = 10", "length = 11")
    after = load(folder, "commercial")
    assert after.digest_source() != before
    assert from_json(json.loads(json.dumps(after.digest_source(), sort_keys=True))) == after
    assert "based_on" not in after.digest_source()


# -------------------------------------------------------------------- what serves one category


def test_one_category_may_have_other_columns(folder: Path) -> None:
    both(folder)
    other = "[[periods.answer.for]]\ncategories = ['state-state']\nlength = 60\n"
    rows = "[[change]]\nact = 'note'\n[[change.for]]\ncategories = ['commercial']\ntitle = 'Note it'\n"
    write(folder, other, rows=rows, head=TWO)
    spoil(folder, "edition.toml", HEAD.splitlines()[0], 'edition = "two"')
    one, two = load(folder, "commercial"), load(folder, "state-state")
    assert (one.periods["answer"].length, two.periods["answer"].length) == (10, 60)
    assert (one.acts["note"].title, two.acts["note"].title) == ("Note it", "Note something")


def test_so_it_may_in_an_edition_that_stands_alone(folder: Path) -> None:
    both(folder)
    alone = folder.parent / "pause-2026"
    other = "[[periods.answer.for]]\ncategories = ['state-state']\nlength = 60\nwithout = ['lapse']\n\n[periods.reply]"
    spoil(alone, "edition.toml", "[periods.reply]", other)
    one, two = load(alone, "commercial"), load(alone, "state-state")
    assert [edition.periods["answer"].length for edition in (one, two)] == [10, 60]
    assert [edition.periods["answer"].lapse for edition in (one, two)] == ["lapse-answer", None]


def test_a_change_of_what_serves_another_category_does_not_concern_this_one(folder: Path) -> None:
    both(folder)
    rows = "[[change]]\nact = 'settle'\ntitle = 'Settle it'\n"
    write(folder, f"[values.unsaid]\nvalue = 3\n{SOURCED}", rows=rows, head=TWO)
    one, two = load(folder, "commercial"), load(folder, "state-state")
    assert (one.acts["settle"].title, one.values["unsaid"].value) == ("Settle it", 3)
    assert ("settle" in two.acts, "unsaid" in two.values) == (False, False)


def test_a_change_may_name_its_categories(folder: Path) -> None:
    both(folder)
    rows = "[[change]]\nact = 'note'\ncategories = ['state-state']\ntitle = 'Note it'\n"
    write(folder, rows=rows, head=TWO)
    assert [load(folder, name).acts["note"].title for name in ("commercial", "state-state")] == [
        "Note something",
        "Note it",
    ]


def test_without_its_procedure_a_category_takes_gates_values_and_lists_alone(folder: Path) -> None:
    write(folder, "procedure = []\n")
    edition = load(folder, "commercial")
    assert (edition.acts, edition.phases, edition.periods, edition.groups) == ({}, {}, {}, {})
    assert list(edition.values) == list(load(PAUSE, "commercial").values)


# -------------------------------------------------------------------- what is refused

NO_BASE = "there is no edition 'gone-2020', neither beside this one nor among Comity's own"
THERE_ALREADY = "stands in pause-2026 already: [[change]] changes it"
HELD = "unknown key: a chapter holds rows, [[act]], and changes of the base's, [[change]]"
MAIN, ROWS, LISTED = "edition.toml", "acts/rows.toml", "a list of names is wanted"


@pytest.mark.parametrize(
    ("main", "rows", "path", "reason"),
    [
        ("", "[[change]]\nact = 'nod'\n", f"{ROWS}.change.nod", "pause-2026 has no 'nod'"),
        ("", "[[change]]\ntitle = 'nod'\n", f"{ROWS}.change", "each change names its act"),
        ("", "change = ['note']", f"{ROWS}.change", "each change names its act"),
        ("", "change = 'note'", f"{ROWS}.change", "must be a list of rows, [[change]]"),
        ("", "[[chang]]\nact = 'note'\n", f"{ROWS}.chang", HELD),
        ("", ROW.replace('"wave"', '"note"'), f"{ROWS}.act.note", THERE_ALREADY),
        ("", "[[change]]\nact = 'note'\ncolour = 'red'\n", "acts.note.colour", "unknown key"),
        ("", "[[change]]\nact = 'note'\nwithout = ['body']\n", f"{ROWS}.change.note.without", "there is no 'body'"),
        ("", "[[change]]\nact = 'note'\nwithout = 'body'\n", f"{ROWS}.change.note.without", LISTED),
        ("leaves_out = { acts = ['nod'] }", "", f"{MAIN}.leaves_out.acts", "pause-2026 has no 'nod'"),
        ("leaves_out = { gates = ['nod'] }", "", f"{MAIN}.leaves_out.gates", "pause-2026 has no 'nod'"),
        ("leaves_out = { lists = ['nod'] }", "", f"{MAIN}.leaves_out.lists", "pause-2026 has no 'nod'"),
        ("leaves_out = { rows = ['note'] }", "", f"{MAIN}.leaves_out.rows", "unknown key"),
        ("leaves_out = { acts = 'note' }", "", f"{MAIN}.leaves_out.acts", LISTED),
        ("leaves_out = ['note']", "", f"{MAIN}.leaves_out", "must be a table"),
        ("values.heads = 1", "", f"{MAIN}.values.heads", "must be a table"),
        (
            *("leaves_out = { values = ['unsaid'] }\nvalues.unsaid.value = 1", ""),
            *(f"{MAIN}.values.unsaid", "is left out, and cannot be changed"),
        ),
        ("periods.answer.without = ['zone']", "", f"{MAIN}.periods.answer.without", "there is no 'zone'"),
        ("periods.nod.length = 3", "", "periods.nod.source", "a text is wanted"),
        ("periods.nod.without = ['zone']", "", f"{MAIN}.periods.nod.without", "there is no 'zone'"),
        ("leaves_out = { periods = ['advice'] }", "", "phases.open.starts", "unknown period 'advice'"),
        ("[[periods.answer.for]]\nlength = 3", "", f"{MAIN}.periods.answer.for[0]", "names its categories, and what "),
        ("periods.answer.for = 3", "", f"{MAIN}.periods.answer.for", "must be a list of tables"),
        (
            *("[[periods.answer.for]]\ncategories = ['x']", ""),
            *(f"{MAIN}.periods.answer.for[0]", "unknown category in ['x']"),
        ),
    ],
)  # fmt: skip
def test_it_refuses(folder: Path, main: str, rows: str, path: str, reason: str) -> None:
    where, why = refusal(write(folder, main + "\n", rows=rows))
    assert (where, why[: len(reason)]) == (path, reason)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"pause-2026"', '"gone-2020"', NO_BASE),
        ('"pause-2026"', '"../pause-2026"', "the name of an edition is wanted"),
        ('"pause-2026"', "3", "the name of an edition is wanted"),
        ('"pause-2026"', '"later-2027"', "leads back to 'later-2027'"),
        (
            *('["commercial"]', '["state-state"]'),
            "pause-2026: edition.toml.categories: does not serve the category 'state-state'",
        ),
    ],
)  # fmt: skip
def test_a_base_that_is_none_is_refused(folder: Path, old: str, new: str, reason: str) -> None:
    spoil(folder, "edition.toml", old, new)
    category = "state-state" if "state-state" in new else "commercial"
    assert refusal(folder, category) == ("edition.toml.based_on", reason)


def test_two_that_are_based_on_each_other_are_refused(folder: Path) -> None:
    last = write(folder.parent / "last")
    spoil(last, "edition.toml", '"pause-2026"', '"later-2027"')
    spoil(folder, "edition.toml", '"pause-2026"', '"last"')
    assert refusal(folder) == (*("edition.toml.based_on", "last: edition.toml.based_on: leads back to 'later-2027'"),)


def test_leaving_out_and_changing_want_a_base(folder: Path) -> None:
    alone = folder.parent / "pause-2026"
    text = (alone / "edition.toml").read_text(encoding="utf-8")
    (alone / "edition.toml").write_text("leaves_out = { acts = ['note'] }\n" + text, encoding="utf-8")
    wanted = "leaves out of nothing: the edition is based on no other"
    assert refusal(alone) == ("edition.toml.leaves_out", wanted)
    (alone / "edition.toml").write_text(text, encoding="utf-8")
    (alone / "acts" / "more.toml").write_text("[[change]]\nact = 'note'\n", encoding="utf-8")
    assert refusal(alone) == ("acts/more.toml.change", "unknown key: a chapter holds rows, [[act]]")


def test_a_base_that_is_bad_is_told_with_its_own_path(folder: Path) -> None:
    spoil(folder.parent / "pause-2026", "edition.toml", "[groups]", "[gruops]")
    assert refusal(folder) == ("edition.toml.based_on", "pause-2026: edition.toml: unknown key 'gruops'")


def test_what_is_not_there_in_any_category_is_refused_though_another_is_bad(folder: Path) -> None:
    head = HEAD.replace('["commercial"]', '["commercial", "state-state"]')
    write(folder, rows="[[change]]\nact = 'nod'\n", head=head)
    with pytest.raises(BadEdition) as caught:
        load(folder, "commercial")
    assert caught.value.path == f"{ROWS}.change.nod"
