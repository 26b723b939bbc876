"""Visits of the fictional world, step by step as both sides take them."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from attrs import frozen
from django.db import transaction

from catenary.app.demo_at_work import REVIEWER, SECRETARY, AtWork, at_work
from catenary.app.demo_fighters import tell_figures
from catenary.app.demo_findings import release, write_findings
from catenary.app.demo_ratings import Rated, give_own_scores, meet, rate
from catenary.core.assessment.report_model import SectionKind
from catenary.core.assessment.visit_flow import STEPS
from catenary.core.assessment.visit_words import (
    CLOSED_MEETINGS,
    CommentOutcome,
    Publication,
    Side,
    Stage,
    TeamTask,
    VisitAct,
)
from catenary.core.mandate.model import OrganisationKind, Purpose, Role
from catenary.core.measures.model import Edition
from catenary.desk.assessment.models import FactualComment, Meeting, Visit
from catenary.desk.assessment.rating.modelling import ask_run, fit
from catenary.desk.assessment.visits.papers import add_comment, answer_comment
from catenary.desk.assessment.visits.planning import choose_questions, plan_visit
from catenary.desk.assessment.visits.programme import add_meeting, protect_interviewee, write_note
from catenary.desk.assessment.visits.steps import take_step
from catenary.desk.assessment.visits.team import accept_invitation, invite_member, propose_member
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Membership, Person
from catenary.world.assessments.experts import Expert
from catenary.world.assessments.programme import programme
from catenary.world.assessments.scenario import AFTER_ASKING, MET_AFTER, RATED_AFTER, VisitPlan
from catenary.world.assessments.truth import truth_of
from catenary.world.assessments.wording import Writing
from catenary.world.dice import Dice

SEED: Final = 52
_PLANNED_BEFORE: Final = timedelta(days=40)
_MORNING: Final = time(9, tzinfo=UTC)
_ADOPTS: Final = frozenset({VisitAct.ADOPT})
_ROLE: Final = "a member of an association"
_POINTS: Final = 4
_CLOSED: Final = "What was recommended was gone through with the State: most of it is done, the next visit looks at the rest."
_OUTCOMES: Final = (
    (CommentOutcome.ACCEPTED, "comment.accepted"),
    (CommentOutcome.PARTLY, "comment.partly"),
    (CommentOutcome.NOT_ACCEPTED, "comment.not_accepted"),
)


@frozen
class Making:
    """A visit in the making: its plan, its row, and who writes."""

    plan: VisitPlan
    visit: UUID
    edition: UUID
    today: date
    rated: Rated

    def then(self, days: int) -> datetime:
        """The morning so many days after consent was asked."""
        return datetime.combine(self.plan.on(days, self.today), _MORNING)


def load_visit(plan: VisitPlan, edition: UUID, method: Edition, now: datetime) -> None:
    """One visit, wholly or not at all; nothing where it is there already. What people of the demo plan meanwhile does not count."""
    with transaction.atomic():
        if not _is_there(plan, now):
            made = _planned(plan, edition, method, now.date())
            for act in plan.acts:
                _take(made, act)


def _is_there(plan: VisitPlan, now: datetime) -> bool:
    """Whether the State has this visit, planned before the demo was opened; no two of its visits are of one kind over the same."""
    planned = Visit.objects.filter(
        visited__country=plan.state.code,
        kind=plan.kind,
        areas=sorted(plan.areas),
        made_at__lte=now - _PLANNED_BEFORE,
    )
    with acting(Declaration(door=Door.SYSTEM)):
        return planned.exists()


def _planned(plan: VisitPlan, edition: UUID, method: Edition, today: date) -> Making:
    then = datetime.combine(plan.on(0, today), _MORNING) - _PLANNED_BEFORE
    reviewer, state = at_work(REVIEWER, then), _state(plan)
    with acting(reviewer.declaration):
        visit = plan_visit(
            actor=reviewer,
            visited=state.public_id,
            kind=plan.kind,
            year=then.year,
            begins_on=plan.day(VisitAct.BEGIN_VISIT, today),
            ends_on=plan.day(VisitAct.END_VISIT, today),
            languages=plan.state.languages,
        ).public_id
        choose_questions(actor=reviewer, visit=visit, edition=edition, areas=plan.areas)
    dice = Dice.keyed(SEED, "demo visit", plan.state.code, str(plan.asked))
    writing = Writing(method, dice, plan.day(VisitAct.END_VISIT, today))
    truth = truth_of(SEED, plan.state, method, plan.below)
    return Making(plan, visit, edition, today, Rated(visit, plan, method, truth, writing, dice, SEED))


def _take(made: Making, act: VisitAct) -> None:
    then = made.then(AFTER_ASKING[act])
    _BEFORE.get(act, _nothing)(made, then)
    actor = _taker(made, act, then)
    with acting(actor.declaration):
        take_step(
            actor=actor,
            visit=made.visit,
            act=act,
            reason=_CLOSED if act is VisitAct.CLOSE else "",
            words=_words(made, act),
            publication=made.plan.publication if act is VisitAct.DECIDE_PUBLICATION else None,
            sections=_sections(made, act),
        )
    _AFTER.get(act, _nothing)(made, then)


def _taker(made: Making, act: VisitAct, then: datetime) -> AtWork:
    """The focal point for the State; the secretary adopts what the reviewer sends."""
    side = next(step.side for (_, each), step in STEPS.items() if each is act)
    if side is Side.STATE:
        return _focal_point(made.plan, then)
    return at_work(SECRETARY if act in _ADOPTS else REVIEWER, then)


def _compose(made: Making, then: datetime) -> None:
    """The team, some days before it is settled: the reviewer leads, everybody declares."""
    reviewer = at_work(REVIEWER, then - timedelta(days=12))
    _join(made, reviewer, reviewer.person, None)
    for expert in made.plan.raters:
        person = at_work(expert.email, reviewer.then).person
        _join(made, reviewer, person, expert)


def _join(made: Making, reviewer: AtWork, person: Person, expert: Expert | None) -> None:
    guest = at_work(person.email, reviewer.then + timedelta(days=4))
    is_guest = guest.organisation.pk != reviewer.organisation.pk
    with acting(reviewer.declaration):
        member = propose_member(
            actor=reviewer,
            visit=made.visit,
            task=TeamTask.EXPERT if expert else TeamTask.LEADER,
            person=None if is_guest else person.public_id,
            organisation=guest.organisation.public_id if is_guest else None,
            areas=expert.areas if expert else (),
        ).public_id
        invite_member(actor=reviewer, member=member)
    made.rated.seats[person.email] = member
    with acting(guest.declaration):
        accept_invitation(
            actor=guest,
            member=member,
            nationalities=[expert.nationality if expert else _LEADERS_NATIONALITY],
            past_posts=[each.state for each in expert.posts] if expert else [],
            paid_work=expert.paid if expert else [],
            languages=expert.languages if expert else ["en"],
        )


def _score_self(made: Making, then: datetime) -> None:
    give_own_scores(made.rated, _focal_point(made.plan, then - timedelta(hours=1)))
    tell_figures(made.rated, _focal_point(made.plan, then - timedelta(hours=1)))


def _arrange(made: Making, then: datetime) -> None:
    """The programme, as the reviewer agreed it with the coordinator."""
    reviewer, first = (
        at_work(REVIEWER, then - timedelta(days=8)),
        made.plan.day(VisitAct.BEGIN_VISIT, made.today),
    )
    areas = dict.fromkeys(map(made.rated.area, made.rated.questions))
    with acting(reviewer.declaration):
        for each in programme(made.rated.writing, areas, made.rated.dice):
            begins_at = datetime.combine(first + timedelta(days=each.day - 1), each.begins, UTC)
            add_meeting(
                actor=reviewer,
                visit=made.visit,
                meets=each.meets,
                institution=each.title,
                begins_at=begins_at,
                ends_at=begins_at + timedelta(minutes=each.minutes),
                with_state=each.meets not in CLOSED_MEETINGS,
                areas=[each.area],
            )


def _write_notes(made: Making, then: datetime) -> None:
    """A note of every meeting, by somebody of the team; who was met without officials stands there under a pseudonym."""
    writer = at_work(made.plan.raters[1].email, then)
    with acting(writer.declaration):
        for number, meeting in enumerate(Meeting.objects.filter(visit__public_id=made.visit), 1):
            (area,) = meeting.areas
            note = write_note(
                actor=writer,
                meeting=meeting.public_id,
                text=made.rated.writing.say("notes", area),
                language="en",
                areas=[area],
            )
            if meeting.meets in CLOSED_MEETINGS:
                protect_interviewee(
                    actor=writer, note=note.public_id, pseudonym=f"P{number}", role=_ROLE, reprisal=True
                )


def _comment(made: Making, then: datetime) -> None:
    """Points of the State about facts of the draft, written over some days before it hands them in."""
    focal_point = _focal_point(made.plan, then - timedelta(days=2))
    areas = list(dict.fromkeys(map(made.rated.area, made.rated.questions)))[:_POINTS]
    with acting(focal_point.declaration):
        for area in areas:
            add_comment(
                actor=focal_point,
                visit=made.visit,
                about=area,
                text=made.rated.writing.say("comment.points", area),
                language="en",
            )


def _answer(made: Making, then: datetime) -> None:
    reviewer = at_work(REVIEWER, then - timedelta(days=1))
    with acting(reviewer.declaration):
        for place, each in enumerate(FactualComment.objects.filter(visit__public_id=made.visit)):
            outcome, about = _OUTCOMES[place % len(_OUTCOMES)]
            answer = made.rated.writing.say(about, each.about)
            answer_comment(actor=reviewer, comment=each.public_id, outcome=outcome, answer=answer)


def _bring_together(made: Making, then: datetime) -> None:
    """The rating model speaks before the committee meets: a report is adopted with the levels that stand then."""
    reviewer = at_work(REVIEWER, then - timedelta(days=2))
    with acting(reviewer.declaration):
        run = ask_run(actor=reviewer, edition=made.edition).public_id
    worker = Declaration(
        organisation=reviewer.organisation.pk, purpose=Purpose.ASSESSMENT.value, door=Door.SYSTEM
    )
    with acting(worker):
        fit(run=run, now=reviewer.then)


def _find(made: Making, then: datetime) -> None:
    write_findings(made.rated, then - timedelta(days=10))


def _release(made: Making, then: datetime) -> None:
    """Another person lets out what the State decided to."""
    if made.plan.publication is not Publication.NONE:
        release(made.rated, then + timedelta(days=6))


def _begin_comments(made: Making, then: datetime) -> None:
    """Where the State is at its comments now, some are written and not handed in."""
    if made.plan.stage is Stage.COMMENTING:
        _comment(made, then + timedelta(days=6))


def _rate(made: Making, _then: datetime) -> None:
    """Everybody alone; then the meeting, where all have handed in."""
    said = rate(made.rated, made.then(RATED_AFTER))
    if not made.plan.silent:
        meet(made.rated, said, made.then(MET_AFTER))


def _words(made: Making, act: VisitAct) -> str:
    if act is not VisitAct.REPLY:
        return ""
    areas = made.plan.areas or made.rated.edition.area_of
    return "\n\n".join(made.rated.writing.say("reply.texts", area) for area in areas)


def _sections(made: Making, act: VisitAct) -> tuple[str, ...]:
    """Where the State lets a part be read: the narrative, and the first area of what was looked at."""
    is_partial = act is VisitAct.DECIDE_PUBLICATION and made.plan.publication == "partial"
    return (SectionKind.NARRATIVE.value, *made.plan.areas[:1]) if is_partial else ()


def _state(plan: VisitPlan) -> Organisation:
    with acting(Declaration(door=Door.SYSTEM)):
        return Organisation.objects.get(kind=OrganisationKind.STATE, country=plan.state.code)


def _focal_point(plan: VisitPlan, then: datetime) -> AtWork:
    with acting(Declaration(door=Door.SYSTEM)):
        held = Membership.objects.filter(role=Role.FOCAL_POINT, organisation__country=plan.state.code)
        email = held.order_by("person_id").values_list("person__email", flat=True)[0]
    return at_work(email, then)


def _nothing(_made: Making, _then: datetime) -> None:
    """Most steps need nothing besides."""


_LEADERS_NATIONALITY: Final = "QSZ"
_Part = Callable[[Making, datetime], None]
_BEFORE: Final[Mapping[VisitAct, _Part]] = {
    VisitAct.SETTLE_TEAM: _compose,
    VisitAct.HAND_IN_SELF_SCORE: _score_self,
    VisitAct.AGREE_PROGRAMME: _arrange,
    VisitAct.END_VISIT: _write_notes,
    VisitAct.SEND_DRAFT: _find,
    VisitAct.HAND_IN_COMMENTS: _comment,
    VisitAct.SEND_FOR_ADOPTION: _answer,
    VisitAct.ADOPT: _bring_together,
}
_AFTER: Final[Mapping[VisitAct, _Part]] = {
    VisitAct.END_VISIT: _rate,
    VisitAct.SEND_DRAFT: _begin_comments,
    VisitAct.DECIDE_PUBLICATION: _release,
}
"""What is done before and after a step is taken."""
