"""Components: the words carry the fact, whatever a style sheet does; what is unknown looks unknown."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone

from comity.faces.web import components as c

NOW = datetime(2026, 11, 23, 20, 51, tzinfo=UTC)
DUE = datetime(2026, 11, 27, 15, 59, 59, tzinfo=UTC)
RULE = c.Basis(article="ICSID R. 20", status="borrowed")


class Choosing(forms.Form):
    """One choice."""

    session = forms.ChoiceField(choices=[("1", "The first")], widget=forms.RadioSelect)


def drawn(source: str, *, zone: str = "Asia/Hong_Kong", **context: object) -> str:
    """A component's markup, for a reader in `zone`."""
    with timezone.override(zone):
        return Template(source).render(Context(context))


def said(source: str, *, zone: str = "Asia/Hong_Kong", **context: object) -> str:
    """A component's words alone."""
    return " ".join(re.sub(r"<[^>]+>", " ", drawn(source, zone=zone, **context)).replace("\u00a0", " ").split())


def test_what_is_typed_stands_in_its_own_direction() -> None:
    """An English draft in an Arabic form has its full stop at its end; an empty field keeps the page's direction."""

    class Typing(forms.Form):
        line, text, number = forms.CharField(), forms.CharField(widget=forms.Textarea), forms.IntegerField()

    assert [str(field).count('dir="auto"') for field in Typing()] == [1, 1, 0]


@pytest.mark.parametrize("status", ["official", "borrowed", "assumed", "unset"])
def test_a_source_is_said_in_a_word_and_a_shape(status: str) -> None:
    """Nothing is lost in grey."""
    assert said("{% source status %}", status=status) == status
    assert f"source-{status}" in drawn("{% source status %}", status=status)


def test_no_source_makes_no_badge() -> None:
    """Nor a blank that looks like one."""
    assert said("{% source status %}", status="") == ""


def test_a_deadline_shows_both_zones_and_names_the_rules() -> None:
    """The reader's first, the rule's below."""
    deadline = c.Deadline("Answer", DUE, "Asia/Hong_Kong", NOW, RULE, "Set by the parties.")
    assert said("{% deadline value %}", zone="America/Panama", value=deadline) == (
        "Answer 4 days Panama City Fri 27 Nov 2026, 10:59 Hong Kong Fri 27 Nov 2026, 23:59 · the rule’s zone "
        "ICSID R. 20 borrowed Set by the parties."
    )


def test_a_reader_in_the_rules_zone_sees_it_once() -> None:
    """And is told that it is the rule's."""
    words = said("{% deadline value %}", value=c.Deadline("Answer", DUE, "Asia/Hong_Kong", NOW))
    assert words == "Answer 3 days Hong Kong Fri 27 Nov 2026, 23:59 · the rule’s zone"


def test_a_zone_that_nobody_named_says_why_it_counts() -> None:
    """The one most favourable to who must act, whichever city it is called after."""
    words = said("{% deadline value %}", value=c.Deadline("Answer", DUE, "America/Nuuk", NOW, zone_named=False))
    assert words.endswith("· no zone is set: the one most favourable to who must act")


def test_a_field_with_nothing_to_choose_from_says_so() -> None:
    """Instead of a label with nothing below."""
    form, told = Choosing(), "There is nothing to choose from now."
    assert told not in drawn("{{ form }}", form=form)
    form.fields["session"].choices = []  # type: ignore[attr-defined]  # a ChoiceField
    assert told in drawn("{{ form }}", form=form)


@pytest.mark.parametrize(("days", "near"), [(4, True), (6, False)])
def test_a_near_deadline_has_its_triangle(days: int, near: bool) -> None:
    """Below five days."""
    value = c.Deadline("Answer", NOW + timedelta(days=days), "UTC", NOW)
    assert ("left near" in drawn("{% deadline value %}", value=value)) is near


