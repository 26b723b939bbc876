"""What workers do for screening. Job arguments are ids only; a job that is cut off is done again and comes to the same."""

from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from catenary.core.screening.telling import TellingState
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Channel, Message, Passage, PassageChange
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.one_by_one import each_alone
from catenary.desk.screening import building, late, lists_changes, publishing, telling_carriers
from catenary.desk.screening import rescreening as rescreenings
from catenary.desk.screening.checking import check_passages, unanswered
from catenary.desk.screening.drills.setting import end_due, organisations_due
from catenary.desk.screening.jobs import for_unit
from catenary.desk.screening.models import (
    AnswerChange,
    ListFile,
    Measurement,
    OutsideLookup,
    OutsideRegister,
    Rescreening,
)
from catenary.desk.screening.outside import asking, connecting
from catenary.desk.screening.thresholds.measuring import measure

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
    """Check everybody of whom a message was the last to speak, or told something new, and who was not checked since, as for a carrier that waits.

    A later message has a job of its own.
    """
    with acting(Declaration(door=Door.SYSTEM)):
        row = Message.objects.select_related("delivery").get(public_id=UUID(message))
    last: int | None = 0
    while last is not None:
        last = _check_batch(row, last)


def _check_batch(message: Message, after: int) -> int | None:
    with acting(for_unit(message.organisation_id)):
        told = PassageChange.objects.filter(message=message).values("passage")
        named = Passage.objects.filter(Q(last_message=message) | Q(pk__in=told), pk__gt=after)
        read_at = None if message.corrects_id else message.delivery.read_at  # a correction is read later
        rows = unanswered(named, read_at).order_by("pk")
        found = list(rows[: rescreenings.BATCH])
        check_passages(passages=found, now=timezone.now())
    return found[-1].pk if len(found) == rescreenings.BATCH else None


@app.periodic(cron="*/15 * * * *")
@app.task(name="screening.look_at_register", queueing_lock="screening.look_at_register")
def look_at_register(timestamp: int) -> None:
    """Have documents looked up again once the register has changed."""
    with acting(Declaration(door=Door.SYSTEM)):
        organisations = list(Organisation.objects.filter(pk__in=Channel.objects.values("organisation")))
    for each in organisations:
        with acting(for_unit(each.pk)):
            rescreenings.ask_for_documents(organisation=each, now=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="screening.end_drills", queueing_lock="screening.end_drills")
def end_drills(timestamp: int) -> None:
    """End the drills whose day has come."""
    with acting(Declaration(door=Door.SYSTEM)):
        organisations = organisations_due(timezone.now())
    for each in organisations:
        with acting(for_unit(each)):
            end_due(organisation=Organisation.objects.get(pk=each), now=timezone.now())


@app.task(name="screening.measure_thresholds", retry=_AGAIN)
def measure_thresholds(measurement: str) -> None:
    """Count what thresholds of a list would mean."""
    with acting(Declaration(door=Door.SYSTEM)):
        found = Measurement.objects.values_list("organisation_id", flat=True)
        organisation = found.get(public_id=UUID(measurement))
    with acting(for_unit(organisation)):
        measure(measurement=UUID(measurement), now=timezone.now())


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


@app.task(name="screening.tell_channel", retry=_AGAIN)
def tell_channel(channel: str) -> None:
    """Tell a carrier what is due; one job at a time for each carrier, so that one that does not answer keeps no other waiting."""
    with acting(Declaration(door=Door.SYSTEM)):
        row = Channel.objects.select_related("organisation").get(public_id=UUID(channel))
    telling_carriers.tell_all(row, timezone.now())


def tell_channel_soon(channel: Channel) -> None:
    """A job of the same transaction."""
    name = str(channel.public_id)
    tell_channel.configure(lock=f"screening.tell_channel {name}").defer(channel=name)


@app.periodic(cron="* * * * * */5")
@app.task(name="screening.tell_due", queueing_lock="screening.tell_due")
def tell_due(timestamp: int) -> None:
    """Try again what carriers did not take, or what the job that should have told it left."""
    with acting(Declaration(door=Door.SYSTEM)):
        due = AnswerChange.objects.filter(state=TellingState.WAITS, next_at__lte=timezone.now())
        channels = list(Channel.objects.filter(pk__in=due.values("channel")))
        for each in channels:
            if not _is_under_way("screening.tell_channel", channel=str(each.public_id)):
                tell_channel_soon(each)


@app.task(name="screening.ask_outside", retry=_AGAIN)
def ask_outside(register: str) -> None:
    """Ask the outside register about the documents that wait; one job at a time for each register."""
    with acting(Declaration(door=Door.SYSTEM)):
        row = OutsideRegister.objects.get(public_id=UUID(register))
    asking.ask_waiting(row.pk, row.organisation_id)


def ask_outside_soon(register: OutsideRegister) -> None:
    """A job of the same transaction."""
    name = str(register.public_id)
    ask_outside.configure(lock=f"screening.ask_outside {name}").defer(register=name)


@app.periodic(cron="* * * * * */15")
@app.task(name="screening.ask_outside_again", queueing_lock="screening.ask_outside_again")
def ask_outside_again(timestamp: int) -> None:
    """Ask again about what could not be asked about, once the register may be asked."""
    now = timezone.now()
    with acting(Declaration(door=Door.SYSTEM)):
        lookups = OutsideLookup.objects.filter(asking.waiting(now)).order_by().values("register")
        rested = Q(rests_until=None) | Q(rests_until__lte=now)
        for each in OutsideRegister.objects.filter(rested, pk__in=lookups, closed_at=None):
            if not _is_under_way("screening.ask_outside", register=str(each.public_id)):
                ask_outside_soon(each)


def _is_under_way(task: str, **told: str) -> bool:
    arguments = {f"args__{name}": value for name, value in told.items()}
    return ProcrastinateJob.objects.filter(task_name=task, status__in=("todo", "doing"), **arguments).exists()


@app.periodic(cron="*/15 * * * *")
@app.task(name="screening.check_late", queueing_lock="screening.check_late")
def check_late(timestamp: int) -> None:
    """Check whom no job has checked, though one should have."""
    with acting(Declaration(door=Door.SYSTEM)):
        for each in late.messages_left(timezone.now()):
            check_message.defer(message=str(each))


@app.periodic(cron="43 3 * * *")
@app.task(name="screening.seal_again", queueing_lock="screening.seal_again")
def seal_again(timestamp: int) -> None:
    """Seal the files of lists, and keys of outside registers, to the newest key, so that an older one may go after a few days."""
    with acting(Declaration(door=Door.SYSTEM)):
        files = list(ListFile.objects.exclude(sealed=None).values_list("pk", flat=True))
        registers = list(OutsideRegister.objects.exclude(key=None).values_list("pk", flat=True))
    each_alone(files, publishing.seal_again)
    each_alone(registers, connecting.seal_again)
