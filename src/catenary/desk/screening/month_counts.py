"""One month of a unit in counts, for the hub: departures by their local day, and whoever was told to be on them."""

from collections import Counter
from datetime import date
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from catenary.basis.findings import Severity
from catenary.basis.persons import Sex
from catenary.core.intake.presence import LegState, Presence
from catenary.core.screening.counts import AgeGroup, Cells, MonthCounts
from catenary.core.screening.judging import CandidateState
from catenary.core.screening.model import Status
from catenary.core.screening.outcomes import BorderOutcome
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.carriers import month_after
from catenary.desk.intake.models import Booked, FlightLeg, Message, Passage
from catenary.desk.ledger.services import enter
from catenary.desk.screening.models import Candidate, Check, Outcome, Tally

_CHECKED: Final = (Status.NO_MATCH.value, Status.CANDIDATES.value)
_STATES: Final = {
    CandidateState.CLEARED: "different_person",
    CandidateState.CONFIRMED: "same_person",
    CandidateState.WITHDRAWN: "withdrawn",
}
_WAITING: Final = "waiting"
"""Every undecided state alike: that one judge has spoken is nobody's business."""


def month_counts(*, unit: Organisation, month: date, made_on: date, law: str = "") -> MonthCounts:
    """Everything counted, with one entry in the ledger; sex and age only on the law that is named. As a job of the unit."""
    legs = FlightLeg.objects.filter(
        organisation=unit, departs_on__gte=month, departs_on__lt=month_after(month)
    ).exclude(state=LegState.CANCELLED.value)
    candidates = Candidate.objects.filter(passage__leg__in=legs, drill=None).order_by()
    enter(room="screening", act="export_counts", params={"month": f"{month:%Y-%m}", "persons": bool(law)})
    return MonthCounts(
        unit=str(unit.public_id),
        name=unit.name,
        month=month,
        made_on=made_on,
        departures=_departures(legs),
        checked=_checked(legs),
        on_board=_on_board(legs),
        kinds={
            "list": candidates.filter(rule=None).count(),
            "rule": candidates.filter(rule__isnull=False).count(),
        },
        states=_states(candidates),
        outcomes=_outcomes(candidates),
        by_sex=_by_sex(unit, month) if law else None,
        by_age=_by_age(unit, month) if law else None,
        law=law,
        quality=_messages(unit, month),
    )


def _departures(legs: "QuerySet[FlightLeg]") -> Cells:
    booked = Exists(Booked.objects.filter(leg=OuterRef("pk")))
    return legs.order_by().aggregate(
        all=Count("pk"),
        told_before_departure=Count("pk", filter=Q(first_told_at__lt=F("departs_at"))),
        closed=Count("pk", filter=Q(state=LegState.CLOSED.value)),
        with_bookings=Count("pk", filter=Q(booked)),
    )


def _travellers(legs: "QuerySet[FlightLeg]") -> "QuerySet[Passage]":
    return Passage.objects.filter(leg__in=legs).exclude(presence=Presence.CANCELLED.value).order_by()


def _checked(legs: "QuerySet[FlightLeg]") -> Cells:
    rows = _travellers(legs)
    counts = Check.objects.filter(passage=OuterRef("pk"), counts=True, status__in=_CHECKED)
    checked = rows.filter(Exists(counts)).count()
    return {"checked": checked, "not_checked": rows.count() - checked}


def _on_board(legs: "QuerySet[FlightLeg]") -> Cells:
    rows = _travellers(legs).filter(presence=Presence.ON_BOARD.value)
    counted = dict(rows.values_list("announced").annotate(count=Count("pk")))
    return {"announced": counted.get(True, 0), "not_announced": counted.get(False, 0)}


def _states(candidates: "QuerySet[Candidate]") -> Cells:
    cells = Counter({_WAITING: 0, **dict.fromkeys(_STATES.values(), 0)})
    for state, count in candidates.values_list("state").annotate(count=Count("pk")):
        cells[_STATES.get(CandidateState(state), _WAITING)] += count
    return cells


def _outcomes(candidates: "QuerySet[Candidate]") -> Cells:
    """The latest word from the border on each."""
    said = Outcome.objects.filter(candidate=OuterRef("pk"), turn=OuterRef("turn"))
    last = said.order_by("-recorded_at", "-pk").values("outcome")[:1]
    told = candidates.annotate(outcome=Subquery(last)).exclude(outcome=None)
    counted = dict(told.values_list("outcome").annotate(count=Count("pk")))
    return {each.value: counted.get(each.value, 0) for each in BorderOutcome}


def _tallies(unit: Organisation, month: date) -> "QuerySet[Tally]":
    rows = Tally.objects.filter(organisation=unit, day__gte=month, day__lt=month_after(month))
    return rows.order_by()


def _by_sex(unit: Organisation, month: date) -> Cells:
    counted = dict(_tallies(unit, month).values_list("sex").annotate(count=Sum("candidates")))
    return {
        **{each.value: counted.get(each.value, 0) for each in Sex},
        AgeGroup.NOT_KNOWN.value: counted.get("", 0),
    }


def _by_age(unit: Organisation, month: date) -> Cells:
    counted = dict(_tallies(unit, month).values_list("age").annotate(count=Sum("candidates")))
    return {each.value: counted.get(each.value, 0) for each in AgeGroup}


def _messages(unit: Organisation, month: date) -> Cells:
    rows = Message.objects.filter(
        organisation=unit,
        corrects=None,
        delivery__received_at__date__gte=month,
        delivery__received_at__date__lt=month_after(month),
    )
    return rows.order_by().aggregate(
        all=Count("pk", distinct=True),
        with_errors=Count("pk", filter=Q(faults__severity=Severity.ERROR.value), distinct=True),
    )
