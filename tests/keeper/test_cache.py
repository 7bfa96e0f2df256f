"""Key pairs at hand: bounded, the least recently used go first."""

from comity.keeper.cache import Cache
from comity.keeper.suite import halves

PAIRS = {name: halves(bytes([number]) * 32) for number, name in enumerate("abc")}


def test_the_least_recently_used_pair_goes_first():
    cache = Cache(2)
    cache.put("a", PAIRS["a"])
    cache.put("b", PAIRS["b"])
    assert cache.get("a") is PAIRS["a"]
    cache.put("c", PAIRS["c"])
    assert [cache.get(name) for name in "abc"] == [PAIRS["a"], None, PAIRS["c"]]
    assert len(cache) == 2


def test_a_pair_put_again_counts_as_used():
    cache = Cache(2)
    for name in ("a", "b", "a", "c"):
        cache.put(name, PAIRS[name])
    assert [cache.get(name) is not None for name in "abc"] == [True, False, True]


def test_a_forgotten_pair_is_gone():
    cache = Cache(2)
    cache.put("a", PAIRS["a"])
    cache.forget("a")
    cache.forget("never there")
    assert cache.get("a") is None


def test_clearing_drops_all():
    cache = Cache(2)
    cache.put("a", PAIRS["a"])
    cache.clear()
    assert len(cache) == 0
