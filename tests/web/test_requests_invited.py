"""A company answers an invitation by a link: read without an account, consented to with one, or not answered at all."""

import re
import secrets
from typing import ClassVar
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client, override_settings

from comity import docket
from comity.docket import queries as dockets
from comity.opening import acts, invited, queries
from comity.opening.models import Invitation
from comity.people.actor import Actor, ActorKind
from comity.people.models import Mandate
from tests.opening.firms import OTHER, SUBJECT, Commercial
from tests.people import world

YES = {"answer": "yes", "name": "Counsel of the charterer", "address": "c@charterers.example", "capacity": "Attorney"}


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
class Invited(Commercial):
    def setUp(self) -> None:
        super().setUp()
        invited.deliver()
        [message] = mail.outbox
        self.message = message
        [link] = re.findall(r"https://\S+", message.body)
        self.link = urlsplit(link).path
        self.stranger = Client(HTTP_HOST="localhost")

    def nothing(self) -> bytes:
        """What a link that was never made shows."""
        return Client(HTTP_HOST="localhost").get(f"/invited/{'x' * 43}/").content

    def consents(self) -> Actor:
        """Answer, make the account one's own, sign."""
        answer = self.stranger.post(self.link, YES)
        assert answer.headers["Location"].startswith("/invitation/")
        account = Invitation.objects.get().account
        assert account is not None
        world.passkey(account)
        return Actor(account.id, ActorKind.PERSON)


class TestLink(Invited):
    def test_it_goes_to_the_address_named_and_says_nothing_of_the_case(self) -> None:
        assert self.message.to == [OTHER["contact"]]
        assert "charter" not in self.message.body.lower()
        assert SUBJECT["name"] not in self.message.subject + self.message.body
        assert invited.deliver() == 0

    def test_its_secret_is_kept_nowhere_once_it_is_sent(self) -> None:
        row = Invitation.objects.get()
        assert queries.contact(row) == {"address": OTHER["contact"]}
        token = self.link.split("/")[2]
        assert token not in row.token_digest  # type: ignore[operator]  # it has one
        assert token.encode() not in bytes(row.sealed)

    def test_it_is_read_without_an_account(self) -> None:
        page = self.stranger.get(self.link).content.decode()
        for told in (
            "Island Shipowners (fictional)",
            "Meridian Charterers (fictional)",
            "The vessel waited.",
            "An arrest is pending",
            "Not published.",
            "You need not answer.",
            "The organisation has not named a place where independent advice is given.",
            "Commercial",
        ):
            assert told in page, told
        assert OTHER["contact"] not in page
        assert "Edition(" not in page

    def test_looking_is_told_to_nobody(self) -> None:
        before = len(dockets.acts(self.director, self.case_id))
        self.stranger.get(self.link)
        assert len(dockets.acts(self.director, self.case_id)) == before

    def test_unknown_used_closed_and_lapsed_are_one_answer(self) -> None:
        nothing = self.nothing()
        shown = []
        self.stranger.post(self.link, {"answer": "no"})
        shown.append(self.stranger.get(self.link))
        Invitation.objects.update(closed_at=None)
        assert self.stranger.get(self.link).status_code == 200
        self.consents()
        shown.append(self.stranger.get(self.link))
        Invitation.objects.update(account=None)
        self.on(40)
        shown.append(self.stranger.get(self.link))
        assert {answer.status_code for answer in shown} == {404}
        assert {answer.content for answer in shown} == {nothing}

    def test_no_one_is_told_of_a_no_and_the_invitation_lapses_in_its_time(self) -> None:
        before = len(dockets.acts(self.director, self.case_id))
        assert self.stranger.post(self.link, {"answer": "no"}).status_code == 200
        assert self.stranger.post(self.link, YES).status_code == 404
        assert len(dockets.acts(self.director, self.case_id)) == before
        assert dockets.case(self.director, self.case_id).deadlines[0].code == "invitation"
        self.on(31)
        docket.tick(self.case_id)
        assert dockets.case(self.director, self.case_id).state.ending == "no-consent"


