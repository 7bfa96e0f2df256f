"""Tags that draw the components of comity.faces.web.components, one template each (templates/components)."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import template
from django.forms import BoundField, ChoiceField
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from comity.faces.web import components, icons, reader, shell, words

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative icon; the words beside it carry the meaning."""
    flip = " icon-flip" if name in icons.FLIPPED else ""
    drawing = mark_safe(icons.DRAWINGS[name])  # noqa: S308  a constant of ours
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', flip, drawing
    )


@register.inclusion_tag("components/source.html")
def source(status: str) -> dict[str, str]:
    """The badge of a source: official, borrowed, assumed, unset. Nothing for an empty status."""
    return {"status": status}


@register.inclusion_tag("components/basis.html")
def basis(value: components.Basis) -> dict[str, components.Basis]:
    """Article or row, then the badge: what stands in the margin."""
    return {"basis": value}


@register.inclusion_tag("components/phase_path.html")
def phase_path(steps: Sequence[components.Step], *, numbered: bool = False) -> dict[str, Any]:
    """The phases as a path; `numbered` for a path that nobody has begun."""
    now = next((place for place, step in enumerate(steps) if step.state == "now"), None)
    current = steps[now] if now is not None else None
    return {"steps": steps, "numbered": numbered, "current": current, "place": (now or 0) + 1, "count": len(steps)}


@register.inclusion_tag("components/deadline.html")
def deadline(value: components.Deadline) -> dict[str, Any]:
    """Time left, the reader's zone in bold, the rule's zone below, then why."""
    here = timezone.get_current_timezone_name()
    return {"deadline": value, "here": here, "same_zone": here == value.zone, "left": _left(value)}


@register.inclusion_tag("components/soonest.html")
def soonest(value: components.Deadline) -> dict[str, Any]:
    """The soonest deadline, in the case head."""
    return {"deadline": value}


@register.inclusion_tag("components/columns.html")
def columns(*titles: str) -> dict[str, tuple[str, ...]]:
    """The head of a table that stacks."""
    return {"titles": titles}


@register.inclusion_tag("components/acts.html")
def acts(lines: Sequence[components.ActLine]) -> dict[str, Sequence[components.ActLine]]:
    """Acts of the record, in the order given."""
    return {"lines": lines}


@register.inclusion_tag("components/act.html")
def act(line: components.ActLine) -> dict[str, components.ActLine]:
    """One act of the record, with its margin and receipt."""
    return {"act": line}


@register.inclusion_tag("components/proof.html")
def proof(mark: components.Proof) -> dict[str, components.Proof]:
    """The mark of a proof, with its words."""
    return {"proof": mark}


@register.inclusion_tag("components/next_act.html")
def next_act(value: components.NextAct) -> dict[str, components.NextAct]:
    """An act that is open to the reader."""
    return {"next": value}


@register.inclusion_tag("components/closed_acts.html")
def closed_acts(values: Sequence[components.ClosedAct]) -> dict[str, Sequence[components.ClosedAct]]:
    """What is not open yet, folded, each with its article."""
    return {"closed": values}


@register.inclusion_tag("components/finding.html")
def finding(value: components.Finding) -> dict[str, components.Finding]:
    """A gate's finding in full."""
    return {"finding": value}


@register.inclusion_tag("components/findings.html")
def findings(values: Sequence[components.Finding]) -> dict[str, Sequence[components.Finding]]:
    """The gate's findings, one line each."""
    return {"findings": values}


@register.inclusion_tag("components/room_banner.html")
def room_banner(room: components.Room) -> dict[str, components.Room]:
    """Name, icon, tint, pattern, and who reads here."""
    return {"room": room}


@register.inclusion_tag("components/audience.html")
def audience(room: components.Room) -> dict[str, components.Room]:
    """Who reads this and who does not."""
    return {"room": room}


@register.inclusion_tag("components/stamp.html")
def stamp(value: components.Stamp) -> dict[str, components.Stamp]:
    """A signature given or awaited; the words beside the ring carry the fact."""
    return {"stamp": value}


@register.inclusion_tag("components/pdf_links.html")
def pdf_links(address: str, title: str) -> dict[str, Any]:
    """A paper as PDF in each language of the interface; the title is for those who hear the page."""
    links = [
        (reader.Reader(code, "", "").html_language, shell.OWN_NAMES[code], urlencode({"language": code}))
        for code in reader.LANGUAGES
    ]
    return {"address": address, "title": title, "links": links}


@register.inclusion_tag("components/awaited.html")
def awaited(value: components.Awaited) -> dict[str, Any]:
    """One line of a dashboard."""
    left = _left(value.deadline) if value.deadline else ""
    return {"line": value, "deadline": value.deadline, "left": left}


@register.filter
def vacant(field: BoundField) -> bool:
    """Whether a field asks to choose where there is nothing to choose from."""
    return isinstance(field.field, ChoiceField) and not list(cast("Iterable[object]", field.field.choices))


@register.inclusion_tag("components/empty.html")
def empty(what: str) -> dict[str, str]:
    """Nothing here, and what would fill the place."""
    return {"what": what}


def _left(value: components.Deadline) -> str:
    return words.left(value.due, value.now, timezone.get_current_timezone_name())
