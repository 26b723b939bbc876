"""What was found when somebody else's proof was checked: what it covers, who signed it, and everything that does not hold."""

import json
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from attrs import frozen

from catenary.basis.findings import Finding, Severity
from catenary.core.ledger.canonical import entry_bytes
from catenary.core.ledger.entry import Entry
from catenary.formats.ledger_export.tally import Tally
from catenary.formats.records import Record, finding_records
from catenary.formats.signed_note.checkpoint import SignedCheckpoint
from catenary.formats.signed_note.keys import Algorithm, VerifierKey
from catenary.formats.signed_note.note import Verified


class Kind(StrEnum):
    """What a file proves."""

    EXPORT = "export"
    RECORD = "record"
    CONSISTENCY = "consistency"
    CHECKPOINT = "checkpoint"


@frozen
class Trust:
    """What somebody believes before opening a file: keys of the log, witnesses who must have signed, checkpoints held."""

    keys: tuple[VerifierKey, ...] = ()
    witnesses: tuple[VerifierKey, ...] = ()
    held: tuple[SignedCheckpoint, ...] = ()


@frozen
class CheckedCheckpoint:
    """A checkpoint of the file, and whose signatures under it were verified."""

    size: int
    root: bytes
    verified: tuple[Verified, ...] = ()
    agrees: bool = True
    """Whether the entries of the file have this root."""


@frozen
class Report:
    """The outcome for one file."""

    kind: Kind
    origin: str
    entries: int
    """In an export, how many there are; in a proof, how many the log has that it is of."""
    covered: int
    """How many of them, from the first on, stand under a checkpoint that was verified."""
    checkpoints: tuple[CheckedCheckpoint, ...]
    """Of a long export the newest hundred."""
    findings: tuple[Finding, ...]
    checkpoint_count: int = 1
    index: int | None = None
    entry: Entry | None = None
    first_at: datetime | None = None
    last_at: datetime | None = None
    tally: Tally | None = None
    """How the entries add up; of exports only."""

    @property
    def holds(self) -> bool:
        """Whether everything that the file says was proved."""
        return not has_error(self.findings)


def has_error(findings: Iterable[Finding]) -> bool:
    """Whether one of them says that something does not hold."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def report_record(report: Report, file: str) -> Record:
    """The outcome as `catenary ledger verify --json` writes it."""
    return {
        "file": file,
        "kind": report.kind.value,
        "status": "verified" if report.holds else "not_verified",
        "origin": report.origin,
        "entries": report.entries,
        "covered": report.covered,
        "tally": _tally_record(report.tally),
        "first_at": _time(report.first_at),
        "last_at": _time(report.last_at),
        "checkpoint_count": report.checkpoint_count,
        "checkpoints": [_checkpoint_record(each) for each in report.checkpoints],
        "index": report.index,
        "entry": json.loads(entry_bytes(report.entry)) if report.entry else None,
        "findings": finding_records(report.findings),
    }


def unreadable_record(finding: Finding, file: str) -> Record:
    """The same keys for a file that is none of these."""
    known = (
        "kind",
        "origin",
        "entries",
        "covered",
        "tally",
        "first_at",
        "last_at",
        "checkpoint_count",
        "index",
        "entry",
    )
    nothing = dict.fromkeys(known)
    return {
        "file": file,
        "status": "unreadable",
        **nothing,
        "checkpoints": [],
        "findings": finding_records([finding]),
    }


def _tally_record(tally: Tally | None) -> Record | None:
    if tally is None:
        return None
    return {
        "read": tally.read,
        "withheld": tally.withheld,
        "not_proved": tally.not_proved,
        "withheld_places": [list(each) for each in tally.withheld_places],
        "more_places": tally.more_places,
    }


def _checkpoint_record(checked: CheckedCheckpoint) -> Record:
    signers = [each for each in checked.verified if each.key.algorithm is Algorithm.ED25519]
    witnesses = [each for each in checked.verified if each.key.algorithm is Algorithm.COSIGNATURE]
    return {
        "size": checked.size,
        "root": checked.root.hex(),
        "agrees": checked.agrees,
        "signed_by": [each.key.text for each in signers],
        "witnessed_by": [{"key": each.key.text, "at": _time(each.at)} for each in witnesses],
    }


def _time(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None
