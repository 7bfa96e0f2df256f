"""GENIUS folders: read by the convention of its source, odd files too, refusals by file and key, and written back.

The ANAC files are not in this repository: they stand in ../shared/data/genius, or where COMITY_GENIUS says; without
them their tests are skipped.
"""

import math
import os
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.gains import genius, genius_writing
from comity.gains.model import (
    Among,
    Amount,
    BadProblem,
    Between,
    Budget,
    Choice,
    Curve,
    Interaction,
    Issue,
    Party,
    Points,
    Problem,
    Whole,
)
from comity.gains.reading import load
from comity.gains.reference import packages

DATA = Path(__file__).parent / "data"
ANAC = Path(os.environ.get("COMITY_GENIUS") or Path(__file__).parents[3] / "shared/data/genius")
needs_anac = pytest.mark.skipif(not ANAC.is_dir(), reason="the ANAC files are not here; name them by COMITY_GENIUS")
F = Fraction


def test_an_odd_folder_is_read_by_the_convention() -> None:
    orchard = load(DATA / "orchard")
    assert orchard.name == "orchard"
    assert orchard.issues == (
        Choice("Fruit", ("apples & pears", "plums", "none")),
        Whole("Years", 2, 6),
        Choice("Fence", ("yes", "no")),
    )
    owner, tenant = orchard.parties
    assert (owner.name, owner.reservation) == ("a-owner", 0)
    assert (tenant.name, tenant.reservation) == ("b-tenant", F(1, 8))
    package = {"Fruit": "plums", "Years": 4, "Fence": "yes"}
    assert owner.utility(package) == F(1, 10) / 4 + F(2, 10) * F(1, 2) + F(7, 10) / 2
    assert tenant.utility(package) == F(1, 2) + F(1, 4) * F(1, 2) + 0  # no evaluation above 0: worth nothing
    assert tenant.utility(package | {"Years": 2}) == F(1, 2)  # the bracket is cut at 0
    assert tenant.utility(package | {"Years": 6}) == F(1, 2) + F(1, 4)  # and at 1


def test_points_are_whole_and_their_scale_the_least() -> None:
    owner, _ = load(DATA / "orchard").parties
    points = [each for worth in owner.worth.values() if isinstance(worth, Points) for each in worth.of.values()]
    assert {each.denominator for each in points} == {1}
    assert math.gcd(*(each.numerator for each in points)) == 1
    assert owner.scale == 40


def test_hyper_rectangles_add_up_over_maxutility() -> None:
    cubes = genius.read(DATA / "cubes")
    first, second = cubes.parties
    assert first.interactions == (
        Interaction((Between("Depth", F(2), F(7)), Between("Width", F(1), F(9))), F(10)),
        Interaction((Between("Width", F(0), F(4)),), F(80)),  # utility * weight
        Interaction((), F(15)),
    )
    assert first.scale == second.scale == 100
    assert first.utility({"Depth": 2, "Width": 1}) == F(105, 100)  # above the file's maxutility: not cut
    assert second.utility({"Depth": 2, "Width": 1}) == F(95, 100)


