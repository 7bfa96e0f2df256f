"""The turns of a case through perform(), with the real features: suspension to variation."""

from datetime import timedelta

from babel import Locale

from comity import docket
from comity.docket import queries
from comity.docket.cities import city
from comity.docket.views import ActView
from comity.law.act import Json
from comity.law.instants import parse, render
from tests.played import DAY, Played, Said


class Turns(Played):
    """What the tests of turns do."""

    def due(self, code: str) -> str:
        return str(self.case("us-agent").state.periods[code]["due"])

    def later(self, days: int) -> str:
        return render(self.stage.now() + days * DAY)

    def wish(self, who: str, act: str, body: Said | None = None, **facts: Json) -> None:
        room = self.room(who, "joint").room.id
        self.perform(who, act, {"stands_until": self.later(14), **facts}, body or {}, room)

    def both(self, act: str, **facts: Json) -> None:
        for who in ("us-agent", "pa-agent"):
            self.wish(who, act, **facts)

    def state(self, name: str) -> object:
        return getattr(self.case("us-agent").state, name)

    def names(self) -> list[str]:
        return [act.row.act for act in self.acts("us-agent")]


class TestSuspension(Turns):
    parts = 2

    def test_one_side_s_wish_stays_in_the_joint_room(self) -> None:
        before = len(self.names())
        self.wish("us-agent", "wish-to-suspend", {"event": "Until the election."}, until=self.later(20))
        assert (len(self.names()), self.state("suspended_since")) == (before, None)

    def test_all_wish_it_and_the_clock_lets_it_go_on_on_the_day(self) -> None:
        until, due = self.later(20), parse(self.due("statements"))
        self.both("wish-to-suspend", until=until)
        assert self.state("suspended_since") is not None
        assert self.rule("us-agent", "lodge-statement", body={"statement": "Words."}) == "suspension"
        assert [each.code for each in self.case("us-agent").deadlines if each.rule.while_suspended] == ["suspension"]
        self.on(21)
        resumed = self.acts("us-agent", "resume-by-clock")[0].act
        assert (resumed.period, render(resumed.at)) == ("suspension", until)
        assert parse(self.due("statements")) == due + 20 * DAY
        assert "suspension" not in self.case("us-agent").state.periods

    def test_another_date_is_another_wish(self) -> None:
        self.wish("us-agent", "wish-to-suspend", until=self.later(20))
        self.wish("pa-agent", "wish-to-suspend", until=self.later(21))
        assert self.state("suspended_since") is None

    def test_any_one_side_lets_it_go_on_and_an_old_wish_does_not_meet_a_new_one(self) -> None:
        self.both("wish-to-suspend")
        assert self.rule("us-counsel", "resume") == "mandate"
        self.perform("pa-agent", "resume")
        assert self.state("suspended_since") is None
        assert self.rule("pa-agent", "resume") == "suspended"
        self.wish("us-agent", "wish-to-suspend")
        assert self.state("suspended_since") is None

    def test_a_wish_is_withdrawn(self) -> None:
        self.wish("us-agent", "wish-to-suspend")
        self.perform("us-agent", "withdraw-wish", room=self.room("us-agent", "joint").room.id)
        self.wish("pa-agent", "wish-to-suspend")
        assert self.state("suspended_since") is None

    def test_the_record_replays(self) -> None:
        self.both("wish-to-suspend", until=self.later(5))
        self.on(9)
        assert docket.replay(self.id) == []


