"""The list of visits, and one visit as its page shows it: where it stands, its clocks, what can be done, what was done."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from catenary.core.assessment.clocks import Standing
from catenary.core.assessment.visit_flow import PAUSERS
from catenary.core.assessment.visit_words import STILL, Publication, Side, Stage, VisitAct
from catenary.desk.assessment.access import PLAN, is_on_team, sides_of, stage_of
from catenary.desk.assessment.models import ClockPause, StepTaken, Visit, VisitClock
from catenary.desk.assessment.rating.stages import RATED_IN
from catenary.desk.assessment.reports.sections import titles_of
from catenary.desk.assessment.visits.forms import VisitsForm
from catenary.desk.assessment.visits.pause_queries import is_asked, may_ask, request_parts
from catenary.desk.assessment.visits.planning import DATES_OPEN, QUESTIONS_OPEN
from catenary.desk.assessment.visits.sheet import Part, Sheet, table_of
from catenary.desk.assessment.visits.steps import open_ways
from catenary.desk.assessment.visits.stored import clock_rows
from catenary.desk.assessment.visits.words import (
    ACTS,
    CLOCKS,
    DONE,
    KINDS,
    PUBLICATIONS,
    STANDINGS,
    language_names,
    stage_tag,
    tag,
    told,
)
from catenary.desk.mandate.access import decision
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.clocks import clock as shown_clock
from catenary.desk.shell.comments.queries import names
from catenary.desk.shell.listing import Listing
from catenary.desk.shell.parts import Answer, Event, Place, TaskItem, Told
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.tables import Column, Row, Shown, Table


def _columns() -> tuple[Column, ...]:
    return (
        Column("state", _("State"), Shown.NAME, sortable=True),
        Column("kind", _("Kind")),
        Column("year", _("Year"), Shown.CODE, sortable=True),
        Column("begins_on", _("Begins on"), Shown.DATE, sortable=True, blank=True),
        Column("ends_on", _("Ends on"), Shown.DATE, blank=True),
        Column("stage", _("Stage"), Shown.TAG),
        Column("mission", _("Regional mission"), Shown.NAME, blank=True),
    )


def _rows(asked: dict[str, str]) -> "QuerySet[Visit]":
    rows = Visit.objects.select_related("visited")
    named = {key: asked[key] for key in ("year", "stage", "kind") if asked.get(key)}
    return rows.filter(**named)


def row_of(visit: Visit) -> Row:
    """A visit as a row of a table."""
    cells: dict[str, object] = {
        "state": visit.visited.name,
        "kind": told(KINDS, visit.kind),
        "year": str(visit.year),
        "begins_on": visit.begins_on,
        "ends_on": visit.ends_on,
        "stage": stage_tag(visit.stage),
        "mission": visit.mission or None,
    }
    return Row(cells, reverse("visit", args=[visit.public_id]))


VISITS_LIST: Final = Listing(
    name="visits",
    caption=gettext_lazy("Visits"),
    columns=_columns,
    empty=gettext_lazy(
        "There is no visit. A body plans visits; a State sees its own once its consent is asked."
    ),
    rows=_rows,
    row=row_of,
    order={"state": "visited__name"},
    filters=VisitsForm,
    template="assessment/visits/visits.html",
)


def visit_sheet(here: SignedIn, visit: Visit) -> Sheet:
    """The page of a visit for whoever is here."""
    return Sheet(
        title=_("Visit"),
        heading=visit.visited.name,
        back=Place(_("Visits"), reverse("visits")),
        caption=told(KINDS, visit.kind),
        actions=tuple(_actions(here, visit)),
        parts=(
            Part(answers=tuple(_answers(visit)), links=tuple(_links(here, visit))),
            Part(_("What you can do now"), tasks=tuple(_ways(here, visit))),
            Part(_("Clocks"), _clocks_lead(), table=clocks_table(here, visit)),
            *request_parts(here, visit),
            Part(_("What happened"), events=events_of(visit)),
        ),
    )


def _answers(visit: Visit) -> Iterator[Answer]:
    yield Answer(_("Stage"), stage_tag(visit.stage))
    if visit.stopped_in:
        yield Answer(_("Stage when it was stopped"), stage_tag(visit.stopped_in))
    yield Answer(_("Assessed by"), visit.body.name, exact=True)
    yield Answer(_("Begins on"), visit.begins_on)
    yield Answer(_("Ends on"), visit.ends_on)
    if visit.mission:
        yield Answer(_("Regional mission"), visit.mission, exact=True)
    yield Answer(_("Languages"), language_names(visit.languages))
    yield Answer(_("Edition of the method"), visit.edition.code if visit.edition else None, exact=True)
    yield Answer(_("Areas"), ", ".join(visit.areas) or (_("all areas") if visit.edition else None))
    published = visit.publications.first()
    if published is not None:
        yield Answer(_("What is published"), told(PUBLICATIONS, published.extent))
        if published.extent == Publication.PARTIAL:
            yield Answer(_("Sections"), "; ".join(titles_of(visit, published.sections)))


def _actions(here: SignedIn, visit: Visit) -> Iterator[Place]:
    plans = Side.BODY in sides_of(here, visit) and decision(PLAN, here).allowed
    if plans and stage_of(visit) in QUESTIONS_OPEN:
        yield Place(_("Choose the questions"), reverse("choose_visit_questions", args=[visit.public_id]))
    if plans and stage_of(visit) in DATES_OPEN:
        yield Place(_("Set other days"), reverse("change_visit_dates", args=[visit.public_id]))


def _links(here: SignedIn, visit: Visit) -> Iterator[Place]:
    if not sides_of(here, visit) and not is_on_team(here, visit):
        return
    for label, route in (
        (_("Team"), "visit_team"),
        (_("Programme of meetings"), "visit_programme"),
        (_("Documents"), "visit_documents"),
        (_("Figures of foreign terrorist fighters"), "visit_fighters"),
        *_rating_links(here, visit),
        (_("Comments on facts"), "visit_comments"),
        (_("Findings"), "visit_findings"),
        (_("Reports"), "visit_report"),
    ):
        yield Place(label, reverse(route, args=[visit.public_id]))
    yield from _briefing_links(here, visit)
    if is_on_team(here, visit) and stage_of(visit) in RATED_IN:
        yield Place(_("Take an offline pack"), reverse("take_pack", args=[visit.public_id]))
        yield Place(_("Offline packs"), reverse("own_packs"))


def _briefing_links(here: SignedIn, visit: Visit) -> Iterator[Place]:
    """To one's own; the secretariat finds each on the page of its member."""
    if is_on_team(here, visit) and stage_of(visit) not in STILL:
        own = visit.members.filter(person=here.person, organisation=here.organisation)
        for each in own.values_list("public_id", flat=True):
            yield Place(_("Briefing"), reverse("member_briefing", args=[each]))


