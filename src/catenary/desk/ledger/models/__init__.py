"""The rows of the ledger."""

from catenary.desk.ledger.models.checkpoints import Checkpoint, Cosignature, StampState, TimeStamp
from catenary.desk.ledger.models.events import Event, Opening, Sighting
from catenary.desk.ledger.models.tree import Leaf, Node, Queued
from catenary.desk.ledger.models.work import Export, Verification

__all__ = [
    "Checkpoint",
    "Cosignature",
    "Event",
    "Export",
    "Leaf",
    "Node",
    "Opening",
    "Queued",
    "Sighting",
    "StampState",
    "TimeStamp",
    "Verification",
]
