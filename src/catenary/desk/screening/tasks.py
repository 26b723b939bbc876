"""What workers do for screening. Job arguments are ids only; a job that is cut off is done again and comes to the same."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from catenary.desk.intake.models import Message, Passage
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.screening import building, lists_changes, publishing
from catenary.desk.screening import rescreening as rescreenings
from catenary.desk.screening.checking import check_passages, unanswered
from catenary.desk.screening.jobs import for_unit
from catenary.desk.screening.models import ListFile, Rescreening

_AGAIN = RetryStrategy(max_attempts=10, exponential_wait=3)


@app.task(name="screening.name_changes", retry=_AGAIN)
def name_changes(edition: str) -> None:
    """Tell by name whom an edition would add, change and take off."""
    with acting(Declaration(door=Door.SYSTEM)):
        organisation = ListFile.objects.values_list("organisation_id", flat=True).get(public_id=UUID(edition))
    with acting(for_unit(organisation)):
        lists_changes.name_changes(edition=UUID(edition), now=timezone.now())


@app.task(name="screening.build_index", retry=_AGAIN)
def build_index(index: str) -> None:
    """Build the index of all lists in force and use it."""
    building.build(index=UUID(index), now=timezone.now())


@app.task(name="screening.remove_index", retry=_AGAIN)
def remove_index(index: str) -> None:
    """Remove the folder of an index that is in use no more."""
    building.remove(index=UUID(index))


@app.task(name="screening.check_message", retry=_AGAIN)
def check_message(message: str) -> None:
    """Check everybody of whom a message was the last to speak and who was not checked since, as for a carrier that waits.

    A later message has a job of its own.
    """
    with acting(Declaration(door=Door.SYSTEM)):
        row = Message.objects.select_related("delivery").get(public_id=UUID(message))
    last: int | None = 0
    while last is not None:
        last = _check_batch(row, last)


def _check_batch(message: Message, after: int) -> int | None:
    with acting(for_unit(message.organisation_id)):
        named = Passage.objects.filter(last_message=message, pk__gt=after)
        read_at = None if message.corrects_id else message.delivery.read_at  # a correction is read later
        rows = unanswered(named, read_at).order_by("pk")
        found = list(rows[: rescreenings.BATCH])
        check_passages(passages=found, now=timezone.now())
    return found[-1].pk if len(found) == rescreenings.BATCH else None


@app.task(name="screening.rescreen", retry=_AGAIN)
def rescreen(rescreening: str) -> None:
    """Check travellers again against another index, each batch in a transaction of its own."""
    with acting(Declaration(door=Door.SYSTEM)):
        found = Rescreening.objects.values_list("organisation_id", flat=True)
        organisation = found.get(public_id=UUID(rescreening))
    going_on = True
    while going_on:
        with acting(for_unit(organisation)):
            going_on = rescreenings.rescreen_batch(rescreening=UUID(rescreening), now=timezone.now())


@app.periodic(cron="43 3 * * *")
@app.task(name="screening.seal_again", queueing_lock="screening.seal_again")
def seal_again(timestamp: int) -> None:
    """Seal the files of lists to the newest key, so that an older one may go after a few days."""
    with acting(Declaration(door=Door.SYSTEM)):
        files = list(ListFile.objects.exclude(sealed=None).values_list("pk", flat=True))
    for file in files:
        with acting(Declaration(door=Door.SYSTEM)):
            publishing.seal_again(file)
