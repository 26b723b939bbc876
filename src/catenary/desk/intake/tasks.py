"""What workers do for intake. Job arguments are ids only; a job that is cut off is done again from the start."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from catenary.core.intake.ports import Bucket
from catenary.core.intake.receipt import DeliveryState, Way
from catenary.desk.intake import border_checks, channel_answers
from catenary.desk.intake.collecting import collect
from catenary.desk.intake.models import Channel, Delivery, Spooled
from catenary.desk.intake.opening import end_all, open_for_asker
from catenary.desk.intake.outage import carriers as outage_carriers
from catenary.desk.intake.outage import catching_up
from catenary.desk.intake.outage import queues as outage_queues
from catenary.desk.intake.reading import read
from catenary.desk.intake.standings import failed, fetched
from catenary.desk.intake.watching import watch
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.one_by_one import each_alone

LATE: Final = timedelta(minutes=15)
"""After so long a delivery that nobody reads is given to the workers again."""
_AT_ONCE: Final = 1000


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
    """What could not be read and waited long enough goes, whether anybody looked at it or not; what nobody read yet stays."""
    with acting(Declaration(door=Door.SYSTEM)):
        waited = Spooled.objects.filter(expires_at__lte=timezone.now())
        waited.exclude(delivery__state=DeliveryState.RECEIVED).delete()


@app.task(name="intake.open_original", retry=RetryStrategy(max_attempts=3, wait=5))
def open_original(opening: str) -> None:
    """Open the original of a delivery for whoever asked."""
    open_for_asker(opening=UUID(opening), now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="intake.end_openings", queueing_lock="intake.end_openings")
def end_openings(timestamp: int) -> None:
    """What was opened for somebody goes when its time is over."""
    end_all(now=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="intake.read_late", queueing_lock="intake.read_late")
def read_late(timestamp: int) -> None:
    """What was acknowledged is read in the end, even where its job was given up: a mended desk catches up by itself."""
    with acting(Declaration(door=Door.SYSTEM)):
        late = Delivery.objects.filter(
            state=DeliveryState.RECEIVED, received_at__lte=timezone.now() - LATE
        ).order_by("received_at")
        waiting = {str(each) for each in late.values_list("public_id", flat=True)[:_AT_ONCE]}
        for each in sorted(waiting - _under_way(waiting)):
            read_delivery.defer(delivery=each)


@app.periodic(cron="*/10 * * * *")
@app.task(name="intake.begin_clocks", queueing_lock="intake.begin_clocks")
def begin_clocks(timestamp: int) -> None:
    """From the end of the border check the law counts how long what carriers told may be kept."""
    going_on = True
    while going_on:
        with acting(Declaration(door=Door.SYSTEM)):
            going_on = border_checks.begin_clocks(now=timezone.now()) == border_checks.AT_ONCE


@app.periodic(cron="* * * * * */10")
@app.task(name="intake.watch_inbox", queueing_lock="intake.watch_inbox", lock="intake.watch_inbox")
def watch_inbox(timestamp: int) -> None:
    """Take what carriers put into the folders of their channels; one worker at a time."""
    if settings.INBOX is not None:
        watch(Path(settings.INBOX), timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="intake.tell_carriers", queueing_lock="intake.tell_carriers")
def tell_carriers(timestamp: int) -> None:
    """Tell the web, and the consumer of queues, which carriers may be answered should the database go away."""
    with acting(Declaration(door=Door.SYSTEM)):
        carriers, queues = outage_carriers.carriers_now(), outage_queues.queues_now()
    now = timezone.now()
    outage_carriers.tell(settings.OUTAGE_SPOOL, carriers, now)
    outage_queues.tell_queues(settings.OUTAGE_SPOOL, queues, now)


@app.periodic(cron="37 3 * * *")
@app.task(name="intake.seal_keys_again", queueing_lock="intake.seal_keys_again")
def seal_keys_again(timestamp: int) -> None:
    """Seal the keys of our signatures to the newest key, so that an older one may go after a few days."""
    with acting(Declaration(door=Door.SYSTEM)):
        channels = list(Channel.objects.exclude(push_secret=None).values_list("pk", flat=True))
    each_alone(channels, channel_answers.seal_again)


@app.periodic(cron="* * * * * */5")
@app.task(name="intake.catch_up", queueing_lock="intake.catch_up", lock="intake.catch_up")
def catch_up(timestamp: int) -> None:
    """Commit what carriers were answered about while the database was away; one worker at a time."""
    catching_up.catch_up(settings.OUTAGE_SPOOL, timezone.now())


@app.periodic(cron="* * * * * */10")
@app.task(
    name="intake.look_into_bucket", queueing_lock="intake.look_into_bucket", lock="intake.look_into_bucket"
)
def look_into_bucket(timestamp: int) -> None:
    """Take what carriers put into the folders of their channels in the bucket; one worker at a time."""
    bucket: Callable[[], Bucket | None] = import_string(settings.CARRIERS_BUCKET)
    collect(bucket(), timezone.now)
    if not settings.CATENARY.queues:  # else a process of its own says how the queues stand
        failed(fetched(Way.QUEUE), "not_set_up", timezone.now())


def _under_way(deliveries: set[str]) -> set[str]:
    jobs = ProcrastinateJob.objects.filter(
        task_name="intake.read_delivery", status__in=("todo", "doing"), args__delivery__in=list(deliveries)
    )
    return {job.args["delivery"] for job in jobs}
