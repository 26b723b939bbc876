"""What was written under a record."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from catenary.desk.mandate.models import Person
from catenary.desk.shell import parts
from catenary.desk.shell.models import Comment


def comments_on(kind: str, record: UUID) -> tuple[parts.Comment, ...]:
    """In the order they were written; one that was taken back says so."""
    rows = Comment.objects.filter(kind=kind, record=record).select_related("organisation")
    listed = list(rows.prefetch_related("mentions"))
    known = names(each for row in listed for each in (row.author_id, *_mentioned(row)))
    return tuple(_comment(row, known) for row in listed)


def names(people: Iterable[int]) -> dict[int, str]:
    """The names of those people whom the reader may know; of another organisation nobody is named."""
    return dict(Person.objects.filter(pk__in=set(people)).values_list("pk", "name"))


def _comment(row: Comment, known: Mapping[int, str]) -> parts.Comment:
    return parts.Comment(
        by=known.get(row.author_id, row.organisation.name),
        at=row.created_at,
        text=_text(row),
        mentions=tuple(known[each] for each in _mentioned(row) if each in known),
    )


def _text(row: Comment) -> parts.Told:
    if row.withdrawn_at:
        return parts.Told(_("This comment was taken back."))
    return parts.Told(row.text, row.language)


def _mentioned(row: Comment) -> list[int]:
    return [each.person_id for each in row.mentions.all()]
