"""What workers do for visits: tell of late steps, open sealed identities for who asked, and end what was opened."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from catenary.desk.assessment.visits import identities, lateness

_AGAIN = RetryStrategy(max_attempts=10, exponential_wait=3)


@app.periodic(cron="*/10 * * * *")
@app.task(name="assessment.tell_late", queueing_lock="assessment.tell_late")
def tell_late(timestamp: int) -> None:
    """Tell those whom the published rule names of steps that are due soon, or late."""
    lateness.tell_late(now=timezone.now())


@app.task(name="assessment.open_identity", retry=_AGAIN)
def open_identity_for(opening: str) -> None:
    """Open a sealed identity for who asked."""
    identities.open_for_asker(opening=UUID(opening), now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="assessment.end_openings", queueing_lock="assessment.end_openings")
def end_openings(timestamp: int) -> None:
    """Take away what was opened once its time is over."""
    identities.end_openings(now=timezone.now())


@app.periodic(cron="17 4 * * *")
@app.task(name="assessment.forget_identities", queueing_lock="assessment.forget_identities")
def forget_identities(timestamp: int) -> None:
    """Erase identities of visits that ended a year ago."""
    identities.forget_identities(now=timezone.now())