class TestExtension(Turns):
    parts = 2

    def test_once_for_each_period_and_for_all_alike(self) -> None:
        due = parse(self.due("statements"))
        self.perform("us-counsel", "extend-as-of-right", {"period": "statements"})
        assert parse(self.due("statements")) == due + 10 * DAY
        assert self.rule("pa-agent", "extend-as-of-right", {"period": "statements"}) == "absent"
        self.on(16)
        assert self.names().count("open-statements") == 0
        self.on(11)
        assert self.acts("us-agent", "open-statements")[0].act.at == due + 10 * DAY

    def test_only_what_runs_and_stands_on_the_list(self) -> None:
        assert self.rule("us-agent", "extend-as-of-right", {"period": "first-session"}) == "runs"

    def test_all_wish_a_later_end(self) -> None:
        to = self.later(40)
        self.wish("us-agent", "wish-to-extend", period="statements", to=to)
        assert self.due("statements") != to
        self.wish("pa-agent", "wish-to-extend", period="statements", to=to)
        assert (self.due("statements"), self.names()[-1]) == (to, "extend-jointly")

    def test_no_earlier_end_is_wished(self) -> None:
        room = self.room("us-agent", "joint").room.id
        facts: Said = {"period": "statements", "to": self.later(1), "stands_until": self.later(9)}
        assert self.rule("us-agent", "wish-to-extend", facts, room=room) == "later"


class TestAdvice(Turns):
    fishing = True

    def test_a_side_without_counsel_adjourns_once_and_the_clock_lets_it_go_on(self) -> None:
        self.perform("xm-agent", "adjourn-for-advice")
        assert self.acts("xn-agent", "adjourn-for-advice")[0].said is None
        self.on(16)
        assert self.acts("xn-agent", "resume-by-clock")[0].act.period == "advice"
        assert self.rule("xm-agent", "adjourn-for-advice") == "not_done"
        self.perform("xn-agent", "adjourn-for-advice")


class TestCounsel(Turns):
    parts = 2

    def test_a_side_with_counsel_does_not(self) -> None:
        assert self.rule("us-agent", "adjourn-for-advice") == "unadvised"
        assert self.rule("us-agent", "adjourn-for-advice", {"without_counsel": True}) == "unadvised"


class TestSession(Turns):
    parts = 4

    def test_a_session_is_off_until_it_is_set_again(self) -> None:
        starts = self.stage.now() + 3 * DAY
        facts: Said = {"session": "s", "starts_at": render(starts), "mode": "joint"}
        facts["ends_at"] = render(starts + timedelta(hours=2))
        self.perform("mediator-treaties", "set-session", facts, {"place": "Contadora"})
        self.perform("mediator-treaties", "adjourn-session", {"session": "s"})
        assert self.rule("mediator-treaties", "adjourn-session", {"session": "s"}) == "stands"
        assert self.case("us-agent").state.things["session"]["s"]["open"] is True
        client = self.client_of("us-agent")
        ics = client.get(f"/cases/{self.id}/sessions.ics").content
        assert b"STATUS:CANCELLED" in ics
        assert "Put off, until it is set again" in client.get(f"/cases/{self.id}/protocol/").content.decode()
        self.perform("mediator-treaties", "set-session", facts, {"place": "Contadora"})
        ics = client.get(f"/cases/{self.id}/sessions.ics").content
        assert (b"STATUS:CONFIRMED" in ics, b"SEQUENCE:2" in ics) == (True, True)


