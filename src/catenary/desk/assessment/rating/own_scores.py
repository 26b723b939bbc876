"""A State's own score before the visit, and the invented cases that every rater rates at induction."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from uuid import UUID

from attrs import frozen
from django.db import transaction

from catenary.basis.findings import ProblemError
from catenary.core.assessment.clocks import ClockKind
from catenary.core.assessment.panel_problems import RATING, SELF_SCORE
from catenary.core.assessment.rating_flow import against_answer
from catenary.core.assessment.scores import against_handing_in
from catenary.core.assessment.visit_words import Side
from catenary.core.mandate.model import Role
from catenary.core.measures.model import Answer
from catenary.desk.assessment.access import locked_visit, sides_of
from catenary.desk.assessment.models import SelfScore, VignetteRating, Visit, VisitClock
from catenary.desk.assessment.rating.of_visit import questions_of
from catenary.desk.assessment.rating.writing import answer_of
from catenary.desk.assessment.visits.keeping import save_row
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.measures.editions import method_of
from catenary.desk.measures.models import Edition


@frozen
class OwnAnswer:
    """What the State says of one question."""

    question: str
    answer: Answer
    reason: str
    language: str = ""
    shown: str = ""
    """The answer that its writer was shown, as `name_of_answer` names it; empty where there was none."""

    @property
    def named(self) -> str:
        """What it says, so that it can be told apart from another."""
        return _named(self.answer, self.reason)


class MeanwhileError(Exception):
    """Somebody else of the State answered these questions otherwise since they were shown."""

    def __init__(self, rows: Sequence[SelfScore]) -> None:
        super().__init__(", ".join(each.question for each in rows))
        self.rows = rows


@transaction.atomic
def keep_own_scores(*, actor: SignedIn, visit: UUID, answers: Iterable[OwnAnswer]) -> int:
    """Keep what the actor changed of the State's own answers; nobody else sees them. Gives how many.

    What they left as it was shown stays as it stands now, whoever changed it. Raises MeanwhileError, with nothing kept, where both
    changed an answer; ProblemError `self_score.not_yours`, `.too_late`, `.handed_in`, `rating.cannot_apply`.
    """
    row = locked_visit(visit)
    demand_own_score(actor, row)
    told = _demand_answers(row, answers)
    standing = {each.question: each for each in own_scores(row)}
    changed = [each for each in told if each.named != each.shown]
    overtaken = [standing[each.question] for each in changed if _is_overtaken(standing, each)]
    if overtaken:
        raise MeanwhileError(overtaken)
    for each in changed:
        score = standing.get(each.question) or SelfScore(
            visit=row, visited=row.visited, question=each.question
        )
        _keep(actor, score, each)
    return len(changed)


@transaction.atomic
def hand_in_own_score(*, actor: SignedIn, visit: UUID) -> int:
    """Hand the State's own score in: it stands, and experts see each answer once they have all rated the question.

    Raises ProblemError as `keep_own_scores` does, and `self_score.incomplete`. The visit's own step follows (`hand_in_self_score`).
    """
    row = locked_visit(visit)
    demand_own_score(actor, row)
    answers = {each.question: answer for each in own_scores(row) if (answer := answer_of(each))}
    if (found := against_handing_in([each.code for each in questions_of(row)], answers)) is not None:
        raise ProblemError(found)
    done = SelfScore.objects.filter(visit=row).update(handed_in_at=actor.now)
    enter(room="assessment", act="hand_in_own_score", record=str(row.public_id), params={"answers": done})
    return done


def own_scores(visit: Visit) -> list[SelfScore]:
    """The State's own answers, as row security lets the asker see them."""
    return list(SelfScore.objects.filter(visit=visit))


def demand_own_score(actor: SignedIn, visit: Visit) -> None:
    """Go on only for the State's focal point while its score is asked for. Raises as `keep_own_scores` does."""
    if Side.STATE not in sides_of(actor, visit) or Role.FOCAL_POINT not in actor.roles:
        raise SELF_SCORE.problem("not_yours")
    if SelfScore.objects.filter(visit=visit, handed_in_at__isnull=False).exists():
        raise SELF_SCORE.problem("handed_in")
    if not is_asked(visit):
        raise SELF_SCORE.problem("too_late")


def is_asked(visit: Visit) -> bool:
    """Whether the State's own score is asked for now."""
    return VisitClock.objects.filter(visit=visit, kind=ClockKind.SELF_SCORE, ended_at=None).exists()


@transaction.atomic
def rate_case(
    *, actor: SignedIn, edition: UUID, vignette: str, answer: Answer, reason: str
) -> VignetteRating:
    """Rate an invented case, once. Raises ProblemError `rating.reason_missing`, `.submitted_already`; KeyError for no such case."""
    row = Edition.objects.get(public_id=edition)
    method = method_of(row)
    question = method.question_of[method.vignette_of[vignette].question]
    if (found := against_answer(question, answer)) is not None:
        raise ProblemError(found)
    if not reason.strip():
        raise RATING.problem("reason_missing")
    if VignetteRating.objects.filter(edition=row, vignette=vignette, rater=actor.person).exists():
        raise RATING.problem("submitted_already")
    rated = VignetteRating(
        edition=row,
        vignette=vignette,
        rater=actor.person,
        answer=answer.kind,
        level=answer.level,
        reason=reason.strip(),
        at=actor.now,
    )
    save_row(rated)
    enter(room="assessment", act="rate_case", record=str(row.public_id), params={"case": vignette})
    return rated


def name_of_answer(row: SelfScore) -> str:
    """Names what an answer says, so that who changes it is told when somebody else did meanwhile."""
    return _named(answer_of(row), row.reason)


def _named(answer: Answer | None, reason: str) -> str:
    # browsers end lines with two characters where programs write one
    said = reason.replace("\r\n", "\n").strip()
    return sha256(f"{answer}\x00{said}".encode()).hexdigest()[:16]


def _is_overtaken(standing: Mapping[str, SelfScore], told: OwnAnswer) -> bool:
    """Another answer stands than the one shown and the one told; the same said twice contradicts nobody."""
    row = standing.get(told.question)
    return row is not None and name_of_answer(row) not in {told.shown, told.named}


def _demand_answers(visit: Visit, answers: Iterable[OwnAnswer]) -> list[OwnAnswer]:
    questions, told = {each.code: each for each in questions_of(visit)}, list(answers)
    for each in told:
        if (found := against_answer(questions[each.question], each.answer)) is not None:
            raise ProblemError(found)
    return told


def _keep(actor: SignedIn, row: SelfScore, told: OwnAnswer) -> None:
    row.answer, row.level = told.answer.kind, told.answer.level
    row.reason, row.language = told.reason.strip(), told.language
    row.by, row.saved_at = actor.person, actor.now
    save_row(row)