class TestLinkAgain(Invited):
    def again(self, **data: str) -> str | None:
        """The registry sends it again; the new link's path, None where nothing was sent."""
        mail.outbox.clear()
        path = f"/cases/{self.case_id}/acts/send-link-again/"
        party = Invitation.objects.get().party
        answer = self.client_of("registry").post(path, {"invitee": party, "idempotency": secrets.token_hex(8), **data})
        assert answer.status_code == 302, answer.context["form"].errors
        invited.deliver()
        links = [urlsplit(link).path for message in mail.outbox for link in re.findall(r"https://\S+", message.body)]
        return links[0] if links else None

    def test_the_old_link_opens_nothing_the_new_one_does_and_no_deadline_moves(self) -> None:
        due = dockets.case(self.director, self.case_id).deadlines[0].due
        self.on(3)
        link = self.again()
        assert link is not None
        assert mail.outbox[0].to == [OTHER["contact"]]
        assert self.stranger.get(self.link).content == self.nothing()
        assert self.stranger.get(link).status_code == 200
        assert dockets.case(self.director, self.case_id).deadlines[0].due == due
        act = dockets.acts(self.director, self.case_id)[-1]
        assert (act.row.act, act.act.facts, act.said) == (
            *("send-link-again", {"invitee": Invitation.objects.get().party}),
            None,
        )
        assert link.split("/")[2] not in str(dockets.acts(self.director, self.case_id))

    def test_another_address_is_in_no_record_and_a_no_is_a_no_at_its_address(self) -> None:
        self.stranger.post(self.link, {"answer": "no"})
        assert self.again() is None
        link = self.again(contact="new@charterers.example")
        assert link is not None
        assert mail.outbox[0].to == ["new@charterers.example"]
        assert self.stranger.get(link).status_code == 200
        assert "new@charterers.example" not in str(dockets.acts(self.director, self.case_id))

    def test_a_link_that_was_made_while_another_left_is_sent_too(self) -> None:
        [waiting] = Invitation.objects.all()
        self.does(self.actor("registry"), self.case_id, "send-link-again", {"invitee": waiting.party})
        acts.sent(waiting, at=docket.now())
        assert invited.deliver() == 1

    def test_it_is_offered_to_the_registry_where_a_party_has_a_link(self) -> None:
        path = f"/cases/{self.case_id}/acts/send-link-again/"
        shown = {act.action.url for act in self.client_of("registry").get(f"/cases/{self.case_id}/").context["turns"]}
        assert path in shown
        assert self.owner.get(path).status_code == 404
        Invitation.objects.all().delete()
        shown = {act.action.url for act in self.client_of("registry").get(f"/cases/{self.case_id}/").context["turns"]}
        assert path not in shown
        party = next(iter(set(dockets.case(self.director, self.case_id).entities)))
        with self.assertRaises(docket.Refused) as caught:
            self.does(self.actor("registry"), self.case_id, "send-link-again", {"invitee": party})
        assert caught.exception.rule == "link"


class TestAnswer(Invited):
    def test_an_answer_makes_an_account_with_a_mandate_in_this_case_alone_and_consents_to_nothing(self) -> None:
        actor = self.consents()
        mandate = Mandate.objects.get(account_id=actor.id)
        assert (mandate.docket_id, mandate.may_speak, mandate.may_sign, mandate.may_approve) == (
            self.case_id, True, True, False,
        )  # fmt: skip
        assert self.phase(self.case_id) == "invited"

    def test_whoever_answered_signs_the_consent_and_the_case_is_screened(self) -> None:
        actor = self.consents()
        page = self.browser(actor).get(f"/cases/{self.case_id}/acts/consent/").content.decode()
        assert "What it may cost" in page
        Authenticator.objects.filter(user=actor.id).delete()  # the demonstration confirms without a passkey
        self.does(actor, self.case_id, "consent")
        assert self.phase(self.case_id) == "screening"
        registry = self.actor("registry")
        self.does(registry, self.case_id, "screen", body={"reasons": "Two countries."})
        self.does(self.actor("secretary-general"), self.case_id, "register")
        assert self.phase(self.case_id) == "choosing"

    def test_an_account_that_nobody_made_its_own_gets_another_way_in(self) -> None:
        first = self.stranger.post(self.link, YES).headers["Location"]
        again = self.stranger.post(self.link, YES).headers["Location"]
        assert first != again
        assert self.stranger.get(first).status_code == 410
        assert self.stranger.get(again).status_code == 200
        assert Mandate.objects.filter(docket_id=self.case_id).count() == 1

    def test_who_has_an_account_answers_with_it(self) -> None:
        client = self.client_of("pa-adviser")
        answer = client.post(self.link, {"answer": "yes", "capacity": "Counsel"})
        assert answer.headers["Location"] == f"/cases/{self.case_id}/acts/consent/"
        assert client.get(answer.headers["Location"]).status_code == 200

    def test_bad_input_is_kept_and_makes_nothing(self) -> None:
        answer = self.stranger.post(self.link, {"answer": "yes", "name": "N"})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["capacity"])
        assert Invitation.objects.get().account is None

    def test_whether_an_address_has_an_account_is_told_to_nobody(self) -> None:
        known = world.person(address="c@charterers.example")
        assert self.stranger.post(self.link, YES).status_code == 302
        assert Invitation.objects.get().account_id not in (None, known.id)


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
class TestConsentOfBefore(Commercial):
    agreement: ClassVar[dict[str, str]] = {
        "agreed": "yes",
        "instrument_kind": "clause",
        "instrument": "clause 41",
        "agreed_on": "2024-02-01",
    }

    def test_a_party_that_has_consented_in_a_clause_gets_somebody_to_act_for_it_by_the_link(self) -> None:
        assert self.phase(self.case_id) == "screening"
        invited.deliver()
        [link] = re.findall(r"https://\S+", mail.outbox[0].body)
        stranger = Client(HTTP_HOST="localhost")
        page = stranger.get(urlsplit(link).path).content.decode()
        assert "has consented in writing before" in page
        assert stranger.post(urlsplit(link).path, YES).status_code == 302
        account = Invitation.objects.get().account
        assert account is not None
        acting = dockets.case(Actor(account.id, ActorKind.PERSON), self.case_id)
        assert [acting.state.parties[party]["status"] for party in acting.standing.parties] == ["in"]