class TestReplacement(Turns):
    parts = 5

    def renewed(self) -> None:
        """Another mediator, named by both and seated."""
        account = self.stage.person("mediator-waters")
        for who in ("us-agent", "pa-agent"):
            self.perform(who, "name-mediator", {"mediator": account}, room=self.room(who, "joint").room.id)
        self.perform("mediator-waters", "declare", {"disclosure": "none"}, {"declaration": "I accept."})

    def not_found(self, who: str) -> None:
        with self.assertRaises(docket.NotFound):
            self.case(who)
        assert self.client_of(who).get(f"/cases/{self.id}/").status_code == 404

    def test_who_resigns_finds_nothing_any_more_and_the_case_goes_on_where_it_stood(self) -> None:
        assert self.state("phase") == "sessions"
        self.perform("mediator-treaties", "resign")
        assert self.state("phase") == "choosing"
        self.not_found("mediator-treaties")
        self.renewed()
        assert self.state("phase") == "sessions"
        codes = [each.code for each in self.case("us-agent").deadlines]
        assert sorted(codes) == sorted(set(codes))

    def test_all_replace_a_mediator_who_loses_access_at_once(self) -> None:
        account = self.stage.person("mediator-treaties")
        room = self.room("mediator-treaties", "joint").room.id
        self.wish("us-agent", "wish-to-replace", mediator=account)
        self.case("mediator-treaties")
        self.wish("pa-agent", "wish-to-replace", mediator=account)
        self.not_found("mediator-treaties")
        with self.assertRaises(docket.NotFound):
            queries.room(self.actor("mediator-treaties"), self.id, room)

    def test_the_newcomer_reads_what_a_side_puts_again(self) -> None:
        room = self.room("pa-agent", "caucus").room.id
        self.perform("pa-agent", "post", body={"text": "What we can live with."}, room=room)
        item = self.room("pa-agent", "caucus").acts[-1].id
        self.perform("mediator-treaties", "resign")
        self.on(1)
        self.renewed()
        assert self._read() == []
        self.perform("pa-agent", "repeat", {"item": item}, room=room)
        assert [(act.row.act, (act.said or {})["text"]) for act in self._read()] == [
            ("repeat", "What we can live with.")
        ]
        page = self.client_of("mediator-waters").get(f"/cases/{self.id}/rooms/{room}/").content.decode()
        assert "What we can live with." in page

    def _read(self) -> list[ActView]:
        return self.room("mediator-waters", "caucus:pa").acts

    def test_nobody_puts_another_s_words_again(self) -> None:
        room = self.room("mediator-treaties", "caucus:pa").room.id
        self.perform("mediator-treaties", "post", body={"text": "My own words."}, room=room)
        item = self.room("pa-agent", "caucus").acts[-1].id
        assert self.rule("pa-agent", "repeat", {"item": item}, room=room) == "said_by"


class TestCorrection(Turns):
    parts = 2

    def test_a_correction_is_an_entry_of_its_own_and_each_names_the_other(self) -> None:
        first = self.acts("us-agent")[1]
        body: Said = {"correction": "It was the other day.", "reasons": "A slip."}
        self.perform("registry", "correct-record", {"entry": 1}, body)
        acts = self.acts("us-agent")
        assert (acts[1].entry, acts[-1].act.facts["entry"]) == (first.entry, 1)
        client = self.client_of("us-agent")
        record = client.get(f"/cases/{self.id}/record/").content.decode()
        assert f"Corrected by entry No. {acts[-1].index}" in record
        assert "Corrects entry No. 1" in record
        entry = client.get(f"/cases/{self.id}/record/{acts[-1].index}/").content.decode()
        assert "It was the other day." in entry

    def test_there_must_be_such_an_entry(self) -> None:
        assert self.rule("registry", "correct-record", {"entry": 4_000}, {}) == "entered"


class TestVariation(Turns):
    parts = 2

    def agree(self, who: str, period: str, length: int) -> None:
        self.perform(who, "agree-variation", {"period": period, "length": length})

    def test_once_every_side_signs_the_same_length_it_holds(self) -> None:
        due = parse(self.due("statements"))
        self.agree("us-agent", "statements", 25)
        assert parse(self.due("statements")) == due
        self.agree("pa-agent", "statements", 25)
        assert parse(self.due("statements")) == due + 10 * DAY
        self.agree("us-agent", "statements", 20)
        assert parse(self.due("statements")) == due + 10 * DAY

    def test_a_side_takes_its_agreement_back_until_the_last_has_signed(self) -> None:
        due = self.due("statements")
        self.agree("us-agent", "statements", 25)
        assert self.form("pa-agent", "agree-variation").initial["length"] == 25
        self.perform("us-agent", "withdraw-variation")
        assert "length" not in self.form("pa-agent", "agree-variation").initial
        self.agree("pa-agent", "statements", 25)
        assert self.due("statements") == due
        self.agree("us-agent", "statements", 25)
        assert parse(self.due("statements")) == parse(due) + 10 * DAY
        assert self.rule("pa-agent", "withdraw-variation") == "done"

    def test_what_starts_later_has_the_length_agreed(self) -> None:
        for who in ("us-agent", "pa-agent"):
            self.agree(who, "first-session", 3)
        opened = parse(self.due("statements"))
        self.on(16)
        assert parse(self.due("first-session")) == opened + 3 * DAY

    def test_no_date_of_a_text_is_varied(self) -> None:
        assert self.rule("us-agent", "agree-variation", {"period": "clause-date", "length": 3}) == "derogable"


