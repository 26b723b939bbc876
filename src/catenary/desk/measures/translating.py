"""Translations of an edition: taken from tables and forms, reviewed by people. They may grow while the edition itself stands."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from catenary.core.mandate.model import DeskAct
from catenary.core.measures.model import ReviewStatus, Translation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.measures.models import Edition, EditionTranslation
from catenary.desk.measures.problems import EDITIONS
from catenary.desk.measures.stored import kept_texts


@transaction.atomic
def take_translations(
    *, actor: SignedIn, edition: UUID, language: str, translations: Iterable[Translation]
) -> int:
    """Keep translations into one language, in the place of those there were; those not given stay. How many are other than before.

    Raises ProblemError with core's refusal, `editions.file_language`; Edition.DoesNotExist.
    """
    row = _own(actor, edition)
    given = tuple(translations)
    for each in given:
        if each.language != language:
            raise EDITIONS.problem("file_language", stated=each.language[:10], wanted=language)
    changed = keep_translations(actor, row, given)
    enter(
        room="measures",
        act="take_translations",
        record=str(row.public_id),
        params={"edition": row.code, "language": language, "count": changed},
    )
    return changed


@transaction.atomic
def review_translation(
    *, actor: SignedIn, edition: UUID, code: str, language: str, status: ReviewStatus
) -> EditionTranslation:
    """Say that one has read a translation, or approves it, or takes that back; one's own name goes with it.

    Raises ProblemError with core's refusal; EditionTranslation.DoesNotExist.
    """
    row = _own(actor, edition)
    rows = EditionTranslation.objects.select_for_update()
    kept = rows.get(edition=row, code=code, language=language)
    kept.status = status.value
    kept.by = "" if status is ReviewStatus.MACHINE_DRAFT else actor.person.name
    kept.changed_by, kept.changed_at = actor.person, actor.now
    kept.full_clean()
    kept.save()
    params = {"edition": row.code, "about": code, "language": language, "status": status.value}
    enter(room="measures", act="review_translation", record=str(row.public_id), params=params)
    return kept


def keep_translations(actor: SignedIn, row: Edition, translations: Iterable[Translation]) -> int:
    """Put translations into their rows; how many were not there, or other than now."""
    there = {(each.code, each.language): each for each in EditionTranslation.objects.filter(edition=row)}
    changed = [kept for each in translations if (kept := _other(there.get((each.code, each.language)), each))]
    for kept in changed:
        kept.edition, kept.changed_by, kept.changed_at = row, actor.person, actor.now
    known = [each for each in changed if each.pk]
    EditionTranslation.objects.bulk_create([each for each in changed if not each.pk])
    EditionTranslation.objects.bulk_update(known, ["texts", "status", "by", "changed_by", "changed_at"])
    return len(changed)


def _other(kept: EditionTranslation | None, told: Translation) -> EditionTranslation | None:
    """The row with what is told; None where it says that already."""
    texts, status = kept_texts(told.texts), told.status.value
    if kept and (kept.texts, kept.status, kept.by) == (texts, status, told.by):
        return None
    kept = kept or EditionTranslation(code=told.code, language=told.language)
    kept.texts, kept.status, kept.by = texts, status, told.by
    return kept


def _own(actor: SignedIn, edition: UUID) -> Edition:
    demand(of_desk(DeskAct.WRITE_EDITION), actor)
    return Edition.objects.get(public_id=edition, organisation=actor.organisation)
