"""A rater at work, alone: drafts that are kept, evidence, handing in, taking back, withdrawing."""

from datetime import date
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from attrs import frozen
from django.db import transaction
from django.utils import timezone

from catenary.basis.findings import ProblemError
from catenary.core.assessment import rating_flow
from catenary.core.assessment.confidence import Access, SourceKind, Stance
from catenary.core.assessment.evidence import Piece, demand_sound
from catenary.core.assessment.panel_problems import EVIDENCE
from catenary.core.assessment.rating_flow import Given, RatingState
from catenary.core.measures.model import Answer, AnswerKind
from catenary.desk.assessment.models import Panel, Rating, RatingEvidence, Seat, VisitDocument
from catenary.desk.assessment.rating.panels import keep_shown, name_of, panel_for_change, question_of
from catenary.desk.assessment.visits.keeping import save_row
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.signed_in import SignedIn
from catenary.formats.counts_file.note import read_counts
from catenary.formats.signed_note.keys import read_verifier_key

LONGEST: Final = 4000


@frozen
class Said:
    """What a rater wrote so far."""

    answer: Answer | None
    reason: str
    language: str = ""


@transaction.atomic
def keep_draft(*, actor: SignedIn, panel: UUID, said: Said) -> Rating:
    """Keep what was written so far, complete or not; only its rater ever sees it.

    Raises ProblemError with what speaks against writing (`rating_flow.against_writing`), `rating.cannot_apply`.
    """
    row, core = panel_for_change(panel)
    rating_flow.demand_writing(core, name_of(actor))
    if said.answer is not None:
        _demand_answer(row, said.answer)
    rating = own_rating(actor, row)
    _write(rating, said, actor)
    save_row(rating)
    return rating


@transaction.atomic
def add_evidence(
    *,
    actor: SignedIn,
    panel: UUID,
    piece: Piece,
    counts_digest: str = "",
    document: VisitDocument | None = None,
) -> RatingEvidence:
    """Name one more piece for or against; `document` is the one of the visit that it is. Raises ProblemError as `keep_draft` does, and the faults of evidence."""
    row, core = panel_for_change(panel)
    rating_flow.demand_writing(core, name_of(actor))
    demand_sound([piece], actor.now.date())
    rating = own_rating(actor, row)
    if rating.pk is None:
        _write(rating, Said(None, ""), actor)
        rating.save()
    named = RatingEvidence(
        panel=row,
        rating=rating,
        rater=actor.person,
        stance=piece.stance,
        kind=piece.kind,
        access=piece.access,
        reference=piece.reference,
        made_on=piece.made_on,
        counts_digest=counts_digest,
        document=document,
        added_at=actor.now,
    )
    save_row(named)
    return named


def name_counts(*, actor: SignedIn, panel: UUID, data: bytes, key: str, stance: Stance) -> RatingEvidence:
    """Name a unit's signed counts file as measured practice, its signature checked with the unit's own key.

    Raises ProblemError as `add_evidence` does, and those of `read_counts` and `read_verifier_key` for what is not signed by that key.
    """
    keys = [read_verifier_key(key.strip())]
    try:
        told = read_counts(data, keys)
        source, made_on = f"{told['name']}, {told['month']}", date.fromisoformat(told["made_on"])
    except (ValueError, KeyError, TypeError):
        raise EVIDENCE.problem("counts_unchecked") from None  # signed by the unit, and no counts file
    piece = Piece(SourceKind.MEASURED_PRACTICE, stance, Access.PARTIES, source, made_on, signed=True)
    return add_evidence(actor=actor, panel=panel, piece=piece, counts_digest=sha256(data).hexdigest())


@transaction.atomic
def remove_evidence(*, actor: SignedIn, panel: UUID, evidence: UUID) -> None:
    """Take a piece off a draft. Raises ProblemError as `keep_draft` does; ObjectDoesNotExist."""
    row, core = panel_for_change(panel)
    rating_flow.demand_writing(core, name_of(actor))
    RatingEvidence.objects.get(public_id=evidence, panel=row, rater=actor.person).delete()


