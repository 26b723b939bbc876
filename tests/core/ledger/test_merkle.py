"""Roots and proofs of the tree, against published figures and against the definition."""

import base64
import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.ledger.frontier import Frontier, Node, extended, frontier_at
from catenary.core.ledger.merkle import (
    EMPTY_ROOT,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_at,
    spots_of_consistency,
    spots_of_inclusion,
)
from catenary.core.ledger.proving import verify_consistency, verify_inclusion

RFC_6962_LEAVES = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
]  # fmt: skip
RFC_6962_ROOT_OF_8 = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
LEAVES = [leaf_hash(bytes.fromhex(each)) for each in RFC_6962_LEAVES]
sizes = st.integers(1, 300)


class Stored:
    """A tree as a database has it: complete nodes by level and index."""

    def __init__(self, leaves):
        self.frontier, nodes = extended(Frontier(), leaves)
        self.nodes = {(level, index): value for level, index, value in nodes}

    def __call__(self, level, index):
        return self.nodes[level, index]


def some_leaves(count):
    return [leaf_hash(number.to_bytes(4)) for number in range(count)]


STORED = Stored(some_leaves(300))


def defined_root(leaves):
    """RFC 9162 s.2.1.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(defined_root(leaves[:k]), defined_root(leaves[k:]))


def refused(code):
    return pytest.raises(ProblemError, match=rf"ledger\.{code}")


def test_the_empty_tree_and_the_published_tree_of_eight_leaves_have_the_published_roots():
    assert Frontier().root.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root_at(0, STORED) == EMPTY_ROOT == Frontier().root
    assert Stored(LEAVES).frontier.root.hex() == RFC_6962_ROOT_OF_8


@given(sizes)
def test_the_root_is_the_one_the_standard_defines(size):
    assert root_at(size, STORED) == defined_root(some_leaves(size))


@given(sizes, sizes)
def test_appending_in_any_portions_gives_the_same_tree_and_nodes(size, portion):
    leaves, frontier, nodes = some_leaves(size), Frontier(), []
    for first in range(0, size, portion):
        frontier, more = extended(frontier, leaves[first : first + portion])
        nodes += more
    assert frontier == frontier_at(size, STORED)
    assert frontier.root == defined_root(leaves)
    assert set(nodes) == {Node(*at, STORED(*at)) for at in STORED.nodes if at[1] + 1 << at[0] <= size}
    assert len(nodes) == len(set(nodes))


@given(st.data())
def test_every_leaf_is_proved_from_the_nodes_named_beforehand(data):
    size = data.draw(sizes)
    index = data.draw(st.integers(0, size - 1))
    wanted = {spot: STORED(*spot) for spot in spots_of_inclusion(index, size)}
    proof = inclusion_proof(index, size, lambda *spot: wanted[spot])
    verify_inclusion(index, size, STORED(0, index), proof, root_at(size, STORED))


@given(st.data())
def test_every_older_tree_is_proved_from_the_nodes_named_beforehand(data):
    size = data.draw(sizes)
    older = data.draw(st.integers(1, size))
    wanted = {spot: STORED(*spot) for spot in spots_of_consistency(older, size)}
    proof = consistency_proof(older, size, lambda *spot: wanted[spot])
    verify_consistency(older, size, root_at(older, STORED), root_at(size, STORED), proof)


@given(st.data())
def test_a_proof_proves_no_other_leaf_place_or_size(data):
    size = data.draw(st.integers(2, 300))
    index, claimed = data.draw(st.tuples(*[st.integers(0, size - 1)] * 2))
    leaf, root = STORED(0, index), root_at(size, STORED)
    proof = inclusion_proof(index, size, STORED)
    if claimed != index:
        with refused("inclusion_fails"):
            verify_inclusion(claimed, size, leaf, proof, root)
        with refused("inclusion_fails"):
            verify_inclusion(index, size, STORED(0, claimed), proof, root)
    with refused("inclusion_fails"):
        verify_inclusion(index, size, leaf, proof[:-1], root)
    with refused("inclusion_fails"):
        verify_inclusion(index, size, leaf, [*proof, root], root)


@given(st.data())
def test_a_flipped_bit_of_a_proof_is_found_wherever_it_is(data):
    size = data.draw(st.integers(2, 300))
    older = data.draw(st.integers(1, size - 1))
    proof = list(consistency_proof(older, size, STORED))
    at, bit = data.draw(st.integers(0, len(proof) - 1)), data.draw(st.integers(0, 255))
    proof[at] = (int.from_bytes(proof[at]) ^ 1 << bit).to_bytes(32)
    with refused("consistency_fails"):
        verify_consistency(older, size, root_at(older, STORED), root_at(size, STORED), proof)


@pytest.mark.parametrize(("older", "size"), [(0, 0), (0, 5), (6, 5), (-1, 5), (5, 2**63)])
def test_sizes_out_of_order_are_refused(older, size):
    with refused("sizes_disordered"):
        verify_consistency(older, size, EMPTY_ROOT, EMPTY_ROOT, [])


@pytest.mark.parametrize("wrong", [b"", bytes(31), bytes(33)])
def test_what_is_no_hash_is_refused(wrong):
    for leaf, root, proof in (
        (wrong, LEAVES[0], []),
        (LEAVES[0], wrong, []),
        (LEAVES[0], LEAVES[0], [wrong]),
    ):
        with refused("hash_length"):
            verify_inclusion(0, 1, leaf, proof, root)
        with refused("hash_length"):
            verify_consistency(1, 1, leaf, root, proof)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 5)])
def test_a_leaf_that_is_not_there_cannot_be_proved(index, size):
    with pytest.raises(ValueError, match="no such leaf"):
        inclusion_proof(index, size, STORED)
    with refused("index_beyond"):
        verify_inclusion(index, size, EMPTY_ROOT, [], EMPTY_ROOT)


@pytest.mark.parametrize(("older", "size"), [(0, 5), (6, 5)])
def test_no_proof_is_made_of_an_empty_or_larger_older_tree(older, size):
    with pytest.raises(ValueError, match="older tree"):
        consistency_proof(older, size, STORED)


def test_a_frontier_with_missing_peaks_cannot_be_made():
    with pytest.raises(ValueError, match="peaks"):
        Frontier(3, (EMPTY_ROOT,))


@pytest.mark.shared_data
def test_the_published_roots_of_one_to_eight_leaves(shared_data):
    published = json.loads((shared_data / "vectors/rfc6962_roots.json").read_text())
    leaves = [leaf_hash(bytes.fromhex(each)) for each in published["leaves_hex"]]
    for size, root in enumerate(published["roots_hex_size_1_to_8"], 1):
        assert Stored(leaves[:size]).frontier.root.hex() == root == root_at(size, Stored(leaves)).hex()


def published_proofs(shared_data, kind, at_least):
    folder = shared_data / "vectors/transparency_dev_merkle/testdata" / kind
    paths = sorted(folder.rglob("*.json"))
    assert len(paths) >= at_least
    return [json.loads(path.read_text()) for path in paths]


def decoded(*values):
    return [base64.b64decode(value or "") for value in values]


def outcome(verify, *arguments):
    try:
        verify(*arguments)
    except ProblemError:
        return "refused"
    return "proved"


@pytest.mark.shared_data
def test_every_published_inclusion_proof_proves_or_fails_as_it_should(shared_data):
    for case in published_proofs(shared_data, "inclusion", 98):
        leaf, root = decoded(case["leafHash"], case["root"])
        proof = decoded(*(case["proof"] or ()))
        found = outcome(verify_inclusion, case["leafIdx"], case["treeSize"], leaf, proof, root)
        assert found == ("refused" if case["wantErr"] else "proved"), case["desc"]


@pytest.mark.shared_data
def test_every_published_consistency_proof_proves_or_fails_as_it_should(shared_data):
    """One that should prove has two equal "roots" that are no hashes; here it is refused for that."""
    refused_for_length = []
    for case in published_proofs(shared_data, "consistency", 98):
        roots, proof = decoded(case["root1"], case["root2"]), decoded(*(case["proof"] or ()))
        found = outcome(verify_consistency, case["size1"], case["size2"], *roots, proof)
        if case["wantErr"] or all(len(root) == 32 for root in roots):
            assert found == ("refused" if case["wantErr"] else "proved"), case["desc"]
        else:
            refused_for_length.append((case["desc"], found))
    assert refused_for_length == [("sizes are equal (one) and proof is empty", "refused")]
