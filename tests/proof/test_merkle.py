"""The tree against pymerkle, against the vectors of Certificate Transparency, and every tampering refused."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree
from pymerkle import verify_consistency as verify_other_consistency
from pymerkle import verify_inclusion as verify_other

from comity.proof.merkle import (
    EMPTY,
    LARGEST,
    Edge,
    ProofError,
    Tree,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)

# The eight inputs, nine roots and the proofs published with the reference implementations of RFC 6962.
INPUTS = [bytes.fromhex(entry) for entry in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                                             "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# (index from 0, size): path
INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
# (earlier size, later size): proof
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
    (6, 7): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
MOST = 64
ENTRIES = [bytes([n]) for n in range(MOST)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
TREE = Tree(LEAVES)


def changed(proof):
    """The proof with each hash altered, one dropped at either end, one added, and the order reversed."""
    for at, step in enumerate(proof):
        yield (*proof[:at], bytes([step[0] ^ 1]) + step[1:], *proof[at + 1 :])
    yield (*proof, LEAVES[0])
    yield (LEAVES[0], *proof)
    if proof:
        yield proof[1:]
        yield proof[:-1]
    if proof != proof[::-1]:
        yield proof[::-1]


@pytest.mark.parametrize("size", range(len(ROOTS)))
def test_published_roots(size):
    leaves = [leaf_hash(entry) for entry in INPUTS]
    edge = Edge()
    for leaf in leaves[:size]:
        edge = edge.append(leaf)
    assert Tree(leaves).root(size).hex() == ROOTS[size]
    assert Tree(leaves[:size]).root().hex() == ROOTS[size]
    assert edge.root().hex() == ROOTS[size]


@pytest.mark.parametrize("place", INCLUSION)
def test_published_inclusion_proofs(place):
    index, size = place
    leaves = [leaf_hash(entry) for entry in INPUTS]
    path = Tree(leaves).inclusion(index, size)
    assert [step.hex() for step in path] == INCLUSION[place]
    verify_inclusion(leaves[index], index, size, path, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize("sizes", CONSISTENCY)
def test_published_consistency_proofs(sizes):
    path = Tree([leaf_hash(entry) for entry in INPUTS]).consistency(*sizes)
    assert [step.hex() for step in path] == CONSISTENCY[sizes]
    verify_consistency(*sizes, path, *(bytes.fromhex(ROOTS[size]) for size in sizes))


def test_published_node():
    assert node_hash(b"N123", b"N456").hex() == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"
    assert leaf_hash(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"


def test_every_root_agrees_with_pymerkle():
    other = InmemoryTree.init_from_entries(ENTRIES)
    assert [TREE.root(size) for size in range(MOST + 1)] == [other.get_root(size) for size in range(MOST + 1)]


def test_every_inclusion_proof_is_the_one_of_pymerkle_and_verifies():
    other = InmemoryTree.init_from_entries(ENTRIES)
    for size in range(1, MOST + 1):
        for index in range(size):
            path = TREE.inclusion(index, size)
            theirs = other.prove_inclusion(index + 1, size)
            verify_other(LEAVES[index], TREE.root(size), theirs)
            assert (LEAVES[index], *path) == tuple(bytes.fromhex(step) for step in theirs.serialize()["path"])
            verify_inclusion(LEAVES[index], index, size, path, TREE.root(size))


def test_every_consistency_proof_verifies_on_the_roots_that_pymerkle_proves_consistent():
    other = InmemoryTree.init_from_entries(ENTRIES)
    for second in range(1, MOST + 1):
        for first in range(1, second + 1):
            verify_consistency(first, second, TREE.consistency(first, second), TREE.root(first), TREE.root(second))
            theirs = other.prove_consistency(first, second)
            verify_other_consistency(TREE.root(first), TREE.root(second), theirs)


def test_every_tampered_inclusion_proof_is_refused():
    for size in range(1, 17):
        for index in range(size):
            root, path = TREE.root(size), TREE.inclusion(index, size)
            for other in changed(path):
                with pytest.raises(ProofError):
                    verify_inclusion(LEAVES[index], index, size, other, root)
            for claim in [(LEAVES[63], index, size, root), (LEAVES[index], index, size, EMPTY)]:
                with pytest.raises(ProofError, match=r"^the path leads to another root$"):
                    verify_inclusion(*claim[:3], path, claim[3])
            for elsewhere in set(range(size)) - {index}:
                with pytest.raises(ProofError):
                    verify_inclusion(LEAVES[index], elsewhere, size, path, root)


def test_every_tampered_consistency_proof_is_refused():
    for second in range(1, 17):
        for first in range(1, second + 1):
            old, new, path = TREE.root(first), TREE.root(second), TREE.consistency(first, second)
            for other in changed(path):
                with pytest.raises(ProofError):
                    verify_consistency(first, second, other, old, new)
            for pair in [(EMPTY, new), (old, EMPTY)]:
                with pytest.raises(ProofError):
                    verify_consistency(first, second, path, *pair)


@pytest.mark.parametrize(
    ("first", "second", "path", "reason"),
    [
        (3, 3, (), "the proof leads to another later root"),
        (3, 3, (EMPTY,), "the proof is too long"),
        (2, 3, (), "the proof is too short"),
        (3, 4, (), "the proof is too short"),
        (0, 3, (), "0 leaves cannot be a beginning of 3"),
        (4, 3, (), "4 leaves cannot be a beginning of 3"),
        (1, LARGEST + 1, (), "1 leaves cannot be a beginning of 9007199254740992"),
        (1, LARGEST, (), "the proof is too short"),
    ],
)
def test_impossible_consistency(first, second, path, reason):
    with pytest.raises(ProofError) as refused:
        verify_consistency(first, second, path, TREE.root(3), EMPTY)
    assert str(refused.value) == reason


def test_another_earlier_root_is_named():
    with pytest.raises(ProofError, match=r"^the proof leads to another earlier root$"):
        verify_consistency(3, 4, TREE.consistency(3, 4), EMPTY, TREE.root(4))


@pytest.mark.parametrize("place", [(-1, 3), (3, 3), (0, 0), (0, LARGEST + 1)])
def test_impossible_inclusion(place):
    with pytest.raises(ProofError, match=f"^a tree of {place[1]} leaves has no leaf {place[0]}$"):
        verify_inclusion(EMPTY, *place, (), EMPTY)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: TREE.root(-1),
        lambda: TREE.root(65),
        lambda: TREE.inclusion(64),
        lambda: TREE.inclusion(-1),
        lambda: TREE.inclusion(0, 65),
        lambda: TREE.inclusion(3, 3),
        lambda: TREE.consistency(0, 3),
        lambda: TREE.consistency(4, 3),
        lambda: TREE.consistency(1, 65),
    ],
)
def test_a_tree_has_no_proof_of_what_it_does_not_hold(ask):
    with pytest.raises(ValueError, match=r"^a tree of 64 leaves has no such place$"):
        ask()


def test_the_whole_tree_is_the_default():
    assert TREE.root() == TREE.root(MOST)
    assert TREE.inclusion(7) == TREE.inclusion(7, MOST)
    assert TREE.consistency(7) == TREE.consistency(7, MOST)


def test_an_edge_grows_as_the_tree_does_and_proves_its_newest_leaf():
    edge = Edge()
    for index, leaf in enumerate(LEAVES):
        path, edge = edge.next_path(), edge.append(leaf)
        assert edge.size == index + 1
        assert path == TREE.inclusion(index, index + 1)
        assert edge.root() == TREE.root(index + 1)


@given(st.integers(0, 64))
def test_an_edge_round_trips_through_json(size):
    edge = Edge()
    for leaf in LEAVES[:size]:
        edge = edge.append(leaf)
    assert Edge.from_json(size, edge.to_json()) == edge


@pytest.mark.parametrize(
    ("size", "value", "reason"),
    [
        (1, None, "an edge is a list of roots in hex"),
        (1, [1], "an edge is a list of roots in hex"),
        (1, ["AB" * 32], "a root is written in lower-case hex"),
        (1, ["ab" * 31 + " ab"], "a root is written in lower-case hex"),
        (1, ["ab" * 31], "a subtree's root has 32 bytes"),
        (2, ["ab" * 32] * 2, "an edge of 2 subtrees cannot hold 2 leaves"),
        (-1, ["ab" * 32], "an edge of 1 subtrees cannot hold -1 leaves"),
    ],
)
def test_an_edge_refuses(size, value, reason):
    with pytest.raises(ValueError, match=f"^{reason}$"):
        Edge.from_json(size, value)


def test_ten_thousand_leaves():
    leaves = [leaf_hash(n.to_bytes(4)) for n in range(10_000)]
    tree = Tree(leaves)
    sizes = [1, 2, 3, 4095, 4096, 4097, 8191, 9_999, 10_000]
    for first, second in pairwise(sizes):
        verify_consistency(first, second, tree.consistency(first, second), tree.root(first), tree.root(second))
        verify_inclusion(leaves[first], first, second, tree.inclusion(first, second), tree.root(second))
