"""Editions for tests that ask for things that exist: a draft, one that follows a frozen one, a comment, a translation."""

from django.utils import timezone
from tests.core.measures.editions import small_edition

from catenary.core.measures.carrying import propose
from catenary.core.measures.flow import EditionState
from catenary.desk.mandate.models import Person
from catenary.desk.measures.models import CarryOver, Edition, EditionComment, EditionText, EditionTranslation
from catenary.desk.measures.stored import kept_pairings, kept_texts
from catenary.formats.measures import edition_digest, write_edition_json


def of_the_method(here, maker):
    """By the workers' door."""
    now = timezone.now()
    second = Person.objects.create(email="second@matrix.example", name="X", password="!")
    before = edition_row(
        here, maker, small_edition(code="E0"), state=EditionState.FROZEN, frozen_by=second, frozen_at=now
    )
    method = small_edition(code="E2", follows="E0")
    following = edition_row(here, maker, method, follows=before)
    CarryOver.objects.create(
        edition=following, pairings=kept_pairings(propose(small_edition(code="E0"), method))
    )
    row = edition_row(here, maker, small_edition())
    EditionTranslation.objects.create(
        edition=row, code="BOR", language="fr", texts=kept_texts(small_edition().texts_of("BOR")), status="machine_draft",
        changed_by=maker, changed_at=now,
    )  # fmt: skip
    said = EditionComment.objects.create(
        edition=row,
        body=here,
        organisation=here,
        by=maker,
        round=1,
        about="BOR",
        text="x",
        language="en",
        at=now,
    )
    return {"method": row, "following_method": following, "method_comment": said}


def edition_row(here, maker, method, **told):
    """An edition of an organisation in the words of a method."""
    digest, now = edition_digest(method), timezone.now()
    row = Edition.objects.create(
        organisation=here, code=method.code, title=method.title, language=method.language, complete=method.complete,
        digest=digest, made_by=maker, made_at=now, **told,
    )  # fmt: skip
    EditionText.objects.create(
        edition=row, digest=digest, canonical=write_edition_json(method), by=maker, at=now
    )
    return row
