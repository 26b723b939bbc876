"""The answer to a carrier without the database: a CUSRES in which everybody has the one code that the State chose for an outage.

Nobody was checked, and nothing is said of anybody. When the database is back everybody is, and what is found to be otherwise is told.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from attrs import frozen

from catenary.core.intake.model import CarrierMessage, Response, Traveller
from catenary.core.intake.outage import OutageAnswer
from catenary.desk.intake.answer_codes import codes_of
from catenary.desk.intake.keeping import messages_in
from catenary.formats.cusres.answers import AnswerTable, Meaning
from catenary.formats.cusres.write import RESPONSE, Answers, write_cusres
from catenary.formats.edifact.writing import Envelope, Style

MEANINGS: Final = {
    OutageAnswer.FURTHER_CHECKS: Meaning.FURTHER_CHECKS,
    OutageAnswer.CLEARED: Meaning.CLEARED,
}


@frozen
class _Answer:
    """What everybody is answered, and how the answer is numbered."""

    meaning: Meaning
    table: AnswerTable
    reference: str
    now: datetime


def answer_in_outage(
    data: bytes, answer: OutageAnswer, codes: str, waiting: UUID, now: datetime
) -> bytes | None:
    """A CUSRES for each message that names travellers; None where none does, which is left to the time after the outage.

    Raises ProblemError where the State's codes have none for this answer.
    """
    told = _Answer(MEANINGS[answer], codes_of(codes), f"{waiting.int % 10**14:014d}", now)
    written = [_written(each, told) for each in _answerable(data, now)]
    return b"".join(written) or None


def _answerable(data: bytes, now: datetime) -> Iterator[CarrierMessage]:
    for read in messages_in(data, now.date()):
        if read.message.travellers and not read.message.bookings:
            yield read.message


def _written(said: CarrierMessage, told: _Answer) -> bytes:
    people = [_response(each, told) for each in said.travellers if _name(each)]
    answers = Answers(
        responses=(_whole(said.travellers, told), *people),
        reference=told.reference,
        flights=said.flights,
        function=RESPONSE,
        access_reference=said.access_reference or "",
        references=tuple(each for each in said.references if each.kind == "TN"),
    )
    sender, carrier = said.recipient or "CATENARY", said.sender or "CARRIER"
    return write_cusres(answers, Envelope(sender, carrier, told.now, told.reference, group="CUSRES"), Style())


def _whole(travellers: Sequence[Traveller], told: _Answer) -> Response:
    meaning = Meaning.ACCEPTED if all(map(_name, travellers)) else Meaning.EXCEPTION
    return Response(told.table.code(meaning, of_person=False), meaning.value)


def _response(traveller: Traveller, told: _Answer) -> Response:
    code = told.table.code(told.meaning, of_person=True)
    return Response(code, told.meaning.value, _name(traveller), booking_reference=traveller.booking_reference)


def _name(traveller: Traveller) -> str | None:
    """How the carrier knows the traveller."""
    return traveller.reference or traveller.booking_reference