CHANGES = [
    ("orchard", "a-owner.XML", "", "", None),
    ("orchard", "a-owner.XML", '<weight index="3" value="0.7"/>', "", "weight[3]: Fence needs one"),
    ("orchard", "a-owner.XML", 'value="0.7"', 'value="-0.7"', "weight[3].value: is below nothing"),
    ("orchard", "a-owner.XML", 'value="0.7"', "", "weight.value: required, line 7"),
    ("orchard", "a-owner.XML", 'value="0.7"', 'value="much"', "weight.value: a number is wanted, such as 12, 0.25"),
    ("orchard", "a-owner.XML", 'evaluation="4"', "", "issue Fruit.item apples & pears.evaluation: required, line 4"),
    ("orchard", "a-owner.XML", 'value="plums"', 'value="plumes"', "issue Fruit.item plumes: the domain file has no"),
    ("orchard", "a-owner.XML", 'value="plums"', 'value="none"', "issue Fruit.item none: stands twice"),
    (
        "orchard",
        "a-owner.XML",
        '<item value="plums" evaluation="1"/>',
        "",
        "issue Fruit.item plums: needs an evaluation",
    ),
    ("orchard", "a-owner.XML", 'name="Fruit"', 'name="Fish"', "issue[1].name: Fish, but the domain file has Fruit"),
    ("orchard", "a-owner.XML", 'issue index="3"', 'issue index="4"', "issue[3]: Fence is missing"),
    (
        "orchard",
        "a-owner.XML",
        '<weight index="1"',
        '<issue index="8"/><weight index="1"',
        "issue[8]: the domain file has no such issue",
    ),
    ("orchard", "a-owner.XML", 'ftype="linear"', 'ftype="triangular"', "issue Years.evaluator.ftype: only linear is"),
    (
        "orchard",
        "a-owner.XML",
        '<evaluator ftype="linear" slope="-0.25" offset="1"/>',
        "",
        "issue Years.evaluator: an integer issue needs one, line 5",
    ),
    ("orchard", "a-owner.XML", "</UTILITY_SPACE>", "", "not XML: no element found, line 10"),
    ("orchard", "orchard-domain.xml", 'vtype="Discrete"', 'vtype="real"', "issue[1] Fruit.type: real is not modelled;"),
    ("orchard", "orchard-domain.xml", 'issue index="3"', 'issue index="2"', "issue[2] Fence.index: two issues have it"),
    (
        "orchard",
        "orchard-domain.xml",
        'lowerbound="2"',
        'lowerbound="2.5"',
        "issue[2] Years.lowerbound: a whole number",
    ),
    ("orchard", "orchard-domain.xml", 'name="Fence"', "", "issue[3].name: required, line 13"),
    ("cubes", "profile-1.xml", 'maxutility="100"', 'maxutility="0"', "utility.maxutility: must be above nothing"),
    (
        "cubes",
        "profile-1.xml",
        'aggregation="sum"',
        'aggregation="max"',
        "ufun.aggregation: only sum is modelled, line",
    ),
    ("cubes", "profile-1.xml", '"PlainUfun" weight="1"', '"PlainUfun" weight="2"', "ufun.weight: only 1 is modelled,"),
    (
        "cubes",
        "profile-1.xml",
        '<INCLUDES index="2" min="0" max="4"/>',
        '<EXCLUDES index="2" min="0" max="4"/>',
        "hyperRectangle (line 6).EXCLUDES: is not modelled; INCLUDES is",
    ),
    (
        "cubes",
        "profile-1.xml",
        '<INCLUDES index="2" min="0"',
        '<INCLUDES index="5" min="0"',
        "hyperRectangle (line 6).INCLUDES.index: 5 is no integer issue of the domain file",
    ),
]


@pytest.mark.parametrize(("folder", "file", "old", "new", "why"), CHANGES)
def test_what_is_wrong_is_named_by_file_and_key(
    folder: str, file: str, old: str, new: str, why: str | None, tmp_path: Path
) -> None:
    copy = tmp_path / folder
    shutil.copytree(DATA / folder, copy)
    text = (copy / file).read_text("utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), "utf-8")
    if why is None:
        assert genius.read(copy) == genius.read(DATA / folder)
        return
    with pytest.raises(BadProblem) as caught:
        genius.read(copy)
    assert str(caught.value).startswith(f"{file}: {why}")


def test_a_nonlinear_profile_without_a_utility_is_refused(tmp_path: Path) -> None:
    shutil.copytree(DATA / "cubes", tmp_path, dirs_exist_ok=True)
    (tmp_path / "profile-1.xml").write_text('<utility_space type="nonlinear"/>', "utf-8")
    with pytest.raises(BadProblem, match=r"^profile-1\.xml: utility: a nonlinear profile needs one$"):
        genius.read(tmp_path)


def test_a_folder_has_one_domain_and_some_profile(tmp_path: Path) -> None:
    with pytest.raises(BadProblem, match=r"^domain: a GENIUS folder has one domain file \(.*\); here: none$"):
        genius.read(tmp_path)
    for name in ("one.xml", "two.xml"):
        shutil.copy(DATA / "cubes" / "domain.xml", tmp_path / name)
    with pytest.raises(BadProblem, match=r"here: one\.xml, two\.xml$"):
        genius.read(tmp_path)
    (tmp_path / "two.xml").unlink()
    with pytest.raises(BadProblem, match=r"^profile: a GENIUS folder has a profile \(utility_space\) for each party"):
        genius.read(tmp_path)


def test_a_profile_that_is_not_xml_is_never_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(DATA / "cubes", tmp_path, dirs_exist_ok=True)
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]><utility_space/>'
    (tmp_path / "profile-3.xml").write_bytes(bomb.encode("utf-16"))
    with pytest.raises(BadProblem, match=r"^profile-3\.xml: a document type is refused: entities are off$"):
        genius.read(tmp_path)
    monkeypatch.setattr(genius, "LARGEST", 5)
    with pytest.raises(BadProblem, match=r"^domain\.xml: larger than 0 MB$"):
        genius.read(tmp_path)


