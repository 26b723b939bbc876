"""Telling people, and what they do with what they were told."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from catenary.core.mandate.model import Role
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import declared
from catenary.desk.mandate.models import Membership, Person
from catenary.desk.mandate.models.people import MembershipState
from catenary.desk.mandate.people.standing import suspended_in
from catenary.desk.shell.models import ByEmail, NoticePreference, Notification
from catenary.desk.shell.notices.kinds import is_known

_NOTHING: Mapping[str, str | int] = {}


def notify(
    *,
    people: Iterable[Person],
    organisation: Organisation,
    kind: str,
    params: Mapping[str, str | int] = _NOTHING,
    url: str = "",
) -> None:
    """Tell people, as members of an organisation. No params and no url may hold personal data. In the caller's transaction.

    Raises KeyError for a kind without a sentence.
    """
    if not is_known(kind):
        raise KeyError(kind)
    caused_by = declared().person or None
    with transaction.atomic():
        for person in people:
            row = Notification.objects.create(
                person=person,
                organisation=organisation,
                kind=kind,
                params=dict(params),
                url=url,
                caused_by_id=caused_by,
            )
            _mail_later(row)


def notify_roles(*, organisation: Organisation, roles: Iterable[Role], kind: str, url: str = "") -> None:
    """Tell whoever holds one of the roles in an organisation, one's own or another: a job finds them, who are not ours to see."""
    from catenary.desk.shell.notices.jobs import tell_roles  # noqa: PLC0415  jobs call services

    if not is_known(kind):
        raise KeyError(kind)
    tell_roles.defer(
        organisation_id=organisation.pk, roles=sorted(role.value for role in roles), kind=kind, url=url
    )


def holders(organisation_id: int, roles: Iterable[str]) -> list[Person]:
    """Everybody who holds one of the roles there now and is not suspended, as far as whoever asks may see them."""
    held = Membership.objects.filter(
        organisation_id=organisation_id,
        role__in=list(roles),
        state=MembershipState.ACTIVE,
        person__is_active=True,
    ).select_related("person")
    people = {each.person.pk: each.person for each in held}.values()
    return [person for person in people if organisation_id not in suspended_in(person, timezone.now())]


def read(*, actor: Person, notification: Notification) -> Notification:
    """Mark it read; once read it stays so."""
    if notification.read_at is None:
        notification.read_at = timezone.now()
        notification.save(update_fields=["read_at"])
    return notification


def read_all(*, actor: Person) -> int:
    """Mark everything of the actor's read; gives how many were not."""
    return Notification.objects.filter(person=actor, read_at=None).update(read_at=timezone.now())


def choose(*, actor: Person, by_email: ByEmail) -> NoticePreference:
    """Say how the actor wants to be told."""
    row, _made = NoticePreference.objects.get_or_create(person=actor)
    row.by_email = by_email
    row.full_clean()
    row.save(update_fields=["by_email"])
    return row


def _mail_later(row: Model) -> None:
    from catenary.desk.shell.notices.jobs import mail_waiting  # noqa: PLC0415  jobs call services

    if settings.CATENARY.email:
        mail_waiting.defer(notification_id=row.pk)


def wants_mail(person: Person) -> bool:
    """Whether a mail may be sent now: wanted, and none was since the person last read everything."""
    try:
        preference = NoticePreference.objects.get(person=person)
    except ObjectDoesNotExist:
        return True
    if preference.by_email == ByEmail.NEVER:
        return False
    unread = Notification.objects.filter(person=person, read_at=None)
    sent = preference.mailed_at
    return sent is None or not unread.filter(created_at__lt=sent).exists()
