"""Scores over HTTP: the State's own, the experts' and the agreed ones side by side; and to a rater, what they rate, with their drafts."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from ninja import Field, Router, Schema

from catenary.core.assessment.confidence import Sureness
from catenary.core.assessment.rating_flow import RatingState
from catenary.core.mandate.model import Act, DataClass
from catenary.core.mandate.problems import MANDATE
from catenary.core.mandate.rules import purposes_for
from catenary.core.measures.model import Answer, QuestionKind
from catenary.desk.assessment.access import seen_visit
from catenary.desk.assessment.models import Seat, Visit
from catenary.desk.assessment.rating import writing
from catenary.desk.assessment.rating.of_visit import edition_of
from catenary.desk.assessment.rating.pages import seen_panel
from catenary.desk.assessment.rating.shown import scores_of
from catenary.desk.assessment.rating.standings import standings_of
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.web_api.access import knows, knows_person
from catenary.desk.shell.web_api.caller import CallRequest
from catenary.desk.shell.web_api.problems import register_statuses

router = Router(auth=knows("assessment:read"))
_CONFLICTS = (
    "rating.shown_already",
    "rating.submitted_already",
    "rating.stopped",
    "rating.recused",
    "rating.edition_other",
    "rating.not_open",
)
register_statuses(dict.fromkeys(_CONFLICTS, 409) | {"rating.not_seated": 403})
_STORABLE = r"^[^\x00]*$"
"""PostgreSQL holds no text with U+0000."""
_ANSWER = "A level from 1 to 5, `unknown` or `not_applicable`; null where there is none, which is neither unknown nor 1"


class ScoreOut(Schema):
    """Three scores of one question; none replaces another."""

    question: str
    kind: QuestionKind
    own: str | None = Field(description=f"The State's own. {_ANSWER}")
    experts: list[str] = Field(description="What each rater gave alone, by level; empty until it is shown")
    agreed: str | None = Field(description=f"What the meeting agreed. {_ANSWER}")
    confidence: Sureness | None = Field(
        description="How sure the agreed score may be called, apart from its level"
    )
    shown: bool = Field(description="Whether the experts' ratings were shown")


class LevelOut(Schema):
    """Where the State stands in an area by the rating model."""

    area: str
    level: float | None = Field(description="From 1 to 5; null where that is not enough to say")
    low: float | None = Field(description="With `high` it holds the level with 90 of 100")
    high: float | None
    raters: int
    reason: str | None = Field(description="Code of why no level is told")
    told_at: datetime = Field(description="When the run of the rating model was done that told it")


class ScoresOut(Schema):
    """All scores of a visit that the caller may see."""

    visit: UUID
    edition_digest: str = Field(description="SHA-256 of the words of the edition that was asked by")
    items: list[ScoreOut]
    levels: list[LevelOut]
    levels_adopted_at: datetime | None = Field(
        description="When these levels were adopted with the report, after which no run of the model changes them; null while the newest run counts"
    )


class OwnRatingOut(Schema):
    """A question that the caller rates, and how far they are."""

    panel: UUID
    question: str
    area: str
    state: RatingState | None = Field(description="Null where nothing was written yet")
    answer: str | None = Field(description=_ANSWER)
    reason: str
    shown: bool


class DraftIn(Schema):
    """What a rater wrote so far; it may be incomplete."""

    answer: str | None = Field(None, pattern=r"^([1-5]|unknown|not_applicable)$", description=_ANSWER)
    reason: str = Field("", max_length=4000, pattern=_STORABLE)
    language: str = Field("", max_length=10, pattern=_STORABLE, description="Of the reason, as BCP 47")


@router.get("/visits/{visit}/scores", response=ScoresOut, operation_id="read_visit_scores")
def read_visit_scores(request: CallRequest, visit: UUID) -> dict[str, Any]:
    """A visit's scores side by side. What was not shown yet is empty, for everybody."""
    _demand_reader(request)
    row = _found(lambda: seen_visit(visit))
    return {
        "visit": row.public_id,
        "edition_digest": row.edition_digest,
        "items": list(_scores(row)),
        "levels": list(_levels(row)),
        "levels_adopted_at": row.adopted_at,
    }


@router.get(
    "/visits/{visit}/ratings", response=list[OwnRatingOut], auth=knows_person, operation_id="list_own_ratings"
)
def list_own_ratings(request: CallRequest, visit: UUID) -> list[dict[str, Any]]:
    """The questions of a visit that the caller rates, with what they wrote; nobody else's."""
    _demand_reader(request)
    row = _found(lambda: seen_visit(visit))
    seats = Seat.objects.filter(visit=row, rater=_here(request).person, recused_at=None)
    return [
        _own(each)
        for each in seats.select_related("panel", "rating").order_by("panel__area", "panel__question")
    ]


@router.put("/panels/{panel}/rating", response=OwnRatingOut, auth=knows_person, operation_id="keep_own_draft")
def keep_own_draft(request: CallRequest, panel: UUID, told: DraftIn) -> dict[str, Any]:
    """Keep what the caller wrote so far; nobody else sees it. It is handed in on its page, with its evidence."""
    _demand_reader(request)
    row = _found(lambda: seen_panel(panel))
    answer = Answer.parse(told.answer) if told.answer else None
    said, here = writing.Said(answer, told.reason, told.language), _here(request)
    kept = _found(lambda: writing.keep_draft(actor=here, panel=row.public_id, said=said))
    return _own(Seat.objects.select_related("panel", "rating").get(pk=kept.seat_id))


def _scores(visit: Visit) -> Iterator[dict[str, Any]]:
    edition = edition_of(visit)
    for scores, panel, agreed in scores_of(visit):
        yield {
            "question": scores.question,
            "kind": edition.question_of[scores.question].kind,
            "own": str(scores.own) if scores.own else None,
            "experts": [str(each) for each in scores.experts],
            "agreed": str(scores.agreed) if scores.agreed else None,
            "confidence": agreed.sureness if agreed else None,
            "shown": panel is not None and panel.shown_at is not None,
        }


def _levels(visit: Visit) -> Iterator[dict[str, Any]]:
    for each in standings_of(visit).values():
        yield {
            "area": each.area,
            "level": each.level,
            "low": each.low,
            "high": each.high,
            "raters": each.raters,
            "reason": each.reason["code"] if each.reason else None,
            "told_at": each.told_at,
        }


def _own(seat: Seat) -> dict[str, Any]:
    rating = getattr(seat, "rating", None)
    answer = writing.answer_of(rating) if rating else None
    return {
        "panel": seat.panel.public_id,
        "question": seat.panel.question,
        "area": seat.panel.area,
        "state": rating.state if rating else None,
        "answer": str(answer) if answer else None,
        "reason": rating.reason if rating else "",
        "shown": seat.panel.shown_at is not None,
    }


def _found(look: Callable[[], Any]) -> Any:
    try:
        return look()
    except ObjectDoesNotExist as missing:
        raise Http404 from missing


def _here(request: CallRequest) -> SignedIn:
    here: SignedIn = request.signed_in  # type: ignore[attr-defined]
    return here


def _demand_reader(request: CallRequest) -> None:
    if not purposes_for(request.caller.roles, Act.SEE, DataClass.ASSESSMENT):
        raise MANDATE.problem("role_lacks", act=Act.SEE.value, data=DataClass.ASSESSMENT.value)