def _rating_links(here: SignedIn, visit: Visit) -> Iterator[tuple[str, str]]:
    if visit.edition_id is None:
        return
    if is_on_team(here, visit):
        yield _("What I rate"), "my_rating"
    if Side.BODY in sides_of(here, visit):
        yield _("Who rates what"), "assign_raters"
    if Side.STATE in sides_of(here, visit):
        yield _("Your own score"), "own_score"
    yield _("Scores side by side"), "visit_scores"


def _ways(here: SignedIn, visit: Visit) -> Iterator[TaskItem]:
    for act, findings in open_ways(here, visit):
        why_not = " · ".join(map(sentence, findings))
        url = "" if findings else reverse("visit_step", args=[visit.public_id, act.value])
        yield TaskItem(told(ACTS, act), url, why_not)


def _clocks_lead() -> str:
    return _(
        "Both sides see every clock. The assessing body can stop one, and says why; the State can ask for it."
    )


def clocks_table(here: SignedIn, visit: Visit) -> Table:
    """Every clock that ever ran on a visit; those that can be stopped, started or asked to be stopped lead to where that is done."""
    may = any(here.roles & PAUSERS[side] for side in sides_of(here, visit)) and stage_of(visit) not in STILL
    return table_of(
        "clocks",
        _("Clocks"),
        (
            Column("what", pgettext("clock", "Time for")),
            Column("due", _("Due"), Shown.CLOCK),
            Column("standing", _("Standing"), Shown.TAG),
            Column("began", _("Began"), Shown.TIME),
            Column("ended", _("Ended"), Shown.TIME),
            Column("why", _("Why it stood still"), Shown.NAME),
        ),
        (_clock_row(here, each, may=may) for each in clock_rows(visit).prefetch_related("requests")),
        _("No clock runs yet."),
    )


def _clock_row(here: SignedIn, row: VisitClock, *, may: bool) -> Row:
    clock, now = row.as_core(), here.now
    standing = clock.standing(now)
    runs = standing in {Standing.RUNNING, Standing.LATE}
    pauses: Sequence[ClockPause] = list(row.pauses.all())
    cells: dict[str, object] = {
        "what": told(CLOCKS, row.kind),
        "due": shown_clock(clock.due_at(now), now) if runs else "-",
        "standing": tag(STANDINGS, standing),
        "began": row.began_at,
        "ended": row.ended_at or "-",
        "why": "; ".join(_why(each) for each in pauses) or "-",
    }
    return Row(cells, _clock_url(here, row, standing, may=may))


def _clock_url(here: SignedIn, row: VisitClock, standing: Standing, *, may: bool) -> str:
    if standing is Standing.ENDED:
        return ""
    is_paused = standing is Standing.PAUSED
    if may:
        route = "resume_visit_clock" if is_paused else "pause_visit_clock"
    elif may_ask(here, row.visit) and not is_paused and not is_asked(row):
        route = "ask_visit_pause"
    else:
        return ""
    return reverse(route, args=[row.visit.public_id, row.kind])


def _why(row: ClockPause) -> str:
    """The reason, as it was given; of a withdrawal without one, that it was one."""
    return told(DONE, row.reason) if row.reason == VisitAct.WITHDRAW_CONSENT else row.reason


def events_of(visit: Visit) -> tuple[Event, ...]:
    """The steps that were taken; of another organisation no person is named."""
    rows = list(visit.steps.select_related("organisation"))
    known = names(each.by_id for each in rows)
    return tuple(_event(each, known) for each in rows)


def _event(row: StepTaken, known: Mapping[int, str]) -> Event:
    said = row.reason or row.words
    return Event(
        row.taken_at,
        told(DONE, row.act),
        known.get(row.by_id, row.organisation.name),
        Told(said) if said else None,
    )


def own_visits(here: SignedIn) -> "QuerySet[Visit]":
    """Visits that are under way on either side of one's organisation."""
    own = Q(body=here.organisation) | Q(visited=here.organisation)
    return (
        Visit.objects.filter(own).exclude(stage__in=[*STILL, Stage.PLANNED]).select_related("body", "visited")
    )
