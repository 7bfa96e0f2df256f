"""Notices: after commit, people are told that something awaits them, and never what.

Rules upheld:
- UI 5: an e-mail says that something awaits in case NUMBER, in the account's language; it names no act, no party, no
  room and no person. It says that the language of the case prevails, and which that is where the edition says it;
- who reads a log is told of it, except who acted; officers are told of a new phase only. One person gets one notice of
  one docket at a time, however much happened;
- the outbox is a table: a notice whose transaction rolled back was never there, and one that could not be sent is sent
  later. It is sent outside every transaction and lock.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from babel import Locale
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext

from comity import people
from comity.docket import clock, states
from comity.docket.books import OF_THE_WHOLE
from comity.docket.models import Docket, LogKind, Outbox, Party, Seat
from comity.law.step import admits
from comity.people import queries
from comity.people.models import Mandate
from comity.people.queries import Recipient

AT_ONCE = 200
CLAIMED = timedelta(minutes=5)  # how long one process may take to send what it claimed
LOG = logging.getLogger("comity.docket")


def deliver() -> int:
    """Send what waits in the outbox; returns how many messages. What cannot be sent is tried again later."""
    rows = _claimed(clock.now())
    if not rows:
        return 0
    messages = list(_messages(rows, clock.now()))
    try:
        sent = get_connection().send_messages(messages) or 0
    except OSError:
        LOG.exception("notices could not be sent; they will be sent later")
        return 0
    Outbox.objects.filter(id__in=[row.id for row in rows]).update(sent_at=clock.now())
    return sent


def _claimed(now: datetime) -> list[Outbox]:
    """Rows that wait, now this process's to send."""
    free = Q(sent_at=None) & (Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIMED))
    wanted = list(Outbox.objects.filter(free).order_by("id").values_list("id", flat=True)[:AT_ONCE])
    mine = [row for row in wanted if Outbox.objects.filter(free, id=row).update(claimed_at=now)]
    return list(Outbox.objects.filter(id__in=mine).select_related("docket", "log").order_by("id"))


def _messages(rows: list[Outbox], at: datetime) -> Iterator[EmailMessage]:
    readers, dockets = Readers.of({row.docket_id for row in rows}, at), {row.docket_id: row.docket for row in rows}
    told = {(row.docket_id, account) for row in rows for account in readers.told(row)}
    addresses = queries.recipients(people.system(), {account for _, account in told})
    for docket_id, account in sorted(told):
        if account in addresses:
            yield _message(addresses[account], dockets[docket_id])


def _message(recipient: Recipient, docket: Docket) -> EmailMessage:
    with translation.override(recipient.language):
        subject = gettext("Something awaits you in case %(number)s") % {"number": docket.number}
        words = gettext("Something awaits you in case %(number)s of %(organisation)s.\nSign in to read it: %(host)s\n")
        organisation, prevails = gettext(settings.ORGANISATION), _prevails(docket, recipient.language)
    body = words % {"number": docket.number, "organisation": organisation, "host": settings.ENVIRONMENT.hosts[0]}
    tag = translation.to_locale(recipient.language).replace("_", "-")
    return EmailMessage(subject, f"{body}{prevails}\n", to=[recipient.address], headers={"Content-Language": tag})


def _prevails(docket: Docket, language: str) -> str:
    """Which language prevails over that of the notice: the case's; named where the edition sets one (values.language).

    What the parties agreed on in their protocol is theirs, and stands in no e-mail.
    """
    value = states.edition_of(docket).values.get("language")
    codes = [value.value] if value and isinstance(value.value, str) else value.value if value else None
    if not isinstance(codes, list) or not codes:
        return gettext("The language of the case prevails over that of this notice.")
    locale = Locale.parse(translation.to_locale(language))
    named = gettext(", ").join(locale.languages.get(str(code), str(code)) for code in codes)
    return gettext("The language of the case prevails over that of this notice: %(languages)s.") % {"languages": named}


@dataclass(frozen=True)
class Readers:
    """Who reads what in some dockets, at one instant.

    parties: docket -> [(party, status, entity)]. mandates: (docket, entity) -> accounts, a mandate for every docket
    under the docket "". seats: docket -> [(account, status)]. officers: office -> accounts.
    """

    parties: dict[str, list[tuple[str, str, str]]]
    mandates: dict[tuple[str, str], set[str]]
    seats: dict[str, list[tuple[str, str]]]
    officers: dict[str, set[str]]

    @classmethod
    def of(cls, dockets: set[str], at: datetime) -> "Readers":
        """Look them up: four statements."""
        found = cls(defaultdict(list), defaultdict(set), defaultdict(list), defaultdict(set))
        for row in Party.objects.filter(docket__in=dockets):
            found.parties[row.docket_id].append((row.id, row.status, row.entity_id))
        entities = {entity for parties in found.parties.values() for _, _, entity in parties}
        running = Mandate.objects.filter(queries.in_force(at), entity__in=entities)
        for docket, entity, account in running.values_list("docket_id", "entity_id", "account_id"):
            found.mandates[docket or "", entity].add(account)
        for seat in Seat.objects.filter(docket__in=dockets):
            found.seats[seat.docket_id].append((seat.account_id, seat.status))
        for office, account in queries.officers(people.system(), at):
            found.officers[office].add(account)
        return found

    def told(self, row: Outbox) -> set[str]:
        """The accounts that are told of what happened in a log: who reads it, without who did it."""
        if row.log.kind in OF_THE_WHOLE:
            readers = self._of_the_case(row)
        else:
            readers = self._of_the_room(row, {"kind": row.log.kind, "party": row.log.party or None})
        return readers - {row.actor}

    def _of_the_case(self, row: Outbox) -> set[str]:
        readers = {account for account, status in self.seats[row.docket_id] if status != "ended"}
        for _, status, entity in self.parties[row.docket_id]:
            readers |= self.speaking_for(row.docket_id, entity) if status != "left" else set()
        return readers | set().union(*self.officers.values()) if row.moved else readers

    def _of_the_room(self, row: Outbox, room: dict[str, str | None]) -> set[str]:
        readers: set[str] = set()
        for party, status, entity in self.parties[row.docket_id]:
            if status == "in" and admits(room, "party", party):
                readers |= self.speaking_for(row.docket_id, entity)
        if admits(room, "mediator", None):
            readers |= {account for account, status in self.seats[row.docket_id] if status == "seated"}
        return readers | self.officers["registry"] if room["kind"] == LogKind.REGISTRY else readers

    def speaking_for(self, docket: str, entity: str) -> set[str]:
        """The accounts with a mandate for the entity that counts in the docket."""
        return self.mandates[docket, entity] | self.mandates["", entity]
