"""Travellers checked against lists and the register of documents: each gets an answer, or the reason why there is none."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import structlog
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from catenary.core.screening.model import Status
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Passage
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.models import RecordFields
from catenary.desk.screening import found
from catenary.desk.screening.answering import SPARED, Answered, Asked, answer, asked, failed
from catenary.desk.screening.found import FoundFor
from catenary.desk.screening.grounds import Ground, ground
from catenary.desk.screening.models import Check, Remembered
from catenary.desk.screening.outside.questions import with_outside
from catenary.desk.screening.papers import keeping as papers
from catenary.desk.screening.papers.keeping import LookedUpFor
from catenary.desk.screening.seen import Seen

_SAID: Final = (Status.NO_MATCH.value, Status.CANDIDATES.value)
_Former = Mapping[int, Check]
"""The check that counted before, by traveller."""
Checked = Callable[[Sequence[Passage], datetime], object]

_ON_CHECKED: list[Checked] = []


def on_checked(act: Checked) -> None:
    """Be told, in the same transaction, whom a check was made of that nobody waits for; called once, when the room is ready."""
    _ON_CHECKED.append(act)


@transaction.atomic
def check_passages(*, passages: Iterable[Passage], now: datetime, answered_here: bool = False) -> list[Check]:
    """Check travellers of one organisation, in the order of their rows, and keep what was found.

    Every traveller gets a check that counts from now on. Whoever calls has declared the organisation and the purpose of the
    border check, as a job or as the carrier's program. Done again it comes to the same. `answered_here` says that the
    carrier is answered in this transaction; else whoever tells carriers of changed answers looks.
    """
    rows = _locked(passages)
    if not rows:
        return []
    standing = ground(rows[0].organisation, now)
    answers = _answers(rows, standing)
    former = {each.passage_id: each for each in Check.objects.filter(passage__in=rows, counts=True)}
    checks = _kept(answers, former, standing)
    found.keep(standing.organisation, _found(answers, checks, former), now)
    papers.keep(standing.organisation, _papers(answers, checks), now)
    _count_spared(answers, former)
    _enter(checks, standing)
    for act in () if answered_here else _ON_CHECKED:
        act(rows, now)
    return checks


def unanswered(passages: "QuerySet[Passage]", since: datetime | None) -> "QuerySet[Passage]":
    """Those travellers of whom no list has said anything since then; a check that broke off, or could not be made, said nothing."""
    if since is None:
        return passages
    said = Check.objects.filter(passage=OuterRef("pk"), counts=True, checked_at__gte=since, status__in=_SAID)
    return passages.exclude(Exists(said))


def _locked(passages: Iterable[Passage]) -> list[Passage]:
    """The same travellers; nobody else checks them meanwhile."""
    rows = Passage.objects.filter(pk__in=[each.pk for each in passages])
    whole = rows.select_related("organisation", "leg", "record")
    return list(whole.select_for_update(of=("self",), no_key=True).order_by("pk"))


def _answers(rows: Sequence[Passage], standing: Ground) -> list[Answered]:
    contents = RecordFields.objects.filter(record__in=[each.record_id for each in rows])
    fields = {each.record_id: each.fields for each in contents}
    who = [_asked(each, fields.get(each.record_id), standing) for each in rows]
    known = [each for each in who if isinstance(each, Asked)]
    memory = _memory(standing.organisation, [each.digest for each in known])
    standing = with_outside(standing, rows, {each.passage.pk: each.person.documents for each in known})
    return [_answer(each, memory, standing) for each in who]


def _asked(passage: Passage, fields: Mapping[str, Any] | None, standing: Ground) -> Asked | Answered:
    try:
        return asked(passage, fields, standing)
    except Exception as fault:  # noqa: BLE001  one record that cannot be read must not leave the others unchecked
        return _broken(passage, standing, fault)


def _answer(
    who: Asked | Answered, memory: Mapping[str, Collection[Remembered]], standing: Ground
) -> Answered:
    if isinstance(who, Answered):
        return who
    try:
        return answer(who, memory.get(who.digest, ()), standing)
    except Exception as fault:  # noqa: BLE001  whatever fails for one traveller must not leave the others unchecked
        return _broken(who.passage, standing, fault)


def _broken(passage: Passage, standing: Ground, fault: Exception) -> Answered:
    structlog.get_logger().error("check_failed", error=type(fault).__name__)
    return failed(passage, standing)


def _memory(organisation: Organisation, digests: Iterable[str]) -> Mapping[str, Collection[Remembered]]:
    """Cleared matches by the traveller they spare."""
    wanted = {each for each in digests if each}
    by_digest: defaultdict[str, list[Remembered]] = defaultdict(list)
    for each in Remembered.objects.filter(organisation=organisation, traveller_digest__in=wanted):
        by_digest[each.traveller_digest].append(each)
    return by_digest


def _kept(answers: Sequence[Answered], former: _Former, standing: Ground) -> list[Check]:
    Check.objects.filter(pk__in=[each.pk for each in former.values()]).update(counts=False)
    return Check.objects.bulk_create(
        Check(
            organisation=standing.organisation,
            passage=each.passage,
            index=standing.index,
            status=each.status.value,
            documents=each.documents.value,
            reasons=list(each.reasons),
            candidates=len(each.found),
            seen=_seen(each, former.get(each.passage.pk)),
            checked_at=standing.now,
        )
        for each in answers
    )


def _found(answers: Iterable[Answered], checks: Iterable[Check], former: _Former) -> list[FoundFor]:
    return [
        FoundFor(
            passage=each.passage,
            check=check,
            digest=each.digest,
            changed=_is_other(each, former.get(each.passage.pk)),
            found=each.found,
            is_whole=each.is_whole,
        )
        for each, check in zip(answers, checks, strict=True)
    ]


def _papers(answers: Iterable[Answered], checks: Iterable[Check]) -> list[LookedUpFor]:
    return [
        LookedUpFor(each.passage, check, each.seen.documents, each.papers)
        for each, check in zip(answers, checks, strict=True)
    ]


def _seen(each: Answered, former: Check | None) -> str:
    """Who was checked; where nobody could be, who was the last time."""
    return str(each.seen) or (former.seen if former else "")


def _is_other(each: Answered, former: Check | None) -> bool:
    return former is not None and each.seen.is_other_than(Seen.parse(former.seen))


def _count_spared(answers: Iterable[Answered], former: _Former) -> None:
    """How often a cleared match spared somebody: once for a journey, however often it is checked."""
    spared = [
        memory.pk
        for each in answers
        if each.passage.pk not in former or SPARED not in former[each.passage.pk].reasons
        for memory in each.spared_by
    ]
    Remembered.objects.filter(pk__in=spared).update(spared=F("spared") + 1)


def _enter(checks: Sequence[Check], standing: Ground) -> None:
    told = [each.status for each in checks]
    enter(
        room="screening",
        act="check_travellers",
        record=str(standing.index.public_id) if standing.index else "",
        params={"count": len(told), **{each.value: told.count(each.value) for each in Status}},
    )
