"""The TOML and JSON form: what each line means, exact round trips, and every refusal by its key path."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.gains import reading
from comity.gains.model import (
    Among,
    Amount,
    BadProblem,
    Between,
    Budget,
    Choice,
    Condition,
    Constraint,
    Curve,
    Forbidden,
    Interaction,
    Issue,
    Party,
    Points,
    Problem,
    Required,
    Whole,
    Worth,
)
from comity.gains.writing import package_to_plain, to_json, to_plain, to_toml

DATA = Path(__file__).parent / "data"
RIVER = (DATA / "river.toml").read_text("utf-8")
F = Fraction


def test_every_line_of_the_example_means_what_it_says() -> None:
    river = reading.load(DATA / "river.toml")
    assert river.name == "The river"
    assert river.issues == (
        Choice("Dam", ("low", "high", "none")),
        Whole("Years", 1, 5),
        Amount("Water", F(0), F(5, 2), "million m3", F(1, 2)),
        Amount("Payment", F(0), F(40), "million EUR", None),
    )
    up, down = river.parties
    assert (up.name, up.reservation, up.scale) == ("Upstream", 12, 1)
    assert up.worth == {
        "Dam": Points({"low": F(10), "high": F(30), "none": F(0)}),
        "Years": Points({1: F(0), 2: F(1), 3: F(2), 4: F(3), 5: F(4)}),
        "Payment": Curve(((F(0), F(0)), (F(20), F(15)), (F(40), F(20)))),
    }
    assert up.interactions == (
        Interaction((Among("Dam", frozenset({"high"})), Between("Years", F(3), F(5))), F(-5, 2)),
    )
    assert (down.reservation, down.scale, down.worth["Water"]) == (
        F(1, 10),
        100,
        Curve(((F(0), F(0)), (F(5, 2), F(100, 3)))),
    )
    assert river.constraints == (
        Forbidden((Among("Dam", frozenset({"high"})), Between("Water", F(0), F(1))), "a high dam keeps a minimum flow"),
        Required((Among("Dam", frozenset({"low", "high"})),), Between("Years", F(2), F(5))),
        Budget({"Payment": F(1), "Water": F(3, 2)}, F(42)),
    )


def test_an_amount_without_a_step_moves_by_one_and_a_range_without_unit_is_whole() -> None:
    issues = '[issues.A]\nlow = 0\nhigh = 3\nunit = "t"\n[issues.B]\nlow = 0\nhigh = 3\n[parties.P]\n'
    assert reading.from_toml(issues).issues == (Amount("A", F(0), F(3), "t", F(1)), Whole("B", 0, 3))


def test_one_issue_under_two_conditions_stands_in_a_list() -> None:
    text = RIVER.replace(
        'when = { Dam = "high", Water = { high = 1 } }', "when = [{ Years = { low = 2 } }, { Years = [1, 3] }]"
    )
    forbidden = reading.from_toml(text).constraints[0]
    assert forbidden == Forbidden(
        (Between("Years", F(2), F(5)), Among("Years", frozenset({1, 3}))), "a high dam keeps a minimum flow"
    )


def test_the_example_of_the_reference_page_is_a_problem() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/gains.md").read_text("utf-8")
    made = reading.from_toml(page.split("```toml")[1].split("```")[0])
    assert ([issue.name for issue in made.issues], len(made.constraints)) == (["Dam", "Years", "Payment"], 3)


def test_a_binary_float_never_enters(tmp_path: Path) -> None:
    text = '{"issues": {"A": {"options": ["x"]}}, "parties": {"P": {"points": {"A": {"x": 0.1}}}}}'
    (tmp_path / "p.json").write_text("\ufeff" + text, "utf-8")
    assert reading.load(tmp_path / "p.json").parties[0].worth["A"].at("x") == F(1, 10)


SMALL = '[issues.A]\noptions = ["x", "y"]\n[issues.N]\nlow = 0\nhigh = 2\n[parties.P]\n'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "issues: required"),
        ("issues = 3", "issues: a table is wanted"),
        ('[issues.A]\noptions = ["x"]', "parties: required"),
        ("[issues]\n[parties.P]", "issues: at least one is needed"),
        ("title = 3", "title: unknown key; the keys here are name, issues, parties, constraints"),
        ("name = 3\n" + SMALL, "name: a text of 0 to 500 characters is wanted"),
        ('[issues.A]\nchoices = ["x"]\n[parties.P]', "issues.A.choices: unknown key; the keys here are options, low,"),
        ('[issues.A]\noptions = ["x"]\nlow = 1\n[parties.P]', "issues.A.low: unknown key; the keys here are options"),
        ("[issues.A]\noptions = [1]\n[parties.P]", "issues.A.options[1]: a text of 1 to 500 characters is wanted"),
        ('[issues.A]\noptions = ["a\\nb"]\n[parties.P]', "issues.A.options[1]: a text of one line is wanted"),
        ("[issues.A]\noptions = 1\n[parties.P]", "issues.A.options: a list is wanted"),
        ("[issues.A]\nlow = 1\n[parties.P]", "issues.A.high: required"),
        ("[issues.A]\nlow = 0.5\nhigh = 1\n[parties.P]", "issues.A.low: a whole number is wanted"),
        ("[issues.A]\nlow = 2\nhigh = 1\n[parties.P]", "issues.A.high: is below low"),
        ('[issues.A]\nlow = 2\nhigh = 3\nstep = "fre"\n[parties.P]', "issues.A.step: a number is wanted, such as 12,"),
        (SMALL + "rank = 1", "parties.P.rank: unknown key; the keys here are points, interactions, reservation, scale"),
        (SMALL + "piles = {}", "parties.P.piles: a preference in part; to be solved a problem needs points"),
        (SMALL + "reservation = true", "parties.P.reservation: a number is wanted, such as 12, 0.25 or"),
        (SMALL + "scale = 0", "parties.P.scale: must be above nothing"),
        (SMALL + "points = { B = { x = 1 } }", "parties.P.points.B: no issue has this name"),
        (SMALL + "points = { A = 3 }", "parties.P.points.A: a table of points, or a list of [amount, points], is"),
        (SMALL + "points = { A = { x = 1 } }", "parties.P.points.A.y: every value needs points"),
        (SMALL + "points = { A = { x = 1, z = 1, y = 1 } }", "parties.P.points.A.z: does not settle this issue"),
        (SMALL + 'points = { A = { x = "1/0", y = 1 } }', "parties.P.points.A.x: 1/0 divides by nothing"),
        (SMALL + "points = { N = { 0 = 1, 00 = 1 } }", "parties.P.points.N.00: stands twice"),
        (SMALL + "points = { N = { one = 1 } }", "parties.P.points.N.one: a number is wanted, such as 12, 0.25 or"),
        (SMALL + "points = { N = [[0, 1], [2]] }", "parties.P.points.N[2]: a pair [amount, points] is wanted"),
        (SMALL + "points = { A = [[0, 1], [2, 3]] }", "parties.P.points.A: options need points, not a curve"),
        (SMALL + "interactions = [{ points = 1 }]", "parties.P.interactions[1].when: required"),
        (SMALL + "interactions = [{ when = {} }]", "parties.P.interactions[1].points: required"),
        (SMALL + "interactions = [{ when = { B = 1 }, points = 1 }]", "parties.P.interactions[1].when.B: no issue has"),
        (
            SMALL + "interactions = [{ when = { A = { low = 1 } }, points = 1 }]",
            "parties.P.interactions[1].when.A: options have no low and high; list them",
        ),
        (
            SMALL + 'interactions = [{ when = { A = "z" }, points = 1 }]',
            "parties.P.interactions[1].when.A: z does not settle this issue",
        ),
        (SMALL + "[[constraints]]\nwhen = {}", "constraints[1].kind: required"),
        (
            SMALL + '[[constraints]]\nkind = "never"',
            "constraints[1].kind: one of forbidden, required, budget is wanted",
        ),
        (
            SMALL + '[[constraints]]\nkind = "forbidden"\nmost = 1',
            "constraints[1].most: unknown key; the keys here are",
        ),
        (SMALL + '[[constraints]]\nkind = "required"\nwhen = {}', "constraints[1].then: required"),
        (
            SMALL + '[[constraints]]\nkind = "required"\nwhen = {}\nthen = {}',
            "constraints[1].then: one condition is wanted",
        ),
        (SMALL + '[[constraints]]\nkind = "budget"\nrates = { N = 1 }', "constraints[1].most: required"),
        (
            SMALL + '[[constraints]]\nkind = "budget"\nrates = { A = 1 }\nmost = 1',
            "constraints[1].rates.A: options are not a number",
        ),
        ("a = = 1", "file: not TOML: "),
        ("a = " + "[" * 5000, "file: not TOML: "),
        ("a = " + "1" * 5000, "file: not TOML: "),
    ],
)
def test_what_is_wrong_is_named_by_its_key(text: str, why: str) -> None:
    with pytest.raises(BadProblem) as caught:
        reading.from_toml(text)
    assert str(caught.value).startswith(why)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[1]", "file: a table is wanted"),
        ("{", "file: not JSON: "),
        ("[" * 100_000, "file: not JSON: "),
        ('{"name": "a", "name": "b"}', "name: stands twice"),
        (
            '{"issues": {"A": {"options": ["x"]}}, "parties": {"P": {"scale": NaN}}}',
            "parties.P.scale: a number is wanted",
        ),
    ],
)
def test_json_is_held_to_the_same(text: str, why: str) -> None:
    with pytest.raises(BadProblem) as caught:
        reading.from_json(text)
    assert str(caught.value).startswith(why)


def test_a_file_is_text_of_bounded_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "p.toml").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(BadProblem, match=r"^file: not UTF-8 text$"):
        reading.load(tmp_path / "p.toml")
    monkeypatch.setattr(reading, "LARGEST", 2)
    with pytest.raises(BadProblem, match=r"^file: larger than 0 MB$"):
        reading.load(tmp_path / "p.toml")


PACKAGE = {"Dam": "low", "Years": 2, "Water": "1/2", "Payment": 20}


def test_a_package_is_read_alone_or_within_an_answer() -> None:
    river = reading.from_toml(RIVER)
    exact = {"Dam": "low", "Years": 2, "Water": F(1, 2), "Payment": F(20)}
    assert reading.package(river, PACKAGE) == exact
    assert reading.package(river, {"criterion": "nash", "package": PACKAGE}) == exact
    assert reading.package(river, json.loads(json.dumps(package_to_plain(exact)))) == exact


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"Years": 9}, "package.Years: 9 does not settle this issue"),
        ({"Dam": 3}, "package.Dam: a text of 1 to 500 characters is wanted"),
        ({"Damm": "low"}, "package.Damm: no issue has this name"),
        ({"Water": "0.3"}, "package.Water: 3/10 does not settle this issue"),
    ],
)
def test_a_package_that_settles_nothing_is_refused(change: dict[str, object], why: str) -> None:
    with pytest.raises(BadProblem) as caught:
        reading.package(reading.from_toml(RIVER), PACKAGE | change)
    assert str(caught.value) == why


def test_a_package_settles_every_issue() -> None:
    with pytest.raises(BadProblem, match=r"^package\.Years: every issue needs a value$"):
        reading.package(reading.from_toml(RIVER), {"Dam": "low"})
    with pytest.raises(BadProblem, match=r"^package: a table is wanted$"):
        reading.package(reading.from_toml(RIVER), {"package": None})


def test_the_written_form_says_no_more_than_it_must() -> None:
    plain = to_plain(reading.from_toml('[issues.A]\noptions = ["x"]\n[parties.P]\n'))
    assert plain == {"issues": {"A": {"options": ["x"]}}, "parties": {"P": {}}}


def test_the_example_comes_back_through_both_forms() -> None:
    river = reading.from_toml(RIVER)
    assert reading.from_toml(to_toml(river)) == river
    assert reading.from_json(to_json(river)) == river
    assert reading.toml_tree(to_toml(river)) == to_plain(river)


names = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=8)
numbers = st.fractions(min_value=-50, max_value=50, max_denominator=60)


@st.composite
def issues(draw: st.DrawFn, name: str) -> Issue:
    """An issue of any kind."""
    kind = draw(st.sampled_from(["choice", "whole", "amount"]))
    if kind == "choice":
        return Choice(name, tuple(draw(st.lists(names, min_size=1, max_size=4, unique=True))))
    if kind == "whole":
        low = draw(st.integers(-3, 3))
        return Whole(name, low, low + draw(st.integers(0, 4)))
    low = draw(numbers)
    step = draw(st.none() | st.fractions(min_value=F(1, 7), max_value=9, max_denominator=9))
    return Amount(name, low, low + draw(st.integers(1, 9)), draw(st.just("") | names), step)


@st.composite
def worths(draw: st.DrawFn, issue: Issue) -> Worth:
    """What an issue is worth, by points or by a curve."""
    if isinstance(issue, Choice) or (isinstance(issue, Whole) and (issue.low == issue.high or draw(st.booleans()))):
        return Points({value: draw(numbers) for value in issue.values()})
    ends = (F(issue.low), F(issue.high))
    middle = [ends[0] + (ends[1] - ends[0]) / 3] if draw(st.booleans()) else []
    return Curve(tuple((x, draw(numbers)) for x in (ends[0], *middle, ends[1])))


@st.composite
def conditions(draw: st.DrawFn, of: list[Issue]) -> Condition:
    """A condition on one of these issues."""
    issue = draw(st.sampled_from(of))
    if not isinstance(issue, Choice) and draw(st.booleans()):
        return Between(issue.name, draw(numbers), draw(numbers))
    free = isinstance(issue, Amount) and issue.step is None
    values = [issue.low, issue.high] if isinstance(issue, Amount) and free else list(issue.values())
    return Among(issue.name, frozenset(draw(st.lists(st.sampled_from(values), max_size=3))))


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """A problem with everything that the model has."""
    found = [draw(issues(name)) for name in draw(st.lists(names, min_size=1, max_size=4, unique=True))]
    when = st.lists(conditions(found), max_size=3).map(tuple)
    countable = [issue for issue in found if not isinstance(issue, Choice)]
    parties = [
        Party(
            name,
            {issue.name: draw(worths(issue)) for issue in found if draw(st.booleans())},
            draw(numbers),
            tuple(draw(st.lists(st.builds(Interaction, when, numbers), max_size=2))),
            draw(st.fractions(min_value=F(1, 9), max_value=100, max_denominator=9)),
        )
        for name in draw(st.lists(names, min_size=1, max_size=3, unique=True))
    ]
    reasons = st.just("") | names
    rates = {issue.name: draw(numbers) for issue in countable}
    kinds: list[st.SearchStrategy[Constraint]] = [
        st.builds(Forbidden, when, reasons),
        st.builds(Required, when, conditions(found), reasons),
        st.builds(Budget, st.just(rates), numbers, reasons),
    ]
    constraints = draw(st.lists(st.one_of(kinds), max_size=3))
    return Problem(tuple(found), tuple(parties), tuple(constraints), draw(st.just("") | names))


@given(problems())
@settings(max_examples=100, deadline=None)
def test_every_problem_comes_back_as_it_was(made: Problem) -> None:
    for back in (reading.from_toml(to_toml(made)), reading.from_json(to_json(made))):
        assert back == made
        assert [list(party.worth) for party in back.parties] == [list(party.worth) for party in made.parties]
