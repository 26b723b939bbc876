"""Whether the log in a database is the one whose checkpoints are held elsewhere."""

import tempfile
from collections.abc import Iterator, Sequence
from typing import LiteralString

import psycopg
from attrs import frozen

from catenary.app.backup.problems import BACKUP
from catenary.basis.findings import Finding, Severity
from catenary.formats.ledger_export.report import Report, Trust
from catenary.formats.ledger_export.verifying import verify_file
from catenary.formats.ledger_export.writing import export_lines
from catenary.formats.signed_note.checkpoint import SignedCheckpoint, read_checkpoint

_LEAVES = """SELECT event.entry FROM ledger_leaf leaf JOIN ledger_event event ON event.id = leaf.event_id
    WHERE leaf.index < %s ORDER BY leaf.index"""
_CHECKPOINTS = "SELECT note FROM ledger_checkpoint ORDER BY size"
_ENTRIES = "SELECT count(*) FROM ledger_event"
_HAS_LOG = "SELECT to_regclass('ledger_checkpoint') IS NOT NULL"


@frozen
class Proof:
    """What was found about a log."""

    entries: int
    """All of them, with those that no checkpoint counts yet."""
    report: Report | None
    """None: the log has no checkpoint."""
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against it."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


def last_checkpoint(connection: psycopg.Connection) -> str:
    """The note of the newest checkpoint; empty where there is none."""
    if not _one(connection, _HAS_LOG):
        return ""
    found = connection.execute(f"{_CHECKPOINTS} DESC LIMIT 1").fetchone()
    return str(found[0]) if found else ""


def prove(connection: psycopg.Connection, trust: Trust) -> Proof:
    """Compute the root of every checkpoint anew from the entries, as a role that sees all of them, and compare."""
    signed = [read_checkpoint(note.encode()) for (note,) in connection.execute(_CHECKPOINTS)]
    entries = _one(connection, _ENTRIES)
    if not signed:
        held = (BACKUP.finding("ledger_empty"),) if not trust.held else (BACKUP.finding("ledger_gone"),)
        return Proof(entries, None, held)
    report = _report(connection, signed, trust)
    findings = report.findings
    if later := entries - signed[-1].checkpoint.size:
        findings = (*findings, BACKUP.finding("entries_after", count=later))
    return Proof(entries, report, findings)


def _report(connection: psycopg.Connection, signed: Sequence[SignedCheckpoint], trust: Trust) -> Report:
    last = signed[-1].checkpoint
    with tempfile.TemporaryFile() as file:
        file.writelines(export_lines(last.origin, _leaves(connection, last.size), signed))
        file.seek(0)
        return verify_file(file, trust)


def _leaves(connection: psycopg.Connection, size: int) -> Iterator[bytes]:
    with connection.transaction(), connection.cursor("leaves") as cursor:
        cursor.itersize = 5000
        cursor.execute(_LEAVES, [size])
        for (entry,) in cursor:
            yield bytes(entry)


def _one(connection: psycopg.Connection, query: LiteralString) -> int:
    found = connection.execute(query).fetchone()
    return int(found[0]) if found else 0
