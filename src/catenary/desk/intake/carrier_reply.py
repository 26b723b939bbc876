"""What the carrier is told of a message that could not be read: an answer in the format that its systems know.

A passenger list is answered with CUSRES and bookings with ACKRES. The words are English, as in carriers' messages.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from catenary.core.intake.model import CarrierMessage, Reference, Response
from catenary.desk.intake.keeping import ENVELOPE, TEXT, message_alone
from catenary.desk.intake.message_text import TextShown, text_shown
from catenary.desk.intake.models import Message
from catenary.formats.ackres.table import STANDARD_ERRORS
from catenary.formats.ackres.write import write_ackres
from catenary.formats.cusres.answers import STANDARD_ANSWERS, Meaning
from catenary.formats.cusres.write import ACKNOWLEDGEMENT, Answers, write_cusres
from catenary.formats.edifact.writing import Envelope, Style, write_interchange

UNIT, CARRIER = "CATENARY", "CARRIER"
"""Names in the envelope where the message named nobody."""
UNREADABLE: Final = "914"
"""The error of ACKRES where no finding has one of its own: the format is wrong."""
_STYLE = Style(line_break="\r\n")


def reply_to(message: Message, fields: Mapping[str, Any], now: datetime) -> bytes:
    """The answer to a message of the quarantine: that it was not taken, and what was wrong in which segment."""
    as_of = message.delivery.received_at.date()
    said = message_alone(fields[TEXT], fields.get(ENVELOPE, ""), as_of).message
    if said.message == "PNRGOV":
        return _acknowledgement(message, said, now)
    with override("en"):
        told = " ".join(_sentences(text_shown(fields, as_of)))
    return _exception(message, said, told, now)


def _exception(message: Message, said: CarrierMessage, told: str, now: datetime) -> bytes:
    code = STANDARD_ANSWERS.code(Meaning.EXCEPTION, of_person=False)
    answers = Answers(
        responses=(Response(code, Meaning.EXCEPTION.value, text=told or None),),
        reference=str(message.pk),
        flights=said.flights,
        function=ACKNOWLEDGEMENT,
        access_reference=said.access_reference or "",
        references=(Reference("ACW", said.reference),) if said.reference else (),
    )
    return write_cusres(answers, _envelope(message, said, now, "CUSRES"), _STYLE)


def _acknowledgement(message: Message, said: CarrierMessage, now: datetime) -> bytes:
    errors = STANDARD_ERRORS.errors_of(said) or (UNREADABLE,)
    segments = write_ackres(said, _STYLE, str(message.pk), errors)
    return write_interchange([segments], _envelope(message, said, now, None), _STYLE)


def _envelope(message: Message, said: CarrierMessage, now: datetime, group: str | None) -> Envelope:
    at = now.astimezone(UTC).replace(tzinfo=None)
    return Envelope(said.recipient or UNIT, said.sender or CARRIER, at, str(message.pk), group=group)


def _sentences(shown: TextShown) -> Iterator[str]:
    """What was grave, by segment; then what concerns the message as a whole."""
    for line in shown.lines:
        for remark in line.remarks:
            if remark.grave:
                yield _("Segment %(number)s: %(sentence)s.") % {
                    "number": line.number,
                    "sentence": remark.sentence,
                }
    yield from (f"{remark.sentence}." for remark in shown.elsewhere if remark.grave)
