"""Records that comments, files and search entries can belong to: what each room says of its own, once, when it is ready.

Who may see what hangs on a record is not decided again here: the database asks the record's own table, under that
table's row security, as whoever is asking.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from attrs import field, frozen
from django.db import connection
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise

from catenary.core.mandate.model import Role

if TYPE_CHECKING:
    from catenary.desk.mandate.signed_in import SignedIn


Demand: TypeAlias = Callable[["SignedIn", UUID], None]
"""Goes on, or raises ProblemError with the room's refusal."""


def _roles(roles: Iterable[Role]) -> frozenset[Role]:
    return frozenset(roles)


@frozen
class Subject:
    """A kind of record: its table, whose `column` holds the public id, what people call it, and where its page is."""

    kind: str
    table: str
    label: Promise
    address: Callable[[UUID], str]
    roles: frozenset[Role] = field(converter=_roles)
    """Who may open such a record at all; a mention tells nobody else."""
    column: str = "public_id"
    demand: Demand | None = None
    """What the room asks of somebody before they read or add what hangs on a record, beyond seeing that it exists."""


_SUBJECTS: dict[str, Subject] = {}


def register_subject(subject: Subject) -> None:
    """Let things hang on records of this kind; called once, when the room is ready."""
    _SUBJECTS[subject.kind] = subject


def subjects() -> Mapping[str, Subject]:
    """Every kind known, by its code."""
    return dict(_SUBJECTS)


def subject_of(kind: str) -> Subject | None:
    """The kind of that code; None where no room has it."""
    return _SUBJECTS.get(kind)


def is_visible(kind: str, record: UUID) -> bool:
    """Whether whoever acts now sees the record. False for what does not exist, which looks the same."""
    subject = _SUBJECTS.get(kind)
    if subject is None:
        return False
    table, column = connection.ops.quote_name(subject.table), connection.ops.quote_name(subject.column)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT FROM {table} WHERE {column} = %s)", [record])  # noqa: S608
        (seen,) = cursor.fetchone() or (False,)
    return bool(seen)


def demand_subject(here: "SignedIn", kind: str, record: UUID) -> Subject:
    """The kind of a record on which whoever is here may read and write things.

    Raises Http404 for what they do not see, ProblemError where the record's room refuses.
    """
    subject = _SUBJECTS.get(kind)
    if subject is None or not is_visible(kind, record):
        raise Http404
    if subject.demand is not None:
        subject.demand(here, record)
    return subject


def visible_record(table: str) -> str:
    """The SQL condition that the record a row of `table` hangs on is seen by whoever asks; false for unknown kinds."""
    cases = [
        f"WHEN '{each.kind}' THEN EXISTS (SELECT FROM {each.table} subject WHERE subject.{each.column} = {table}.record)"
        for each in sorted(_SUBJECTS.values(), key=lambda subject: subject.kind)
    ]
    return f"CASE {table}.kind {' '.join(cases)} ELSE false END" if cases else "false"


def forget_what_hangs(kind: str, record: UUID) -> None:
    """Erase the comments on a record, and have its files taken off the disk; when its time is over, as the system."""
    from catenary.desk.shell.attachments.jobs import forget_removed  # noqa: PLC0415  models need subjects
    from catenary.desk.shell.models import Attachment, Comment, Mention  # noqa: PLC0415  the same

    hanging = {"kind": kind, "record": record}
    Mention.objects.filter(**{f"comment__{name}": value for name, value in hanging.items()}).delete()
    Comment.objects.filter(**hanging).delete()
    Attachment.objects.filter(**hanging, removed_at=None).update(removed_at=timezone.now(), name="-")
    for row in Attachment.objects.filter(**hanging):
        forget_removed.defer(attachment_id=row.pk)
