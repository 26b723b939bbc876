"""One message kept: its redacted text under mandate, its faults counted, its flights, travellers and bookings brought up to date.

A message of a delivery and one that an officer corrected go the same way.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from attrs import evolve, frozen

from catenary.basis.findings import Finding
from catenary.core.intake.model import CarrierMessage
from catenary.core.intake.receipt import state_of
from catenary.core.mandate.model import DataClass
from catenary.desk.intake.bookings import keep_bookings
from catenary.desk.intake.flights import untold_flights
from catenary.desk.intake.models import Fault, Message
from catenary.desk.intake.passages import keep_passages
from catenary.desk.intake.telling import tell_passages
from catenary.desk.mandate.models import RecordFields
from catenary.desk.mandate.records.holding import NewRecord, hold
from catenary.formats.edifact.charset import as_bytes_text
from catenary.formats.edifact.envelope import EdifactMessage, read_interchanges
from catenary.formats.edifact.redact import redact
from catenary.formats.reading import read_message
from catenary.formats.records import finding_records

TEXT, ENVELOPE, FINDINGS = "text", "envelope", "findings"
"""What the record of a message tells."""
_WITHOUT_TRAILER: Final = frozenset(
    {"intake.interchange_trailer_missing", "intake.interchange_header_missing"}
)
"""What is said of an interchange that ends, or begins, with the message itself."""


@frozen
class Read:
    """One message: what it says, and its text without what must not be kept.

    Both texts have one character for each byte. `envelope` is the head that makes sense of the text alone: its service
    characters (UNA), and who sends it in which character set (UNB).
    """

    message: CarrierMessage
    text: str
    envelope: str = ""


def messages_in(data: bytes, as_of: date) -> Iterator[Read]:
    """Each message as it says in full, beside its text as it stands in the redacted file."""
    data = _without_nul(data)
    redacted = redact(data).data
    kept = redacted.decode("latin-1")
    shown = {each.position: each for each in read_interchanges(redacted)}
    for message in read_interchanges(data):
        apart = shown.get(message.position)
        said = read_message(message, as_of)
        told = evolve(said, findings=(*said.findings, *untold_flights(said)))
        yield Read(told, _text(kept, apart), _envelope(apart))


def message_alone(text: str, envelope: str, as_of: date) -> Read:
    """A text that was kept, or corrected, read again as the one message of its envelope; of several, the first.

    What an interchange without its end would be told is not said: the end was read with the delivery.
    """
    read = next(messages_in((envelope + text).encode("latin-1"), as_of))
    told = tuple(each for each in read.message.findings if each.code not in _WITHOUT_TRAILER)
    return evolve(read, message=evolve(read.message, findings=told))


def keep(message: Message, read: Read, now: datetime) -> None:
    """Keep what a message says. Its organisation, delivery and position are told; its record is made where it has none yet."""
    said = read.message
    _tell(message, said)
    message.clean_fields(
        exclude={"record", "organisation", "delivery"}
    )  # those are there: asking took longest
    if message.record is None:
        message.record = hold(organisation=message.organisation, records=[_record(message, read, now)])[0]
    else:
        RecordFields.objects.filter(record=message.record).update(fields=_fields(read))
    message.save()
    Fault.objects.bulk_create(_faults(message, said))
    keep_passages(message, said, now)
    if message.travellers and not message.bookings:
        tell_passages(message)
    keep_bookings(message, said, now)


def all_findings(said: CarrierMessage) -> list[Finding]:
    """What was noticed about the message, its travellers and its bookings."""
    of_travellers = (finding for each in said.travellers for finding in each.findings)
    of_bookings = (finding for each in said.bookings for finding in each.findings)
    return [*said.findings, *of_travellers, *of_bookings]


def class_of(kind: str) -> DataClass:
    """The law that the text of a message falls under, by what such messages tell."""
    return DataClass.PASSENGER_RECORD if kind == "PNRGOV" else DataClass.PASSENGER_INFORMATION


def _tell(message: Message, said: CarrierMessage) -> None:
    message.state = state_of(said)
    message.kind = (said.message or "")[:10]
    message.purpose = said.purpose.value if said.purpose else ""
    message.reference = (said.reference or "")[:40]
    message.sender = (said.sender or "")[:40]
    message.travellers = len(said.travellers)
    message.bookings = len(said.bookings)
    message.removed = sum(said.removed.values())


def _without_nul(data: bytes) -> bytes:
    """The octets with a SUB for each NUL, which no text in the database may hold; UTF-16 has none once it is read."""
    if b"\0" not in data:
        return data
    text, _transcoded = as_bytes_text(data)
    return text.replace("\0", "\x1a").encode("latin-1") if "\0" in text else data


def _text(kept: str, message: EdifactMessage | None) -> str:
    if message is None or not message.segments:
        return ""
    first, last = message.header or message.segments[0], message.trailer or message.segments[-1]
    return kept[first.offset : last.offset + last.length + 1]


def _envelope(message: EdifactMessage | None) -> str:
    if message is None:
        return ""
    marks, header = message.delimiters, message.interchange
    return f"UNA{marks}{header.raw}{marks.terminator}" if header else f"UNA{marks}"


def _record(message: Message, read: Read, now: datetime) -> NewRecord:
    """The redacted text, under the law of what it tells."""
    return NewRecord(
        data_class=class_of(message.kind),
        kind="CarrierMessage",
        fields=_fields(read),
        received_at=now,
        room="intake",
        label=f"{message.kind} {message.reference}".strip(),
    )


def _fields(read: Read) -> dict[str, object]:
    return {
        TEXT: read.text,
        ENVELOPE: read.envelope,
        FINDINGS: finding_records(all_findings(read.message)),
    }


def _faults(message: Message, said: CarrierMessage) -> Iterator[Fault]:
    found = all_findings(said)
    counts = Counter(finding.code for finding in found)
    first = {finding.code: finding for finding in reversed(found)}
    for code, count in counts.items():
        yield Fault(
            message=message,
            organisation=message.organisation,
            code=code,
            severity=first[code].severity.value,
            count=count,
            segment=first[code].at.segment,
        )
