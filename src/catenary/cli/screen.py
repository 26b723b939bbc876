"""`catenary screen`: every traveller of carrier messages or tables against built lists, each candidate explained."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import click

from catenary.basis.findings import Finding, ProblemError
from catenary.cli.language import later
from catenary.cli.output import Exit, Output, as_of_option, output_options
from catenary.cli.screen_report import ScreenReport
from catenary.core.documents.lookup import not_checked
from catenary.core.documents.model import DocumentAnswer
from catenary.core.screening.model import ListedDocument, Person, Status
from catenary.core.screening.problems import SCREENING
from catenary.core.screening.screener import Screener
from catenary.core.screening.tokens import split_name
from catenary.formats.list_index import open_list
from catenary.formats.lost_stolen.index import open_lost_stolen
from catenary.formats.name_model import load_name_model
from catenary.formats.screening_input import Subject, read_subjects
from catenary.formats.screening_records import Screened, screened_record

Register = Callable[[ListedDocument], DocumentAnswer]


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
@as_of_option
@output_options
def command(
    output: Output,
    inputs: tuple[Path, ...],
    folder: Path,
    register: Path | None,
    key: Path | None,
    as_of: date,
) -> Exit:
    """Check every traveller of the INPUTs against the lists in --list.

    An INPUT is a file of carrier messages, or of travellers as CSV or JSON lines; `-` is standard input.
    """
    edition, segments = open_list(folder)
    report = ScreenReport(output, edition)
    with ExitStack() as open_files:
        look_up = _register(register, key, as_of, open_files)
        screener = Screener(segments, load_name_model())
        for screened, person in _screen_all(inputs, as_of, screener, look_up, report):
            output.record(screened_record(screened, edition, as_of))
            report.add(screened, person)
    report.close()
    return Exit.UNREADABLE if report.unreadable else Exit.DONE


def _register(path: Path | None, key: Path | None, as_of: date, open_files: ExitStack) -> Register:
    if path is None:
        return lambda _: not_checked(SCREENING.finding("no_register"))
    index = open_files.enter_context(open_lost_stolen(path, key))
    return lambda document: index.look_up(document.number, document.issuer, document.type, as_of)


def _screen_all(
    inputs: tuple[Path, ...], as_of: date, screener: Screener, look_up: Register, report: ScreenReport
) -> Iterator[tuple[Screened, Person | None]]:
    for path in inputs:
        for subject in _subjects(path, as_of, report):
            yield screen_subject(path.name, subject, screener, look_up), subject.person


def _subjects(path: Path, as_of: date, report: ScreenReport) -> Iterator[Subject]:
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        finding = SCREENING.finding("input_unreadable", path=str(path), reason=error.strerror)
        yield Subject(None, None, (finding,))
        return
    yield from read_subjects(data, as_of, lambda finding: report.note(path.name, finding))


def screen_subject(source: str, subject: Subject, screener: Screener, look_up: Register) -> Screened:
    """One subject's answer: candidates, or why there is none; a failed check says so and stops nothing."""
    person = subject.person
    if person is None:
        return Screened(source, subject.id, Status.NOT_CHECKED, findings=subject.findings)
    documents = tuple((document.number, _looked_up(document, look_up)) for document in person.documents)
    if not any(split_name(name.full) for name in person.names):
        findings = (*subject.findings, SCREENING.finding("no_name"))
        return Screened(source, subject.id, Status.NOT_CHECKED, documents=documents, findings=findings)
    try:
        candidates = tuple(screener.screen(person))
    except Exception as fault:  # noqa: BLE001  whatever fails for one person must not leave the others unchecked
        findings = (*subject.findings, *_failure(fault))
        return Screened(source, subject.id, Status.CHECK_FAILED, documents=documents, findings=findings)
    status = Status.CANDIDATES if candidates else Status.NO_MATCH
    return Screened(source, subject.id, status, candidates, documents, subject.findings)


def _looked_up(document: ListedDocument, look_up: Register) -> DocumentAnswer:
    """The register's answer; where it fails, the document was not checked, and why."""
    try:
        return look_up(document)
    except Exception as fault:  # noqa: BLE001  the lists can still be asked
        return not_checked(_failure(fault)[0])


def _failure(fault: Exception) -> tuple[Finding, ...]:
    """What failed: the code of a problem with the problem itself, of a fault its kind alone, for its message may hold data."""
    if isinstance(fault, ProblemError):
        return SCREENING.finding("failed", fault=fault.finding.code), fault.finding
    return (SCREENING.finding("failed", fault=type(fault).__name__),)
