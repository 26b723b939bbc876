"""The one byte form of an entry, which is the leaf of the log: JSON as RFC 8785 orders and writes it, without fractions.

UTF-8, no blanks, keys sorted, whole numbers only, times to the microsecond, hashes in lower-case hexadecimal, every key always
there. Reading is strict: whatever is not written exactly so is refused, so that one entry has one form and one hash.
"""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from catenary.basis.findings import ProblemError
from catenary.core.ledger.commitments import Commitment
from catenary.core.ledger.entry import Entry
from catenary.core.ledger.problems import LEDGER

VERSION = 1
LONGEST_ENTRY = 65_536
"""Bytes; no entry that can be made comes near it."""

_CONVERTED = frozenset({"v", "id", "at", "commitments"})
_KEYS = frozenset(
    [
        "v",
        "id",
        "at",
        "actor",
        "organisation",
        "room",
        "act",
        "purpose",
        "basis",
        "records",
        "reason",
        "params",
        "commitments",
    ]
)


def entry_bytes(entry: Entry) -> bytes:
    """The leaf of an entry."""
    return _canonical(
        {
            "v": VERSION,
            "id": str(entry.id),
            "at": _time(entry.at),
            "actor": entry.actor,
            "organisation": entry.organisation,
            "room": entry.room,
            "act": entry.act,
            "purpose": entry.purpose,
            "basis": entry.basis,
            "records": list(entry.records),
            "reason": entry.reason,
            "params": dict(entry.params),
            "commitments": {name: _written(each) for name, each in entry.commitments.items()},
        }
    )


def read_entry(leaf: bytes, index: int) -> Entry:
    """The entry of the leaf at an index of the log.

    Problems: `entry_unreadable`, `entry_version`, `entry_keys`, `entry_value`, `entry_not_canonical`, each with the index.
    """
    values = _parsed(leaf, index)
    if values.get("v") != VERSION:
        raise LEDGER.problem("entry_version", index=index, wanted=VERSION)
    if values.keys() != _KEYS:
        raise LEDGER.problem("entry_keys", index=index)
    entry = _entry(values, index)
    if entry_bytes(entry) != leaf:
        raise LEDGER.problem("entry_not_canonical", index=index)
    return entry


def _canonical(value: Any) -> bytes:
    """Python's own writer agrees with RFC 8785 on strings, on whole numbers and, for ASCII keys, on their order."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _time(at: datetime) -> str:
    return at.isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def _written(commitment: Commitment) -> dict[str, str | int | None]:
    return {"count": commitment.count, "digest": commitment.digest.hex()}


def _parsed(leaf: bytes, index: int) -> dict[str, Any]:
    if len(leaf) > LONGEST_ENTRY:
        raise LEDGER.problem("entry_unreadable", index=index)
    try:
        values = json.loads(leaf.decode())
    except (ValueError, RecursionError):
        raise LEDGER.problem("entry_unreadable", index=index) from None
    if not isinstance(values, dict):
        raise LEDGER.problem("entry_unreadable", index=index)
    return values


def _entry(values: dict[str, Any], index: int) -> Entry:
    try:
        return Entry(
            **{name: value for name, value in values.items() if name not in _CONVERTED},
            id=UUID(values["id"]),
            at=datetime.fromisoformat(values["at"]),
            commitments={name: _read(each) for name, each in values["commitments"].items()},
        )
    except ProblemError as problem:
        name = problem.finding.params.get("name", "commitments")
        raise LEDGER.problem("entry_value", index=index, name=name) from None
    except (TypeError, ValueError, AttributeError, KeyError):
        raise LEDGER.problem("entry_keys", index=index) from None


def _read(written: dict[str, Any]) -> Commitment:
    return Commitment(bytes.fromhex(written["digest"]), written["count"])
