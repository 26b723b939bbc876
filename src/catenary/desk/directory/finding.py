"""Organisations as search finds them and as things hang on them."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catenary.core.mandate.model import Role
from catenary.desk.directory.models import Organisation
from catenary.desk.shell import words
from catenary.desk.shell.search.kinds import Findable, Hit, Kind, register_kind
from catenary.desk.shell.subjects import Subject, register_subject

CODE = "organisation"


def register() -> None:
    """Let organisations be found by everybody, and let comments and files hang on them."""
    register_kind(Kind(CODE, _("Organisations"), _findable, _hits, _every))
    register_subject(Subject(CODE, "directory_organisation", _("Organisation"), _address, Role))


def _findable(records: Sequence[UUID]) -> Mapping[UUID, Findable]:
    rows = Organisation.objects.filter(public_id__in=records, closed_at=None)
    return {row.public_id: Findable(f"{row.name} {row.country}", personal=False) for row in rows}


def _hits(records: Sequence[UUID]) -> Mapping[UUID, Hit]:
    rows = Organisation.objects.filter(public_id__in=records)
    return {
        row.public_id: Hit(row.name, _address(row.public_id), words.word("organisation", row.kind))
        for row in rows
    }


def _every() -> Iterable[UUID]:
    return Organisation.objects.filter(closed_at=None).values_list("public_id", flat=True)


def _address(record: UUID) -> str:
    return reverse("organisation", args=[record])
