"""A story played in process, as a world for tests: who acts, what each sees, a browser and a form for each role."""

import secrets
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.test import Client, TestCase, override_settings

from comity import docket
from comity.docket import clock, queries
from comity.docket.forms import ActForm, Moment, form_of
from comity.docket.models import DemonstrationClock
from comity.docket.views import ActView, CaseView, RoomView
from comity.faces.cli.story import fisheries, organisation, panama
from comity.faces.cli.story.inside import Inside
from comity.faces.cli.story.organisation import Organisation
from comity.law.act import Json
from comity.people.actor import Actor, ActorKind
from comity.people.models import Account
from tests.recalled import recalled

START = datetime(2026, 3, 2, tzinfo=UTC)
DAY = timedelta(days=1)
Said = dict[str, Json]


@override_settings(DEMONSTRATION=True)
class Played(TestCase):
    """The organisation, and Panama's case as far as `parts` of the story (0: no case yet).

    Parts: 1 registered, 2 declared, 3 statements opened, 4 protocol, 5 sessions, 6 initialled, 7 approved, 8 settled.
    """

    parts = 0
    fishing = False  # play the fictional case instead: one statement lodged
    organisation: Organisation
    stage: Inside

    @classmethod
    def setUpTestData(cls) -> None:
        cls.organisation, cls.stage, at = recalled(("played", cls.fishing, cls.parts), cls._play)
        DemonstrationClock.objects.update(offset=int((at - clock._wall()).total_seconds()))  # it stood still meanwhile

    @classmethod
    def _play(cls) -> tuple[Organisation, Inside, datetime]:
        made = organisation.found(START)
        stage = Inside(made, lambda _note: None)
        if cls.fishing:
            fisheries.play(stage, START + DAY)
        else:
            panama.play(stage, START + DAY, parts=cls.parts)
        return made, stage, docket.now()

    @property
    def id(self) -> str:  # type: ignore[override]  # unittest's own id() is not used by pytest
        """The case."""
        return self.stage.docket_id

    def actor(self, who: str) -> Actor:
        """The role as an actor."""
        return Actor(self.stage.person(who), ActorKind.PERSON)

    def client_of(self, who: str) -> Client:
        """A browser in which the role is signed in."""
        client = Client(HTTP_HOST="localhost")
        client.force_login(Account.objects.get(pk=self.stage.person(who)), backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    def case(self, who: str) -> CaseView:
        """The case as the role finds it."""
        return queries.case(self.actor(who), self.stage.docket_id)

    def acts(self, who: str, name: str | None = None) -> list[ActView]:
        """The case log as the role reads it; acts of one name."""
        found = queries.acts(self.actor(who), self.stage.docket_id)
        return [act for act in found if name in (None, act.row.act)]

    def room(self, who: str, room: str) -> RoomView:
        """joint, caucus, delegation (the role's own), or caucus:PARTY."""
        kind, _, named = room.partition(":")
        for item in self.case(who).rooms:
            if item.kind == kind and (not named or item.party == self.stage.party(named)):
                return queries.room(self.actor(who), self.stage.docket_id, item.id)
        raise LookupError(room)

    def perform(
        self, who: str, act: str, facts: Said | None = None, body: Said | None = None, room: str | None = None
    ) -> docket.Receipt:
        """Perform one act; room: the room's id."""
        payload = docket.Payload(facts=facts or {}, body=body or {})
        key = secrets.token_hex(16)
        return docket.perform(self.actor(who), self.stage.docket_id, act, payload, key=key, room=room)

    def rule(
        self, who: str, act: str, facts: Said | None = None, body: Said | None = None, room: str | None = None
    ) -> str:
        """The rule that refuses the act."""
        with self.assertRaises(docket.Refused) as caught:
            self.perform(who, act, facts, body, room)
        return caught.exception.rule

    def form(self, who: str, act: str, data: dict[str, object] | None = None, room: str | None = None) -> ActForm:
        """The act's form as its page makes it. data: what is posted."""
        view = None if room is None else self.room(who, room)
        case = self.case(who) if view is None else view.case
        found = next(each for each in (case.open if view is None else view.open) if each.row.act == act)
        return form_of(act)(data, moment=Moment(self.actor(who), case, found, view))

    def said(self, who: str, act: str, data: dict[str, object], room: str | None = None) -> tuple[Said, Said]:
        """What a valid form comes to."""
        form = self.form(who, act, data, room)
        assert form.is_valid(), form.errors
        return form.said()

    def faults(self, who: str, act: str, data: dict[str, object], room: str | None = None) -> list[str]:
        """The fields that the form complains of."""
        return sorted(self.form(who, act, data, room).errors)

    def on(self, day: int) -> None:
        """Move the clock on by days."""
        self.stage.move(self.stage.now() + day * DAY)