@transaction.atomic
def submit(*, actor: SignedIn, panel: UUID, said: Said) -> Rating:
    """Hand in a rating; everybody on the panel sees all once the last has.

    Raises ProblemError as `keep_draft` does, and what the rating lacks (`rating_flow.lacking`).
    """
    row, core = panel_for_change(panel)
    rating = own_rating(actor, row, core)
    _write(rating, said, actor)
    after = rating_flow.submit(core, name_of(actor), question_of(row), as_given(rating))
    rating.state = RatingState.SUBMITTED
    save_row(rating)
    Seat.objects.filter(pk=rating.seat_id).update(submitted_at=actor.now)
    enter(
        room="assessment", act="submit_rating", record=str(row.public_id), params={"question": row.question}
    )
    keep_shown(actor, row, after)
    return rating


@transaction.atomic
def take_back(*, actor: SignedIn, panel: UUID) -> None:
    """Make a rating a draft again, while nobody has seen it. Raises ProblemError as `rating_flow.take_back` does."""
    row, core = panel_for_change(panel)
    rating_flow.take_back(core, name_of(actor))
    Rating.objects.filter(panel=row, rater=actor.person).update(state=RatingState.DRAFT)
    Seat.objects.filter(panel=row, rater=actor.person).update(submitted_at=None)
    enter(
        room="assessment",
        act="take_back_rating",
        record=str(row.public_id),
        params={"question": row.question},
    )


@transaction.atomic
def withdraw(*, actor: SignedIn, panel: UUID, reason: str) -> None:
    """Withdraw a rating that was shown, before the meeting agreed. Raises ProblemError as `rating_flow.withdraw` does."""
    row, core = panel_for_change(panel)
    rating_flow.withdraw(core, name_of(actor), reason)
    Rating.objects.filter(panel=row, rater=actor.person).update(
        state=RatingState.WITHDRAWN, withdrawn_reason=reason
    )
    Seat.objects.filter(panel=row, rater=actor.person).update(withdrawn_at=actor.now)
    enter(room="assessment", act="withdraw_rating", record=str(row.public_id), reason=reason)


def own_rating(actor: SignedIn, row: Panel, core: rating_flow.Panel | None = None) -> Rating:
    """The rating of who asks, kept or new. Raises ProblemError with what speaks against writing, where `core` is given."""
    if core is not None:
        rating_flow.demand_writing(core, name_of(actor))
    # in an order of its own: that of the table joins panel and visit, which would be locked against every other rater
    found = Rating.objects.filter(panel=row, rater=actor.person).order_by("pk").select_for_update().first()
    if found is not None:
        return found
    seat = Seat.objects.get(panel=row, rater=actor.person)
    return Rating(panel=row, seat=seat, rater=actor.person, saved_at=timezone.now())


def answer_of(row: Any) -> Answer | None:
    """The answer that a row holds; None while there is none."""
    return Answer(AnswerKind(row.answer), row.level) if row.answer else None


def as_given(rating: Rating) -> Given:
    """A rating as the rules know it."""
    pieces = tuple(as_piece(each) for each in rating.evidence.order_by("pk")) if rating.pk else ()
    return Given(answer_of(rating), rating.reason, pieces)


def as_piece(row: RatingEvidence) -> Piece:
    """A piece of evidence as the rules know it."""
    return Piece(
        SourceKind(row.kind),
        Stance(row.stance),
        Access(row.access),
        row.reference,
        row.made_on,
        bool(row.counts_digest),
    )


def piece_of(
    kind: str, stance: str, access: str, reference: str, made_on: date | None, *, signed: bool = False
) -> Piece:
    """A piece from codes."""
    return Piece(SourceKind(kind), Stance(stance), Access(access), reference, made_on, signed)


def _demand_answer(row: Panel, answer: Answer) -> None:
    if (found := rating_flow.against_answer(question_of(row), answer)) is not None:
        raise ProblemError(found)


def _write(rating: Rating, said: Said, actor: SignedIn) -> None:
    rating.answer = said.answer.kind if said.answer else ""
    rating.level = said.answer.level if said.answer else None
    rating.reason, rating.language = said.reason.strip(), said.language
    rating.saved_at = actor.now
