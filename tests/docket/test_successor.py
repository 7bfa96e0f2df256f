"""Editions that the organisation adopts: by an act, as a file that counts only as long as it is what was adopted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from comity import docket
from comity.docket import opening, registry, startup
from comity.docket.desk import filing, queries
from comity.docket.desk.models import AdoptedEdition
from comity.faces.cli import rules
from comity.law.act import Json
from comity.law.edition import BadEdition, editions, packaged, shelf
from tests.docket.test_desk import acts, refused
from tests.docket.world import CATEGORY, EDITION, World, leave_features_out

SAID = {"source": "Council, 1 March 2027", "status": "official"}
CHANGE: Json = {"values.mediators": {**SAID, "value": 2}}
OWN = ("adopt-edition", "take-up-value", "settle-value")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel without the features, and with the acts of editions."""
    handlers = {act: registry.handler(act) for act in OWN}
    preparer = registry.preparer("adopt-edition")
    leave_features_out(monkeypatch)
    for act, handler in handlers.items():
        monkeypatch.setitem(registry._handlers, act, handler)
    monkeypatch.setitem(registry._preparers, "adopt-edition", preparer)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of adopted editions for each test."""
    monkeypatch.setattr(filing, "_folder", lambda: tmp_path / "editions")
    filing.open_shelf()
    yield tmp_path / "editions"
    monkeypatch.undo()
    filing.open_shelf()


def adopts(world: World, name: str = "rules-2027", base: str = EDITION, change: Json = CHANGE) -> None:
    acts(world, world.general, "adopt-edition", {"change": change}, edition=name, base=base)


def test_an_adopted_edition_is_found_wherever_editions_are_looked_up(world: World, folder: Path) -> None:
    adopts(world)
    assert "rules-2027" in editions()
    for category in ("state-state", "state-national", "commercial"):
        assert packaged("rules-2027", category).values["mediators"].value == 2
        assert packaged(EDITION, category).values["mediators"].value == 1
    with pytest.raises(BadEdition, match="does not serve"):
        packaged("rules-2027", "institution")
    assert [path.name for path in folder.iterdir()] == ["rules-2027.json"]
    assert [line[:2] for line in queries.adopted(world.general, world.hands.at)] == [("rules-2027", EDITION)]
    assert filing.missing() == []


def test_the_act_states_the_digest_and_keeps_the_change_sealed(world: World, folder: Path) -> None:
    from hashlib import sha256

    from comity.docket.queries import acts as log

    adopts(world)
    last = log(world.general, docket.institution())[-1]
    assert last.said == {"change": CHANGE}
    assert last.act.facts["digest"] == sha256((folder / "rules-2027.json").read_bytes()).hexdigest()
    assert AdoptedEdition.objects.get().digest == last.act.facts["digest"]


def test_a_new_case_runs_on_the_successor_and_a_running_one_keeps_its_own(world: World) -> None:
    world.files()
    running = world.id
    adopts(world)
    new, _receipt = docket.open(
        world.kenya.person,
        edition="rules-2027",
        category=CATEGORY,
        act="file-request",
        payload=world.request(),
        key="successor",
    )
    from comity.docket.queries import case

    assert case(world.kenya.person, running).edition.values["mediators"].value == 1
    assert case(world.kenya.person, new).edition.values["mediators"].value == 2
    assert opening.digest_of(packaged("rules-2027", CATEGORY)) != opening.digest_of(packaged(EDITION, CATEGORY))


def test_a_file_that_was_changed_is_no_edition(world: World, folder: Path) -> None:
    adopts(world)
    path = folder / "rules-2027.json"
    path.write_bytes(path.read_bytes().replace(b"Council", b"Nobody!"))
    assert "rules-2027" not in editions()
    assert filing.missing() == ["rules-2027"]
    with pytest.raises(KeyError):
        packaged("rules-2027", CATEGORY)


def test_nothing_is_served_while_an_adopted_edition_is_missing(world: World, folder: Path) -> None:
    adopts(world)
    assert list(startup._adopted()) == []
    (folder / "rules-2027.json").unlink()
    assert [fault.split(" is ")[0] for fault in startup._adopted()] == ["the adopted edition rules-2027"]


def test_comity_rules_accepts_the_file(world: World, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    adopts(world)
    path = folder / "rules-2027.json"
    assert rules.main(["check", str(path)]) == 0
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == [
        f"rules-2027, {category}" for category in ("state-state", "state-national", "commercial")
    ]
    assert rules.main(["show", str(path), "--category", "commercial"]) == 0
    for text, told in ((b"{", "cannot be read"), (b"{}", "exactly the keys")):
        path.write_bytes(text)
        assert rules.main(["check", str(path)]) == 1
        assert told in capsys.readouterr().out


def test_a_file_without_an_act_is_no_edition(world: World, folder: Path) -> None:
    adopts(world)
    (folder / "stray.json").write_bytes((folder / "rules-2027.json").read_bytes())
    assert "stray" not in editions()
    (folder / "rules-2027.json").unlink()
    assert ("rules-2027" in editions(), filing.missing()) == (False, ["rules-2027"])


def test_an_edition_is_adopted_once_on_a_base_that_there_is_and_by_the_secretary_general(world: World) -> None:
    adopts(world)
    body: dict[str, object] = {"change": CHANGE}
    for name, base in (("rules-2027", EDITION), (EDITION, EDITION), ("r-2", "nothing"), ("r-3", "institution-2026")):
        assert refused(world, world.general, "adopt-edition", body, edition=name, base=base) == "desk"
    wrong: dict[str, object] = {"change": {"values.mediators": {**SAID, "value": 2, "source": ""}}}
    assert refused(world, world.general, "adopt-edition", wrong, edition="r-4", base=EDITION) == "edition"
    assert refused(world, world.registry, "adopt-edition", body, edition="r-5", base=EDITION) == "role"
    assert AdoptedEdition.objects.count() == 1


def test_a_successor_may_be_succeeded(world: World) -> None:
    adopts(world)
    adopts(world, "rules-2028", "rules-2027", {"values.caucus": {**SAID, "value": "passed on unless confidential"}})
    last = packaged("rules-2028", CATEGORY)
    assert (last.values["mediators"].value, last.values["caucus"].value) == (2, "passed on unless confidential")


def test_an_open_value_has_an_owner_until_it_is_settled(world: World) -> None:
    value = {"edition": EDITION, "name": "values.fees"}
    acts(world, world.registry, "take-up-value", account=world.general.id, due="2026-04-01", **value)
    found = queries.owners(world.registry, world.hands.at)[EDITION, "values.fees"]
    assert (found.account, str(found.due), found.settled_at) == (world.general.id, "2026-04-01", None)
    assert refused(world, world.general, "settle-value", {"reasons": "R"}, **value) == "desk"
    other = {"edition": EDITION, "name": "values.mediators"}
    acts(world, world.general, "settle-value", {"reasons": "One is enough."}, **other)
    assert queries.owners(world.registry, world.hands.at)[EDITION, "values.mediators"].settled_at == world.hands.at


def test_only_what_is_open_is_taken_up_and_by_an_officer(world: World) -> None:
    due = {"due": "2026-04-01"}
    for name, account in (("values.nothing", world.general.id), ("values.fees", world.stranger.id)):
        assert (
            refused(world, world.registry, "take-up-value", edition=EDITION, name=name, account=account, **due)
            == "desk"
        )
    assert (
        refused(world, world.registry, "take-up-value", edition="none", name="x", account=world.general.id, **due)
        == "desk"
    )


def test_without_a_folder_there_is_only_what_comes_with_comity(folder: Path) -> None:
    assert not folder.exists()
    assert (shelf.names(), EDITION in editions()) == ([], True)
    assert Path(settings.ENVIRONMENT.home).is_dir()
    with pytest.raises(KeyError):
        shelf.edition("../x", CATEGORY)
