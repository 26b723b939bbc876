"""`catenary screen`: every traveller of carrier messages or tables against built lists, each candidate explained."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import click

from catenary.cli.language import _, later
from catenary.cli.output import Exit, Output, as_of_option, output_options, standard_input
from catenary.cli.screen_report import ScreenReport
from catenary.core.documents.lookup import not_checked
from catenary.core.screening.problems import SCREENING
from catenary.core.screening.screener import Screener
from catenary.formats.list_index import open_list
from catenary.formats.lost_stolen.index import open_lost_stolen
from catenary.formats.name_model import load_name_model
from catenary.formats.screening_checks import Register, check_subject
from catenary.formats.screening_input import Subject, read_subjects
from catenary.formats.screening_records import screened_record
from catenary.formats.text_encoding import transcoded


def _known_encoding(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    try:
        transcoded(b"name", value or "utf-8")
    except (LookupError, ValueError) as error:
        raise click.BadParameter(_("%(value)s is no encoding of text") % {"value": value}) from error
    return value


@click.command("screen")
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--list",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    help=later("The folder of a built list."),
)
@click.option(
    "--documents",
    "register",
    type=click.Path(path_type=Path),
    help=later("An index of lost and stolen documents."),
)
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    help=later("Its key, where it no longer lies where it was built."),
)
@click.option(
    "--encoding",
    callback=_known_encoding,
    help=later("How the tables of travellers are written, such as windows-1256 (default: UTF-8 or UTF-16)."),
)
@as_of_option
@output_options
def command(
    output: Output,
    inputs: tuple[Path, ...],
    folder: Path,
    register: Path | None,
    key: Path | None,
    encoding: str | None,
    as_of: date,
) -> Exit:
    """Check every traveller of the INPUTs against the lists in --list.

    An INPUT is a file of carrier messages, or of travellers as CSV or JSON lines; `-` is standard input.
    """
    edition, segments = open_list(folder)
    report = ScreenReport(output, edition)
    with ExitStack() as open_files:
        look_up = _register(register, key, as_of, open_files, report)
        screener = Screener(segments, load_name_model())
        for path in inputs:
            for subject in _subjects(path, as_of, encoding, report):
                screened = check_subject(path.name, subject, screener, look_up)
                output.record(screened_record(screened, edition, as_of))
                report.add(screened, subject)
    report.close()
    return report.exit_status


def _register(
    path: Path | None, key: Path | None, as_of: date, open_files: ExitStack, report: ScreenReport
) -> Register:
    if path is None:
        return lambda _: not_checked(SCREENING.finding("no_register"))
    index = open_files.enter_context(open_lost_stolen(path, key))
    for finding in index.findings:
        report.note(path.name, finding)
    return lambda document: index.look_up(document.number, document.issuer, document.type, as_of)


def _subjects(path: Path, as_of: date, encoding: str | None, report: ScreenReport) -> Iterator[Subject]:
    try:
        data = standard_input().read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        finding = SCREENING.finding("input_unreadable", path=str(path), reason=error.strerror)
        yield Subject(None, None, (finding,))
        return
    yield from read_subjects(data, as_of, lambda finding: report.note(path.name, finding), encoding)
