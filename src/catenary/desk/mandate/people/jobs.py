"""Jobs of people and access: what time does to matters, and what is kept no longer."""

from datetime import UTC, datetime

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.contrib.django import app

from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Person
from catenary.desk.mandate.people import failed_attempts, kept_work, matters


@app.periodic(cron="* * * * *")
@app.task(name="people.matters_on_clock", queueing_lock="people.matters_on_clock")
def matters_on_clock(timestamp: int) -> None:
    """Let matters fall that nobody decided, end what is over, and wake those who can find a second person."""
    matters.on_clock(datetime.now(UTC))


@app.task(name="people.mail_factor_reset")
def mail_factor_reset(person: int) -> None:
    """Tell somebody that their second factors were removed, whatever mail they chose to have: it may not have been their wish."""
    with acting(Declaration(door=Door.SYSTEM)):
        whose = Person.objects.get(pk=person)
    with override(whose.language):
        message = render_to_string(
            "mandate/people/factor_reset.txt", {"address": f"{settings.CATENARY.origin}/"}
        )
        send_mail(_("Your second factors were removed"), message, None, [whose.email])


@app.periodic(cron="17 * * * *")
@app.task(name="people.forget", queueing_lock="people.forget")
def forget(timestamp: int) -> None:
    """Delete failed attempts after 90 days, and kept work that nobody came back for."""
    now = datetime.now(UTC)
    failed_attempts.forget_old(now)
    kept_work.forget_expired(now)
