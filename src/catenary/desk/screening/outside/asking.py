"""Putting questions to the outside register: some at a time, outside any transaction, and none while its breaker is open.

Who cannot be asked about is `not checked`, with the reason, and asked about again once the register is back. When an answer says
something else than the check that counts, the traveller is checked again, and the carrier learns of it if its answer changes.
"""

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any, Final

from attrs import frozen
from django.conf import settings
from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.module_loading import import_string

from catenary.core.documents.outside import (
    AsksOutside,
    Breaker,
    BreakerState,
    OutsideAnswered,
    OutsideFault,
    OutsideQuestion,
    OutsideStatus,
    after,
    may_ask,
)
from catenary.core.screening.model import ListedDocument
from catenary.core.screening.travellers import person_of
from catenary.desk.intake.models import Passage
from catenary.desk.intake.stored import traveller_of
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.acting import acting
from catenary.desk.mandate.models import RecordFields
from catenary.desk.screening.answers_changed import not_left
from catenary.desk.screening.checking import check_passages
from catenary.desk.screening.jobs import for_unit
from catenary.desk.screening.models import OutsideLookup, OutsideRegister
from catenary.desk.screening.outside.questions import digest_of
from catenary.desk.shell import sealing

AT_ONCE: Final = 64
"""Documents that are taken up in one go."""
AGAIN_AFTER: Final = timedelta(seconds=60)
"""How long a document rests after a question about it failed."""


@frozen
class _Work:
    """What is asked in one go: a question for each document, by its digest, and where it is put."""

    register: OutsideRegister
    breaker: Breaker
    questions: Mapping[str, OutsideQuestion]
    allowed: int
    outside: AsksOutside | None


@frozen
class _Given:
    """An answer and how long it took."""

    answered: OutsideAnswered
    milliseconds: int


def ask_waiting(register: int, organisation: int) -> None:
    """Ask about everything that waits, until nothing does or the register is left alone. As a job, one at a time for a register."""
    going_on = True
    while going_on:
        going_on = ask_some(register, organisation, timezone.now())


def ask_some(register: int, organisation: int, now: datetime) -> bool:
    """Ask about some documents; whether more may be asked about at once."""
    with acting(for_unit(organisation)):
        work = _work(register, now)
    if work is None:
        return False
    given, breaker = _asked(work, now)
    with acting(for_unit(organisation)):
        return _keep(work, given, breaker, now)


def waiting(now: datetime) -> Q:
    """What is to be asked about now: new questions, and those that failed a while ago, of flights that have not left."""
    failed = Q(status=OutsideStatus.NOT_CHECKED, asked_at__lte=now - AGAIN_AFTER)
    rested = failed | Q(status=OutsideStatus.NOT_CHECKED, fault=OutsideFault.RESTING)
    return (Q(status=OutsideStatus.WAITING) | rested) & not_left(now, "passage__leg__") & ~Q(document="")


def _work(register: int, now: datetime) -> _Work | None:
    row = OutsideRegister.objects.select_for_update(no_key=True).get(pk=register)
    if row.closed_at is not None:
        return None
    found = OutsideLookup.objects.filter(waiting(now), register=row).select_related("passage")
    first = Case(When(status=OutsideStatus.WAITING.value, then=Value(0)), default=Value(1))
    lookups = list(found.order_by(first, "passage__leg__departs_at", "pk")[:AT_ONCE])
    questions = _questions(lookups)
    breaker, allowed = may_ask(_breaker(row), now, len(questions))
    if not lookups or (allowed == 0 and all(each.fault == OutsideFault.RESTING for each in lookups)):
        return None
    _save_breaker(row, breaker)
    return _Work(row, breaker, questions, allowed, _outside(row))


def _questions(lookups: Sequence[OutsideLookup]) -> dict[str, OutsideQuestion]:
    """Of each document once; one that the record tells no more is asked about no more."""
    contents = RecordFields.objects.filter(record__in=[each.passage.record_id for each in lookups])
    fields = {each.record_id: each.fields for each in contents}
    questions = {}
    for each in lookups:
        document = _document(fields.get(each.passage.record_id), each.document)
        if document is None:
            each.document = each.reference = ""
            each.save(update_fields=["document", "reference"])
        else:
            name = f"{each.register_id}-{each.pk}-{each.asked_at.timestamp():.0f}"
            questions[each.document] = OutsideQuestion(
                name, document.number, document.issuer or "", document.type or ""
            )
    return questions


def _document(fields: Mapping[str, Any] | None, digest: str) -> ListedDocument | None:
    try:
        held = person_of(traveller_of(fields)).documents if fields else ()
    except ValueError:
        return None
    return next((each for each in held if digest_of(each) == digest), None)


