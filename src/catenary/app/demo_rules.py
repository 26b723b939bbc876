"""A targeting rule of the fictional unit in shadow mode, with figures: what it would have met on yesterday's flights.

Everything goes the way it goes in earnest: messages and bookings through the spool and their reading, the rule through the
builder, its count as a worker counts. Beside the other flights of the demo it was tried on enough travellers to be proposed.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from catenary.app.demo_flights import brought_in, until_done
from catenary.core.mandate.model import Purpose, Role
from catenary.core.screening.rule_flow import RuleAct
from catenary.core.screening.rule_reading import criterion
from catenary.core.screening.targeting import Criterion
from catenary.core.screening.targeting_facts import Fact
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.joins import join_leg
from catenary.desk.intake.models import Booked
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Person
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.models import RuleTrial, RuleVersion, TargetingRule
from catenary.desk.screening.rules.counting import count_batch
from catenary.desk.screening.rules.deciding import step
from catenary.desk.screening.rules.versions import for_rule
from catenary.desk.screening.rules.writing import Head, Side, add_criterion, make_rule, set_words
from catenary.world.dice import Dice
from catenary.world.flights import Departure, departure
from catenary.world.geography import state_of_code
from catenary.world.messages import carrier_files
from catenary.world.people import innocent_travellers

_UNIT: Final = "Utopia Passenger Information Unit"
_WRITER: Final = ("tom.ashgrove@piu.utopia.example", Role.PASSENGER_DATA_OFFICER)
_SEED: Final = 41
_FLIGHTS, _ON_BOARD = 5, 150
_HEAD: Final = Head(
    "one-way-late",
    "Journeys without a way back, booked late",
    Purpose.TERRORISM,
    "eu-2016-681-6",
    "Utopia, Passenger Data Act s.6(3)",
)
_AIM: Final = (
    "People who go to fight abroad were seen to book late and without a way back (judgements of the Utopian courts, 2024 to "
    "2026). Families and groups travel so for other reasons."
)
_CRITERIA: Final = (criterion(Fact.ONE_WAY.value), criterion(Fact.BOOKED_DAYS_BEFORE.value, most=90))
_UNLESS: Final = (criterion(Fact.PARTY_SIZE.value, least=3),)


def load_rule() -> None:
    """Yesterday's flights with their bookings, and the rule; nothing where there is a rule already, or the spool is closed."""
    if not Path(settings.SPOOL_RECIPIENT_FILE).is_file():
        return
    with acting(Declaration(door=Door.SYSTEM)):
        unit = Organisation.objects.get(name=_UNIT)
        if TargetingRule.objects.filter(organisation=unit).exists():
            return
        email, role = _WRITER
        writer = SignedIn(Person.objects.get(email=email), unit, frozenset({role}), strong=True)
    now = timezone.now()
    for number, made in enumerate(_flights((now - timedelta(days=1)).date())):
        _bring_in(unit, made, number, now)
    _join(unit, now)
    _count(_tried(writer))


def _flights(day: date) -> Iterator[Departure]:
    """Departures of a day that cross the border, each with its bookings."""
    home = set(state_of_code("UTO").airports)
    for number in range(_FLIGHTS):
        people = list(innocent_travellers(_SEED + number, _ON_BOARD))
        dice = Dice.keyed(_SEED, "demo rule", number)
        drawn = (departure(0, people, dice, day) for _ in count())
        yield next(each for each in drawn if home & {each.origin, each.destination})


def _bring_in(unit: Organisation, made: Departure, number: int, now: datetime) -> None:
    for file in carrier_files(made, Dice.keyed(_SEED, "demo rule files", number)):
        brought_in(unit, made, file.data, now)


def _join(unit: Organisation, now: datetime) -> None:
    """As the job does, so that the rule finds the bookings joined."""
    with acting(_joining(unit)):
        legs = list(Booked.objects.order_by().values_list("leg", flat=True).distinct())
    for leg in legs:
        until_done(partial(_join_leg, unit, leg, now))


def _join_leg(unit: Organisation, leg: int, now: datetime) -> None:
    with acting(_joining(unit)):
        join_leg(leg=leg, now=now)


def _joining(unit: Organisation) -> Declaration:
    return Declaration(organisation=unit.pk, purpose=Purpose.OPERATION.value, door=Door.SYSTEM)


def _tried(writer: SignedIn) -> RuleVersion:
    """The rule as its author writes it, and has it tried."""
    with acting(writer.declaration):
        row = make_rule(actor=writer, head=_HEAD)
        review_on = writer.now.date() + timedelta(days=120)
        set_words(actor=writer, version=row.public_id, aim=_AIM, review_on=review_on)
        for side, each in _both():
            add_criterion(actor=writer, version=row.public_id, side=side, criterion=each)
        reason = "The courts' findings are public; how many travel so is not known."
        return step(actor=writer, version=row.public_id, act=RuleAct.TRY, reason=reason)


def _both() -> Iterator[tuple[Side, Criterion]]:
    yield from ((Side.CRITERIA, each) for each in _CRITERIA)
    yield from ((Side.UNLESS, each) for each in _UNLESS)


def _count(version: RuleVersion) -> None:
    """As the job does; what the job finds then is counted already."""
    while until_done(lambda: _counted(version)):
        pass


def _counted(version: RuleVersion) -> bool:
    with acting(for_rule(version.rule)):
        trial = RuleTrial.objects.get(version=version).pk
        return count_batch(trial=trial, now=timezone.now())
