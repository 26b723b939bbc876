"""What workers do to tell people. Job arguments are ids and codes only."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.shell.models import NoticePreference, Notification
from catenary.desk.shell.notices import services

_SYSTEM = Declaration(door=Door.SYSTEM)


@app.task(name="shell.tell_roles")
def tell_roles(organisation_id: int, roles: list[str], kind: str, url: str) -> None:
    """Tell everybody who holds one of the roles in the organisation."""
    with acting(_SYSTEM):
        organisation = Organisation.objects.get(pk=organisation_id)
        people = services.holders(organisation_id, roles)
        services.notify(people=people, organisation=organisation, kind=kind, url=url)


@app.task(name="shell.mail_waiting")
def mail_waiting(notification_id: int) -> None:
    """Say by mail that something waits, never what; not again until the person has read what waited then."""
    with acting(_SYSTEM):
        row = Notification.objects.select_related("person").filter(pk=notification_id, read_at=None).first()
        if row is None or not services.wants_mail(row.person):
            return
        NoticePreference.objects.update_or_create(person=row.person, defaults={"mailed_at": timezone.now()})
        with translation.override(row.person.language):
            _mail(row.person.email).send()


def _mail(address: str) -> EmailMessage:
    origin = settings.CATENARY.origin
    body = _(
        "Something waits for you at the desk. Sign in to see what it is:\n\n%(address)s\n\n"
        "This message never says more than that. If you were asked for a password, it was not by us."
    )
    return EmailMessage(
        subject=_("Something waits for you"),
        body=body % {"address": f"{origin}/notifications"},
        from_email=f"Catenary <no-reply@{urlsplit(origin).hostname}>",
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    )
