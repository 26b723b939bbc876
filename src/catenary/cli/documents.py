"""`catenary documents`: the register of lost and stolen documents, and machine-readable zones."""

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import click
from rich.table import Table
from rich.text import Text

from catenary.basis.findings import Severity
from catenary.cli.language import _, later, word
from catenary.cli.output import (
    Exit,
    Output,
    as_of_option,
    findings_table,
    output_options,
    plain,
    say,
    say_counted,
    standard_input,
)
from catenary.core.documents.lookup import MAX_AGE, not_checked
from catenary.core.documents.model import DocumentAnswer, DocumentStatus
from catenary.core.documents.problems import DOCUMENTS
from catenary.formats.lost_stolen.answers import answer_record, header_record, report_record
from catenary.formats.lost_stolen.build import Report, build_index
from catenary.formats.lost_stolen.index import LostStolenIndex, key_of, open_lost_stolen
from catenary.formats.lost_stolen.key import make_key, read_key
from catenary.formats.lost_stolen.layout import Header
from catenary.formats.lost_stolen.pair import Pair
from catenary.formats.lost_stolen.queries import Query, read_queries
from catenary.formats.lost_stolen.update import compact_index, update_index
from catenary.formats.mrz.read import read_zone, split_zones
from catenary.formats.mrz.record import zone_record

_SHOWN = 200
_FILE = click.Path(path_type=Path)
_key_option = click.option(
    "--key",
    "key_file",
    type=_FILE,
    envvar="CATENARY_DOCUMENTS_KEY",
    help=later("The key file (default: where it lay when the index was built)."),
)
_data_as_of_option = click.option(
    "--as-of",
    "data_as_of",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    default=lambda: str(date.today()),  # noqa: DTZ011  the officer's own calendar day
    help=later("The day at which the data is true (default: today)."),
)


@click.group("documents")
def command() -> None:
    """Check travel documents: lost or stolen, machine-readable zone."""


@command.command("keygen")
@click.argument("key_file", type=_FILE)
@output_options
def keygen(output: Output, key_file: Path) -> None:
    """Make a new secret key of 32 random bytes that only you may read."""
    make_key(key_file)
    output.record({"key_file": str(key_file)})
    output.show(
        say("Wrote a new key to %(file)s.", file=key_file),
        say("Whoever has it and an index can test numbers against the index."),
    )


@command.command("build")
@click.argument("source", type=_FILE)
@click.option("--out", required=True, type=_FILE, help=later("The index to write."))
@click.option(
    "--key",
    "key_file",
    required=True,
    type=_FILE,
    envvar="CATENARY_DOCUMENTS_KEY",
    help=later("The key file."),
)
@_data_as_of_option
@output_options
def build(output: Output, source: Path, out: Path, key_file: Path, data_as_of: datetime) -> Exit:
    """Build the index of the CSV file SOURCE with the header number,issuer,type,status.

    A key file that is not there is made. The old index stays as it is until the new one is complete.
    """
    if not key_file.exists():
        make_key(key_file)
        output.show(say("Wrote a new key to %(file)s.", file=key_file))
    with output.progress() as progress:
        tasks = {stage: progress.add_task(word(stage), total=None) for stage in ("hashing", "sorting")}
        report = build_index(
            source,
            out,
            read_key(key_file),
            data_as_of=data_as_of.date(),
            key_file=key_file,
            progress=lambda stage, done, total: progress.update(tasks[stage], completed=done, total=total),
        )
    return _tell_report(output, report, data_as_of.date())


@command.command("update")
@click.argument("index", type=_FILE)
@click.argument("changes", type=_FILE)
@_key_option
@_data_as_of_option
@output_options
def update(output: Output, index: Path, changes: Path, key_file: Path | None, data_as_of: datetime) -> Exit:
    """Lay the CSV file CHANGES over INDEX; the status `removed` takes a record away.

    The changes are kept in INDEX.delta until `compact` or the next build.
    """
    day = data_as_of.date()
    report = update_index(index, changes, key_of(index, key_file), data_as_of=day)
    return _tell_report(output, report, day)


@command.command("compact")
@click.argument("index", type=_FILE)
@as_of_option
@output_options
def compact(output: Output, index: Path, as_of: date) -> None:
    """Write INDEX and its changes together as one new index."""
    _tell_header(output, compact_index(index), as_of)


