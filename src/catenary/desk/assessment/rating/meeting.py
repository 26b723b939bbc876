"""The meeting: a panel closed with a reason, an answer agreed, a view that stays another."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch

from catenary.core.assessment import consensus, rating_flow
from catenary.core.assessment.consensus import Consensus, VoiceKind
from catenary.core.assessment.consensus import Voice as Heard
from catenary.core.assessment.panel_problems import CONSENSUS
from catenary.core.assessment.rating_flow import RatingState
from catenary.core.assessment.scores import confidence_of
from catenary.core.measures.model import Answer, AnswerKind
from catenary.desk.assessment.access import leads
from catenary.desk.assessment.models import Agreed, Panel, Rating, RatingEvidence, Voice
from catenary.desk.assessment.rating.of_visit import demand_lead
from catenary.desk.assessment.rating.panels import name_of, panel_for_change, question_of
from catenary.desk.assessment.rating.writing import answer_of, as_piece
from catenary.desk.assessment.visits.keeping import save_row
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.signed_in import SignedIn


@transaction.atomic
def close_panel(*, actor: SignedIn, panel: UUID, reason: str) -> Panel:
    """Have a panel shown before everybody has handed in. Raises ProblemError as `rating_flow.close` does."""
    row, core = panel_for_change(panel)
    rating_flow.close(core, reason, leads=leads(actor, row.visit))
    row.shown_at, row.closed_by, row.closed_reason = actor.now, actor.person, reason
    row.full_clean(exclude={"made_by"})  # who led before may be of another organisation
    row.save()
    enter(
        room="assessment",
        act="close_panel",
        record=str(row.public_id),
        reason=reason,
        params={"question": row.question, "missing": core.waiting},
    )
    return row


@transaction.atomic
def agree(
    *, actor: SignedIn, panel: UUID, answer: Answer, reason: str, voices: Iterable[Heard], language: str = ""
) -> Agreed:
    """Enter what the meeting agreed, with who moved and who keeps another view; it stands.

    Raises ProblemError `rating.leader_only`, and what speaks against the agreement (`consensus.against`).
    """
    row, core = panel_for_change(panel)
    demand_lead(actor, row.visit)
    standing = standing_ratings(row)
    ratings = {str(each.rater_id): _answer(each) for each in standing}
    agreed = Consensus(answer, reason, tuple(voices))
    consensus.demand_agreement(core, question_of(row), ratings, agreed)
    kept = _kept(actor, row, agreed, standing, language)
    _keep_voices(actor, kept, agreed.voices)
    row.agreed_at = actor.now
    row.save(update_fields=("agreed_at",))
    enter(
        room="assessment",
        act="agree_score",
        record=str(row.public_id),
        reason=reason,
        params={
            "question": row.question,
            "moved": sum(each.kind is VoiceKind.MOVED for each in agreed.voices),
            "dissent": sum(each.kind is VoiceKind.DISSENT for each in agreed.voices),
        },
    )
    return kept


@transaction.atomic
def dissent(*, actor: SignedIn, panel: UUID, why: str) -> Voice:
    """Add one's own other view after the meeting. Raises ProblemError as `consensus.demand_dissent` does."""
    row, core = panel_for_change(panel)
    kept = Agreed.objects.filter(panel=row).first()
    if kept is None:
        raise CONSENSUS.problem("not_agreed")
    ratings = {str(each.rater_id): _answer(each) for each in standing_ratings(row)}
    consensus.demand_dissent(core, name_of(actor), ratings, agreed_of(kept), why)
    voice = Voice(
        panel=row,
        agreed=kept,
        rater=actor.person,
        kind=VoiceKind.DISSENT,
        why=why,
        entered_by=actor.person,
        at=actor.now,
    )
    save_row(voice)
    enter(room="assessment", act="add_dissent", record=str(row.public_id), params={"question": row.question})
    return voice


def standing_ratings(row: Panel) -> list[Rating]:
    """The ratings that count: handed in, not withdrawn, of nobody who was taken off."""
    rows = Rating.objects.filter(panel=row, state=RatingState.SUBMITTED, seat__recused_at=None).order_by("pk")
    return list(rows.prefetch_related(Prefetch("evidence", RatingEvidence.objects.order_by("pk"))))


def agreed_of(kept: Agreed) -> Consensus:
    """What was agreed, as the rules know it."""
    voices = tuple(Heard(str(each.rater_id), VoiceKind(each.kind), each.why) for each in kept.voices.all())
    return Consensus(Answer(AnswerKind(kept.answer), kept.level), kept.reason, voices)


def _kept(actor: SignedIn, row: Panel, agreed: Consensus, standing: list[Rating], language: str) -> Agreed:
    pieces = [as_piece(piece) for each in standing for piece in each.evidence.all()]
    sure = confidence_of([_answer(each) for each in standing], pieces, actor.now.date())
    kept = Agreed(
        panel=row,
        answer=agreed.answer.kind,
        level=agreed.answer.level,
        reason=agreed.reason,
        language=language,
        entered_by=actor.person,
        at=actor.now,
        strength=sure.strength,
        agreement=sure.agreement,
        confidence=sure.value,
        sureness=sure.sureness,
    )
    save_row(kept)
    return kept


def _keep_voices(actor: SignedIn, kept: Agreed, voices: Iterable[Heard]) -> None:
    for each in voices:
        voice = Voice(
            panel=kept.panel,
            agreed=kept,
            rater_id=int(each.rater),
            kind=each.kind,
            why=each.why,
            entered_by=actor.person,
            at=actor.now,
        )
        save_row(voice)


def _answer(rating: Rating) -> Answer:
    answer = answer_of(rating)
    assert answer is not None
    return answer
