"""What a lawyer reads for the short names of an edition: roles, powers, statuses, events, kinds of things, values.

An edition's own titles come first (acts, phases, periods, endings, values); here stands what has no title there. A name
that nobody has worded is read as it is written, hyphens as blanks; a test keeps the packaged editions fully worded.
"""

from collections.abc import Mapping

from comity.law.messages import Message, mark

ROLES = {
    "requester": mark("requesting party"),
    "invitee": mark("invited party"),
    "party": mark("party"),
    "signatory": mark("signatory"),
    "nominee": mark("nominated mediator"),
    "mediator": mark("mediator"),
    "registry": mark("registry"),
    "secretary-general": mark("Secretary-General"),
    "clock": mark("clock"),
    "system": mark("the docket itself"),
}

POWERS = {
    "speak": mark("with a mandate to speak"),
    "sign": mark("with a mandate to sign"),
    "approve": mark("with a mandate to approve"),
}

STATUSES = {
    "official": mark("official"),
    "borrowed": mark("borrowed"),
    "assumed": mark("assumed"),
    "unset": mark("not said"),
}

ROOMS = {
    "case": mark("case log"),
    "joint": mark("joint room"),
    "caucus": mark("caucus"),
    "delegation": mark("delegation room"),
    "mediator": mark("the mediator's notes"),
    "registry": mark("registry room"),
}

EVENTS = {
    "requested": mark("the request"),
    "request-sent": mark("the sending of the invitation"),
    "registered": mark("registration"),
    "appointment-requested": mark("the request to appoint"),
    "acceptance-requested": mark("the request to accept"),
    "transmitted": mark("the opening of the file to the mediator"),
    "protocol-agreed": mark("agreement on the protocol"),
    "signed": mark("the last signature"),
    "interim-agreed": mark("agreement on the arrangement"),
    "suspended": mark("the suspension"),
    "adjourned": mark("the adjournment"),
}

KINDS = {
    "settlement-clause": mark("clause of the settlement"),
    "protocol-clause": mark("clause of the protocol"),
    "third-state": mark("third State"),
    "attestation": mark("attestation"),
    "proposal": mark("proposal"),
    "outcome": mark("outcome"),
    "answer": mark("answer"),
    "issue": mark("issue"),
    "session": mark("session"),
    "proceeding": mark("proceeding elsewhere"),
    "interim": mark("draft of an interim arrangement"),
    "interim-standing": mark("interim arrangement"),
    "fixed-subjects": mark("list of subjects"),
    "closed-issue": mark("closed issue"),
    "tabled": mark("scope of the text"),
    "settled-part": mark("settled part"),
    "extension": mark("extension"),
    "joinder": mark("joining of another party"),
    "approval": mark("word of a State on its agency"),
}

VALUES = {
    "gate": mark("the verdict of the gate"),
    "number": mark("the number of mediators"),
    "asked": mark("an appointment by the Secretary-General"),
    "statements-opened": mark("the opening of the statements"),
    "approval-of": mark("parties that need approval at home"),
    "entry": mark("entry into force"),
    "entry-on": mark("the date of entry into force"),
    "zone": mark("the zone of the case"),
    "handed-over": mark("the hand-over to arbitration"),
    "hand-over": mark("the hand-over to arbitration"),
    "subjects-contested": mark("whether the subjects are contested"),
    "suspended-until": mark("the date on which the case goes on"),
}

FACTS = {
    "listed": mark("the person"),
    "approval_of": mark("the list of parties that need approval"),
    "entry_on": mark("the date of entry into force"),
    "entry": mark("entry into force"),
    "clause": mark("the clause"),
    "scope": mark("the text"),
    "verdict": mark("what the gates and the officer find"),
}

CHOICES = {  # of one value or fact where they need other words there: value=choice
    "listed=True": mark("on the roster"),
    "asked=yes": mark("asked for"),
    "handed-over=yes": mark("in force"),
    "part": mark("a part of the settlement"),
    "admissible": mark("admissible"),
    "refused": mark("refused"),
    "incomplete": mark("incomplete"),
    "given": mark("it consents"),
    "signature": mark("at signature"),
    "date": mark("on a date"),
    "event": mark("at an event"),
    "event-and-date": mark("on a date after an event"),
    "approval-at-home": mark("approval at home"),
}

LISTS = {
    "protocol-clauses": mark("clauses of the protocol"),
    "extendable": mark("periods that each side may have extended once"),
}

VALUED = (  # values of the editions that are words, and what a fee is for
    mark("not passed on without that party's authorisation"),
    mark("passed on to the other parties, unless the party that gave it says that it is confidential"),
    mark("confidential"),
    mark("all parties in equal shares, unless they agree otherwise"),
    mark("neither arbitrator, counsel nor witness, unless the parties agree"),
    mark("First advance of each party"),
)

SEATS = {"nominated": mark("nominated"), "seated": mark("seated"), "ended": mark("no longer seated")}

CATEGORIES = {
    "state-state": mark("between States"),
    "state-national": mark("between a State and a national of another State"),
    "commercial": mark("between private parties of different countries"),
    "institution": mark("the organisation's own docket"),
}


def word(table: Mapping[str, str], name: object) -> Message:
    """The words of a name, or the name itself with hyphens as blanks."""
    return Message(table.get(str(name)) or plain(str(name)))


def plain(name: str) -> str:
    """A name that nobody has worded, as a template: readable, though only as readable as it was written."""
    return name.lstrip("$@").replace("-", " ").replace("_", " ").replace("%", "%%")
