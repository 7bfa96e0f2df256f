"""What a case may cost: the edition's table of fees, summed by currency; nothing where the rules say nothing."""

from dataclasses import replace

from comity.law.act import Json
from comity.law.edition import Edition, Value, packaged
from comity.law.fees import Estimate, Fee, estimate

CASE = packaged("iomed-provisional-2026", "state-state")


def priced(*lines: Json) -> Edition:
    fees = Value("fees", "Fees", "Rules", "borrowed", value=list(lines))
    return replace(CASE, values={**CASE.values, "fees": fees})


def test_where_the_rules_have_not_said_it_there_is_no_estimate() -> None:
    assert estimate(replace(CASE, values={})) is None
    assert estimate(priced()) is None
    assert estimate(replace(CASE, values={"fees": Value("fees", "Fees", "Rules", "assumed", value="by hour")})) is None


def test_lines_keep_their_own_source_and_sums_keep_currencies_apart() -> None:
    found = estimate(
        priced(
            {
                "item": "Lodging",
                "from": 25_000,
                "to": 25_000,
                "currency": "USD",
                "source": "Sch.",
                "status": "official",
            },
            {"item": "Advance", "from": 25_000, "to": 50_000, "currency": "USD"},
            {"item": "Room", "from": 700, "currency": "CHF"},
        )
    )
    assert found == Estimate(
        fees=(
            Fee("Lodging", 25_000, 25_000, "USD", "Sch.", "official"),
            Fee("Advance", 25_000, 50_000, "USD", "Rules", "borrowed"),
            Fee("Room", 700, 700, "CHF", "Rules", "borrowed"),
        ),
        totals=(("CHF", 700, 700), ("USD", 50_000, 75_000)),
    )


def test_what_is_no_amount_counts_nothing() -> None:
    found = estimate(priced({"item": "Odd", "from": "much", "to": True, "currency": "USD"}))
    assert found is not None
    assert found.totals == (("USD", 0, 0),)
