"""What somebody was told."""

from django.urls import reverse

from catenary.desk.mandate.models import Person
from catenary.desk.shell.models import ByEmail, NoticePreference, Notification
from catenary.desk.shell.notices.kinds import told
from catenary.desk.shell.parts import Notice

SHOWN = 100


def unread_count(person: Person) -> int:
    """How much the person has not read."""
    return Notification.objects.filter(person=person, read_at=None).count()


def newest(person: Person, count: int = SHOWN) -> tuple[Notice, ...]:
    """What the person was told last; opening a notice marks it read on the way."""
    return tuple(_notice(row) for row in Notification.objects.filter(person=person)[:count])


def by_email(person: Person) -> ByEmail:
    """How the person wants to be told; when something waits, unless they said otherwise."""
    row = NoticePreference.objects.filter(person=person).first()
    return ByEmail(row.by_email) if row else ByEmail.WHEN_WAITING


def _notice(row: Notification) -> Notice:
    return Notice(
        text=told(row.kind, row.params),
        at=row.created_at,
        url=reverse("open_notification", args=[row.public_id]),
        read=row.read_at is not None,
    )
