"""The one door for whatever somebody was given to verify."""

from collections.abc import Callable
from typing import BinaryIO

from catenary.core.ledger.problems import LEDGER
from catenary.formats.ledger_export.export import LONGEST_LINE, verify_export_after
from catenary.formats.ledger_export.proof_files import (
    verify_checkpoint_file,
    verify_consistency_file,
    verify_record,
)
from catenary.formats.ledger_export.report import Report, Trust
from catenary.formats.signed_note.note import LONGEST_NOTE

_EXPORT = b'{"catenary_ledger"'
_LONGEST_PROOF = 2 * LONGEST_NOTE


def verify_file(file: BinaryIO, trust: Trust, progress: Callable[[int], None] = lambda _: None) -> Report:
    """What a file proves: a whole log, one record, the step from an older checkpoint, or a checkpoint alone.

    Problems for a file that is none of these.
    """
    first = file.readline(LONGEST_LINE)
    if first.startswith(_EXPORT):
        return verify_export_after(first, file, trust, progress)
    data = first + file.read(_LONGEST_PROOF + 1)
    if not data or len(data) > _LONGEST_PROOF:
        raise LEDGER.problem("file_unknown")
    return _reader(data)(data, trust)


def _reader(data: bytes) -> Callable[[bytes, Trust], Report]:
    if data.startswith(b"c2sp.org/tlog-proof@"):
        return verify_record
    return verify_consistency_file if data.startswith(b"old ") else verify_checkpoint_file
