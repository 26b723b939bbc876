"""Visits over HTTP: which there are, where each stands, and its clocks; both sides' programs read the same."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from catenary.core.assessment.clocks import ClockKind, Standing
from catenary.core.assessment.pause_requests import Outcome
from catenary.core.assessment.visit_words import Publication, Stage
from catenary.core.mandate.model import Act, DataClass, Handling
from catenary.core.mandate.problems import MANDATE
from catenary.core.mandate.rules import purposes_for
from catenary.core.measures.model import VisitKind
from catenary.desk.assessment.models import PauseRequest, Visit, VisitClock
from catenary.desk.assessment.visits.stored import clock_rows
from catenary.desk.shell.web_api.access import knows
from catenary.desk.shell.web_api.caller import CallRequest
from catenary.desk.shell.web_api.cursors import Asked, Page, page_of
from catenary.desk.shell.web_api.etags import read

router = Router(auth=knows("assessment:read"))


class VisitOut(Schema):
    """A visit, as its list tells it."""

    id: UUID
    body: UUID = Field(description="The organisation that assesses")
    visited: UUID = Field(description="The State; in a self-assessment the same")
    kind: VisitKind
    year: int = Field(description="Of the plan it stands in")
    begins_on: date | None
    ends_on: date | None
    languages: list[str]
    handling: Handling
    mission: str = Field(description="The regional mission it is part of, or empty")
    edition_digest: str = Field(
        description="SHA-256 that names the words of its edition, in lower-case hexadecimal; empty before one is chosen"
    )
    areas: list[str] = Field(description="Codes of areas; empty where it asks about all of them")
    stage: Stage
    stopped_in: Stage | None = Field(description="Where it stood when the State withdrew its consent")


class PauseOut(Schema):
    """A time in which a clock stood still."""

    at: datetime
    until: datetime | None
    reason: str


class PauseRequestOut(Schema):
    """A pause that the State asked for, and what became of it."""

    asked_at: datetime
    reason: str
    outcome: Outcome
    answered_at: datetime | None
    answer: str = Field(description="Why it was declined; empty otherwise")


class ClockOut(Schema):
    """A clock of a visit; its end moves with its pauses."""

    kind: ClockKind
    began_at: datetime
    due_at: datetime | None = Field(description="Null while it stands still: then nothing is due")
    ended_at: datetime | None
    standing: Standing
    pauses: list[PauseOut]
    requests: list[PauseRequestOut]


class WholeVisitOut(VisitOut):
    """A visit with its clocks and what is published of it."""

    clocks: list[ClockOut]
    published: Publication | None = Field(description="What the State decided; null where it has not")
    published_sections: list[str]


class VisitsAsked(Asked):
    """Which visits."""

    year: int | None = None
    stage: Stage | None = None


@router.get("/visits", response=Page[VisitOut], operation_id="list_visits")
def list_visits(request: CallRequest, asked: Query[VisitsAsked]) -> dict[str, Any]:
    """The visits that the caller's organisation may see, in the order they were planned."""
    _demand(request)
    rows = Visit.objects.select_related("body", "visited")
    if asked.year is not None:
        rows = rows.filter(year=asked.year)
    if asked.stage is not None:
        rows = rows.filter(stage=asked.stage.value)
    return page_of(rows, asked, _told, of=f"visits {asked.year or ''} {asked.stage or ''}")


@router.get("/visits/{visit}", response=WholeVisitOut, operation_id="read_visit")
def read_visit(request: CallRequest, response: HttpResponse, visit: UUID) -> Any:
    """One visit with its clocks, with its ETag."""
    _demand(request)
    row = Visit.objects.select_related("body", "visited").filter(public_id=visit).first()
    if row is None:
        raise Http404
    return read(request, response, _whole(row, timezone.now()))


def _demand(request: CallRequest) -> None:
    if not purposes_for(request.caller.actor.roles, Act.SEE, DataClass.ASSESSMENT):
        raise MANDATE.problem("role_lacks", act=Act.SEE.value, data=DataClass.ASSESSMENT.value)


def _told(row: Visit) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "body": row.body.public_id,
        "visited": row.visited.public_id,
        "kind": row.kind,
        "year": row.year,
        "begins_on": row.begins_on,
        "ends_on": row.ends_on,
        "languages": row.languages,
        "handling": row.handling,
        "mission": row.mission,
        "edition_digest": row.edition_digest,
        "areas": row.areas,
        "stage": row.stage,
        "stopped_in": row.stopped_in or None,
    }


def _whole(row: Visit, now: datetime) -> dict[str, Any]:
    decided = row.publications.first()
    return {
        **_told(row),
        "clocks": [_clock(each, now) for each in clock_rows(row).prefetch_related("requests")],
        "published": decided.extent if decided else None,
        "published_sections": decided.sections if decided else [],
    }


def _clock(row: VisitClock, now: datetime) -> dict[str, Any]:
    clock = row.as_core()
    return {
        "kind": clock.kind,
        "began_at": clock.began_at,
        "due_at": None if clock.is_paused else clock.due_at(now),
        "ended_at": clock.ended_at,
        "standing": clock.standing(now),
        "pauses": [{"at": stop.at, "until": stop.until, "reason": stop.reason} for stop in clock.pauses],
        "requests": [_request(each) for each in row.requests.all()],
    }


def _request(row: PauseRequest) -> dict[str, Any]:
    return {
        "asked_at": row.asked_at,
        "reason": row.reason,
        "outcome": row.outcome,
        "answered_at": row.answered_at,
        "answer": row.answer,
    }
