"""Figures of the unit's work, counted over candidates: how old what waits is, how judges agree, how often what was found was true.

Nobody is named but who works on how many. Drills count nowhere. While a candidate waits for its second judge nothing here tells so:
judgements are counted once their candidate is decided.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from attrs import frozen
from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery

from catenary.core.screening.judging import CandidateState, Verdict
from catenary.core.screening.outcomes import TELLS_WHO, BorderOutcome
from catenary.core.screening.precision import Precision, Share
from catenary.desk.directory.models import Organisation
from catenary.desk.screening.models import Candidate, Judged, Outcome
from catenary.desk.screening.queue import WAITING

AGES: Final = (
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
    timedelta(days=3),
)
"""Ends of the classes of age; what is older than the last is in a class of its own."""


@frozen
class Waiting:
    """What waits now: how many of each class of age, how many whose flight has left, and since when the oldest waits."""

    by_age: tuple[int, ...]
    overdue: int
    oldest: datetime | None

    @property
    def count(self) -> int:
        """All that wait."""
        return sum(self.by_age)


def waiting_now(organisation: Organisation, now: datetime) -> Waiting:
    """The queue by age; a candidate's age is counted from when it was found."""
    rows = _counted(organisation).filter(state__in=WAITING)
    ends = [now - age for age in AGES]
    starts = [now, *ends]
    classes: dict[str, Any] = {
        f"age{place}": Count("pk", filter=_between(start, end))
        for place, (start, end) in enumerate(zip(starts, [*ends, None], strict=True))
    }
    told = rows.aggregate(**classes, overdue=Count("pk", filter=Q(due_at__lt=now)), oldest=Min("found_at"))
    by_age = tuple(told[f"age{place}"] for place in range(len(starts)))
    return Waiting(by_age, told["overdue"], told["oldest"])


def agreement(organisation: Organisation, since: datetime) -> Share:
    """Of candidates that two judged, each alone, how many both said the same of; only where the first said `same person` is a second asked.

    A coefficient that takes chance out (Cohen's kappa) would be misleading here: the first verdict is always the same one.
    """
    rows = Judged.objects.filter(
        organisation=organisation,
        turn=F("candidate__turn"),
        as_supervisor=False,
        candidate__drill=None,
        candidate__decided_at__gte=since,
    )
    said: dict[int, list[str]] = {}
    for candidate, verdict in rows.order_by("at", "pk").values_list("candidate", "verdict"):
        said.setdefault(candidate, []).append(verdict)
    pairs = [each[:2] for each in said.values() if len(each) > 1 and each[0] == Verdict.SAME]
    return Share(sum(first == second for first, second in pairs), len(pairs))


def precision(organisation: Organisation, since: datetime) -> tuple[Precision, ...]:
    """By the list or rule that found them: of decided candidates those confirmed, and of those met who it was."""
    rows = _counted(organisation).filter(found_at__gte=since)
    counted = (
        _with_outcome(rows)
        .values("list__code", "rule__rule__code")
        .annotate(
            every=Count("pk"),
            confirmed=Count("pk", filter=Q(state=CandidateState.CONFIRMED.value)),
            cleared=Count("pk", filter=Q(state=CandidateState.CLEARED.value)),
            told_who=Count("pk", filter=Q(outcome__in=[each.value for each in TELLS_WHO])),
            it_was=Count("pk", filter=Q(outcome=BorderOutcome.IDENTITY_CONFIRMED.value)),
        )
    )
    return tuple(_precisions(counted.order_by("list__code", "rule__rule__code")))


def decided_after(organisation: Organisation, since: datetime) -> timedelta | None:
    """How long half of the candidates waited until they were decided; None where none was."""
    rows = _counted(organisation).filter(
        decided_at__gte=since, state__in=(CandidateState.CONFIRMED.value, CandidateState.CLEARED.value)
    )
    took = sorted(decided - found for decided, found in rows.values_list("decided_at", "found_at") if decided)
    return took[len(took) // 2] if took else None


def _counted(organisation: Organisation) -> "QuerySet[Candidate]":
    return Candidate.objects.filter(organisation=organisation, drill=None).order_by()


def _between(later: datetime, earlier: datetime | None) -> Q:
    found = Q(found_at__lte=later)
    return found & Q(found_at__gt=earlier) if earlier else found


def _with_outcome(rows: "QuerySet[Candidate]") -> "QuerySet[Candidate]":
    """The latest word from the border, in the turn the candidate is in."""
    said = Outcome.objects.filter(candidate=OuterRef("pk"), turn=OuterRef("turn"))
    last = said.order_by("-recorded_at", "-pk").values("outcome")[:1]
    return rows.annotate(outcome=Subquery(last))


def _precisions(counted: Iterable[Mapping[str, Any]]) -> Iterable[Precision]:
    for each in counted:
        yield Precision(
            each["list__code"] or each["rule__rule__code"],
            each["every"],
            Share(each["confirmed"], each["confirmed"] + each["cleared"]),
            Share(each["it_was"], each["told_who"]),
        )
