"""What workers do for rules. Job arguments are ids only; a job that is cut off is done again and comes to the same."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from catenary.core.screening.rule_flow import RuleState
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import FlightLeg, Message, Passage
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.screening.answers_changed import find_changes
from catenary.desk.screening.jobs import for_unit
from catenary.desk.screening.models import RuleTrial, RuleVersion, TargetingRule
from catenary.desk.screening.rules.counting import count_batch, count_new_traffic
from catenary.desk.screening.rules.deciding import end_overdue
from catenary.desk.screening.rules.finding import apply_rule
from catenary.desk.screening.rules.traffic import passengers_of, to_come
from catenary.desk.screening.rules.versions import for_rule, in_force

BATCH: Final = 500
AFTER_JOINING: Final = 45
"""Seconds before a message's travellers are held against rules: their bookings, as a rule, are found first."""
_TO_FLIGHT: Final = "screening.apply_rules_to_flight"
_AGAIN: Final = RetryStrategy(max_attempts=10, exponential_wait=3)


def after_reading(message: Message) -> None:
    """Have the travellers that a message speaks of held against the rules in force, if there are any."""
    if in_force(message.organisation).exists():
        apply_rules.configure(schedule_in={"seconds": AFTER_JOINING}).defer(message=str(message.public_id))


def after_joining(leg: FlightLeg) -> None:
    """Have the travellers of a departure held against the rules in force, if there are any, now that other bookings tell of them."""
    if in_force(leg.organisation).exists():
        told = str(leg.public_id)
        apply_rules_to_flight.configure(lock=f"{_TO_FLIGHT} {told}").defer(leg=told)


@app.task(name="screening.count_rule", retry=_AGAIN)
def count_rule(version: str) -> None:
    """Count a version on the traffic it is to be counted on, each batch in a transaction of its own."""
    trial, rule = _trial(UUID(version))
    going_on = True
    while going_on:
        with acting(for_rule(rule)):
            going_on = count_batch(trial=trial, now=timezone.now())


@app.task(name="screening.apply_rules", retry=_AGAIN)
def apply_rules(message: str) -> None:
    """Hold everybody of whom a message or its bookings tell against every rule in force."""
    with acting(Declaration(door=Door.SYSTEM)):
        row = Message.objects.select_related("organisation").get(public_id=UUID(message))
        versions = list(in_force(row.organisation))
    spoken_of = Q(last_message=row) | Q(joins__booked__message=row, joins__ended_at=None)
    for version in versions:
        _apply(version, passengers_of(row.organisation).filter(spoken_of).distinct())


@app.task(name=_TO_FLIGHT, retry=_AGAIN)
def apply_rules_to_flight(leg: str) -> None:
    """Hold everybody on a departure against every rule in force; where the same waits to be done again later, that does it."""
    with acting(Declaration(door=Door.SYSTEM)):
        row = FlightLeg.objects.select_related("organisation").get(public_id=UUID(leg))
        later = ProcrastinateJob.objects.filter(task_name=_TO_FLIGHT, status="todo", args__leg=leg).exists()
        versions = [] if later else list(in_force(row.organisation))
    for version in versions:
        _apply(version, passengers_of(row.organisation).filter(leg=row))


@app.task(name="screening.apply_rule_to_come", retry=_AGAIN)
def apply_rule_to_come(version: str) -> None:
    """Hold everybody on flights to come against a rule that has come into force."""
    with acting(Declaration(door=Door.SYSTEM)):
        rows = RuleVersion.objects.select_related("rule", "organisation")
        row = rows.get(public_id=UUID(version))
    if row.state == RuleState.IN_FORCE:
        _apply(row, passengers_of(row.organisation).filter(to_come(timezone.now())))


@app.task(name="screening.tell_of_stop", retry=_AGAIN)
def tell_of_stop(version: str) -> None:
    """Tell carriers of those whom nothing holds any more now that a rule has stopped."""
    with acting(Declaration(door=Door.SYSTEM)):
        row = RuleVersion.objects.select_related("rule", "organisation").get(public_id=UUID(version))
    with acting(for_rule(row.rule)):
        met = passengers_of(row.organisation).filter(to_come(timezone.now()), candidates__rule=row)
        find_changes(passages=met, now=timezone.now())


@app.periodic(cron="17 * * * *")
@app.task(name="screening.look_after_rules", queueing_lock="screening.look_after_rules")
def look_after_rules(timestamp: int) -> None:
    """End rules whose review was missed, and go on counting the others on new traffic."""
    with acting(Declaration(door=Door.SYSTEM)):
        organisations = list(Organisation.objects.filter(pk__in=_with_rules()))
    for each in organisations:
        with acting(for_unit(each.pk)):
            end_overdue(organisation=each, now=timezone.now())
            count_new_traffic(organisation=each, now=timezone.now())


def _with_rules() -> Iterable[int]:
    return TargetingRule.objects.values_list("organisation", flat=True).distinct()


def _apply(version: RuleVersion, passages: "QuerySet[Passage]") -> None:
    last: int | None = 0
    while last is not None:
        with acting(for_rule(version.rule)):
            found = list(passages.filter(pk__gt=last).order_by("pk")[:BATCH])
            apply_rule(version=version, passages=found, now=timezone.now())
        last = found[-1].pk if len(found) == BATCH else None


def _trial(version: UUID) -> tuple[int, TargetingRule]:
    with acting(Declaration(door=Door.SYSTEM)):
        row = RuleTrial.objects.select_related("version__rule").get(version__public_id=version)
        return row.pk, row.version.rule
