"""Ratings of a fictional visit: each rater alone, then the meeting, as people would give them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from attrs import field, frozen

from catenary.app.demo_at_work import REVIEWER, AtWork, at_work
from catenary.core.assessment.consensus import Voice, VoiceKind
from catenary.core.measures.model import Answer, Edition, Question
from catenary.core.measures.selection import Choice, select
from catenary.desk.assessment.models import Panel
from catenary.desk.assessment.rating.meeting import agree
from catenary.desk.assessment.rating.own_scores import (
    OwnAnswer,
    hand_in_own_score,
    keep_own_scores,
    rate_case,
)
from catenary.desk.assessment.rating.panels import assign
from catenary.desk.assessment.rating.writing import Said, add_evidence, keep_draft, submit
from catenary.desk.mandate.acting import acting
from catenary.world.assessments.experts import Expert
from catenary.world.assessments.rating import Given, agreed, ratings, self_score, vignette_level
from catenary.world.assessments.scenario import VisitPlan
from catenary.world.assessments.truth import Truth
from catenary.world.assessments.wording import Writing
from catenary.world.dice import Dice

_DRAFTS: Final = 9
"""How many answers somebody has begun who has not handed in."""
_DISSENT: Final = 0.2
"""How often somebody who had said otherwise keeps that view."""


@frozen
class Rated:
    """A visit to be rated: its row, its plan, what is true of its State, and who writes."""

    visit: UUID
    plan: VisitPlan
    edition: Edition
    truth: Truth
    writing: Writing
    dice: Dice
    seed: int
    seats: dict[str, UUID] = field(factory=dict)
    """Members of the team by address."""

    @property
    def questions(self) -> Sequence[Question]:
        """What the visit asks."""
        asked = select(self.edition, Choice(self.plan.kind, self.plan.areas)).questions
        return [self.edition.question_of[each.code] for each in asked]

    def area(self, question: Question) -> str:
        """The area of a question."""
        return self.edition.requirement_of[question.requirement].area


def give_own_scores(rated: Rated, focal_point: AtWork) -> None:
    """What the State says of itself, handed in."""
    scored = ((each, self_score(rated.seed, rated.truth, each)) for each in rated.questions)
    answers = [
        OwnAnswer(each.code, answer, rated.writing.own_score(each, answer), "en") for each, answer in scored
    ]
    with acting(focal_point.declaration):
        keep_own_scores(actor=focal_point, visit=rated.visit, answers=answers)
        hand_in_own_score(actor=focal_point, visit=rated.visit)


def rate(rated: Rated, then: datetime) -> list[Given]:
    """The panels filled, and what those say who hand in; the silent ones have begun."""
    panels = _seat(rated, at_work(REVIEWER, then - timedelta(days=3)))
    said: list[Given] = []
    for rater in rated.plan.raters:
        own = [each for each in rated.questions if rater in rated.plan.panel(rated.area(each))]
        given = list(ratings(rated.seed, rated.truth, own, [rater]))
        actor = at_work(rater.email, then)
        if rater in rated.plan.silent:
            _begin(rated, actor, given[:_DRAFTS], panels)
        else:
            _hand_in(rated, actor, given, panels)
            said += given
    return said


def meet(rated: Rated, said: Sequence[Given], then: datetime) -> Mapping[str, Answer]:
    """The meeting, question by question: what was agreed, who moved and who did not."""
    leader = at_work(REVIEWER, then)
    settled = agreed(rated.edition, said)
    by_question: dict[str, list[Given]] = defaultdict(list)
    for each in said:
        by_question[each.question].append(each)
    people = {each.email: str(at_work(each.email, then).person.pk) for each in rated.plan.raters}
    with acting(leader.declaration):
        panels = _panels(rated.visit)
        for code, answer in settled.items():
            question = rated.edition.question_of[code]
            others = [people[each.rater] for each in by_question[code] if each.answer != answer]
            voices = [_voice(rated, question, each, answer) for each in others]
            reason = rated.writing.agreement(question, answer, is_unanimous=not voices)
            agree(
                actor=leader, panel=panels[code], answer=answer, reason=reason, voices=voices, language="en"
            )
    return settled


def rate_cases(
    seed: int, edition: UUID, method: Edition, rater: Expert, writing: Writing, then: datetime
) -> None:
    """What a rater made of the invented cases at induction."""
    actor = at_work(rater.email, then)
    with acting(actor.declaration):
        for case in method.vignettes:
            answer = vignette_level(seed, case, rater)
            reason = writing.reason(method.question_of[case.question], answer)
            rate_case(actor=actor, edition=edition, vignette=case.code, answer=answer, reason=reason)


def _seat(rated: Rated, leader: AtWork) -> Mapping[str, UUID]:
    with acting(leader.declaration):
        for area in dict.fromkeys(map(rated.area, rated.questions)):
            seats = [rated.seats[each.email] for each in rated.plan.panel(area)]
            assign(actor=leader, visit=rated.visit, raters=seats, areas=[area])
        return _panels(rated.visit)


def _panels(visit: UUID) -> Mapping[str, UUID]:
    return dict(Panel.objects.filter(visit__public_id=visit).values_list("question", "public_id"))


def _hand_in(rated: Rated, actor: AtWork, given: Sequence[Given], panels: Mapping[str, UUID]) -> None:
    with acting(actor.declaration):
        for each in given:
            question, panel = rated.edition.question_of[each.question], panels[each.question]
            for piece in rated.writing.evidence(question, each.answer):
                add_evidence(actor=actor, panel=panel, piece=piece)
            submit(actor=actor, panel=panel, said=_said(rated, each))


def _begin(rated: Rated, actor: AtWork, given: Sequence[Given], panels: Mapping[str, UUID]) -> None:
    with acting(actor.declaration):
        for each in given:
            keep_draft(actor=actor, panel=panels[each.question], said=_said(rated, each))


def _said(rated: Rated, given: Given) -> Said:
    return Said(
        given.answer, rated.writing.reason(rated.edition.question_of[given.question], given.answer), "en"
    )


def _voice(rated: Rated, question: Question, rater: str, answer: Answer) -> Voice:
    moves = not rated.dice.chance(_DISSENT)
    why = rated.writing.voice(question, answer, moves=moves)
    return Voice(rater, VoiceKind.MOVED if moves else VoiceKind.DISSENT, why)
