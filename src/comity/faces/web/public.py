"""The words of the public pages that stand in lists: kinds of dispute, what is protected, what is not.

- Kinds of dispute: articles 24 to 28 of the Convention, as far as they are known.
- The second list says what the product does not stop (TRUST rule 15; DESIGN 3, 4): it may grow, it is never shortened
  for looks.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.faces.web.components import NO_BASIS, Basis


@dataclass(frozen=True)
class Item:
    """A heading and a sentence or two, with the rule where there is one."""

    title: str | Promise
    text: str | Promise
    basis: Basis = NO_BASIS


DOORS = (
    Item(
        _("Between States"),
        _(
            "Any legal or factual dispute, or other issue of concern, that the States agree to bring. "
            "A State may exclude subjects by declaration."
        ),
        Basis(article="Art. 24", status="official"),
    ),
    Item(
        _("A State and a national of another State"),
        _(
            "Commercial or investment disputes. The organisation must act for Contracting States "
            "and may act for others."
        ),
        Basis(article="Art. 27", status="official"),
    ),
    Item(
        _("Between private parties"),
        _("International commercial disputes between companies or individuals."),
        Basis(article="Art. 24", status="official"),
    ),
)

STEPS = (
    _("Request"),
    _("Screening"),
    _("Mediator"),
    _("Protocol"),
    _("Sessions"),
    _("Settlement"),
    _("In force"),
)

PROTECTED = (
    Item(
        _("What you say in a room"),
        _(
            "Each room has keys of its own. What is written there is sealed before it reaches the database, and the "
            "page names who will read it before you send it. Backups, logs and e-mails hold none of it."
        ),
    ),
    Item(
        _("What you tell the mediator alone"),
        _(
            "It reaches the other side only if you release it, word by word as you chose, by an act of your own. "
            "The mediator cannot pass it on in this software, nor can the registry."
        ),
    ),
    Item(
        _("Your answer to a proposal"),
        _(
            "Answers are sealed one by one and counted at a time fixed beforehand. Only two results exist: all "
            "accepted, or not accepted. Silence, a no and a late yes are one thing. No officer and no mediator "
            "sees an answer."
        ),
    ),
    Item(
        _("The record of the procedure"),
        _(
            "Every act is chained to those before it and covered by a signed checkpoint. No one, the organisation "
            "included, can drop an act, change it, or skip a deadline without leaving a proof of it with the parties."
        ),
    ),
    Item(
        _("That speech stays without prejudice"),
        _(
            "The bundle proves the procedure, never the speech: rooms are exported without what would prove to a court "
            "who said what, unless all parties agree by an act."
        ),
    ),
    Item(
        _("Names"),
        _(
            "Names of people and parties, titles and addresses are sealed in the database. E-mails say that something "
            "awaits you in a numbered case, and nothing else."
        ),
    ),
    Item(
        _("Erasure"),
        _(
            "What is to be forgotten is erased by destroying its key, and counts as erased when the last backup of the "
            "key has expired too."
        ),
    ),
)

EXPOSED = (
    Item(
        _("We hold the keys"),
        _(
            "In this installation the organisation’s own machine keeps the keys and opens what you may read. Whoever "
            "has full control of that machine, by right or by force, can read what it opens. Each opening is logged "
            "first; that does not stop it."
        ),
    ),
    Item(
        _("A photographed screen"),
        _("A person who may read a text can photograph, copy or repeat it. No software stops that; the protocol may."),
    ),
    Item(
        _("A signature under pressure"),
        _(
            "A passkey shows that its holder was there and confirmed. It cannot show that the holder was free. "
            "Such a signature is technically valid."
        ),
    ),
    Item(
        _("That you are here, and how much you write"),
        _("Whoever watches your line or ours sees when, how often and how much. They do not see what."),
    ),
    Item(
        _("What two parties can infer"),
        _(
            "With two parties, the one that accepted learns from “not accepted” that the other did not. "
            "No way of counting avoids that."
        ),
    ),
    Item(
        _("A false count of answers"),
        _(
            "If the machine answered “not accepted” against two yeses, only a debrief that all parties agree to would "
            "show it."
        ),
    ),
    Item(
        _("Your own devices"),
        _("What you print or download is yours to guard, and a device that is not yours alone reads along."),
    ),
    Item(
        _("What the record says about the world"),
        _(
            "It proves which acts were done, in which order, under which rules. It does not prove that a fact looked "
            "up elsewhere was true, or that a paper says what the record says it says."
        ),
    ),
)
