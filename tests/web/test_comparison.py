"""Two calendars of one story: the law's own numbers, side by side, with every difference in words."""

import json

import pytest
from django.test import Client

from comity.faces.cli import rules
from comity.faces.web import comparing
from comity.faces.web.views import comparison
from comity.law.instants import parse, render

pytestmark = pytest.mark.database

PATH = "/rules/compare/"
PROVISIONAL = "iomed-provisional-2026/state-state"


@pytest.fixture
def visitor() -> Client:
    """A browser without a past, in Hong Kong."""
    return Client(HTTP_HOST="localhost")


def counted(capsys: pytest.CaptureFixture[str], edition: str, **events: str) -> list[dict[str, object]]:
    """What the command says."""
    name, category = edition.split("/")
    given = [word for event, at in events.items() for word in ("--event", f"{event.replace('_', '-')}={at}")]
    assert rules.main(["deadlines", name, "--category", category, "--format", "json", *given]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["deadlines"]
    return found


def test_each_calendar_is_the_one_that_the_command_counts(visitor: Client, capsys: pytest.CaptureFixture[str]) -> None:
    for key in comparison.shelf():
        query = {"first": key, "second": key, "registered": "2026-02-16T17:00", "transmitted": "2026-05-22T17:00"}
        found = visitor.get(PATH, query).context["lines"]
        try:
            told = counted(capsys, key, registered="2026-02-16T09:00:00Z", transmitted="2026-05-22T09:00:00Z")
        except AssertionError:  # an event that the edition does not know, which the page leaves out
            continue
        shown = [
            (line.first.code, line.first.article, line.first.zone, line.first.days) for line in found if line.first.due
        ]
        assert shown == [(each["code"], each["article"], each["zone"], each["days"]) for each in told]
        dues = [render(line.first.due) for line in found if line.first.due]
        assert dues == [render(parse_local(str(each["due"]))) for each in told]
        assert {line.how for line in found} <= {comparing.SAME, comparing.UNKNOWN}


def parse_local(text: str):  # type: ignore[no-untyped-def]  # a datetime
    """An instant with its offset."""
    from datetime import UTC, datetime

    return parse(datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def test_without_a_question_it_tells_an_example(visitor: Client) -> None:
    page = visitor.get(PATH)
    assert page.status_code == 200
    assert len(page.context["lines"]) >= 8
    assert page.cookies == {}


def test_what_differs_is_said_in_words_and_shape(visitor: Client) -> None:
    if "icsid-2022/state-national" not in comparison.shelf():
        pytest.skip("one edition only")
    query = {"first": "iomed-provisional-2026/state-national", "second": "icsid-2022/state-national"}
    page = visitor.get(PATH, query | {"registered": "2026-02-16T17:00", "transmitted": "2026-05-22T17:00"})
    lines = {(line.first or line.second).code: line for line in page.context["lines"]}
    assert (lines["choose-mediator"].how, lines["choose-mediator"].second.zone) == ("other", "America/New_York")
    assert 'class="differs differs-other"' in page.content.decode()
    assert "in the second" in page.content.decode()


def test_the_zone_is_the_cases_unless_the_edition_fixes_one(visitor: Client) -> None:
    query = {"first": PROVISIONAL, "second": PROVISIONAL, "registered": "2026-02-16T17:00"}
    for zone in ("Pacific/Apia", "America/Panama"):
        found = visitor.get(PATH, query | {"zone": zone}).context["lines"]
        assert {line.first.zone for line in found} == {zone}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"first": "none/none"}, "first"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"registered": "the ides of March"}, "registered"),
        ({"registered": "9999-12-31T00:00"}, "registered"),
    ],
)
def test_a_wrong_answer_is_named_and_kept(visitor: Client, wrong: dict[str, str], field: str) -> None:
    page = visitor.get(PATH, {"first": PROVISIONAL, "second": PROVISIONAL, "registered": "2026-02-16T17:00"} | wrong)
    assert (page.status_code, list(page.context["form"].errors), page.context["lines"]) == (422, [field], [])


def test_an_event_of_one_edition_alone_is_only_there() -> None:
    book = next(iter(comparison.shelf().values()))
    at = comparing.EXAMPLE["registered"]
    [line, *_rest] = comparing.lines((book, book), {"registered": at}, None)
    assert comparing._difference(line.first, None)[0] == comparing.ALONE
    assert comparing._difference(None, line.second) == ("alone", "Only in the second edition")