@command.command("show")
@click.argument("index", type=_FILE)
@click.option("--verify", is_flag=True, help=later("Read all of it and compare it with its content hash."))
@as_of_option
@output_options
def show(output: Output, index: Path, verify: bool, as_of: date) -> None:
    """Say what INDEX holds and of which day."""
    with Pair.open(index) as pair:
        for segment in filter(None, (pair.base, pair.changes)):
            if verify:
                segment.check_content()
            _tell_header(output, segment.header, as_of)


@command.command("check")
@click.argument("index", type=_FILE)
@_key_option
@as_of_option
@click.option(
    "--max-age",
    type=click.IntRange(0),
    default=MAX_AGE.days,
    show_default=True,
    help=later("Days until data is stale."),
)
@output_options
def check(output: Output, index: Path, key_file: Path | None, as_of: date, max_age: int) -> Exit:
    """Look documents up: CSV number,issuer,type or NDJSON on standard input."""
    told = Table(_("number"), _("issuer"), _("status"), _("recorded"), box=None, pad_edge=False)
    counts: Counter[str] = Counter()
    unreadable = False
    with open_lost_stolen(index, key_file, timedelta(days=max_age)) as register:
        for query in read_queries(_asked()):
            answer = _answer(register, query, as_of)
            record = answer_record(query, answer, as_of)
            output.record(record)
            counts[record["status"]] += 1
            unreadable |= query.fault is not None
            if answer.status is not DocumentStatus.NOT_FOUND and told.row_count < _SHOWN:
                cells = (
                    query.number or "",
                    query.issuer or "",
                    word(record["status"]),
                    ", ".join(map(word, record["recorded"])),
                )
                told.add_row(*(Text(plain(cell)) for cell in cells))
        figures = ", ".join(f"{word(status)} {count:,}" for status, count in counts.items())
        output.show(told, say("%(figures)s; data of %(day)s", figures=figures, day=register.data_as_of))
    return Exit.UNREADABLE if unreadable else Exit.DONE


@command.command("mrz")
@as_of_option
@output_options
def mrz(output: Output, as_of: date) -> Exit:
    """Read machine-readable zones from standard input, a blank line between two of them."""
    unreadable = False
    text = (line.decode("utf-8", "replace") for line in _asked())
    for zone_text in split_zones(text):
        zone = read_zone(zone_text, as_of)
        unreadable |= zone.kind is None
        record = zone_record(zone)
        output.record(record | {"as_of": as_of.isoformat()})
        output.show(_zone_table(record), findings_table(zone.findings))
    return Exit.UNREADABLE if unreadable else Exit.DONE


def _asked() -> BinaryIO:
    try:
        return standard_input()
    except OSError as error:
        raise DOCUMENTS.problem("source_unreadable", file="-", reason=error.strerror) from error


def _answer(register: LostStolenIndex, query: Query, as_of: date) -> DocumentAnswer:
    if query.fault:
        return not_checked(query.fault)
    return register.look_up(query.number or "", query.issuer, query.type, as_of)


def _tell_report(output: Output, report: Report, as_of: date) -> Exit:
    output.record(report_record(report) | {"as_of": as_of.isoformat()})
    if report.findings:
        output.show(findings_table(report.findings))
    header = report.header
    told = say_counted(
        "%(count)s record of %(day)s", "%(count)s records of %(day)s", header.records, day=header.data_as_of
    )
    left_out = say_counted("%(count)s row left out", "%(count)s rows left out", report.rows_left_out)
    output.show(told.append("; ").append_text(left_out))
    worst = any(finding.severity is Severity.ERROR for finding in report.findings)
    return Exit.UNREADABLE if worst else Exit.DONE


def _tell_header(output: Output, header: Header, as_of: date) -> None:
    output.record(header_record(header) | {"as_of": as_of.isoformat()})
    told = say_counted(
        "%(count)s record of %(day)s", "%(count)s records of %(day)s", header.records, day=header.data_as_of
    )
    size = say_counted("%(count)s byte", "%(count)s bytes", header.file_size)
    output.show(told.append(", ").append_text(size))


def _zone_table(record: dict[str, dict[str, object]]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    sex = record["fields"]["sex"]
    known = record["fields"] | {"sex": sex and word(str(sex))}
    fields = {word(name): value for name, value in known.items()}
    digits = {
        say("check digit of %(field)s", field=word(name)).plain: value
        for name, value in record["check_digits"].items()
    }
    for name, value in (fields | digits).items():
        if value is not None:
            table.add_row(Text(name, style="dim"), Text(_zone_value(value)))
    return table


def _zone_value(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return plain(str(value))