def _outside(row: OutsideRegister) -> AsksOutside | None:
    """None where the key that shows who asks cannot be opened here."""
    try:
        key = sealing.unseal(bytes(row.key)).decode() if row.key else ""
    except sealing.SealError:
        return None
    made: AsksOutside = import_string(settings.OUTSIDE_REGISTER)(row.address, key, row.milliseconds / 1000)
    return made


def _asked(work: _Work, now: datetime) -> tuple[dict[str, _Given], Breaker]:
    """The answers, as many at a time as the operator allows, until the breaker opens."""
    given: dict[str, _Given] = {}
    breaker, outside = work.breaker, work.outside
    if outside is None or work.allowed == 0:
        return given, breaker
    with ThreadPoolExecutor(work.register.at_once) as pool:
        for some in _batches(list(work.questions.items())[: work.allowed], work.register.at_once):
            answers = pool.map(lambda pair: _timed(outside, pair[1]), some)
            for (digest, _), each in zip(some, answers, strict=True):
                given[digest] = each
                breaker = after(breaker, each.answered, now)
            if breaker.state is BreakerState.OPEN:
                break
    return given, breaker


def _timed(outside: AsksOutside, question: OutsideQuestion) -> _Given:
    began = time.monotonic()
    answered = outside.ask(question)
    return _Given(answered, round((time.monotonic() - began) * 1000))


def _keep(work: _Work, given: Mapping[str, _Given], breaker: Breaker, now: datetime) -> bool:
    row = OutsideRegister.objects.select_for_update(no_key=True).get(pk=work.register.pk)
    _save_breaker(row, breaker)
    lookups = OutsideLookup.objects.filter(register=row, document__in=list(work.questions))
    concerned = lookups.exclude(status__in=(OutsideStatus.MATCH, OutsideStatus.NO_MATCH))
    held = concerned.filter(passage__in=_held(concerned)).select_for_update()
    changed = [each for each in held if _settle(row, each, given.get(each.document), now)]
    _check_again(changed, now)
    counts = Counter(each.answered.status.value for each in given.values())
    if counts:
        params: dict[str, str | int | bool | None] = {"count": len(given), **counts}
        enter(room="screening", act="ask_outside", record=str(row.public_id), params=params)
    return breaker.state is not BreakerState.OPEN and bool(given)


def _held(lookups: QuerySet[OutsideLookup]) -> list[int]:
    """Travellers of whom something was asked; nobody checks them until the answers are kept. Whoever came since is asked about later."""
    rows = Passage.objects.filter(pk__in=lookups.values("passage")).order_by("pk")
    return list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


def _settle(row: OutsideRegister, each: OutsideLookup, given: _Given | None, now: datetime) -> bool:
    """Keep the answer, or that there is none; whether it says something else to the check than what was known before."""
    before = each.status
    answered = (
        given.answered if given else OutsideAnswered(OutsideStatus.NOT_CHECKED, fault=OutsideFault.RESTING)
    )
    each.status, each.reference = answered.status.value, answered.reference
    each.fault = answered.fault.value if answered.fault else ""
    if given is not None:
        each.asked_at, each.milliseconds = now, given.milliseconds
        each.answered_at = now if answered.fault is None else None
    each.save(update_fields=["status", "reference", "fault", "asked_at", "milliseconds", "answered_at"])
    return each.status != before and _matters(row, OutsideStatus(before), answered.status)


def _matters(row: OutsideRegister, before: OutsideStatus, now: OutsideStatus) -> bool:
    plain = {OutsideStatus.WAITING, OutsideStatus.NO_MATCH}
    alone = settings.CATENARY.documents_index is None
    return row.holds_back or alone or not {before, now} <= plain


def _check_again(lookups: Iterable[OutsideLookup], now: datetime) -> None:
    wanted = {each.passage_id for each in lookups}
    if wanted:
        check_passages(passages=Passage.objects.filter(pk__in=wanted), now=now)


def _breaker(row: OutsideRegister) -> Breaker:
    return Breaker(BreakerState(row.breaker), row.failures, row.openings, row.rests_until)


def _save_breaker(row: OutsideRegister, breaker: Breaker) -> None:
    row.breaker, row.failures = breaker.state.value, breaker.failures
    row.openings, row.rests_until = breaker.openings, breaker.until
    row.save(update_fields=["breaker", "failures", "openings", "rests_until"])


def _batches(
    pairs: Sequence[tuple[str, OutsideQuestion]], size: int
) -> Iterable[Sequence[tuple[str, OutsideQuestion]]]:
    return (pairs[at : at + size] for at in range(0, len(pairs), size))
