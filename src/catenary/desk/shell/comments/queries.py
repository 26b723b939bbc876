"""What was written under a record."""

from uuid import UUID

from django.utils.translation import gettext as _

from catenary.desk.shell import parts
from catenary.desk.shell.models import Comment


def comments_on(kind: str, record: UUID) -> tuple[parts.Comment, ...]:
    """In the order they were written; one that was taken back says so."""
    rows = Comment.objects.filter(kind=kind, record=record).select_related("author", "organisation")
    return tuple(_comment(row) for row in rows.prefetch_related("mentions__person"))


def _comment(row: Comment) -> parts.Comment:
    text = (
        parts.Told(_("This comment was taken back."))
        if row.withdrawn_at
        else parts.Told(row.text, row.language)
    )
    mentions = tuple(each.person.name for each in row.mentions.all())
    return parts.Comment(by=row.author.name, at=row.created_at, text=text, mentions=mentions)
