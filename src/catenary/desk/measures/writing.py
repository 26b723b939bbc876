"""Writing editions: made new or after an earlier one, question by question, or whole from a file. What was written before is never lost."""

import re
from collections.abc import Callable, Iterable
from typing import Final
from uuid import UUID

from attrs import evolve, frozen
from django.db import transaction

from catenary.core.mandate.model import DeskAct
from catenary.core.measures.carrying import propose, proposed_again
from catenary.core.measures.flow import revise
from catenary.core.measures.model import Edition as Method
from catenary.core.measures.model import Question
from catenary.core.measures.translating import carried_translations, translatable
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.measures.editions import (
    SETTLED,
    as_author,
    carry_over_of,
    draft_of,
    editions,
    method_of,
    translations_of,
)
from catenary.desk.measures.models import CarryOver, Edition, EditionDeed, EditionStep, EditionText
from catenary.desk.measures.problems import EDITIONS
from catenary.desk.measures.stored import kept_pairings
from catenary.desk.measures.translating import keep_translations
from catenary.formats.measures import edition_digest, first_edition, write_edition_json

WRITE: Final = of_desk(DeskAct.WRITE_EDITION)
LONGEST_CODE: Final = 40
SEEN_NO_MORE: Final = frozenset({"made_by"})
"""Who began an edition may have left the body since; the row stays theirs."""
_CODE: Final = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")


@frozen
class Head:
    """What an edition is called, and the one it follows."""

    code: str
    title: str
    follows: UUID | None = None


@transaction.atomic
def make_edition(*, actor: SignedIn, head: Head) -> Edition:
    """A draft: in the words of the edition it follows, with its translations and a map of what carries over; else empty.

    Raises ProblemError with core's refusal, `editions.code_odd`, `editions.title_odd`, `editions.code_taken`,
    `editions.before_not_settled`; Edition.DoesNotExist.
    """
    demand(WRITE, actor)
    before = _before(actor, head)
    method = Method(head.code, head.title, (), (), ())
    if before is not None:
        method = evolve(method_of(before), code=head.code, title=head.title, follows=before.code)
    row = _made(actor, method, EditionDeed.MAKE, before)
    if before is not None:
        _begin_following(actor, row, before)
    return row


@transaction.atomic
def load_first_edition(*, actor: SignedIn) -> Edition:
    """The edition that comes with the software, as a draft of the body; nothing of it is adopted yet.

    Raises ProblemError with core's refusal, `editions.code_taken`.
    """
    demand(WRITE, actor)
    return _made(actor, first_edition(), EditionDeed.LOAD_FIRST, None)


@transaction.atomic
def write_question(
    *, actor: SignedIn, edition: UUID, code: str, write: Callable[[Question], Question]
) -> Edition:
    """A question of a draft in other words; `write` is given how it stands now, under lock, and may refuse.

    Raises ProblemError with core's refusal, `measures.edition_settled`; KeyError for a question that the edition does not have.
    """
    row = locked(actor, edition)
    method = method_of(row)
    written = write(method.question_of[code])
    questions = [written if each.code == code else each for each in method.questions]
    return _rewritten(actor, row, evolve(method, questions=questions), EditionDeed.WRITE, code)


@transaction.atomic
def take_upload(*, actor: SignedIn, edition: UUID, method: Method) -> Edition:
    """A draft in the words of a file; what it said before stays among its words.

    Raises ProblemError with core's refusal, `measures.edition_settled`, `editions.file_other`, `editions.file_follows_other`,
    `editions.code_odd`, `editions.title_odd`, `editions.language_odd`; Edition.DoesNotExist.
    """
    row = locked(actor, edition)
    if method.code != row.code:
        raise EDITIONS.problem("file_other", stated=method.code[:LONGEST_CODE], wanted=row.code)
    follows = row.follows.code if row.follows else ""
    if method.follows != follows:
        raise EDITIONS.problem("file_follows_other", stated=method.follows[:LONGEST_CODE], wanted=follows)
    return _rewritten(actor, row, method, EditionDeed.UPLOAD, "")


