"""A room of a case as a page shows it: its name, who reads it, and who does not."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comity.docket.views import RoomView
from comity.faces.web import casefile
from comity.faces.web.components import Room
from comity.people.actor import Actor

ROOM_NAMES = {
    "joint": _("Joint room"),
    "caucus": _("Caucus"),
    "delegation": _("Delegation room"),
    "mediator": _("Mediator’s notes"),
    "registry": _("Registry room"),
}


def banner(viewer: Actor, view: RoomView) -> Room:
    """A room's name, who reads it, and who does not."""
    parties = casefile.names(viewer, view.case)
    kind, own = view.room.kind, parties.get(view.room.party or "", "")
    inside, outside = {
        "joint": (gettext("%(readers)s read this room."), gettext("The registry does not.")),
        "caucus": (
            gettext("%(readers)s read this room."),
            gettext("No other party does. The registry does not."),
        ),
        "delegation": (
            gettext("Only %(own)s reads this room."),
            gettext("No other party does, nor the mediator, nor the registry."),
        ),
        "mediator": (gettext("Only the mediator reads these notes."), gettext("No party does. The registry does not.")),
        "registry": (gettext("The registry reads this room."), gettext("No party does, nor the mediator.")),
    }[kind]
    readers = [own] if kind == "caucus" else list(parties.values())
    told = {"readers": casefile.joined([*readers, gettext("the mediator")]), "own": own}
    return Room(kind, room_name(kind, own), inside % told, outside)  # type: ignore[arg-type]  # a kind of room


def room_name(kind: str, own: str) -> str:
    """A room's name, with the party whose it is."""
    if not own:
        return str(ROOM_NAMES[kind])
    return gettext("%(room)s of %(party)s") % {"room": ROOM_NAMES[kind], "party": own}
