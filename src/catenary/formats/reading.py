"""A carrier's file, whatever it holds, as carrier messages: the one door for every verb that takes messages."""

from collections.abc import Callable, Iterator
from datetime import date

from catenary.basis.findings import Finding
from catenary.core.intake.model import CarrierMessage
from catenary.core.intake.problems import INTAKE
from catenary.formats.ackres.read import read_ackres
from catenary.formats.cusres.answers import STANDARD_ANSWERS, AnswerTable
from catenary.formats.cusres.read import read_cusres
from catenary.formats.edifact.envelope import EdifactMessage, read_interchanges
from catenary.formats.edifact.heading import heading_of
from catenary.formats.govreq.read import read_govreq
from catenary.formats.paxlst.read import read_paxlst
from catenary.formats.pnrgov.read import read_pnrgov


def read_carrier_file(
    data: bytes, as_of: date, answers: AnswerTable = STANDARD_ANSWERS
) -> Iterator[CarrierMessage]:
    """The messages of a file in order, each traveller once. Never raises.

    A file without any message gives one value whose `message` is None and whose finding says where reading began.
    """
    for message in read_interchanges(data):
        yield read_message(message, as_of, answers)


def read_message(
    message: EdifactMessage, as_of: date, answers: AnswerTable = STANDARD_ANSWERS
) -> CarrierMessage:
    """One message understood by its type; of a type that is not read, its heading and a finding."""
    readers: dict[str, Callable[[], CarrierMessage]] = {
        "PAXLST": lambda: read_paxlst(message, as_of),
        "PNRGOV": lambda: read_pnrgov(message, as_of),
        "CUSRES": lambda: read_cusres(message, as_of, answers),
        "ACKRES": lambda: read_ackres(message),
        "GOVREQ": lambda: read_govreq(message),
    }
    read = readers.get(message.type.upper())
    if read is None:
        return _unread(message)
    try:
        return read()
    except Exception as fault:  # noqa: BLE001  one message that finds a fault of ours must not stop the others
        at = message.header.place if message.header else message.segments[0].place
        return _heading_only(message, INTAKE.finding("failed_unexpectedly", at, fault=type(fault).__name__))


def _unread(message: EdifactMessage) -> CarrierMessage:
    """A message of another type, or no message at all: its findings say which."""
    if message.header is None:
        return _heading_only(message)
    of_type = INTAKE.finding("message_type_unknown", message.header.place, type=message.type[:40])
    return _heading_only(message, of_type)


def _heading_only(message: EdifactMessage, *findings: Finding) -> CarrierMessage:
    return CarrierMessage(**heading_of(message), findings=(*message.findings, *findings))
