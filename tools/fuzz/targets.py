"""What the fuzzer throws bytes at, and what has to hold for any bytes: a result, no exception, no fault of our own."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import TypeAlias

import msgspec

from catenary.basis.findings import Finding, ProblemError
from catenary.benchmarks.fictional_log import LOG_KEY, WITNESS_KEY
from catenary.core.documents.transliteration import may_be_written, possible_originals, transliterate
from catenary.core.intake.series import with_series
from catenary.core.ledger.canonical import entry_bytes, read_entry
from catenary.core.measures.checking import faults
from catenary.core.screening.tokens import split_name
from catenary.formats.cusres.answers import answer_table
from catenary.formats.edifact.redact import redact
from catenary.formats.ledger_export.report import Trust, report_record
from catenary.formats.ledger_export.verifying import verify_file
from catenary.formats.lists.eu import read_eu
from catenary.formats.lists.ftm import read_ftm
from catenary.formats.lists.ofac_advanced import read_ofac_advanced
from catenary.formats.lists.ofac_csv import OfacSet, read_ofac_csv
from catenary.formats.lists.ofac_xml import read_ofac_xml
from catenary.formats.lists.plain_csv import read_plain_csv
from catenary.formats.lists.recognise import recognise
from catenary.formats.lists.source import ListFile
from catenary.formats.lists.un import read_un
from catenary.formats.lost_stolen.layout import read_header
from catenary.formats.lost_stolen.queries import read_queries
from catenary.formats.lost_stolen.rows import HEADER, read_batch
from catenary.formats.lost_stolen.tags import TagKey
from catenary.formats.measures import (
    read_edition_csv,
    read_edition_json,
    read_translations_csv,
    write_edition_csv,
    write_edition_json,
)
from catenary.formats.mrz.read import read_zone, split_zones
from catenary.formats.mrz.record import zone_record
from catenary.formats.pairs import read_pairs
from catenary.formats.reading import read_carrier_file
from catenary.formats.records import message_record
from catenary.formats.screening_input import read_subjects
from catenary.formats.signed_note.checkpoint import read_checkpoint
from catenary.formats.signed_note.keys import read_verifier_key
from catenary.formats.signed_note.note import read_note

Target: TypeAlias = Callable[[bytes], None]

AS_OF = date(2026, 11, 22)
_KEY = TagKey(bytes(32))
_FAULT = "failed_unexpectedly"


def reading(data: bytes) -> None:
    """Carrier messages: the whole chain to the bytes that `catenary read` writes."""
    records = _records(data)
    msgspec.json.encode(records)
    assert records, "a file gives at least one object"
    findings = [finding for record in records for finding in record["findings"]]
    assert not any(_FAULT in finding["code"] for finding in findings), findings
    if all(record["message"] is None for record in records):
        assert any(finding["offset"] is not None for finding in findings), "where reading began is not told"


def _records(data: bytes) -> list[dict]:
    messages = with_series(("x", message) for message in read_carrier_file(data, AS_OF))
    return [message_record(message, source, AS_OF) for source, message in messages]


def redaction(data: bytes) -> None:
    """A file written back redacted has nothing left to remove."""
    done = redact(data)
    again = redact(done.data)
    assert again.data == done.data
    assert not any(again.removed.values()), again.removed


def screening_input(data: bytes) -> None:
    """Anything `catenary screen` is given; it is a table or messages."""
    notes: list[Finding] = []
    list(read_subjects(data, AS_OF, notes.append))


def pairs(data: bytes) -> None:
    list(read_pairs(BytesIO(data)))


def zones(data: bytes) -> None:
    text = (line.decode("utf-8", "replace") for line in BytesIO(data))
    for zone in split_zones(text):
        msgspec.json.encode(zone_record(read_zone(zone, AS_OF)))


def documents_asked(data: bytes) -> None:
    list(read_queries(BytesIO(data)))


def documents_recorded(data: bytes) -> None:
    """Rows of the register; every row is a record, left out with a note, or blank."""
    read_batch(data, len(HEADER) + 1, _KEY)


def documents_header(data: bytes) -> None:
    with TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        with_refusals(read_header, file, Path("x"))


def answer_codes(data: bytes) -> None:
    with_refusals(answer_table, data.decode("utf-8", "replace"))


def names(data: bytes) -> None:
    """A name in any script is cut into tokens, and every token has something to be compared by."""
    text = data.decode("utf-8", "replace")
    assert all(token.key for token in split_name(text))


def transliteration(data: bytes) -> None:
    text = data.decode("utf-8", "replace")[:200]
    zone_name = transliterate(text)
    may_be_written(text, zone_name)
    for _ in zip(range(50), possible_originals(zone_name[:40]), strict=False):
        pass


def ledger_files(data: bytes) -> None:
    """Whatever somebody hands in as proof: an answer that can be told, or a coded refusal."""
    try:
        report = verify_file(BytesIO(data), Trust((LOG_KEY,), (WITNESS_KEY,)))
    except ProblemError:
        return
    msgspec.json.encode(report_record(report, "x"))
    assert report.covered <= report.entries


def ledger_entries(data: bytes) -> None:
    """An entry that is read is written back to the byte, or two entries would have one hash."""
    try:
        entry = read_entry(data, 0)
    except ProblemError:
        return
    assert entry_bytes(entry) == data


def ledger_notes(data: bytes) -> None:
    """So is a note."""
    with_refusals(read_checkpoint, data)
    try:
        note = read_note(data)
    except ProblemError:
        return
    assert note.bytes == data


def ledger_keys(data: bytes) -> None:
    """So is a key."""
    text = data.decode("utf-8", "replace")
    try:
        key = read_verifier_key(text)
    except ProblemError:
        return
    assert key.text == text


def edition_files(data: bytes) -> None:
    """An edition that is read is written and read again as the same."""
    try:
        edition = read_edition_json(data)
    except ProblemError:
        return
    faults(edition)
    assert read_edition_json(write_edition_json(edition)) == edition


def edition_tables(data: bytes) -> None:
    """So is one from a table, unless it is refused for what a table would hide; every fault has its place."""
    read = read_edition_csv(data)
    if read.edition is None:
        assert read.findings
        return
    for fault in faults(read.edition):
        read.cell_of(fault)
    read_translations_csv(data, read.edition)
    try:
        table = write_edition_csv(read.edition)
    except ProblemError:
        return
    assert read_edition_csv(table).edition == read.edition.arranged()


def with_refusals(work: Callable[..., object], *arguments: object) -> None:
    """A coded problem is an answer; anything else that is raised is a fault."""
    try:
        result = work(*arguments)
        if isinstance(result, Iterator):
            for _ in result:
                pass
    except ProblemError:
        pass


def _list(read: Callable[..., object]) -> Target:
    def target(data: bytes) -> None:
        with_refusals(read, ListFile("list.x", data), [].append, "list")

    return target


def _ofac_csv(data: bytes) -> None:
    """Main file, aliases and comments in one: split at form feeds."""
    parts = [ListFile(f"{number}.csv", part) for number, part in enumerate(data.split(b"\f", 2))]
    files = OfacSet(parts[0], *[*parts[1:], None, None][:2])
    with_refusals(read_ofac_csv, files, [].append, "ofac")


def _recognition(data: bytes) -> None:
    with_refusals(recognise, ListFile("list.x", data))


TARGETS: dict[str, Target] = {
    "reading": reading,
    "redaction": redaction,
    "screening_input": screening_input,
    "pairs": pairs,
    "zones": zones,
    "documents_asked": documents_asked,
    "documents_recorded": documents_recorded,
    "documents_header": documents_header,
    "answer_codes": answer_codes,
    "ledger_files": ledger_files,
    "ledger_entries": ledger_entries,
    "ledger_notes": ledger_notes,
    "ledger_keys": ledger_keys,
    "edition_files": edition_files,
    "edition_tables": edition_tables,
    "names": names,
    "transliteration": transliteration,
    "list_recognition": _recognition,
    "list_un": _list(read_un),
    "list_ofac_csv": _ofac_csv,
    "list_ofac_xml": _list(read_ofac_xml),
    "list_ofac_advanced": _list(read_ofac_advanced),
    "list_eu": _list(read_eu),
    "list_ftm": _list(read_ftm),
    "list_csv": _list(read_plain_csv),
}
