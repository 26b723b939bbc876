"""Giving entries their place: the one thing in the log that is done one at a time, and never by those who write it.

Writers add rows that depend on no other row, so none waits for another. Each batch here is one transaction: whatever kills
the process or the database in the middle of it leaves the log as it was before, and every entry still waiting.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from catenary.core.ledger.frontier import extended
from catenary.desk.ledger.models import Queued
from catenary.desk.ledger.tree import store_nodes, stored_frontier, stored_size
from catenary.desk.mandate.acting import Declaration, Door, acting

BATCH = 1000
"""Entries that are given their place at once."""

_LOCK = 0x6C6F_675F_6F72_6465
"""The number of the lock that is held while places are given; any fixed one does."""

_TAKE = """WITH taken AS (
    DELETE FROM ledger_queued WHERE id IN (SELECT id FROM ledger_queued ORDER BY id LIMIT %s) RETURNING id, event_id
) SELECT event_id, leaf_hash FROM taken JOIN ledger_event ON ledger_event.id = event_id ORDER BY taken.id"""
_ADD_LEAVES = """INSERT INTO ledger_leaf (index, event_id)
    SELECT %s + place - 1, event FROM unnest(%s::uuid[]) WITH ORDINALITY AS each (event, place)"""


def order_batch(most: int = BATCH) -> int:
    """Give the entries that wait longest the next places, and store the tree over them. Gives how many there were.

    None where another process is at it. As a job (`catenary_worker`) only.
    """
    if not Queued.objects.exists():
        return 0
    with acting(Declaration(door=Door.SYSTEM)):
        return _order(most) if alone_at_the_log() else 0


def alone_at_the_log() -> bool:
    """Whether this transaction alone, in the whole installation, may now extend or sign the log."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool((cursor.fetchone() or (False,))[0])


def _order(most: int) -> int:
    taken = _take(most)
    if taken:
        size = stored_size()
        _, nodes = extended(stored_frontier(size), [leaf for _event, leaf in taken])
        _add_leaves(size, [event for event, _leaf in taken])
        store_nodes(nodes)
    return len(taken)


def _take(most: int) -> list[tuple[UUID, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [most])
        return [(event, bytes(leaf)) for event, leaf in cursor.fetchall()]


def _add_leaves(size: int, events: Sequence[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_ADD_LEAVES, [size, list(events)])
