"""CUSRES read into answers: about the message (ERP+1) and about each person (ERP+2)."""

from collections.abc import Sequence
from datetime import date

from attrs import define, field

from catenary.core.intake.model import CarrierMessage, Purpose, Reference, Response
from catenary.formats.cusres.answers import STANDARD_ANSWERS, AnswerTable, Meaning
from catenary.formats.edifact.envelope import EdifactMessage
from catenary.formats.edifact.heading import heading_of
from catenary.formats.edifact.segment import Segment
from catenary.formats.paxlst.flights import FLIGHT_STEPS, FlightDraft, flights_of, split_designator
from catenary.formats.paxlst.reading import LONGEST_SHOWN, Reading, step_for

_PURPOSES = {
    "962": Purpose.RESPONSE,
    "132": Purpose.STATUS_CHANGE,
    "312": Purpose.ACKNOWLEDGEMENT,
}
_PERSON_LEVEL = "2"


@define(eq=False)
class _Answer:
    """One ERP group being read."""

    segment: Segment
    of_person: bool
    references: dict[str, str] = field(factory=dict)
    codes: list[Segment] = field(factory=list)
    texts: list[str] = field(factory=list)


def read_cusres(
    message: EdifactMessage, as_of: date, answers: AnswerTable = STANDARD_ANSWERS
) -> CarrierMessage:
    """Everything a CUSRES says. Never raises; an answer that cannot be understood clears nobody."""
    return _CusresReader(message, as_of, answers).read()


class _CusresReader:
    """Walks the segments once: flights first, then one group for each answer."""

    def __init__(self, message: EdifactMessage, as_of: date, answers: AnswerTable) -> None:
        self._message = message
        self._table = answers
        self._reading = Reading(as_of)
        self._function: str | None = None
        self._references: list[Reference] = []
        self._flights: list[FlightDraft] = []
        self._answers: list[_Answer] = []

    def read(self) -> CarrierMessage:
        """The whole message."""
        for segment in self._message.segments:
            self._read(segment)
        responses = tuple(response for answer in self._answers for response in self._responses(answer))
        return CarrierMessage(
            **heading_of(self._message),
            function=self._function,
            purpose=_PURPOSES.get(self._function or ""),
            references=tuple(self._references),
            flights=flights_of(self._flights),
            responses=responses,
            findings=(*self._message.findings, *self._reading.findings, *self._reading.rules_used()),
        )

    def _read(self, segment: Segment) -> None:
        if segment.tag == "BGM":
            self._function = segment.value(1).strip() or None
        elif segment.tag == "ERP":
            self._answers.append(_Answer(segment, of_person=segment.value(1).strip() == _PERSON_LEVEL))
        elif self._answers:
            self._read_answer(self._answers[-1], segment)
        else:
            self._read_heading(segment, segment.components(1))

    def _read_answer(self, answer: _Answer, segment: Segment) -> None:
        if segment.tag == "RFF":
            answer.references[segment.value(1).strip()] = segment.value(1, 1).strip()
        elif segment.tag == "ERC":
            answer.codes.append(segment)
        elif segment.tag == "FTX":
            answer.texts.append(" ".join(part.strip() for part in segment.components(4) if part.strip()))
        else:
            self._reading.note_unused(segment, segment.value(1))

    def _read_heading(self, segment: Segment, first: Sequence[str]) -> None:
        qualifier = first[0] if first else ""
        step = step_for(FLIGHT_STEPS, segment.tag, qualifier)
        if segment.tag == "RFF" and qualifier.strip() == "AF":
            carrier, number = split_designator(segment.value(1, 1).strip())
            self._flights.append(FlightDraft(self._reading, segment, carrier, number))
        elif segment.tag == "RFF" and len(first) > 1:
            self._references.append(Reference(qualifier.strip(), first[1].strip()))
        elif step and self._flights:
            step(self._flights[-1], segment, first)
        else:
            self._reading.note_unused(segment, qualifier)

    def _responses(self, answer: _Answer) -> list[Response]:
        """One response for each code; a group without any code is told and answers nothing."""
        if answer.of_person and not (answer.references.get("ABO") or answer.references.get("AVF")):
            self._reading.note("answer_without_person", answer.segment)
        if not answer.codes:
            self._reading.note("answer_without_code", answer.segment)
        return [self._response(answer, code) for code in answer.codes]

    def _response(self, answer: _Answer, segment: Segment) -> Response:
        code = segment.value(1).strip()
        meaning = self._table.meaning(code, of_person=answer.of_person)
        if meaning is Meaning.UNKNOWN:
            self._reading.note("answer_code_unknown", segment, answer=code[:LONGEST_SHOWN])
        booking = answer.references.get("AVF")
        return Response(
            code=code,
            meaning=meaning.value,
            traveller=answer.references.get("ABO") or booking or None,
            text="\n".join(answer.texts) or None,
            booking_reference=booking or None,
        )
