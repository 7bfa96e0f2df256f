"""Every route of a case, for every role, in several phases, over HTTP: against an oracle read from the files."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import resolve

from comity.docket.models import Act, Log
from comity.faces.web.urls import urlpatterns
from tests.authorisation import oracle
from tests.authorisation.oracle import Person
from tests.played import Played

NOWHERE = "a" * 26
PEOPLE = [
    Person("us-agent", frozenset({"party"}), frozenset({"speak", "sign"}), "us"),
    Person("us-counsel", frozenset({"party"}), frozenset({"speak"}), "us"),
    Person("us-approver", frozenset({"party"}), frozenset({"approve"}), "us"),
    Person("pa-agent", frozenset({"party"}), frozenset({"speak", "sign"}), "pa"),
    Person("pa-approver", frozenset({"party"}), frozenset({"approve"}), "pa"),
    Person("mediator-treaties", frozenset({"mediator"})),
    Person("mediator-waters", frozenset()),
    Person("xm-agent", frozenset()),
    Person("registry", frozenset({"registry"})),
    Person("secretary-general", frozenset({"secretary-general"})),
]
FEWER = ("us-agent", "pa-approver", "mediator-treaties", "xm-agent", "registry")
READ = ["", "record/", "record/0/", "bundle/", "protocol/", "settlement/", "sessions.ics", "rooms/"]
LATER = ["handover/", "handover.json", "settlement.pdf", "record/0/certificate/", "record/0/certificate.pdf"]  # if ever
API = ["", "/acts", "/bundle"]
OFFICE = ["/organisation/", "/organisation/checklist/", "/organisation/successor/"]
OPEN = {  # pages that are no case's: for everybody, or for whoever has an account, about that account alone
    *("home", "treaty", "treaty-csv", "treaty-state", "rules", "rules-compare", "edition", "protection"),
    *("accessibility", "preferences", "preferences-set", "interest", "interest-received", "invited", "invitation"),
    *("invitation-code", "demonstration", "demonstration-enter", "clock", "style", "style-page"),
    *("dashboard", "cases", "request", "request-step", "request-discard"),
}


class Matrix(Played):
    """One phase: the case is played so far, and every cell is asked. parts: how much of the story is played.

    people: everybody in the phase that has most to ask for; one of each kind in the others.
    """

    __test__ = False
    phase: str
    people = [person for person in PEOPLE if person.who in FEWER]
    clients: dict[str, Client]
    rooms: list[Log]

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.rooms = list(Log.objects.filter(docket=cls.stage.docket_id).exclude(kind="case"))

    def setUp(self) -> None:
        self.clients = {person.who: self.client_of(person.who) for person in PEOPLE}
        assert self.stage.phase() == self.phase

    def cells(self) -> Iterator[tuple[Person, str, set[int]]]:
        """Person, address, statuses that the rules allow."""
        case = f"/cases/{self.stage.docket_id}/"
        for person in self.people:
            known = {200, 302} if person.takes_part else {404}
            for path in READ:
                yield person, case + path, known
            for path in LATER:
                yield person, case + path, {*known, 404}
            for path in (*OFFICE, f"/desk/cases/{self.stage.docket_id}/"):
                yield person, path, {200} if person.roles & {"registry", "secretary-general"} else {404}
            yield person, "/organisation/interests/", {200} if "registry" in person.roles else {404}
            for path in API:
                yield person, f"/api/cases/{self.stage.docket_id}{path}", known
            for act in oracle.ROWS:
                yield person, f"{case}acts/{act}/", self._allowed(oracle.page(person, act, self.phase))
            for room in self.rooms:
                inside = person.takes_part and oracle.enters(person, room.kind, self._party(room))
                found = {200} if inside else {404}
                yield person, f"{case}rooms/{room.id}/", found
                yield person, f"/api/cases/{self.stage.docket_id}/rooms/{room.id}", found
                if not inside:
                    yield from ((person, f"{case}rooms/{room.id}/acts/{act}/", {404}) for act in ("post", "release"))

    def _allowed(self, status: int) -> set[int]:
        return {200, 409} if status == 200 else {status}  # a guard may still refuse what the columns allow

    def _party(self, room: Log) -> str:
        return next((name for name in ("us", "pa") if self.stage.party(name) == room.party), "")

    @pytest.mark.once
    def test_every_cell_answers_as_the_rules_say(self) -> None:
        wrong, count = [], 0
        for person, path, allowed in self.cells():
            count += 1
            status = self.clients[person.who].get(path).status_code
            if status not in allowed:
                wrong.append((person.who, path.replace(self.stage.docket_id, "CASE"), status, allowed))
        assert wrong == []  # type: ignore[comparison-overlap]  # shows the cells that are wrong
        assert count > 90 * len(self.people)

    @pytest.mark.once
    def test_every_route_is_in_the_matrix_or_is_no_cases(self) -> None:
        asked = {resolve(path).url_name for _, path, _ in self.cells() if not path.startswith("/api/")}
        assert {route.name for route in urlpatterns} - asked == OPEN

    def test_what_is_refused_is_not_done_either(self) -> None:
        before = Act.objects.count()
        for person in (person for person in PEOPLE if person.who in FEWER):
            for act in oracle.ROWS:
                status = oracle.page(person, act, self.phase)
                if status != 200:
                    path = f"/cases/{self.stage.docket_id}/acts/{act}/"
                    answer = self.clients[person.who].post(path, {"idempotency": "k", "confirmation": ""})
                    assert answer.status_code == status, (person.who, act)
                    api = f"/api/cases/{self.stage.docket_id}/acts/{act}"
                    told = self.clients[person.who].post(api, {"key": "k2"}, content_type="application/json")
                    assert told.status_code in {404, 409}, (person.who, act, told.status_code)
        assert Act.objects.count() == before

    def test_unknown_and_not_permitted_are_the_same_bytes(self) -> None:
        case = self.stage.docket_id
        stranger = self.clients["xm-agent"]
        shown = [stranger.get(f"/cases/{each}/{path}") for each in (case, NOWHERE) for path in READ]
        assert {answer.status_code for answer in shown} == {404}
        assert len({answer.content for answer in shown}) == 1
        assert len({tuple(sorted(answer.headers.items())) for answer in shown}) == 1
        told = [stranger.get(f"/api/cases/{each}{path}") for each in (case, NOWHERE) for path in API]
        assert len({answer.content for answer in told}) == 1
        inside = next(room.id for room in self.rooms if room.kind == "delegation" and self._party(room) == "pa")
        agent = self.clients["us-agent"]
        rooms = [agent.get(f"/cases/{case}/rooms/{each}/") for each in (inside, NOWHERE)]
        assert rooms[0].content == rooms[1].content

    def test_a_visitor_is_sent_to_sign_in_whatever_the_address(self) -> None:
        answers = [Client(HTTP_HOST="localhost").get(f"/cases/{each}/") for each in (self.stage.docket_id, NOWHERE)]
        assert [answer.status_code for answer in answers] == [302, 302]
        assert len({answer.headers["Location"].split("?")[0] for answer in answers}) == 1


@pytest.mark.once
class TestStatements(Matrix):
    __test__ = True
    parts, phase = 2, "statements"


class TestSessions(Matrix):
    __test__ = True
    parts, phase = 5, "sessions"
    people = PEOPLE


@pytest.mark.once
class TestSettled(Matrix):
    __test__ = True
    parts, phase = 8, "settled"

    def test_the_notice_of_the_ending_names_the_rule_and_the_dates(self) -> None:
        page = self.clients["us-agent"].get(f"/cases/{self.stage.docket_id}/").content.decode()
        notice = (
            page.split("the mediation ended")[0].rsplit("<section", 1)[1] + page.split("the mediation ended")[1][:200]
        )
        assert "Settled" in notice
        assert "Art. 40" in notice
        assert notice.count("<time datetime=") == 2
        assert "Panama" not in notice