@pytest.mark.parametrize(
    ("proof", "words"),
    [
        (c.Proof("wait"), "in the next checkpoint"),
        (c.Proof("in"), "in a signed checkpoint"),
        (c.Proof("in", 30), "in checkpoint 30"),
        (c.Proof("wit", 28), "in checkpoint 28, cosigned"),
    ],
)
def test_a_proof_is_said_in_words(proof: c.Proof, words: str) -> None:
    """The diamond only repeats it."""
    assert said("{% proof mark %}", mark=proof) == words


def test_the_path_says_what_is_done_and_where_the_case_stands() -> None:
    """Ticks and rings have words; a phone reads one line."""
    steps = [c.Step("Request", "done"), c.Step("Sessions", "now", NOW), c.Step("Settlement", "ahead")]
    assert said("{% phase_path steps %}", zone="UTC", steps=steps) == (
        "Request (done) Sessions since 23 Nov 2026 Settlement Sessions phase 2 of 3 · since 23 Nov 2026"
    )
    assert drawn("{% phase_path steps %}", steps=steps).count('aria-current="step"') == 1


@pytest.mark.parametrize(
    ("outcome", "verdict"), [("pass", "passes"), ("needs", "needs"), ("refuse", "refuses"), ("later", "later")]
)
def test_a_finding_says_its_verdict(outcome: str, verdict: str) -> None:
    """In a word, before its title."""
    value = c.Finding(outcome, "Third State", "Its consent is missing.", basis=RULE)  # type: ignore[arg-type]  # a literal
    assert said("{% finding value %}", value=value) == (
        f"{verdict} : Third State Its consent is missing. ICSID R. 20 borrowed"
    )
    assert verdict in said("{% findings values %}", values=[value])


def test_no_finding_yet_says_what_will_fill_the_place() -> None:
    """An empty list speaks."""
    assert said("{% findings values %}", values=[]) == "None The gate’s findings appear here as you answer."


def test_a_room_says_who_reads_it_and_who_does_not() -> None:
    """Name, readers, others."""
    room = c.Room("caucus", "Panama’s caucus", "6 people read this room.", "The United States does not.")
    assert said("{% room_banner room %}", room=room) == (
        "Panama’s caucus 6 people read this room. The United States does not."
    )


def test_what_a_person_typed_never_becomes_markup() -> None:
    """Every text of a component is escaped unless it was made safe."""
    act = c.ActLine(NOW, "<script>alert(1)</script>", RULE, digest="7f3c91a2b5")
    assert "<script>" not in drawn("{% act line %}", line=act)
    room = c.Room("joint", "<b>x</b>", "<i>y</i>", "<u>z</u>")
    assert re.findall(r"<[biu]>", drawn("{% room_banner room %}", room=room)) == []


def test_a_receipt_is_a_link_with_a_short_digest_and_no_number() -> None:
    """A running number would tell of a sealed act."""
    act = c.ActLine(NOW, "said", RULE, digest="7f3c91a2b5", receipt="/x/", proof=c.Proof("wait"))
    assert '<a href="/x/">Receipt <bdi class="mono text-nowrap" dir="ltr">7f3c 91a2 …</bdi></a>' in drawn(
        "{% act line %}", line=act
    )


def test_an_act_without_an_article_names_its_row() -> None:
    """In plain grey, with its source."""
    basis = c.Basis(row="put-proposal", status="assumed")
    assert said("{% basis value %}", value=basis) == "row put-proposal assumed"
    assert said("{% basis value %}", value=replace(basis, article="Art. 24")) == "Art. 24 assumed"


def test_a_stamp_that_is_awaited_says_until_when() -> None:
    """The ring is grey; the words carry the fact."""
    given = c.Stamp("For Panama", "Minister", "SIGNED", at=NOW)
    awaited = c.Stamp("For Panama", "Minister", "awaited", due=DUE)
    assert said("{% stamp value %}", value=given).endswith("For Panama Minister 24 Nov 2026, 04:51 , Hong Kong")
    assert said("{% stamp value %}", value=awaited).endswith("Due 27 Nov 2026, 23:59 , Hong Kong")
