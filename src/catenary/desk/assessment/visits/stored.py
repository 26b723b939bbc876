"""A visit between its rows and its flow: what core decides by, and what it decided, written down."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta

from django.db.models import QuerySet

from catenary.basis.findings import Severity
from catenary.core.assessment.clocks import TERMS, Clock, ClockKind
from catenary.core.assessment.visit_demands import LEAST_TEAM, Grounds
from catenary.core.assessment.visit_flow import Course
from catenary.core.assessment.visit_words import (
    NOT_ON_THE_SPOT,
    ConflictState,
    MemberState,
    Publication,
    Stage,
    TeamTask,
)
from catenary.core.mandate.model import Months, Span
from catenary.core.measures.flow import EditionState
from catenary.core.measures.model import VisitKind
from catenary.core.measures.selection import select
from catenary.desk.assessment.models import ClockPause, Term, Visit, VisitClock
from catenary.desk.assessment.visits.keeping import save_row
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.measures.editions import method_in_words

_UNSETTLED = (ConflictState.OPEN, ConflictState.KEEP_PROPOSED)


def clock_rows(visit: Visit) -> "QuerySet[VisitClock]":
    """The clocks of a visit in the order they began, with their pauses."""
    return visit.clocks.order_by("began_at", "pk").prefetch_related("pauses")


def course_of(visit: Visit, rows: Sequence[VisitClock]) -> Course:
    """The visit as its flow knows it."""
    stopped = Stage(visit.stopped_in) if visit.stopped_in else None
    return Course(VisitKind(visit.kind), Stage(visit.stage), [each.as_core() for each in rows], stopped)


def grounds_of(
    visit: Visit,
    now: datetime,
    *,
    reason: str = "",
    words: str = "",
    publication: Publication | None = None,
    sections: Sequence[str] = (),
) -> Grounds:
    """What a step is judged by, as whoever acts may see it."""
    kind = VisitKind(visit.kind)
    on = visit.members.filter(state=MemberState.ON)
    comments = visit.comments.filter(sent_at__isnull=False, answered_at=None)
    return Grounds(
        now,
        reason=reason,
        words=words,
        terms=terms_of(visit.body),
        until={ClockKind.VISIT: datetime.combine(visit.ends_on, time.max, UTC)} if visit.ends_on else {},
        has_dates=visit.begins_on is not None or kind in NOT_ON_THE_SPOT,
        has_edition=_is_edition_settled(visit),
        has_selection=_is_selection_sound(visit),
        leaders=on.filter(task=TeamTask.LEADER).count(),
        members=on.exclude(task=TeamTask.OBSERVER).count(),
        least_members=1 if kind is VisitKind.SELF_ASSESSMENT else LEAST_TEAM,
        unanswered=visit.members.filter(state=MemberState.INVITED).count(),
        open_conflicts=visit.conflicts.filter(state__in=_UNSETTLED, member__state=MemberState.ON).count(),
        meetings=visit.meetings.filter(dropped_at=None, with_state=True).count(),
        unanswered_comments=comments.count(),
        sent_by=_sender(visit),
        publication=publication,
        sections=frozenset(sections),
    )


def _sender(visit: Visit) -> str:
    """Who sent the report for adoption, for the body, which adopts; its people are not known to the State."""
    found = Person.objects.filter(pk=visit.sent_by_id or 0).values_list("public_id", flat=True).first()
    return str(found) if found else ""


def terms_of(body: Organisation) -> Mapping[ClockKind, Span]:
    """The lengths that a body set itself; the others are the published ones."""
    found: dict[ClockKind, Span] = {}
    for row in Term.objects.filter(body=body).order_by("set_at", "pk"):
        found[ClockKind(row.clock)] = span_of(row)
    return {**TERMS, **found}


def span_of(row: Term) -> Span:
    """A length as the rules count it."""
    return Months(row.months) if row.months else timedelta(days=row.days or 0)


def store(visit: Visit, rows: Sequence[VisitClock], course: Course, organisation: Organisation) -> None:
    """Write down what a step did to the stage and to the clocks; pauses are told as those of the organisation that acts."""
    visit.stage, visit.stopped_in = course.stage, course.stopped_in or ""
    for row, clock in zip(rows, course.clocks, strict=False):
        _store_clock(row, clock, organisation)
    for clock in course.clocks[len(rows) :]:
        _new_clock(visit, clock)


def _store_clock(row: VisitClock, clock: Clock, organisation: Organisation) -> None:
    pauses = list(row.pauses.all())
    for stored, pause in zip(pauses, clock.pauses, strict=False):
        if stored.resumed_at != pause.until:
            stored.resumed_at = pause.until
            stored.save(update_fields=["resumed_at"])
    for pause in clock.pauses[len(pauses) :]:
        added = ClockPause(
            clock=row,
            visit_id=row.visit_id,
            body_id=row.body_id,
            visited_id=row.visited_id,
            organisation=organisation,
            reason=pause.reason,
            paused_at=pause.at,
            resumed_at=pause.until,
        )
        save_row(added)
    if row.ended_at != clock.ended_at:
        row.ended_at = clock.ended_at
        row.save(update_fields=["ended_at"])


def _new_clock(visit: Visit, clock: Clock) -> None:
    row = VisitClock(
        visit=visit,
        body_id=visit.body_id,
        visited_id=visit.visited_id,
        kind=clock.kind,
        began_at=clock.began_at,
        first_due_at=clock.first_due_at,
    )
    save_row(row)


def _is_edition_settled(visit: Visit) -> bool:
    """Frozen when it was chosen; one that was retired since stays that of the visit."""
    return visit.edition is not None and visit.edition.state in {EditionState.FROZEN, EditionState.RETIRED}


def _is_selection_sound(visit: Visit) -> bool:
    if visit.edition is None:
        return False
    selection = select(method_in_words(visit.edition, visit.edition_digest), visit.choice)
    faults = any(each.severity is Severity.ERROR for each in selection.findings)
    return bool(selection.questions) and not faults