class TestForms(Turns):
    """Each act's form comes to facts that perform() takes; instants are shown in both zones."""

    parts = 2

    def post(self, who: str, act: str, data: dict[str, object], room: str | None = None) -> None:
        facts, body = self.said(who, act, data, room)
        self.perform(who, act, facts, body, None if room is None else self.room(who, room).room.id)

    def test_a_wish_to_suspend_is_filled_in_for_the_other_side(self) -> None:
        until = (self.stage.now() + 20 * DAY).replace(second=0)
        data: dict[str, object] = {"until": f"{until:%Y-%m-%dT%H:%M}", "event": "Until the vote.", "days": "9"}
        self.post("us-agent", "wish-to-suspend", data, "joint")
        form = self.form("pa-agent", "wish-to-suspend", room="joint")
        assert (form.initial["until"], form.initial["event"]) == (until, "Until the vote.")
        self.post("pa-agent", "wish-to-suspend", data, "joint")
        assert self.state("suspended_since") is not None

    def test_a_wish_stands_on_the_page_of_the_joint_room_until_it_is_withdrawn(self) -> None:
        until, stands = self.later(20), self.later(9)
        self.wish("us-agent", "wish-to-suspend", {"event": "Until the vote."}, until=until, stands_until=stands)
        room = self.room("pa-agent", "joint").room.id
        client = self.client_of("pa-agent")
        [wish] = client.get(f"/cases/{self.id}/rooms/{room}/").context["wishes"]
        assert (wish.words, render(wish.on), render(wish.until)) == ("Until the vote.", until, stands)
        self.perform("us-agent", "withdraw-wish", room=room)
        assert client.get(f"/cases/{self.id}/rooms/{room}/").context["wishes"] == []

    def test_a_wish_that_all_said_stands_no_more_and_fills_in_nothing(self) -> None:
        self.both("wish-to-suspend", until=self.later(2))
        room = self.room("pa-agent", "joint").room.id
        path = f"/cases/{self.id}/rooms/{room}/"
        assert self.client_of("pa-agent").get(path).context["wishes"] == []
        self.on(3)
        assert "until" not in self.form("pa-agent", "wish-to-suspend", room="joint").initial
        until = self.later(2)
        self.wish("us-agent", "wish-to-suspend", until=until)
        [wish] = self.client_of("pa-agent").get(path).context["wishes"]
        assert render(wish.on) == until
        assert render(self.form("pa-agent", "wish-to-suspend", room="joint").initial["until"]) == until
        self.on(15)
        assert self.client_of("pa-agent").get(path).context["wishes"] == []

    def test_the_page_says_that_the_case_stands_still(self) -> None:
        until = self.later(20)
        self.both("wish-to-suspend", until=until)
        context = self.client_of("pa-agent").get(f"/cases/{self.id}/").context
        standstill = context["standstill"]
        assert (render(standstill.until), standstill.periods) == (until, "Initial statements")
        assert [each.title for each in context["deadlines"]] == ["Suspension"]
        assert context["next_acts"][0].action.url.endswith("/acts/resume/")

    def test_an_extension_shows_the_end_now_and_then_in_both_zones(self) -> None:
        form = self.form("us-counsel", "extend-as-of-right")
        [(code, words)] = form.fields["period"].choices  # type: ignore[attr-defined]
        where = city(str(self.case("us-agent").state.periods["statements"]["zone"]), Locale("en"))
        assert (code, words.count(f"({where})"), words.count(" · ")) == ("statements", 2, 2)
        self.post("us-counsel", "extend-as-of-right", {"period": "statements"})
        assert self.faults("us-counsel", "extend-as-of-right", {"period": "statements"}) == ["period"]

    def test_a_joint_extension(self) -> None:
        to = self.stage.now() + 40 * DAY
        for who in ("us-agent", "pa-agent"):
            data: dict[str, object] = {"period": "statements", "to": f"{to:%Y-%m-%dT%H:%M}", "days": "3"}
            self.post(who, "wish-to-extend", data, "joint")
        assert parse(self.due("statements")) == to.replace(second=0)
        assert self.faults("us-agent", "wish-to-extend", {"period": "anchor", "days": "90"}, "joint") == [
            *("days", "period", "to"),
        ]

    def test_the_mediators_who_may_be_replaced_are_those_seated(self) -> None:
        form = self.form("us-agent", "wish-to-replace", room="joint")
        assert [code for code, _ in form.fields["mediator"].choices] == [  # type: ignore[attr-defined]
            self.stage.person("mediator-treaties")
        ]
        self.post(
            "us-agent", "wish-to-replace", {"mediator": self.stage.person("mediator-treaties"), "days": "5"}, "joint"
        )

    def test_a_correction_offers_every_entry_but_those_of_fixed_times(self) -> None:
        form = self.form("registry", "correct-record")
        offered = [int(code) for code, _ in form.fields["entry"].choices]  # type: ignore[attr-defined]
        told = [act.index for act in reversed(self.acts("us-agent")) if act.row.act != "anchor-rooms"]
        assert offered == told
        self.post("registry", "correct-record", {"entry": "1", "correction": "So.", "reasons": "Because."})

    def test_a_variation_offers_what_is_counted_with_its_length_and_what_the_other_side_agreed_to(self) -> None:
        self.post("us-agent", "agree-variation", {"period": "statements", "length": "25", "days": "9"})
        form = self.form("pa-agent", "agree-variation")
        choices = dict(form.fields["period"].choices)  # type: ignore[attr-defined]
        assert choices["statements"] == "Initial statements: 15 days"
        assert "clause-date" not in choices
        assert (form.initial["period"], form.initial["length"]) == ("statements", 25)

    def test_every_page_of_an_act_opens_without_a_script(self) -> None:
        case = f"/cases/{self.id}/"
        joint = self.room("us-agent", "joint").room.id
        for who, act in (
            *(("us-agent", "extend-as-of-right"), ("us-agent", "agree-variation"), ("registry", "correct-record")),
            *(("mediator-treaties", "resign"), ("mediator-treaties", "adjourn-session")),
        ):
            assert self.client_of(who).get(f"{case}acts/{act}/").status_code == 200
        for act in ("wish-to-suspend", "wish-to-extend", "wish-to-replace", "withdraw-wish"):
            assert self.client_of("us-agent").get(f"{case}rooms/{joint}/acts/{act}/").status_code == 200

    def test_a_signed_turn_is_confirmed_over_the_page(self) -> None:
        client, path = self.client_of("us-agent"), f"/cases/{self.id}/acts/agree-variation/"
        data = {"period": "statements", "length": "25", "days": "9", "idempotency": "k"}
        assert client.post(path, data).status_code == 200  # the page that asks for the passkey
        assert self.acts("us-agent", "agree-variation") == []
        assert client.post(path, {**data, "confirmation": ""}).status_code == 302
        assert len(self.acts("us-agent", "agree-variation")) == 1
