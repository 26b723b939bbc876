"""The right edge of a growing tree: all that is needed to append to it and to know its root."""

from collections.abc import Iterable
from typing import NamedTuple

from attrs import frozen

from catenary.core.ledger.merkle import EMPTY_ROOT, NodeAt, node_hash, root_over, spots_of_root


class Node(NamedTuple):
    """A complete subtree, to be stored once and for ever."""

    level: int
    place: int
    hash: bytes


@frozen
class Frontier:
    """How many leaves a tree has, and the roots of its complete subtrees, the largest first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.size.bit_count() != len(self.peaks):
            raise ValueError("a tree has as many peaks as its size has binary ones")

    @property
    def root(self) -> bytes:
        """The root of the tree."""
        return root_over(self.peaks) if self.peaks else EMPTY_ROOT


def frontier_at(size: int, node_at: NodeAt) -> Frontier:
    """The right edge of a stored tree when it had so many leaves."""
    return Frontier(size, tuple(node_at(*spot) for spot in spots_of_root(size)))


def extended(frontier: Frontier, leaf_hashes: Iterable[bytes]) -> tuple[Frontier, list[Node]]:
    """The tree with more leaves, and the nodes that stand complete since: the leaves themselves and what closed over them."""
    size, peaks, nodes = frontier.size, list(frontier.peaks), []
    for leaf in leaf_hashes:
        level, place, top = 0, size, leaf
        nodes.append(Node(level, place, top))
        while place & 1:
            level, place, top = level + 1, place >> 1, node_hash(peaks.pop(), top)
            nodes.append(Node(level, place, top))
        peaks.append(top)
        size += 1
    return Frontier(size, tuple(peaks)), nodes
