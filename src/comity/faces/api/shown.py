"""Views of dockets as plain JSON."""

from comity.docket.views import ActView, CaseItem, CaseView, RoomView
from comity.law.act import Json
from comity.law.instants import render
from comity.law.openness import Openness


def item(found: CaseItem) -> dict[str, Json]:
    """One line of the list of cases."""
    return {
        "id": found.id,
        "number": found.number,
        "title": found.title,
        "category": found.category,
        "phase": found.phase.name,
        "ending": found.ending,
        "deadline": None if found.deadline is None else render(found.deadline),
        "open": _acts(found.open),
    }


def case(view: CaseView) -> dict[str, Json]:
    """A case: where it stands, who is in it, what stands, what is open to whom asks."""
    state = view.state
    return {
        "id": view.id,
        "number": view.number,
        "category": view.category,
        "edition": view.edition.name,
        "at": render(view.at),
        "phase": state.phase,
        "ending": state.ending,
        "zone": view.zone,
        "parties": {name: dict(fact) for name, fact in state.parties.items()},
        "own": [*sorted(view.standing.parties)],
        "things": {kind: {name: dict(thing) for name, thing in named.items()} for kind, named in state.things.items()},
        "values": dict(state.values),
        "deadlines": [
            {
                "code": each.code,
                "article": each.rule.article,
                "due": render(each.due),
                "zone": each.zone,
                "status": each.rule.status,
            }
            for each in view.deadlines
        ],
        "rooms": [{"id": each.id, "kind": each.kind, "party": each.party} for each in view.rooms],
        "open": _acts(view.open),
    }


def room(view: RoomView) -> dict[str, Json]:
    """A room: what was done in it, as far as its reader may see."""
    return {
        "id": view.room.id,
        "kind": view.room.kind,
        "party": view.room.party,
        "acts": [act(each) for each in view.acts],
        "open": _acts(view.open),
    }


def act(view: ActView) -> dict[str, Json]:
    """One act: its envelope, and what was said with it where the reader may know."""
    return {
        "id": view.id,
        "index": view.index,
        "envelope": view.act.to_json(),
        "said": None if view.said is None else dict(view.said),
        "entry": view.entry,
        "leaf": view.leaf,
    }


def _acts(found: list[Openness]) -> list[Json]:
    return [each.row.act for each in found if each.reason is None]