def locked(actor: SignedIn, edition: UUID, permission: str = WRITE) -> Edition:
    """An edition of the actor's own body, under lock, for who has the permission."""
    demand(permission, actor)
    rows = Edition.objects.select_related("organisation", "follows").select_for_update(of=("self",))
    return rows.get(public_id=edition, organisation=actor.organisation)


def note(actor: SignedIn, row: Edition, deed: EditionDeed, reason: str = "", about: str = "") -> None:
    """Keep what was done with an edition, in its own history and in the ledger."""
    EditionStep.objects.create(
        organisation=actor.organisation,
        edition=row,
        deed=deed.value,
        by=actor.person,
        reason=reason,
        digest=row.digest,
        at=actor.now,
    )
    enter(
        room="measures",
        act=f"{deed.value}_edition",
        record=str(row.public_id),
        params={"edition": row.code, "digest": row.digest, "about": about or None},
    )


def _before(actor: SignedIn, head: Head) -> Edition | None:
    if head.follows is None:
        return None
    before = editions().get(public_id=head.follows, organisation=actor.organisation)
    if before.state not in SETTLED:
        raise EDITIONS.problem("before_not_settled", item=before.code)
    return before


def _made(actor: SignedIn, method: Method, deed: EditionDeed, before: Edition | None) -> Edition:
    _demand_fitting(method)
    if Edition.objects.filter(organisation=actor.organisation, code=method.code).exists():
        raise EDITIONS.problem("code_taken", item=method.code)
    row = Edition(
        organisation=actor.organisation,
        code=method.code,
        follows=before,
        made_by=actor.person,
        made_at=actor.now,
    )
    _put(actor, row, method)
    note(actor, row, deed)
    return row


def _begin_following(actor: SignedIn, row: Edition, before: Edition) -> None:
    was, now = method_of(before), method_of(row)
    CarryOver.objects.create(edition=row, pairings=kept_pairings(propose(was, now)))
    keep_translations(actor, row, carried_translations(was, now, translations_of(before)))


def _rewritten(actor: SignedIn, row: Edition, method: Method, deed: EditionDeed, about: str) -> Edition:
    _demand_fitting(method)
    was = method_of(row)
    _put(actor, row, revise(draft_of(row), method, as_author(actor)).edition)
    _follow_again(row, was, method)
    note(actor, row, deed, about=about)
    return row


def _put(actor: SignedIn, row: Edition, method: Method) -> None:
    """The row says what its words say."""
    row.title, row.language, row.complete = method.title, method.language, method.complete
    row.digest = edition_digest(method)
    row.version = row.version + 1 if row.pk else 1
    row.full_clean(exclude=SEEN_NO_MORE if row.pk else ())
    row.save()
    words = {"canonical": write_edition_json(method), "by": actor.person, "at": actor.now}
    EditionText.objects.get_or_create(edition=row, digest=row.digest, defaults=words)


def _follow_again(row: Edition, was: Method, now: Method) -> None:
    given = carry_over_of(row)
    if given is None or row.follows is None:
        return
    again = proposed_again(given, method_of(row.follows), was, now)
    CarryOver.objects.filter(edition=row).update(pairings=kept_pairings(again))


def _demand_fitting(method: Method) -> None:
    """What a row can hold; everything else about an edition is told beside it, and keeps it from being put out."""
    for code in (method.code, *_long(translatable(method))):
        if not _CODE.fullmatch(code) or len(code) > LONGEST_CODE:
            raise EDITIONS.problem("code_odd", item=code[:60])
    if not 0 < len(method.title) <= 300:
        raise EDITIONS.problem("title_odd")
    if not 0 < len(method.language) <= 10:
        raise EDITIONS.problem("language_odd", language=method.language[:20])


def _long(codes: Iterable[str]) -> list[str]:
    return [code for code in codes if len(code) > LONGEST_CODE]