@pytest.mark.parametrize("folder", ["orchard", "cubes"])
def test_what_was_read_comes_back_from_what_was_written(folder: str, tmp_path: Path) -> None:
    shutil.copytree(DATA / folder, tmp_path / "in" / folder)
    for path in (tmp_path / "in" / folder).iterdir():  # a line that GENIUS does not cut
        path.write_text(
            path.read_text("utf-8").replace('slope="0.5" offset="-0.5"', 'slope="0.2" offset="0.1"'), "utf-8"
        )
    problem = genius.read(tmp_path / "in" / folder)
    genius_writing.write(problem, tmp_path / "out" / folder)
    assert genius.read(tmp_path / "out" / folder) == problem


def test_a_folder_that_holds_something_is_not_written_into(tmp_path: Path) -> None:
    (tmp_path / "left.xml").write_text("<utility_space/>", "utf-8")
    with pytest.raises(FileExistsError):
        genius_writing.write(genius.read(DATA / "cubes"), tmp_path)


A, N = Choice("A", ("x", "y")), Whole("N", 0, 2)


def party(worth: dict[str, Points] | None = None, **more: object) -> Party:
    """A party called P."""
    return Party("P", worth or {}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("issues", "said", "why"),
    [
        ((Amount("M", F(0), F(1)),), party(), "issues.M: an amount has no place in a GENIUS file"),
        (
            (A,),
            party({"A": Points({"x": F(2), "y": F(0)})}),
            "parties.P.scale: GENIUS cuts utilities to [0, 1]; here they reach from 0 to 2",
        ),
        (
            (A,),
            party({"A": Points({"x": F(1), "y": F(-1)})}),
            "parties.P.scale: GENIUS cuts utilities to [0, 1]; here they reach from -1 to 1",
        ),
        (
            (A,),
            party({"A": Points({"x": F(1, 3), "y": F(0)})}),
            "parties.P.points.A: 1/3 has no finite decimal, which a GENIUS file needs",
        ),
        (
            (N,),
            party({"N": Points({0: F(0), 1: F(1), 2: F(0)})}),
            "parties.P.points.N: an integer issue of a GENIUS file needs points on a straight line",
        ),
        (
            (N,),
            party({"N": Points({0: F(0), 1: F(1, 3), 2: F(2, 3)})}),
            "parties.P.points.N: these points have no finite decimals, which a GENIUS file needs",
        ),
        ((A,), party(reservation=F(1, 3)), "parties.P.reservation: 1/3 has no finite decimal, which a GENIUS file"),
        (
            (A,),
            party(interactions=(Interaction((Among("A", frozenset({"x"})),), F(1)),)),
            "parties.P.interactions[1].when.A: a hyper-rectangle of a GENIUS file has sides on whole numbers only",
        ),
        (
            (N,),
            party(interactions=(Interaction((Among("N", frozenset({0, 2})),), F(1)),)),
            "parties.P.interactions[1].when.N: a side of a GENIUS file is a range without gaps",
        ),
        (
            (N,),
            party({"N": Points({0: F(0), 1: F(0), 2: F(0)})}, interactions=(Interaction((), F(1)),)),
            "parties.P.points: a GENIUS profile has points or interactions, not both",
        ),
    ],
)
def test_what_the_form_cannot_carry_is_refused(issues: tuple[Issue, ...], said: Party, why: str) -> None:
    with pytest.raises(BadProblem) as caught:
        genius_writing.texts(Problem(issues, (said,)))
    assert str(caught.value).startswith(why)


def test_constraints_are_refused() -> None:
    with pytest.raises(BadProblem, match=r"^constraints: have no place in a GENIUS file$"):
        genius_writing.texts(Problem((N,), (party(),), (Budget({"N": F(1)}, F(1)),)))


def test_file_names_keep_the_parties_in_their_order() -> None:
    names = ["Zoe", "Adam", "a/b", "domain"]
    made = Problem((A,), tuple(Party(name, {}) for name in names))
    assert list(genius_writing.texts(made)) == ["domain.xml", "1-Zoe.xml", "2-Adam.xml", "3-a_b.xml", "4-domain.xml"]
    made = Problem((A,), (Party("Domain", {}), Party("Zoe", {})))
    assert list(genius_writing.texts(made)) == ["negotiation-domain.xml", "Domain.xml", "Zoe.xml"]


