"""Documents of a visit, and the State's comments on the facts of the draft, each answered."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from catenary.core.assessment.visit_problems import VISITS
from catenary.core.assessment.visit_words import CommentOutcome, DocumentKind, Side, Stage
from catenary.core.mandate.model import Handling, Role
from catenary.desk.assessment.access import (
    SEE,
    demand_moving,
    demand_side,
    is_on_team,
    locked_visit,
    seen_visit,
    sides_of,
    stage_of,
)
from catenary.desk.assessment.models import FactualComment, Visit, VisitDocument
from catenary.desk.assessment.visits.keeping import save_row
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.attachments.services import attach

DOCUMENT = "visit_document"
"""What files of documents hang on."""


def add_document(
    *,
    actor: SignedIn,
    visit: UUID,
    kind: DocumentKind,
    title: str,
    language: str,
    file: "UploadedFile[bytes]",
    handling: Handling = Handling.RESTRICTED,
    areas: Iterable[str] = (),
    shared: bool = False,
    dated_on: date | None = None,
) -> VisitDocument:
    """A document with its file, of one's own side; the other side reads it where it is shared.

    Raises ProblemError `visits.not_on_team`, `visits.document_kept`, `uploads.*`, and as `demand_moving` does.
    """
    demand(SEE, actor)
    with transaction.atomic():
        row = seen_visit(visit)
        demand_moving(row)
        side = _side_of(actor, row)
        _demand_sharable(handling, shared)
        document = VisitDocument(
            visit=row,
            body_id=row.body_id,
            visited_id=row.visited_id,
            side=side,
            organisation=actor.organisation,
            kind=kind,
            title=title,
            dated_on=dated_on,
            language=language,
            handling=handling,
            areas=sorted(areas),
            shared=shared,
            added_by=actor.person,
            added_at=actor.now,
        )
        save_row(document)
        attach(actor=actor, kind=DOCUMENT, record=document.public_id, file=file)
        _enter(row, "add_document", {"document": str(document.public_id), "handling": handling.value})
    return document


@transaction.atomic
def share_document(*, actor: SignedIn, document: UUID, shared: bool) -> VisitDocument:
    """Let the other side read a document, or no more. Raises ProblemError `visits.not_yours`, `visits.document_kept`."""
    demand(SEE, actor)
    row = VisitDocument.objects.select_related("visit").get(public_id=document)
    if row.organisation_id != actor.organisation.pk:
        raise VISITS.problem("not_yours")
    _demand_sharable(Handling(row.handling), shared)
    row.shared = shared
    save_row(row)
    _enter(row.visit, "share_document", {"document": str(row.public_id), "shared": shared})
    return row


@transaction.atomic
def add_comment(*, actor: SignedIn, visit: UUID, about: str, text: str, language: str) -> FactualComment:
    """A comment of the State on a fact of the draft; the body sees it once all are handed in.

    Raises ProblemError `visits.step_other_side`, `visits.step_not_yours`, `visits.comments_closed`.
    """
    row = _commented(actor, visit)
    newest = row.comments.aggregate(newest=Max("number"))["newest"] or 0
    comment = FactualComment(
        visit=row,
        body_id=row.body_id,
        visited_id=row.visited_id,
        number=newest + 1,
        about=about,
        text=text,
        language=language,
        made_by=actor.person,
        made_at=actor.now,
    )
    save_row(comment)
    _enter(row, "add_factual_comment", {"number": comment.number})
    return comment


@transaction.atomic
def drop_comment(*, actor: SignedIn, comment: UUID) -> Visit:
    """Take a comment back before it is handed in. Raises as `add_comment` does, FactualComment.DoesNotExist."""
    found = FactualComment.objects.get(public_id=comment, sent_at=None)
    row = _commented(actor, found.visit.public_id)
    number = found.number
    found.delete()
    _enter(row, "drop_factual_comment", {"number": number})
    return row


@transaction.atomic
def answer_comment(*, actor: SignedIn, comment: UUID, outcome: CommentOutcome, answer: str) -> FactualComment:
    """What the body did about a comment, and why; again until the report is sent for adoption.

    Raises ProblemError `visits.step_other_side`, `visits.step_not_yours`, `visits.answers_closed`, `visits.answer_missing`.
    """
    demand(SEE, actor)
    row = FactualComment.objects.select_related("visit").get(public_id=comment)
    visit = row.visit
    demand_side(actor, visit, Side.BODY, "answer_comment")
    if not actor.roles & {Role.ASSESSOR, Role.REVIEWER}:
        raise VISITS.problem("step_not_yours", act="answer_comment")
    if stage_of(visit) is not Stage.ANSWERING or row.sent_at is None:
        raise VISITS.problem("answers_closed")
    if not answer.strip():
        raise VISITS.problem("answer_missing")
    row.outcome, row.answer = outcome, answer
    row.answered_by, row.answered_at = actor.person, actor.now
    save_row(row)
    _enter(visit, "answer_factual_comment", {"number": row.number, "outcome": outcome.value})
    return row


def _commented(actor: SignedIn, visit: UUID) -> Visit:
    demand(SEE, actor)
    row = locked_visit(visit)
    demand_side(actor, row, Side.STATE, "add_comment")
    if Role.FOCAL_POINT not in actor.roles:
        raise VISITS.problem("step_not_yours", act="add_comment")
    if stage_of(row) is not Stage.COMMENTING:
        raise VISITS.problem("comments_closed")
    return row


def _side_of(actor: SignedIn, visit: Visit) -> Side:
    """Whose document it is; an expert of a partner works for the body."""
    sides = sides_of(actor, visit)
    if Side.BODY in sides or is_on_team(actor, visit):
        return Side.BODY
    if Side.STATE in sides:
        return Side.STATE
    raise VISITS.problem("not_on_team")


def _demand_sharable(handling: Handling, shared: bool) -> None:
    if shared and handling is Handling.ORIGINATOR_CONTROLLED:
        raise VISITS.problem("document_kept")


def _enter(visit: Visit, act: str, params: dict[str, str | int | bool | None]) -> None:
    enter(room="assessment", act=act, record=str(visit.public_id), params=params)
