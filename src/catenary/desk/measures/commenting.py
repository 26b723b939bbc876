"""Comments in consultation: States and partners say, question by question, what they think of a draft; the body answers each."""

from typing import Final
from uuid import UUID

from django.db import transaction

from catenary.core.mandate.model import DeskAct
from catenary.core.measures import flow
from catenary.core.measures.flow import Comment, Draft, EditionState
from catenary.core.measures.problems import MEASURES
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.measures.editions import as_author, draft_of, editions, method_of
from catenary.desk.measures.models import Edition, EditionComment
from catenary.desk.measures.writing import locked

COMMENT: Final = of_desk(DeskAct.COMMENT_EDITION)


@transaction.atomic
def comment(*, actor: SignedIn, edition: UUID, about: str, text: str) -> EditionComment:
    """Say something of an area, requirement, question or case of an edition that is out for comments, for one's organisation.

    Raises ProblemError with core's refusal, `measures.comments_closed`, `measures.comment_about_unknown`; Edition.DoesNotExist.
    """
    demand(COMMENT, actor)
    row = editions().get(public_id=edition)
    standing = Draft(method_of(row), frozenset(), EditionState(row.state), row.rounds, row.comments_until)
    said = Comment(about, str(actor.organisation.public_id), text)
    flow.comment(standing, said, actor.now.date())
    kept = EditionComment(
        edition=row,
        body=row.organisation,
        organisation=actor.organisation,
        by=actor.person,
        round=row.rounds,
        about=about,
        text=said.text,
        language=actor.person.language,
        at=actor.now,
    )
    kept.full_clean()
    kept.save()
    _enter(row, kept, "comment_on_edition")
    return kept


@transaction.atomic
def answer(*, actor: SignedIn, edition: UUID, said: UUID, text: str) -> EditionComment:
    """Answer a comment on an edition of one's own body; a new answer takes the place of one that was given while it is not frozen.

    Raises ProblemError with core's refusal, `measures.answer_missing`, `measures.edition_settled`; EditionComment.DoesNotExist.
    """
    row = locked(actor, edition)
    draft = draft_of(row)
    if draft.state in {EditionState.FROZEN, EditionState.RETIRED}:
        raise MEASURES.problem("edition_settled", item=row.code, state=row.state)
    rows = list(EditionComment.objects.filter(edition=row).order_by("at", "id"))
    kept = next((each for each in rows if each.public_id == said), None)
    if kept is None:
        raise EditionComment.DoesNotExist
    answered = flow.reply(draft, rows.index(kept), text, as_author(actor))
    kept.answer = answered.comments[rows.index(kept)].answer
    kept.answered_by, kept.answered_at = actor.person, actor.now
    kept.full_clean(exclude={"by"})  # whom the body does not see
    kept.save()
    _enter(row, kept, "answer_comment")
    return kept


def _enter(row: Edition, kept: EditionComment, act: str) -> None:
    params = {"edition": row.code, "about": kept.about}
    enter(room="measures", act=act, record=str(row.public_id), params=params)
