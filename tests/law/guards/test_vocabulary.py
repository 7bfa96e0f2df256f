"""The vocabulary of guards: closed, each with one signature and a sentence."""

import inspect

from comity.law import guards
from comity.law.guards import GUARDS


def test_every_public_function_of_the_guards_is_in_the_vocabulary_under_its_name() -> None:
    written = {
        name: function
        for module in filter(inspect.ismodule, vars(guards).values())
        for name, function in vars(module).items()
        if inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
    }
    assert {name: rule.function for name, rule in GUARDS.items()} == written
    assert {name: rule.name for name, rule in GUARDS.items()} == {name: name for name in written}


def test_every_guard_takes_a_state_an_act_and_named_parameters() -> None:
    for rule in GUARDS.values():
        first, second, *others = inspect.signature(rule.function).parameters.values()
        assert (first.name, second.name) == ("state", "act")
        assert {other.kind for other in others} <= {inspect.Parameter.KEYWORD_ONLY}


def test_every_guard_has_a_sentence_whose_parameters_are_its_own() -> None:
    for rule in GUARDS.values():
        names = list(inspect.signature(rule.function).parameters)[2:]
        assert rule.sentence % dict.fromkeys(names, "x")
        assert rule.sentence[0].islower() or rule.sentence[0] == "%"
