"""The demonstration's clock: where it may be moved to, and that it moves forward only."""

from datetime import timedelta

from comity import docket
from tests.played import DAY, Played


class TestClock(Played):
    fishing = True

    def test_it_offers_the_next_deadline_and_the_next_day(self) -> None:
        context = self.client_of("registry").get("/demonstration/clock/").context
        offered = [to for _label, to in context["offered"]]
        assert len(offered) == 3
        assert all(to > context["now"] for to in offered)
        deadline = self.case("registry").deadlines
        assert offered[0] - timedelta(seconds=1) in {each.due for each in deadline}

    def test_moving_performs_what_is_due(self) -> None:
        to = docket.now() + 20 * DAY
        answer = self.client_of("registry").post("/demonstration/clock/", {"to": f"{to:%Y-%m-%dT%H:%M:%S}+00:00"})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/demonstration/clock/")
        assert self.stage.phase() == "protocol"

    def test_it_moves_forward_only(self) -> None:
        for to in (f"{docket.now() - DAY:%Y-%m-%dT%H:%M}", "soon", ""):
            answer = self.client_of("registry").post("/demonstration/clock/", {"to": to})
            assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["to"])
        assert self.stage.phase() == "statements"
