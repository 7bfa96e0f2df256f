"""Which issues of a joint room are off its table: closed one by one, or by a part of a settlement that all signed."""

from comity.law.state import State


def closed(room: State) -> set[str]:
    """The issues that are closed, by their names in the joint room."""
    parts = room.whole.things.get("settled-part", {}).values()
    named = [part.get("closes") for part in parts]
    return {
        *room.things.get("closed-issue", {}),
        *(str(each) for names in named if isinstance(names, list) for each in names),
    }
