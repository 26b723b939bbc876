"""What workers do for the quarantine desk. Job arguments are ids only; a job that is cut off is done again from the start."""

from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from catenary.core.intake.receipt import MessageState
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Message
from catenary.desk.intake.replaying import read_again, read_version
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.shell.progress.services import point_to, under_way

_SYSTEM = Declaration(door=Door.SYSTEM)


@app.task(name="intake.read_correction")
def read_correction(version: str, work: str) -> None:
    """Read a message as an officer corrected it."""
    with acting(_SYSTEM):
        row = Message.objects.get(public_id=UUID(version))
    with under_way(UUID(work)):
        with acting(_of(row.organisation_id)):
            read_version(row, timezone.now())
        point_to(UUID(work), reverse("message", args=[version]))


@app.task(name="intake.read_all_again")
def read_all_again(organisation: str, work: str) -> None:
    """Read every message in an organisation's quarantine again, each in a transaction of its own."""
    with acting(_SYSTEM):
        whose = Organisation.objects.values_list("pk", flat=True).get(public_id=UUID(organisation))
        waiting = list(
            Message.objects.filter(organisation=whose, state=MessageState.QUARANTINED).order_by("id")
        )
    with under_way(UUID(work)) as tell:
        for done, row in enumerate(waiting, 1):
            with acting(_of(whose)):
                read_again(row, timezone.now())
            tell(done, len(waiting))
        point_to(UUID(work), reverse("quarantine"))


def _of(organisation: int) -> Declaration:
    return Declaration(organisation=organisation, door=Door.SYSTEM)
