"""The Merkle tree of a log (RFC 9162 s.2.1, SHA-256): its hashes, its roots, and the proofs that are made from it.

A tree is stored as its complete subtrees only: node (level, place) is the root over the leaves
[place * 2**level, (place + 1) * 2**level), so level 0 is the leaves. A node never changes once it stands, and every root and
proof of every past size is made from them.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from hashlib import sha256
from itertools import chain
from typing import NamedTuple, TypeAlias

HASH_LENGTH = 32
EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves."""

LARGEST_SIZE = 2**63 - 1
"""More leaves than any log has, and what other programs can still count."""


class Spot(NamedTuple):
    """Where a node stands: its level, counted from the leaves, and its place in the level, both from 0."""

    level: int
    place: int


NodeAt: TypeAlias = Callable[[int, int], bytes]
"""Gives the hash of a complete subtree by its level and place."""


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of what a leaf holds, which no hash of a node can equal (RFC 9162 s.2.1.1)."""
    return sha256(b"\0" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node above two others."""
    return sha256(b"\1" + left + right).digest()


def root_at(size: int, node_at: NodeAt) -> bytes:
    """The root of the tree as it was when it had so many leaves."""
    return _hash_over(0, size, node_at) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, node_at: NodeAt) -> tuple[bytes, ...]:
    """The hashes that lead from a leaf to the root of the tree of this size (RFC 9162 s.2.1.3.1).

    Raises ValueError for a leaf that the tree does not have.
    """
    return tuple(_hash_over(first, end, node_at) for first, end in _beside(index, size))


def consistency_proof(older: int, size: int, node_at: NodeAt) -> tuple[bytes, ...]:
    """The hashes that show the tree of the older size at the beginning of the other (RFC 9162 s.2.1.4.1).

    Raises ValueError unless 1 <= older <= size: an empty tree is at the beginning of any other, which proves nothing.
    """
    return tuple(_hash_over(first, end, node_at) for first, end in _since(older, size))


def spots_of_root(size: int) -> list[Spot]:
    """The nodes that `root_at` will ask for, so that a database can fetch them at once."""
    return list(_cover(0, size))


def spots_of_inclusion(index: int, size: int) -> list[Spot]:
    """The nodes that `inclusion_proof` will ask for."""
    return list(chain.from_iterable(_cover(first, end) for first, end in _beside(index, size)))


def spots_of_consistency(older: int, size: int) -> list[Spot]:
    """The nodes that `consistency_proof` will ask for."""
    return list(chain.from_iterable(_cover(first, end) for first, end in _since(older, size)))


def _beside(index: int, size: int) -> list[tuple[int, int]]:
    """The ranges of leaves beside the path from a leaf to the root, the leaf's own neighbour first."""
    if not 0 <= index < size:
        raise ValueError("the tree has no such leaf")
    first, end, found = 0, size, []
    while end - first > 1:
        middle = first + _split(end - first)
        found.append((middle, end) if index < middle else (first, middle))
        first, end = (first, middle) if index < middle else (middle, end)
    return found[::-1]


def _since(older: int, size: int) -> list[tuple[int, int]]:
    """The ranges of leaves whose hashes make up both the older root and the newer, innermost first."""
    if not 1 <= older <= size:
        raise ValueError("the older tree must be no larger, and not empty")
    first, end, found = 0, size, []
    while older != end:
        middle = first + _split(end - first)
        found.append((middle, end) if older <= middle else (first, middle))
        first, end = (first, middle) if older <= middle else (middle, end)
    if first:
        found.append((first, end))
    return found[::-1]


def _split(leaves: int) -> int:
    """The largest power of two below a number of leaves, which go to the left."""
    return 1 << (leaves - 1).bit_length() - 1


def _cover(first: int, end: int) -> Iterator[Spot]:
    """The complete subtrees that make up a range, from the left. Every range above begins where such a subtree may."""
    for level in reversed(range((end - first).bit_length())):
        if (end - first) >> level & 1:
            yield Spot(level, first >> level)
            first += 1 << level


def _hash_over(first: int, end: int, node_at: NodeAt) -> bytes:
    return root_over([node_at(*spot) for spot in _cover(first, end)])


def root_over(peaks: Sequence[bytes]) -> bytes:
    """The root over complete subtrees, the largest of them first. Raises TypeError for none."""
    return reduce(lambda right, left: node_hash(left, right), reversed(peaks))
