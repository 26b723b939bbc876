"""What a carrier is told about everybody whom a message of theirs names, as a CUSRES: from checks, and from what humans decided.

Nothing of why: a carrier learns whether a person may board, never what the person was compared with.

Sources: WCO/IATA/ICAO API Guidelines, appendix II B; ICAO Annex 9 s.9.28.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from attrs import frozen

from catenary.core.intake.model import CarrierMessage, Response
from catenary.core.screening.carrier_answer import (
    GRAVITY,
    Boarding,
    BoardingAnswer,
    DocumentStanding,
    ListedCandidate,
    Standing,
    answer_for,
)
from catenary.core.screening.judging import CandidateState
from catenary.core.screening.model import Status
from catenary.core.screening.telling import TellingState
from catenary.desk.intake.answer_codes import codes_of
from catenary.desk.intake.keeping import ENVELOPE, TEXT, message_alone
from catenary.desk.intake.models import Delivery, Message, Passage
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.models import RecordFields
from catenary.desk.screening.checking import check_passages, unanswered
from catenary.desk.screening.models import AnswerChange, AnswerTold, Candidate, Check
from catenary.desk.screening.still import still_stands
from catenary.formats.cusres.answers import STANDARD_ANSWERS, AnswerTable, Meaning
from catenary.formats.cusres.write import RESPONSE, STATUS_CHANGE, Answers, write_cusres
from catenary.formats.edifact.writing import Envelope, Style

_MEANING: Final = {
    Boarding.CLEARED: Meaning.CLEARED,
    Boarding.INSUFFICIENT_DATA: Meaning.INSUFFICIENT_DATA,
    Boarding.FURTHER_CHECKS: Meaning.FURTHER_CHECKS,
    Boarding.DO_NOT_BOARD: Meaning.DO_NOT_BOARD,
}
_TOLD: Final = ("name", "documents", "reference", "booking_reference")


@frozen
class Answered:
    """The answer for one traveller of a message, over all legs they are on, and how the carrier knows them."""

    passages: tuple[Passage, ...]
    answer: BoardingAnswer
    reference: str | None
    booking: str | None


def answer_delivery(delivery: Delivery, now: datetime) -> bytes | None:
    """A CUSRES for each message of a delivery that names travellers, and what it tells kept; None where none does."""
    every: list[Answered] = []
    written_ones = []
    table = codes_of(delivery.channel.answer_codes)
    for message in delivery.messages.select_related("organisation", "record").order_by("position"):
        answers = answers_to(message)
        if answers:
            written_ones.append(written(message, answers, now, table=table))
            remember(message, answers, now)
            every += answers
    if not written_ones:
        return None
    counts = Counter(each.answer.answer.value for each in every)
    enter(room="screening", act="carrier_answered", record=str(delivery.public_id), params=dict(counts))
    return b"".join(written_ones)


def check_and_answer(delivery: Delivery, now: datetime) -> bytes | None:
    """The same for a carrier that waits: whoever was not checked yet is checked first."""
    named = Passage.objects.filter(last_message__delivery=delivery)
    now = max(now, delivery.read_at or now)
    check_passages(passages=unanswered(named, delivery.read_at), now=now, answered_here=True)
    return answer_delivery(delivery, now)


def answers_to(message: Message) -> list[Answered]:
    """The answer for everybody whom the message spoke of last, in its order; the gravest of all their legs."""
    return answers_about(Passage.objects.filter(last_message=message).select_related("leg").order_by("id"))


def answers_about(rows: Iterable[Passage]) -> list[Answered]:
    """The answer for each traveller of these legs."""
    passages = list(rows)
    checks = {each.passage_id: each for each in Check.objects.filter(passage__in=passages, counts=True)}
    candidates = _by_passage(passages)
    fields = {
        row.record_id: row.fields
        for row in RecordFields.objects.filter(record__in={each.record_id for each in passages})
    }
    by_traveller: dict[int, list[Passage]] = {}
    for passage in passages:
        by_traveller.setdefault(passage.record_id, []).append(passage)
    return [
        _answered(own, checks, candidates, fields.get(record, {})) for record, own in by_traveller.items()
    ]


def written(
    message: Message,
    answers: Sequence[Answered],
    now: datetime,
    *,
    changed: UUID | None = None,
    table: AnswerTable = STANDARD_ANSWERS,
) -> bytes:
    """The answers as the interchange that goes back to who sent the message; `changed` names one that was not asked for."""
    said = _said(message, now)
    reference = f"{(changed or message.public_id).int % 10**14:014d}"
    told = Answers(
        responses=(_whole(answers, table), *_responses(answers, table)),
        reference=reference,
        flights=said.flights if said else (),
        function=STATUS_CHANGE if changed else RESPONSE,
        access_reference=(said.access_reference or "") if said else "",
        references=tuple(each for each in said.references if each.kind == "TN") if said else (),
    )
    sender = (said.recipient if said else "") or "CATENARY"
    envelope = Envelope(sender, message.sender or "CARRIER", now, reference, group="CUSRES")
    return write_cusres(told, envelope, Style())


def remember(message: Message, answers: Sequence[Answered], now: datetime) -> None:
    """Keep what was told, so that a later change can be told too. It is newer than any change that still waits to be told."""
    passages = [passage for each in answers for passage in each.passages]
    versions = dict(AnswerTold.objects.filter(passage__in=passages).values_list("passage_id", "version"))
    rows = [
        AnswerTold(
            organisation=message.organisation,
            message=message,
            passage=passage,
            answer=each.answer.answer.value,
            reasons=sorted({reason.code for reason in each.answer.reasons}),
            told_at=now,
            version=versions.get(passage.pk, 0) + 1,
        )
        for each in answers
        for passage in each.passages
    ]
    AnswerTold.objects.bulk_create(
        sorted(rows, key=lambda row: row.passage_id),  # as whoever changes them locks them
        update_conflicts=True,
        unique_fields=["passage"],
        update_fields=["message", "answer", "reasons", "told_at", "version"],
    )
    if versions:
        waiting = AnswerChange.objects.filter(passage__in=list(versions), state=TellingState.WAITS.value)
        waiting.update(state=TellingState.OVERTAKEN.value)


def _by_passage(passages: Sequence[Passage]) -> dict[int, list[Candidate]]:
    found: dict[int, list[Candidate]] = {}
    real = Candidate.objects.filter(passage__in=passages, drill=None)
    for each in real.select_related("list", "rule__rule"):
        found.setdefault(each.passage_id, []).append(each)
    return found


def _answered(
    passages: Sequence[Passage],
    checks: dict[int, Check],
    candidates: dict[int, list[Candidate]],
    fields: dict[str, Any],
) -> Answered:
    answers = [
        answer_for(_standing(checks.get(each.pk), candidates.get(each.pk, ()), fields)) for each in passages
    ]
    gravest = max(answers, key=lambda each: GRAVITY.index(each.answer))
    return Answered(tuple(passages), gravest, fields.get("reference"), fields.get("booking_reference"))


def _standing(check: Check | None, candidates: Iterable[Candidate], fields: dict[str, Any]) -> Standing:
    """A traveller whose fields are masked or gone has no name here: that is asked of nobody, it is not checked."""
    known = any(fields.get(name) for name in _TOLD)
    named = bool((fields.get("name") or {}).get("full", "").strip())
    documents = (DocumentStanding(check.documents),) if check and fields.get("documents") else ()
    return Standing(
        lists=Status(check.status) if check else Status.NOT_CHECKED,
        candidates=tuple(_as_asked(each) for each in candidates if still_stands(each, check)),
        documents=documents,
        has_name=named or not known,
        document_demanded=known,
    )


def _as_asked(candidate: Candidate) -> ListedCandidate:
    """What a rule finds forbids boarding to nobody."""
    state = CandidateState(candidate.state)
    if candidate.list is None:
        return ListedCandidate(candidate.source, state, by_rule=True)
    return ListedCandidate(candidate.list.code, state, candidate.list.forbids_boarding)


def _whole(answers: Sequence[Answered], table: AnswerTable) -> Response:
    """About the message: accepted; an exception where somebody is in it whom the carrier could not be answered about."""
    unknown = not answers or any(not (each.reference or each.booking) for each in answers)
    meaning = Meaning.EXCEPTION if unknown else Meaning.ACCEPTED
    return Response(table.code(meaning, of_person=False), meaning.value)


def _responses(answers: Iterable[Answered], table: AnswerTable) -> Iterator[Response]:
    for each in answers:
        traveller = each.reference or each.booking
        if traveller:
            meaning = _MEANING[each.answer.answer]
            code = table.code(meaning, of_person=True)
            yield Response(code, meaning.value, traveller, booking_reference=each.booking)


def _said(message: Message, now: datetime) -> CarrierMessage | None:
    """The message read again from its redacted text; None where it is masked or gone."""
    content = RecordFields.objects.filter(record=message.record).first() if message.record_id else None
    fields = content.fields if content else {}
    if not fields.get(TEXT):
        return None
    said = message_alone(fields[TEXT], fields.get(ENVELOPE) or "", now.date()).message
    return said if said.message else None
