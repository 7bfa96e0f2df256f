"""Filters and tags that set instants, digests, articles and the law's messages into the reader's language."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from django import template
from django.template import defaultfilters
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from comity.docket import dates
from comity.faces.web import words
from comity.law.instants import parse
from comity.law.messages import Message
from comity.law.wording import run_on
from comity.law.words import EVENTS

register = template.Library()


@register.simple_tag
def when(at: datetime, zone: str = "", *, weekday: bool = False, city: bool = True) -> SafeString:
    """`{% when at %}`: the instant in the reader's zone (or in `zone`), with its city unless `city=False`."""
    here = zone or timezone.get_current_timezone_name()
    language = _language()
    stamp = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    text = dates.moment(at, here, language, weekday=weekday)
    instant = format_html('<time datetime="{}">{}</time>', stamp, text)
    if not city:
        return instant
    place = format_html('<span class="city">{}</span>', words.city(here, language))
    pattern = translation.gettext("%(instant)s, %(city)s")
    return format_html(pattern.replace("%(instant)s", "{0}").replace("%(city)s", "{1}"), instant, place)


@register.filter
def day(at: date) -> SafeString:
    """A calendar date; an instant is first brought into the reader's zone."""
    local = timezone.localtime(at).date() if isinstance(at, datetime) else at
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), dates.day(local, _language()))


@register.filter
def instant(text: str) -> datetime:
    """An instant as records write it (YYYY-MM-DDTHH:MM:SSZ), for `when`."""
    return parse(text)


@register.filter
def city(zone: str) -> str:
    """The city of an IANA zone."""
    return words.city(zone, _language())


@register.filter
def digest(value: str, groups: int | None = None) -> SafeString:
    """A digest in groups of four, isolated left to right; `|digest:2` shows the first two groups."""
    whole = "mono" if groups is None else "mono text-nowrap"
    return format_html('<bdi class="{}" dir="ltr">{}</bdi>', whole, words.grouped(value, groups=groups))


@register.filter
def article(reference: str) -> str:
    """An article as a lawyer writes it."""
    return words.article(reference)


@register.filter(is_safe=True, needs_autoescape=True)
def linebreaks(text: str, autoescape: bool = True) -> SafeString:  # noqa: FBT001, FBT002 -- a filter's signature
    """Django's own, with each paragraph in the direction and language of its script: an English clause in Arabic."""
    return words.paragraphs(defaultfilters.linebreaks_filter(text, autoescape), _language())


@register.filter
def spoken(text: str) -> SafeString:
    """Words as somebody gave them, within a line: a title, a name, an option."""
    return words.spoken(text, _language())


@register.filter
def ring(text: str) -> str:
    """The size at which a date stays within a stamp's ring: 66 units for 7.6 at most."""
    return f"{min(7.6, 66 / (0.56 * max(len(text), 1))):.1f}"


@register.filter
def say(message: Message) -> str:
    """A message of the law, in the reader's language."""
    return message.say(translation.gettext)


@register.filter
def translated(text: str) -> str:
    """A text of the edition (title, summary), in the reader's language."""
    return translation.gettext(text) if text else ""


@register.filter
def event(name: str) -> str:
    """What starts a period, in words; the name itself where the law has none for it."""
    return translation.gettext(EVENTS[name]) if name in EVENTS else name


@register.filter
def of(table: Mapping[str, object], key: str) -> object:
    """The entry of a map under a key; empty where there is none."""
    return table.get(key, "")


@register.simple_block_tag
def sentences(content: SafeString) -> SafeString:
    """`{% sentences %}...{% endsentences %}`: sentences in a row, spaced as the reader's language spaces them."""
    return mark_safe(run_on(content, _language()))  # noqa: S308  escaped where it was rendered


@register.filter
def begin(text: str) -> str:
    """The text with a capital at its beginning: the law's sentences are made to stand in a list."""
    return text[:1].upper() + text[1:]


def _language() -> str:
    return translation.get_language() or "en"
