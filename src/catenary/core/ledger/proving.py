"""Checking proofs of a log that somebody else made, step by step as RFC 9162 prescribes and with every length held to.

Each function returns when the proof proves what it says and raises a problem when not, so that no answer can be overlooked.
"""

from collections.abc import Sequence

from catenary.basis.findings import ProblemError
from catenary.core.ledger.merkle import HASH_LENGTH, LARGEST_SIZE, node_hash
from catenary.core.ledger.problems import LEDGER


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """The leaf of this hash stands at this index of the tree with this size and root (RFC 9162 s.2.1.3.2).

    Problems: `hash_length`, `index_beyond`, `inclusion_fails`.
    """
    _check_lengths(leaf, root, *proof)
    if not 0 <= index < size <= LARGEST_SIZE:
        raise LEDGER.problem("index_beyond", index=index, size=size)
    place, last, found = index, size - 1, leaf
    for step in proof:
        if not last:
            raise _inclusion_fails(index, size)
        if place & 1 or place == last:
            found = node_hash(step, found)
            place, last = _up_to_left_turn(place, last)
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    if last or found != root:
        raise _inclusion_fails(index, size)


def verify_consistency(older: int, size: int, older_root: bytes, root: bytes, proof: Sequence[bytes]) -> None:
    """The older tree is the beginning of the newer: nothing in it was changed or taken away (RFC 9162 s.2.1.4.2).

    An empty older tree is refused: it proves nothing. Problems: `hash_length`, `sizes_disordered`, `consistency_fails`.
    """
    _check_lengths(older_root, root, *proof)
    if not 1 <= older <= size <= LARGEST_SIZE:
        raise LEDGER.problem("sizes_disordered", older=older, size=size)
    if older == size:
        agrees = not proof and older_root == root
    else:
        agrees = _both_roots(older, size, older_root, proof) == (older_root, root)
    if not agrees:
        raise LEDGER.problem("consistency_fails", older=older, size=size)


def _both_roots(
    older: int, size: int, older_root: bytes, proof: Sequence[bytes]
) -> tuple[bytes, bytes] | None:
    """The older and the newer root as the proof makes them; None where it is too short or too long."""
    steps = [older_root, *proof] if older.bit_count() == 1 else list(proof)
    if not steps:
        return None
    place, last = older - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = now = steps[0]
    for step in steps[1:]:
        if not last:
            return None
        if place & 1 or place == last:
            before, now = node_hash(step, before), node_hash(step, now)
            place, last = _up_to_left_turn(place, last)
        else:
            now = node_hash(now, step)
        place, last = place >> 1, last >> 1
    return None if last else (before, now)


def _up_to_left_turn(place: int, last: int) -> tuple[int, int]:
    """Climb over levels where the right edge has no node of its own."""
    while place and not place & 1:
        place, last = place >> 1, last >> 1
    return place, last


def _check_lengths(*hashes: bytes) -> None:
    for each in hashes:
        if len(each) != HASH_LENGTH:
            raise LEDGER.problem("hash_length", length=len(each))


def _inclusion_fails(index: int, size: int) -> ProblemError:
    return LEDGER.problem("inclusion_fails", index=index, size=size)
