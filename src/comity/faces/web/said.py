"""What was said with an act, label by label, for who may read it: declarations, reasons, conditions, requests.

What has a page of its own (statements, clauses, the settlement text, speech) is read there as well.
"""

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from comity.docket.views import ActView
from comity.law import wording
from comity.law.act import Json

LABELS = {
    "title": _("Title of the case"),
    "story": _("The dispute"),
    "proceedings": _("Other proceedings on the same matter"),
    "forum": _("Forum"),
    "matter": _("Matter"),
    "effect": _("What the standstill means for it"),
    "correction": _("Correction"),
    "newcomer": _("Who joins"),
    "reasons": _("Reasons"),
    "declaration": _("Declaration"),
    "disclosures": _("Disclosures"),
    "statement": _("Statement"),
    "text": _("Text"),
    "place": _("Place"),
    "agenda": _("Agenda"),
    "instrument": _("Instrument"),
    "condition": _("Condition"),
    "event": _("Event"),
    "evidence": _("Evidence"),
    "note": _("Note"),
    "name": _("Name"),
    "names": _("Names"),
    "state": _("State"),
    "subject": _("What the interest is about"),
    "contact": _("Where the registry can answer"),
    "checked": _("How the registry checked who sent it"),
    "source": _("Source"),
    "wording": _("Wording"),
    "profile": _("Profile"),
}


def words(act: ActView) -> list[tuple[str, str]]:
    """(label, words) in the order of LABELS; nothing where nothing was said, or it is not the reader's to read."""
    said = act.said or {}
    return [(gettext(str(label)), found) for name, label in LABELS.items() if (found := text(said.get(name)))]


def text(value: Json) -> str:
    """Words as they lie in a body: plain, by language, or one of several things said of a clause or a newcomer."""
    if isinstance(value, dict) and (words := value.get("text") or value.get("name")):
        return wording.shown(words, get_language() or "en")
    return wording.shown(value, get_language() or "en")
