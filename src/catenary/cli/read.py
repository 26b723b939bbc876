"""`catenary read`: carrier messages as objects for programs and as tables for people."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click
from rich.table import Column, Table
from rich.text import Text

from catenary.basis.findings import Catalogue, Severity
from catenary.cli.language import _, later, word
from catenary.cli.output import (
    Exit,
    Output,
    as_of_option,
    findings_table,
    output_options,
    plain,
    say,
    standard_input,
)
from catenary.core.intake.model import CarrierMessage, Flight, Role, Traveller
from catenary.core.intake.series import with_series
from catenary.formats.cusres.answers import STANDARD_ANSWERS, AnswerTable, answer_table
from catenary.formats.document_checks import with_document_checks
from catenary.formats.reading import read_carrier_file
from catenary.formats.records import message_record

READ = Catalogue(
    "read",
    {
        "file_unreadable": (Severity.ERROR, "%(source)s cannot be opened: %(reason)s"),
        "codes_unreadable": (Severity.ERROR, "The code table %(source)s cannot be opened: %(reason)s"),
    },
)

_Sourced = tuple[str, CarrierMessage]


@click.command
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--codes", "codes", metavar="TOML", help=later("Answer codes of CUSRES agreed with a State."))
@as_of_option
@output_options
def command(output: Output, files: tuple[str, ...], codes: str | None, as_of: date) -> Exit:
    """Read carrier messages (PAXLST, PNRGOV, CUSRES) and say everything that was understood; - is stdin."""
    answers = _answers(codes)
    unreadable = False
    for source, message in with_series(_messages(output, files, as_of, answers)):
        output.record(message_record(message, source, as_of))
        if not (output.as_json or output.quiet):
            _show(output, source, message)
        unreadable = unreadable or message.message is None
    return Exit.UNREADABLE if unreadable else Exit.DONE


def _messages(output: Output, files: Sequence[str], as_of: date, answers: AnswerTable) -> Iterator[_Sourced]:
    """Every message of every file, with the file's name as given; a file that cannot be opened is one value too."""
    with output.progress() as progress:
        for name in progress.track(files, description=_("reading")):
            source = "-" if name == "-" else Path(name).name
            try:
                data = standard_input().read() if name == "-" else Path(name).read_bytes()
            except OSError as fault:
                yield source, _unopened(source, fault)
                continue
            for message in read_carrier_file(data, as_of, answers):
                yield source, with_document_checks(message, as_of)


def _unopened(source: str, fault: OSError) -> CarrierMessage:
    problem = READ.finding("file_unreadable", source=source, reason=fault.strerror or type(fault).__name__)
    return CarrierMessage(0, None, findings=(problem,))


def _answers(path: str | None) -> AnswerTable:
    if path is None:
        return STANDARD_ANSWERS
    try:
        return answer_table(Path(path).read_text("utf-8"))
    except OSError as fault:
        raise READ.problem("codes_unreadable", source=path, reason=fault.strerror) from fault


def _show(output: Output, source: str, message: CarrierMessage) -> None:
    """One message for people: a heading, who is on board, answers, and what was noticed."""
    output.show(Text(plain(_heading(source, message)), style="bold"))
    if message.travellers:
        output.show(_travellers_table(message))
    if message.responses:
        output.show(_responses_table(message))
    removed = {category: count for category, count in message.removed.items() if count}
    if removed:
        counts = ", ".join(f"{word(category)} {count}" for category, count in removed.items())
        output.show(say("Removed at the door: %(counts)s", counts=counts))
    if message.findings:
        output.show(findings_table(message.findings))
    output.show("")


def _heading(source: str, message: CarrierMessage) -> str:
    flights = (f"{flight.carrier}{flight.number} {_route(flight)}" for flight in message.flights)
    purpose = word(message.purpose or "")
    told = (source, message.message, message.version, purpose, message.reference)
    return "  ".join([*(str(part) for part in told if part), *flights])


def _route(flight: Flight) -> str:
    """`NPT 2026-11-22T09:30 - EVR 2026-11-22T21:10`, leg by leg."""
    ends = ((call for call in (leg.departure, leg.arrival) if call) for leg in flight.legs)
    return ", ".join(
        " - ".join(f"{call.airport} {call.at_local or ''}".strip() for call in leg) for leg in ends
    )


def _travellers_table(message: CarrierMessage) -> Table:
    """Who is on board."""
    short = (_("sex"), _("born"), _("nat."))
    columns = (
        Column(_("id"), no_wrap=True),
        Column(_("name")),
        *(Column(heading, no_wrap=True) for heading in short),
        Column(_("documents")),
        *(Column(heading, no_wrap=True) for heading in (_("booking"), _("way"))),
    )
    table = Table(*columns, box=None, pad_edge=False)
    for person in message.travellers:
        table.add_row(*(Text(plain(cell)) for cell in _cells(person)))
    return table


def _cells(person: Traveller) -> tuple[str, ...]:
    name = ", ".join(part for part in (person.name.surname, person.name.given_names) if part)
    role = "" if person.role is Role.PASSENGER else f" ({word(person.role)})"
    papers = "\n".join(
        f"{paper.type or '?'} {paper.number} {paper.issuer or ''}" for paper in person.documents
    )
    way = f"{person.embarks or ''}-{person.disembarks or ''}".strip("-")
    sex = (person.sex or "")[:1].upper()
    born, nationality = str(person.born or ""), person.nationality or ""
    return (
        person.id,
        (name or person.name.full) + role,
        sex,
        born,
        nationality,
        papers,
        person.booking_reference or "",
        way,
    )


def _responses_table(message: CarrierMessage) -> Table:
    headings = (_("traveller"), _("booking"), _("code"), _("meaning"), _("text"))
    table = Table(*headings, box=None, pad_edge=False)
    for answer in message.responses:
        meaning = word(answer.meaning or "")
        row = (answer.traveller, answer.booking_reference, answer.code, meaning, answer.text)
        table.add_row(*(Text(plain(cell or "")) for cell in row))
    return table
