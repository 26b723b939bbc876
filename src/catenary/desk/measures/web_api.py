"""Editions over HTTP: which there are, where each stands, its questions, and its words to the letter with their hash."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils.http import parse_etags, quote_etag
from ninja import Field, Query, Router, Schema

from catenary.core.mandate.model import Act, DataClass
from catenary.core.mandate.problems import MANDATE
from catenary.core.mandate.rules import purposes_for
from catenary.core.measures.flow import EditionState
from catenary.core.measures.model import Confidence, Force, Mark, Question, QuestionKind
from catenary.core.measures.model import Edition as Method
from catenary.desk.measures.editions import editions, method_of
from catenary.desk.measures.models import Edition
from catenary.desk.measures.searching import found
from catenary.desk.shell.web_api.access import knows
from catenary.desk.shell.web_api.caller import CallRequest
from catenary.desk.shell.web_api.cursors import Asked, Page, page_of
from catenary.desk.shell.web_api.etags import read
from catenary.formats.measures import write_edition_json

router = Router(auth=knows("measures:read"))


class EditionOut(Schema):
    """An edition of a body's method, and where it stands."""

    id: UUID
    body: UUID = Field(description="The organisation whose method it is")
    code: str
    title: str
    language: str = Field(description="Of its texts, as BCP 47 with a low line")
    complete: bool = Field(description="Whether it promises the whole method")
    follows: UUID | None
    state: EditionState
    comments_until: date | None
    frozen_at: datetime | None
    retired_at: datetime | None
    digest: str = Field(
        description="SHA-256 of its canonical JSON, in lower-case hexadecimal; names its words for good"
    )


class SourceOut(Schema):
    """A resolution or document, and the paragraph; empty where it is uncertain."""

    resolution: str
    paragraph: str


class QuestionOut(Schema):
    """A question with what its requirement says of where it comes from."""

    code: str
    kind: QuestionKind
    text: str
    help: str
    levels: list[str] = Field(description="Descriptions of the levels 1 to 5, in this order")
    not_applicable: str = Field(description="When it cannot apply to a State; empty where it always applies")
    evidence: list[str]
    marks: list[Mark]
    partners: list[str]
    area: str
    requirement: str
    requirement_text: str
    source: SourceOut
    force: Force
    confidence: Confidence


class QuestionsOut(Schema):
    """Questions of an edition, in its order, and the hash of the words they are in."""

    digest: str
    items: list[QuestionOut]


class QuestionsAsked(Schema):
    """Which questions."""

    area: str = Field("", max_length=40)
    kind: QuestionKind | None = None
    mark: Mark | None = None
    confidence: Confidence | None = None
    words: str = Field(
        "", max_length=100, description="All of them stand somewhere in the question or its requirement"
    )


@router.get("/editions", response=Page[EditionOut], operation_id="list_editions")
def list_editions(request: CallRequest, asked: Query[Asked]) -> dict[str, Any]:
    """The editions that the caller may see, in the order they were begun."""
    _demand_reader(request)
    return page_of(editions(), asked, told, of="editions")


@router.get("/editions/{edition}", response=EditionOut, operation_id="read_edition")
def read_edition(request: CallRequest, response: HttpResponse, edition: UUID) -> Any:
    """One edition, with its ETag."""
    return read(request, response, told(_seen(request, edition)))


@router.get("/editions/{edition}/questions", response=QuestionsOut, operation_id="list_edition_questions")
def list_edition_questions(
    request: CallRequest, edition: UUID, asked: Query[QuestionsAsked]
) -> dict[str, Any]:
    """The questions of an edition that are like what is asked, all of them where nothing is."""
    row = _seen(request, edition)
    method = method_of(row)
    wanted = {name: str(value) for name, value in asked.dict().items() if value}
    asked_about = [each for each in found(method, wanted) if each.requirement in method.requirement_of]
    return {"digest": row.digest, "items": [question_told(method, each) for each in asked_about]}


@router.get(
    "/editions/{edition}/method",
    operation_id="read_edition_method",
    openapi_extra={
        "responses": {
            200: {
                "description": "The edition whole, as docs/schemas/measures-edition.schema.json has it, in canonical bytes (RFC 8785)",
                "content": {"application/json": {"schema": {"type": "object"}}},
            }
        }
    },
)
def read_edition_method(request: CallRequest, edition: UUID) -> HttpResponse:
    """The words of an edition to the letter: the SHA-256 of these bytes is its `digest`, and its ETag."""
    row = _seen(request, edition)
    tag = quote_etag(row.digest)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(write_edition_json(method_of(row)), content_type="application/json", headers=headers)


def told(row: Edition) -> dict[str, Any]:
    """The edition as the web API tells it."""
    return {
        "id": row.public_id,
        "body": row.organisation.public_id,
        "code": row.code,
        "title": row.title,
        "language": row.language,
        "complete": row.complete,
        "follows": row.follows.public_id if row.follows else None,
        "state": row.state,
        "comments_until": row.comments_until,
        "frozen_at": row.frozen_at,
        "retired_at": row.retired_at,
        "digest": row.digest,
    }


def question_told(method: Method, question: Question) -> dict[str, Any]:
    """A question as the web API tells it, with its requirement, which the edition has."""
    requirement = method.requirement_of[question.requirement]
    source = {"resolution": requirement.source.resolution, "paragraph": requirement.source.paragraph}
    return {
        "code": question.code,
        "kind": question.kind,
        "text": question.text,
        "help": question.help,
        "levels": question.levels,
        "not_applicable": question.not_applicable,
        "evidence": question.evidence,
        "marks": sorted(question.marks),
        "partners": question.partners,
        "area": requirement.area,
        "requirement": requirement.code,
        "requirement_text": requirement.text,
        "source": source,
        "force": requirement.force,
        "confidence": requirement.confidence,
    }


def _seen(request: CallRequest, edition: UUID) -> Edition:
    _demand_reader(request)
    return get_object_or_404(editions(), public_id=edition)


def _demand_reader(request: CallRequest) -> None:
    """Whoever works on assessments. Raises ProblemError `mandate.role_lacks`."""
    roles = request.caller.actor.roles
    if not purposes_for(roles, Act.SEE, DataClass.ASSESSMENT):
        raise MANDATE.problem("role_lacks", act=Act.SEE.value, data=DataClass.ASSESSMENT.value)
