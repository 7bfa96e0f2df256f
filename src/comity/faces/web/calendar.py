"""Sessions as iCalendar (RFC 5545): instants in UTC, so that every calendar shows its own zone."""

from collections.abc import Sequence

from icalendar import Calendar, Event

from comity.conduct.queries import Session


def written(number: str, sessions: Sequence[Session]) -> bytes:
    """A calendar of the case's sessions. The title names the number alone: a calendar is read by others too."""
    calendar = Calendar()
    calendar.add("prodid", "-//Comity//Sessions//EN")
    calendar.add("version", "2.0")
    for session in sessions:
        event = Event()
        event.add("uid", f"{session.id}@{number}")
        event.add("dtstamp", session.set_at)
        event.add("dtstart", session.starts_at)
        event.add("dtend", session.ends_at)
        event.add("summary", number)
        event.add("status", "CANCELLED" if session.off else "CONFIRMED")
        event.add("sequence", session.moved)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
