"""Stories at the fictional border that begin when its list can be asked.

A traveller bears the name of an entry. Last month an officer compared them and found another person; today the same
traveller flies again, and nobody is asked twice.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from catenary.app.demo_border import LOADER, UNIT, at_the_desk, demo_list, namesake
from catenary.app.demo_flights import Flight, bring_in, flight_of, until_done, with_planted
from catenary.core.mandate.model import Purpose
from catenary.core.screening.judging import Compared, Verdict
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Delivery, Passage
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import OpenTask
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.checking import check_passages
from catenary.desk.screening.jobs import for_unit
from catenary.desk.screening.judging import judge, version_of
from catenary.desk.screening.lists_in_use import index_in_use
from catenary.desk.screening.models import Candidate, Remembered
from catenary.world.dice import Dice
from catenary.world.people import innocent_travellers

_LAST_MONTH: Final = timedelta(days=30)
_LEAVES_IN: Final = timedelta(hours=5)
_BASIS: Final = "eu-2004-82-6"
_SEED: Final = 40
_ON_BOARD: Final = 20
_WHICH_NAMESAKE: Final = 1


class _LastMonth(SignedIn):
    """An official as they were at work then."""

    @property
    def now(self) -> datetime:
        """Then."""
        return timezone.now() - _LAST_MONTH


def is_ready() -> bool:
    """Whether travellers can be checked."""
    with acting(Declaration(door=Door.SYSTEM)):
        return index_in_use(Organisation.objects.get(name=UNIT)) is not None


def tell_stories() -> None:
    """Last month's flight and today's, where they were not told before."""
    with acting(Declaration(door=Door.SYSTEM)):
        unit = Organisation.objects.get(name=UNIT)
        told = Remembered.objects.filter(organisation=unit).exists()
    if told:
        return
    then = timezone.now() - _LAST_MONTH
    _bring_in(unit, 0, then)
    until_done(lambda: _tell_apart(unit))
    _bring_in(unit, 1, timezone.now())


def _bring_in(unit: Organisation, number: int, now: datetime) -> None:
    """A flight that leaves some hours later, with the namesake on board, checked as it comes in."""
    deliveries = bring_in(unit, _flight(number, now + _LEAVES_IN), now)
    until_done(lambda: _check(unit, deliveries, now))


def _check(unit: Organisation, deliveries: Sequence[Delivery], now: datetime) -> None:
    with acting(for_unit(unit.pk)):
        named = Passage.objects.filter(last_message__delivery__in=[each.pk for each in deliveries])
        check_passages(passages=named, now=now)


def _flight(number: int, leaves_at: datetime) -> Flight:
    people = list(innocent_travellers(_SEED + number, _ON_BOARD))
    on_board = with_planted(people, namesake(demo_list(), _WHICH_NAMESAKE))
    return flight_of(_SEED + number, on_board, Dice.keyed(_SEED, "demo story", number), leaves_at)


def _tell_apart(unit: Organisation) -> None:
    """What an officer says of everybody found on last month's flight."""
    with acting(Declaration(door=Door.SYSTEM)):
        officer = at_the_desk(unit, *LOADER)
    with acting(Declaration(officer.person.pk, unit.pk)):
        task = OpenTask.objects.create(
            person=officer.person, organisation=unit, purpose=Purpose.BORDER_CHECK.value, basis=_BASIS
        )
    then = _LastMonth(officer.person, unit, officer.roles, strong=True, task=task)
    with acting(then.declaration):
        found = Candidate.objects.filter(passage__leg__departs_at__lt=timezone.now() - _LAST_MONTH / 2)
        for each in list(found):
            judge(
                actor=then,
                candidate=each.public_id,
                verdict=Verdict.DIFFERENT,
                compared=[Compared.NAME, Compared.BIRTH],
                reason="The ministry knows another year of birth; the passport was read at the counter.",
                version=version_of(each),
            )
