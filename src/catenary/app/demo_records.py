"""Fictional passengers under mandate: messages of the invented world, read as a carrier's are, kept at every age.

Some records are new, some nearly due, some masked with an objective link, some kept by a legal hold, some shared with another
State.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from catenary.core.intake.model import CarrierMessage, Flight
from catenary.core.mandate.flow_table import Flow, State
from catenary.core.mandate.model import DataClass, Purpose
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import HeldRecord, ObjectiveLink, Person, RecordMatter
from catenary.desk.mandate.records.holding import NewRecord, hold
from catenary.desk.mandate.records.settling import settle
from catenary.desk.mandate.retention.carrying_out import carry_out
from catenary.formats.reading import read_carrier_file
from catenary.formats.records import as_json
from catenary.world.dice import Dice
from catenary.world.flights import departure
from catenary.world.messages import carrier_files
from catenary.world.people import TODAY, innocent_travellers

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_UNIT, _FOREIGN_UNIT = "Utopia Passenger Information Unit", "Unidad de Información de Pasajeros de Marvona"
_SUPERVISOR, _AUTHORITY = "greta.holmwood@piu.utopia.example", "halima.orsay@justice.utopia.example"
_AGES = (1, 3, 8, 20, 45, 90, 130, 160, 178, 240, 190)
"""Days since bookings arrived, in turn: those of 240 days have an objective link, those of 190 are erased at once."""
_LINKED_AGE, _LINKED_AFTER = 240, 150 * _DAY
_CHECKED = (None, 2, 9, 16, 22, 23, 30)
"""Hours since the border check, in turn: None before it, the last erased at once."""
_HELD = 3


def load_records() -> None:
    """Records of two units; nothing where there are records already."""
    with acting(Declaration(door=Door.SYSTEM)):
        if HeldRecord.objects.exists():
            return
        unit, foreign = (Organisation.objects.get(name=name) for name in (_UNIT, _FOREIGN_UNIT))
    now = timezone.now()
    _hold_flights(unit, range(2), now)
    _hold_flights(foreign, range(2, 3), now, shared_with=unit)
    carry_out(now)
    _keep_some(unit, now)


def _hold_flights(
    organisation: Organisation, numbers: range, now: datetime, shared_with: Organisation | None = None
) -> None:
    records = [record for number in numbers for record in _of_flight(number, now, shared_with)]
    declaration = Declaration(organisation=organisation.pk, purpose=Purpose.OPERATION, door=Door.SYSTEM)
    with acting(declaration):
        _explain_links(hold(organisation=organisation, records=records))


def _of_flight(number: int, now: datetime, shared_with: Organisation | None) -> Iterator[NewRecord]:
    """A flight's passengers and bookings, from the files that its carrier would send."""
    dice = Dice.keyed(number, "demo records")
    made = departure(0, list(innocent_travellers(number, 90)), dice)
    day = (now - _DAY).date()
    for file in carrier_files(made, dice):
        for message in read_carrier_file(file.data, TODAY):
            yield from _of_message(message, day, now, shared_with)


def _of_message(
    message: CarrierMessage, day: date, now: datetime, shared_with: Organisation | None
) -> Iterator[NewRecord]:
    label = _label(message.flights, day)
    if message.bookings:
        yield from _bookings(message, label, now, shared_with)
        return
    for place, traveller in enumerate(message.travellers):
        hours = _CHECKED[place % len(_CHECKED)]
        yield NewRecord(
            data_class=DataClass.PASSENGER_INFORMATION,
            kind="Traveller",
            fields=as_json(traveller),
            received_at=now - 40 * _HOUR,
            room="intake",
            label=label,
            started_at=None if hours is None else now - hours * _HOUR,
        )


def _bookings(
    message: CarrierMessage, label: str, now: datetime, shared_with: Organisation | None
) -> Iterator[NewRecord]:
    names = {traveller.id: traveller.name.full for traveller in message.travellers}
    for place, booking in enumerate(message.bookings):
        age = _AGES[place % len(_AGES)]
        received_at = now - age * _DAY
        yield NewRecord(
            data_class=DataClass.PASSENGER_RECORD,
            kind="Booking",
            fields={**as_json(booking), "travellers": [names[each] for each in booking.travellers]},
            received_at=received_at,
            room="intake",
            label=label,
            linked_at=received_at + _LINKED_AFTER if age == _LINKED_AGE else None,
            audience=(shared_with.pk,) if shared_with and place % 4 == 0 else (),
        )


def _label(flights: tuple[Flight, ...], day: date) -> str:
    flight = flights[0] if flights else None
    return f"{flight.carrier}{flight.number} {day.isoformat()}" if flight else day.isoformat()


def _explain_links(rows: list[HeldRecord]) -> None:
    """Who recorded the links that the records came with, where the unit has a supervisor in the demo."""
    supervisor = Person.objects.get(email=_SUPERVISOR)
    for row in rows:
        if row.linked_at is not None:
            ObjectiveLink.objects.create(
                record=row,
                organisation=row.organisation,
                recorded_by=supervisor,
                recorded_at=row.linked_at,
                reason="The booking names a contact number of an inquiry into terrorist financing.",
            )


def _keep_some(organisation: Organisation, now: datetime) -> None:
    """Legal holds on the records that would be erased next, asked by the unit and confirmed by the prosecution service."""
    declaration = Declaration(organisation=organisation.pk, purpose=Purpose.OPERATION, door=Door.SYSTEM)
    with acting(declaration):
        asker, second = (Person.objects.get(email=email) for email in (_SUPERVISOR, _AUTHORITY))
        soon = HeldRecord.objects.filter(
            organisation=organisation, data_class=DataClass.PASSENGER_RECORD, erased_at=None, linked_at=None
        )
        for record in soon.order_by("erase_at", "pk")[:_HELD]:
            matter = RecordMatter.objects.create(
                flow=Flow.HOLD,
                state=State.IN_FORCE,
                organisation=organisation,
                record=record,
                about=str(record.public_id),
                asked_by=asker,
                asked_at=now - _DAY,
                reason="A court asked that the record be kept as evidence.",
                decided_by=second,
                decided_at=now - _DAY + _HOUR,
                decision="Confirmed.",
            )
            settle(matter, now)
