"""Cities, time left, digests, articles: in English, Chinese and Arabic."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from comity.faces.web import words
from comity.law.messages import Message

DUE = datetime(2026, 11, 27, 15, 59, 59, tzinfo=UTC)


def plain(text: str) -> str:
    """Without the spaces that keep a date together."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("zone", "language", "name"),
    [
        ("Asia/Hong_Kong", "en", "Hong Kong"),
        ("Asia/Hong_Kong", "zh-hans", "香港"),
        ("America/Panama", "en", "Panama City"),
        ("America/Panama", "zh-hans", "巴拿马"),
        ("Africa/Nairobi", "ar", "نيروبي"),
        ("Asia/Kolkata", "ar", "كالكتا"),
        ("Europe/Kyiv", "zh-hans", "基辅"),
        ("America/Argentina/Buenos_Aires", "en", "Buenos Aires"),
        ("UTC", "en", "UTC"),
    ],
)
def test_a_zone_is_named_after_its_city(zone: str, language: str, name: str) -> None:
    """In the reader's language, by CLDR."""
    with translation.override("en"):
        assert words.city(zone, language) == name


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (DUE - timedelta(days=4), "4 days"),
        (datetime(2026, 11, 26, 15, 0, tzinfo=UTC), "1 day"),
        (datetime(2026, 11, 27, 13, 0, tzinfo=UTC), "2 hours"),
        (datetime(2026, 11, 27, 14, 30, tzinfo=UTC), "1 hour"),
        (datetime(2026, 11, 27, 15, 30, tzinfo=UTC), "less than an hour"),
        (DUE, "less than an hour"),
        (DUE + timedelta(seconds=1), "passed"),
    ],
)
def test_time_left_is_counted_in_days_then_hours(now: datetime, text: str) -> None:
    """On the calendar of the reader's zone; the last second still counts."""
    assert words.left(DUE, now, "Asia/Hong_Kong") == text


def test_days_left_depend_on_the_readers_calendar() -> None:
    """20:00 in Hong Kong is already the next day in Auckland."""
    now = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
    assert [words.left(DUE, now, zone) for zone in ("Asia/Hong_Kong", "Pacific/Auckland")] == ["1 day", "1 day"]
    assert words.left(DUE, now - timedelta(hours=2), "Pacific/Auckland") == "2 days"


@pytest.mark.parametrize(
    ("left", "near"),
    [
        (timedelta(days=5), False),
        (timedelta(days=5, seconds=-1), True),
        (timedelta(0), True),
        (timedelta(seconds=-1), False),
    ],
)
def test_the_triangle_stands_below_five_days(left: timedelta, near: bool) -> None:
    """And not on what has passed."""
    assert words.near(DUE, DUE - left) is near


def test_a_digest_stands_in_fours_and_says_where_it_is_cut() -> None:
    """Groups of four; an ellipsis for what is not shown."""
    assert words.grouped("7f3c91a2b5") == "7f3c 91a2 b5"
    assert words.grouped("7f3c91a2b5", groups=2) == "7f3c 91a2 …"
    assert words.grouped("7f3c91a2", groups=2) == "7f3c 91a2"


@pytest.mark.parametrize(
    ("reference", "english", "chinese"),
    [
        ("Art. 24", "Art. 24", "第24条"),
        ("Art. 27(1)", "Art. 27(1)", "第27(1)条"),
        ("Arts. 25-26", "Arts. 25–26", "第25–26条"),
        ("ICSID R. 13", "ICSID R. 13", "ICSID规则13"),
        ("Model Law Art. 5(2)", "Model Law Art. 5(2)", "《示范法》第5(2)条"),
        ("row S6", "row S6", "表S6行"),
        ("", "", ""),
    ],
)
def test_an_article_reads_as_a_lawyer_writes_it(reference: str, english: str, chinese: str) -> None:
    """Chinese without spaces round the number."""
    with translation.override("en"):
        assert words.article(reference) == english
    with translation.override("zh-hans"):
        assert words.article(reference) == chinese


def drawn(source: str, **context: object) -> str:
    """A line of template, drawn for a reader in Hong Kong."""
    with timezone.override("Asia/Hong_Kong"):
        return plain(Template(source).render(Context(context)))


def test_an_instant_in_a_page_carries_itself_and_its_city() -> None:
    """`<time datetime>` in UTC for machines; the city for people."""
    assert drawn("{% when at %}", at=DUE) == (
        '<time datetime="2026-11-27T15:59:59Z">27 Nov 2026, 23:59</time>, <span class="city">Hong Kong</span>'
    )
    assert drawn("{% when at zone='America/Panama' city=False %}", at=DUE) == (
        '<time datetime="2026-11-27T15:59:59Z">27 Nov 2026, 10:59</time>'
    )


def test_the_day_of_an_instant_is_the_readers() -> None:
    """16:00 in UTC is the next day in Hong Kong."""
    assert (
        drawn("{{ at|day }}", at=datetime(2026, 11, 27, 16, 0, tzinfo=UTC))
        == '<time datetime="2026-11-28">28 Nov 2026</time>'
    )


def test_a_digest_in_a_page_is_isolated_left_to_right() -> None:
    """Or Arabic would turn its groups round; and what is cut short stays on one line."""
    assert drawn("{{ value|digest:1 }}", value="7f3c91a2") == '<bdi class="mono text-nowrap" dir="ltr">7f3c …</bdi>'


def test_a_message_of_the_law_is_said_in_the_readers_language_and_escaped() -> None:
    """What a person typed never becomes markup."""
    message = Message("%(first)s to %(last)s", {"first": "<b>", "last": "x"})
    assert drawn("{{ message|say }}", message=message) == "&lt;b&gt; to x"
    assert drawn("{{ text|begin }}", text="the case") == "The case"


@pytest.mark.parametrize(
    ("zone", "text"), [("Etc/GMT+9", "UTC−9"), ("Etc/GMT-14", "UTC+14"), ("Etc/UTC", "UTC"), ("UTC", "UTC")]
)
def test_a_zone_without_a_city_is_named_by_its_distance(zone: str, text: str) -> None:
    """Whose IANA name bears the sign the other way round."""
    assert words.city(zone, "ar") == words.city(zone, "en") == text


def test_words_within_a_line_are_isolated_and_named_where_they_are_not_in_the_pages_language() -> None:
    assert words.spoken("One <b>", "en") == "One &lt;b&gt;"
    assert words.spoken("One <b>", "ar") == '<bdi lang="en">One &lt;b&gt;</bdi>'
    assert words.spoken("标的", "zh-hans") == "标的"
    assert words.spoken("标的", "en") == '<bdi lang="zh">标的</bdi>'
    assert words.spoken("2026-0001", "ar") == "2026-0001"


def test_words_that_somebody_wrote_read_in_the_direction_of_their_own_script() -> None:
    """Whatever the direction of the page; and they are escaped."""
    told = Template("{{ text|linebreaks }}").render(Context({"text": "One <b>.\n\nاثنان"}))
    assert told == '<p dir="auto">One &lt;b&gt;.</p>\n\n<p dir="auto" lang="ar">اثنان</p>'
    assert (
        Template("{{ text|ring }} {{ long|ring }}").render(Context({"text": "5 Mar 2026", "long": "5" * 25}))
        == "7.6 4.7"
    )
