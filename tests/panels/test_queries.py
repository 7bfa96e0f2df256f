"""The roster on a day: who stands on it, and whom the public may know."""

from datetime import date

from comity.panels import queries
from comity.panels.models import Listing
from tests.played import Played

SINCE, UNTIL = date(2026, 3, 10), date(2026, 3, 20)


class TestRoster(Played):
    def setUp(self) -> None:
        Listing.objects.all().delete()
        self.account = self.stage.person("us-counsel")
        self.entered = Listing.objects.create(
            account_id=self.account, panel="other", since=SINCE, until=UNTIL, public=False
        )

    def test_a_listing_holds_from_its_first_day_until_the_first_day_off_it(self) -> None:
        days = [date(2026, 3, 9), SINCE, date(2026, 3, 19), UNTIL]
        assert [queries.listed(self.account, panel="other", on=day) for day in days] == [False, True, True, False]

    def test_a_listing_without_an_end_goes_on(self) -> None:
        Listing.objects.update(until=None)
        assert queries.listed(self.account, panel="other", on=date(2040, 1, 1))

    def test_the_two_panels_are_apart(self) -> None:
        assert not queries.listed(self.account, panel="state-state", on=SINCE)
        assert queries.roster(self.actor("registry"), panel="state-state", on=SINCE) == []

    def test_the_public_reads_only_who_consents_to_be_named(self) -> None:
        assert queries.roster(self.actor("registry"), panel="other", on=SINCE) == [self.account]
        assert queries.roster(None, panel="other", on=SINCE) == []
        Listing.objects.update(public=True)
        assert queries.roster(None, panel="other", on=SINCE) == [self.account]

    def test_a_roster_is_one_statement(self) -> None:
        with self.assertNumQueries(1):
            queries.roster(self.actor("registry"), panel="other", on=SINCE)
        with self.assertNumQueries(1):
            queries.listed(self.account, panel="other", on=SINCE)

    def test_a_listing_reads_as_account_and_panel(self) -> None:
        assert str(self.entered) == f"{self.account} other"
