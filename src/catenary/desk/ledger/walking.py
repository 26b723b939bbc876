"""The log read from its beginning, a portion in a transaction, so that it may be long and go on growing meanwhile."""

from collections.abc import Iterator
from uuid import UUID

from attrs import frozen

from catenary.core.ledger.merkle import leaf_hash
from catenary.desk.ledger.models import Checkpoint, Leaf
from catenary.desk.ledger.signing import signed_checkpoint
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.formats.ledger_export.writing import withheld_leaf
from catenary.formats.signed_note.checkpoint import SignedCheckpoint

PORTION = 2000
_SYSTEM = Declaration(door=Door.SYSTEM)


@frozen
class Placed:
    """An entry at its place, with the columns it is searched by."""

    index: int
    leaf: bytes
    organisation: int | None
    person: UUID | None
    """The public id of the person it is put on; none: the system, or nobody known."""
    columns: tuple[str, ...]
    """Actor, room, act, purpose, record."""


def placed_entries(size: int) -> Iterator[list[Placed]]:
    """The entries of the log of a size in order, a portion at a time; a job's (`Door.SYSTEM`).

    A place that lost its entry ends it: what follows could not be told from something else.
    """
    for first in range(0, size, PORTION):
        with acting(_SYSTEM):
            portion = _portion(first, min(first + PORTION, size))
        yield portion
        if len(portion) < min(PORTION, size - first):
            return


def is_shown(placed: Placed, organisations: frozenset[int] | None) -> bool:
    """Whether an export for these organisations tells the entry; None: all are told."""
    return organisations is None or placed.organisation in organisations


def exported_leaves(portion: list[Placed], organisations: frozenset[int] | None) -> Iterator[bytes]:
    """The leaves of an export; the entries of other organisations than these are withheld. None: nothing is withheld."""
    for each in portion:
        yield each.leaf if is_shown(each, organisations) else withheld_leaf(leaf_hash(each.leaf))


def all_checkpoints() -> list[SignedCheckpoint]:
    """Every checkpoint, the smallest first, with all signatures there are."""
    with acting(_SYSTEM):
        rows = Checkpoint.objects.order_by("size").prefetch_related("cosignatures")
        return [signed_checkpoint(row) for row in rows]


def _portion(first: int, end: int) -> list[Placed]:
    rows = Leaf.objects.filter(index__gte=first, index__lt=end).order_by("index")
    return [_placed(row) for row in rows.select_related("event", "event__person")]


def _placed(row: Leaf) -> Placed:
    event = row.event
    return Placed(
        row.index,
        bytes(event.entry),
        event.organisation_id,
        event.person.public_id if event.person else None,
        (event.actor, event.room, event.act, event.purpose, event.record),
    )
