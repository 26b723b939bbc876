"""Editions as the rules of core know them, read from their rows. Words are read once: their digest names them for good."""

from functools import lru_cache

from attrs import evolve
from django.db.models import QuerySet

from catenary.core.mandate.model import Actor
from catenary.core.measures.carrying import CarryOverMap
from catenary.core.measures.flow import Comment, Draft, EditionState
from catenary.core.measures.model import Edition as Method
from catenary.core.measures.model import Translation
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.measures.models import (
    CarryOver,
    Edition,
    EditionComment,
    EditionDeed,
    EditionStep,
    EditionText,
    EditionTranslation,
)
from catenary.desk.measures.stored import map_from, translation_from
from catenary.formats.measures import read_edition_json

SETTLED = (EditionState.FROZEN.value, EditionState.RETIRED.value)
"""States of editions that visits were made under."""
_WRITING = (EditionDeed.MAKE, EditionDeed.LOAD_FIRST, EditionDeed.WRITE, EditionDeed.UPLOAD)
_READ_AT_ONCE = 16


def editions() -> "QuerySet[Edition]":
    """The editions that whoever acts may see. Who made them is not joined: people of other organisations are not seen."""
    return Edition.objects.select_related("organisation", "follows")


def method_of(row: Edition) -> Method:
    """The edition whole, as its present words have it."""
    return method_in_words(row, row.digest)


def method_in_words(row: Edition, digest: str) -> Method:
    """The edition as it was in the words of a digest. Raises EditionText.DoesNotExist for words it never had, or that are not seen."""
    if EditionText.objects.filter(edition=row, digest=digest).exists():
        return _read(row.pk, digest)
    raise EditionText.DoesNotExist


def draft_of(row: Edition) -> Draft:
    """The edition with where it stands, who wrote it and what was said of it: for its body."""
    written = EditionStep.objects.filter(edition=row, deed__in=[each.value for each in _WRITING])
    authors = written.values_list("by_id", flat=True).distinct()
    return Draft(
        edition=method_of(row),
        authors=frozenset(map(str, authors)),
        state=EditionState(row.state),
        rounds=row.rounds,
        comments_until=row.comments_until,
        comments=[comment_from(each) for each in comments_on(row)],
    )


def as_author(actor: SignedIn) -> Actor:
    """Whoever acts, known by their row, as authors are in `draft_of`: also one whom the body no longer sees counts as an author."""
    return evolve(actor.actor, person=str(actor.person.pk))


def comments_on(row: Edition) -> "QuerySet[EditionComment]":
    """What was said of an edition, as far as whoever acts may see, in the order it came."""
    rows = EditionComment.objects.filter(edition=row)
    return rows.select_related("organisation").order_by("at", "id")


def comment_from(row: EditionComment) -> Comment:
    """The comment that a row keeps."""
    return Comment(row.about, str(row.organisation.public_id), row.text, row.answer)


def earlier_than(row: Edition) -> tuple[Method, ...]:
    """Every other edition of the body that was frozen, retired ones too."""
    rows = editions().filter(organisation=row.organisation, state__in=SETTLED).exclude(pk=row.pk)
    return tuple(method_of(each) for each in rows)


def carry_over_of(row: Edition) -> CarryOverMap | None:
    """What becomes of answers given under the edition before; None for an edition that follows none."""
    kept = CarryOver.objects.filter(edition=row).first()
    if kept is None or row.follows is None:
        return None
    return map_from(kept, row.follows.code, row.code)


def translations_of(row: Edition, language: str = "") -> tuple[Translation, ...]:
    """The translations of an edition, into one language or all; `zh-hans`, as pages write it, is `zh_Hans` too."""
    rows = EditionTranslation.objects.filter(edition=row)
    chosen = rows.filter(language__iexact=language.replace("-", "_")) if language else rows
    return tuple(translation_from(each) for each in chosen.order_by("id"))


@lru_cache(maxsize=_READ_AT_ONCE)
def _read(edition: int, digest: str) -> Method:
    canonical = EditionText.objects.values_list("canonical", flat=True).get(edition=edition, digest=digest)
    return read_edition_json(bytes(canonical))
