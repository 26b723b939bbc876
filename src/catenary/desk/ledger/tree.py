"""The stored tree: its size, its nodes fetched in one query, its roots and proofs."""

from collections.abc import Sequence

from django.db import connection

from catenary.core.ledger.frontier import Frontier, Node, frontier_at
from catenary.core.ledger.merkle import (
    NodeAt,
    Spot,
    consistency_proof,
    inclusion_proof,
    root_at,
    spots_of_consistency,
    spots_of_inclusion,
    spots_of_root,
)

_SIZE = "SELECT coalesce(max(place) + 1, 0) FROM ledger_node WHERE level = 0"
_NODES = """SELECT level, place, hash FROM ledger_node
    JOIN unnest(%s::smallint[], %s::bigint[]) AS asked (level, place) USING (level, place)"""
_ADD_NODES = """INSERT INTO ledger_node (level, place, hash)
    SELECT * FROM unnest(%s::smallint[], %s::bigint[], %s::bytea[])"""


def stored_size() -> int:
    """How many entries have a place in the log."""
    with connection.cursor() as cursor:
        cursor.execute(_SIZE)
        return int((cursor.fetchone() or (0,))[0])


def stored_frontier(size: int) -> Frontier:
    """The right edge of the tree as it was at a size."""
    return frontier_at(size, _stored(spots_of_root(size)))


def stored_root(size: int) -> bytes:
    """The root of the tree as it was at a size. Raises KeyError where a node is missing."""
    return root_at(size, _stored(spots_of_root(size)))


def prove_inclusion(index: int, size: int) -> tuple[bytes, ...]:
    """The proof that an entry stands in the log of a size. Raises ValueError for an index beyond it."""
    return inclusion_proof(index, size, _stored(spots_of_inclusion(index, size)))


def prove_consistency(older: int, size: int) -> tuple[bytes, ...]:
    """The proof that the log of the older size is the beginning of the other. Raises ValueError unless 1 <= older <= size."""
    return consistency_proof(older, size, _stored(spots_of_consistency(older, size)))


def store_nodes(nodes: Sequence[Node]) -> None:
    """Add complete subtrees."""
    levels, places, hashes = zip(*nodes, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_ADD_NODES, [list(levels), list(places), list(hashes)])


def stored_nodes(first: int, end: int) -> dict[Spot, bytes]:
    """Every stored node whose last leaf is in the range: what stood complete since the tree had `first` leaves."""
    with connection.cursor() as cursor:
        cursor.execute(_CLOSED, {"first": first, "end": end})
        return {Spot(level, place): bytes(found) for level, place, found in cursor.fetchall()}


_CLOSED = """SELECT level, place, hash FROM generate_series(0, 62) AS asked (level)
    JOIN ledger_node USING (level)
    WHERE place >= (%(first)s >> level) AND place < (%(end)s >> level)
      AND ((place + 1) << level) > %(first)s"""


def _stored(spots: Sequence[Spot]) -> NodeAt:
    with connection.cursor() as cursor:
        cursor.execute(_NODES, [[spot.level for spot in spots], [spot.place for spot in spots]])
        found = {(level, place): bytes(node) for level, place, node in cursor.fetchall()}
    return lambda level, place: found[level, place]