def test_ranges_without_gaps_and_half_numbers_keep_their_meaning(tmp_path: Path) -> None:
    boxes = (
        Interaction((Among("N", frozenset({1, 2})),), F(3, 4)),
        Interaction((Between("N", F(1, 2), F(3, 2)),), F(1)),
    )
    made = Problem((N,), (party(interactions=boxes, scale=F(5, 2)),), name="p")
    genius_writing.write(made, tmp_path / "p")
    back = genius.read(tmp_path / "p")
    assert [back.utilities(one) for one in packages(back)] == [made.utilities(one) for one in packages(made)]


def test_a_curve_and_an_issue_worth_nothing_keep_their_meaning(tmp_path: Path) -> None:
    line = Curve(((F(0), F(1, 8)), (F(2), F(1, 2))))
    made = Problem((A, N, Whole("Z", 1, 1)), (Party("P", {"N": line}),), name="p")
    genius_writing.write(made, tmp_path / "p")
    back = genius.read(tmp_path / "p")
    assert [back.utilities(one) for one in packages(back)] == [made.utilities(one) for one in packages(made)]


names = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Co", "Cn")), min_size=1, max_size=6)


@st.composite
def tables(draw: st.DrawFn) -> Problem:
    """Points that sum to at most 100 in each party's eyes, on options and on lines."""
    issues: list[Issue] = []
    for name in draw(st.lists(names, min_size=1, max_size=3, unique=True)):
        options = tuple(draw(st.lists(names, min_size=1, max_size=4, unique=True)))
        issues.append(Choice(name, options) if draw(st.booleans()) else Whole(name, 1, len(options)))
    parties = []
    for name in ("P", "Q"):
        worth = {}
        for issue in issues:
            first, step = draw(st.integers(0, 12)), draw(st.integers(-2, 2))
            free = {value: F(draw(st.integers(0, 30))) for value in issue.values()}
            line = {value: F(max(first, 6) + step * n) for n, value in enumerate(issue.values())}
            worth[issue.name] = Points(free if isinstance(issue, Choice) else line)
        parties.append(Party(name, worth, draw(st.fractions(0, 1)).limit_denominator(1) / 4, (), F(100)))
    return Problem(tuple(issues), tuple(parties))


@given(tables())
@settings(max_examples=60, deadline=None)
def test_a_table_of_points_keeps_every_utility(made: Problem) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        genius_writing.write(made, Path(folder) / "p")
        back = genius.read(Path(folder) / "p")
    assert (back.issues, [each.name for each in back.parties]) == (made.issues, [each.name for each in made.parties])
    assert [back.utilities(one) for one in packages(back)] == [made.utilities(one) for one in packages(made)]


@needs_anac
@pytest.mark.parametrize(
    ("domain", "issues", "size"),
    [
        ("y2010/EnglandZimbabwe", 5, 576),
        ("y2010/ItexvsCypress", 4, 180),
        ("y2010/Travel", 7, 188_160),
        ("y2011/Grocery", 5, 1_600),
        ("y2011/Energy", 8, 390_625),
        ("y2011/NiceOrDie", 1, 3),
        ("y2013/Lunch", 6, 3_840),
        ("y2014/10issues", 10, 10**10),
        ("y2014/30issues", 30, 10**30),
        ("y2014/50issues", 40, 10**40),
    ],
)
def test_the_anac_domains_are_read_and_written_back(domain: str, issues: int, size: int, tmp_path: Path) -> None:
    problem = load(ANAC / domain)
    assert (len(problem.issues), problem.size, len(problem.parties)) == (issues, size, 2)
    copy = tmp_path / problem.name
    genius_writing.write(problem, copy)
    assert genius.read(copy) == problem


@needs_anac
def test_england_and_zimbabwe_by_the_convention_of_genius() -> None:
    problem = load(ANAC / "y2010/EnglandZimbabwe")
    assert [party.name for party in problem.parties] == ["England", "Zimbabwe"]
    best = max(packages(problem), key=lambda one: math.prod(problem.utilities(one)))
    assert [round(float(each), 6) for each in problem.utilities(best)] == [0.910916, 0.733218]


@needs_anac
def test_lunch_has_reservation_values_that_no_package_meets() -> None:
    lunch = load(ANAC / "y2013/Lunch")
    assert [party.reservation for party in lunch.parties] == [F(4, 5), F(4, 5)]
    assert not any(lunch.rational(one) for one in packages(lunch))
