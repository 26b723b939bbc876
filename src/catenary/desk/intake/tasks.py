"""What workers do for intake. Job arguments are ids only; a job that is cut off is done again from the start."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from catenary.desk.intake.models import Delivery, Spooled
from catenary.desk.intake.reading import read
from catenary.desk.mandate.acting import Declaration, Door, acting


@app.task(name="intake.read_delivery", retry=RetryStrategy(max_attempts=10, exponential_wait=3))
def read_delivery(delivery: str) -> None:
    """Read a delivery and keep what it says."""
    with acting(Declaration(door=Door.SYSTEM)):
        organisation = Delivery.objects.values_list("organisation_id", flat=True).get(
            public_id=UUID(delivery)
        )
    with acting(Declaration(organisation=organisation, door=Door.SYSTEM)):
        read(delivery=UUID(delivery), now=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="intake.empty_spool", queueing_lock="intake.empty_spool")
def empty_spool(timestamp: int) -> None:
    """What waited in the spool long enough goes, whether anybody looked at it or not."""
    with acting(Declaration(door=Door.SYSTEM)):
        Spooled.objects.filter(expires_at__lte=timezone.now()).delete()
