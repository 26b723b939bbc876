"""Rules, and travellers with bookings, as rows: everything through services but the traffic itself."""

from datetime import UTC, datetime, timedelta
from itertools import count, pairwise

from attrs import evolve

from catenary.basis.dates import PartialDate
from catenary.basis.persons import PersonName, Sex
from catenary.core.intake.booking import BookedSegment, Booking
from catenary.core.intake.model import Traveller
from catenary.core.mandate.model import DataClass, Purpose
from catenary.core.screening.rule_flow import RuleAct
from catenary.core.screening.rule_reading import criterion
from catenary.core.screening.targeting_facts import Fact
from catenary.desk.intake.bookings import PERSONS
from catenary.desk.intake.models import Booked, Channel, Delivery, FlightLeg, Join, Message, Passage
from catenary.desk.mandate.acting import acting
from catenary.desk.mandate.records.holding import NewRecord, hold
from catenary.desk.screening.models import RuleTrial, RuleVersion
from catenary.desk.screening.rules import deciding, writing
from catenary.desk.screening.rules.counting import count_batch
from catenary.desk.screening.rules.finding import apply_rule
from catenary.desk.screening.rules.traffic import passengers_of
from catenary.desk.screening.rules.versions import for_rule
from catenary.formats.records import as_json

WRITER, DECIDER = "tom.ashgrove@piu.utopia.example", "greta.holmwood@piu.utopia.example"
OTHER_WRITER = "amina.sorrel@piu.utopia.example"
HEAD = writing.Head(
    "couriers",
    "Couriers who avoid the direct way",
    Purpose.TERRORISM,
    "eu-2016-681-6",
    "Utopia, Passenger Data Act s.6(3)",
)
VIA = criterion(Fact.VIA, ["QMV"])
LATE = criterion(Fact.BOOKED_DAYS_BEFORE, most=2)
PARTY = criterion(Fact.PARTY_SIZE, least=4)
FEMALE = criterion(Fact.SEX, ["female"])
_numbers = count(1)


def draft(desk, *criteria, unless=(PARTY,), head=HEAD, days=90):
    """A draft by the first writer."""
    with desk.as_person(WRITER) as here:
        row = writing.make_rule(actor=here, head=head)
        review_on = here.now.date() + timedelta(days=days)
        writing.set_words(actor=here, version=row.public_id, aim="Couriers.", review_on=review_on)
        for each in criteria:
            add(here, row, each)
        for each in unless:
            add(here, row, each, writing.Side.UNLESS)
        return RuleVersion.objects.select_related("rule__organisation").get(pk=row.pk)


def add(here, row, what, side=writing.Side.CRITERIA):
    return writing.add_criterion(actor=here, version=row.public_id, side=side, criterion=what)


def step(desk, row, act, by=WRITER, reason="It was looked at."):
    with desk.as_person(by) as here:
        return deciding.step(actor=here, version=row.public_id, act=act, reason=reason)


def counted(desk, row, batch=500):
    """The trial once the job has counted all there is; and in how many batches."""
    with desk.as_job():
        trial = RuleTrial.objects.get(version=row)
    rounds = 1
    with acting(for_rule(row.rule)):
        while count_batch(trial=trial.pk, now=datetime.now(UTC), batch=batch):
            rounds += 1
        trial.refresh_from_db()
    return trial, rounds


def in_force(desk, row):
    """The version through all its steps, by two persons."""
    step(desk, row, RuleAct.TRY)
    counted(desk, row)
    step(desk, row, RuleAct.PROPOSE)
    return step(desk, row, RuleAct.PUT_IN_FORCE, DECIDER)


def applied(desk, row, now=None):
    """The rule held against everybody."""
    with desk.as_job():
        row = RuleVersion.objects.select_related("rule", "organisation").get(pk=row.pk)
    with acting(for_rule(row.rule)):
        return apply_rule(
            version=row, passages=passengers_of(desk.organisation), now=now or datetime.now(UTC)
        )


def traveller(number, **more):
    """Somebody like everybody."""
    known = {
        "sex": Sex.FEMALE if number % 2 else Sex.MALE,
        "born": PartialDate(1960 + number % 50, 1, 1),
        "nationality": "UTO",
    }
    name = PersonName(f"PERSON NUMBER{number}", f"NUMBER{number}", "PERSON")
    return Traveller(id=str(number), name=name, **{**known, **more})


def booking(*, via=False, days=30, party=1, persons=()):
    """A booking to QLS, straight or by way of QMV."""
    stops = ("UTP", "QMV", "QLS") if via else ("UTP", "QLS")
    leaves = datetime(2026, 12, 24, 8, tzinfo=UTC)
    segments = tuple(
        BookedSegment(
            carrier="UW",
            origin=origin,
            destination=destination,
            departs_local=f"{leaves + timedelta(hours=4 * place):%Y-%m-%dT%H:%M}",
            arrives_local=f"{leaves + timedelta(hours=4 * place + 3):%Y-%m-%dT%H:%M}",
        )
        for place, (origin, destination) in enumerate(pairwise(stops))
    )
    return Booking(
        f"B{next(_numbers):05d}",
        created_at=f"{leaves - timedelta(days=days):%Y-%m-%dT%H:%M}Z",
        travellers=tuple(each.id for each in persons),
        party_size=party,
        segments=segments,
    )


def board(desk, people, leaves_in=timedelta(hours=5)):
    """Passages of these travellers with their bookings (or None for one that has none), joined."""
    now = datetime.now(UTC)
    with desk.as_job():
        message, leg = _message(desk, now), _leg(desk, now + leaves_in, now)
        records = _held(
            desk, DataClass.PASSENGER_INFORMATION, "Traveller", [as_json(p) for p, _ in people], now
        )
        passages = Passage.objects.bulk_create(
            Passage(
                organisation=desk.organisation,
                leg=leg,
                record=row,
                first_message=message,
                last_message=message,
            )
            for row in records
        )
        _join(
            desk, leg, message, [(p, who, b) for p, (who, b) in zip(passages, people, strict=True) if b], now
        )
        return passages


def crowd(number, odd=0):
    """Travellers who go straight, the first `odd` of them by way of QMV and booked the day before."""
    return [(traveller(n), booking(via=n < odd, days=1 if n < odd else 30)) for n in range(number)]


def _join(desk, leg, message, joined, now):
    fields = [
        {**as_json(b), "travellers": [who.name.full], PERSONS: [as_json(evolve(who, id="P1"))]}
        for _, who, b in joined
    ]
    records = _held(desk, DataClass.PASSENGER_RECORD, "Booking", fields, now)
    booked = Booked.objects.bulk_create(
        Booked(organisation=desk.organisation, leg=leg, record=row, message=message) for row in records
    )
    Join.objects.bulk_create(
        Join(
            organisation=desk.organisation,
            passage=passage,
            booked=row,
            person="P1",
            same=bytes(16),
            strength="sure",
            joined_at=now,
        )
        for (passage, _, _), row in zip(joined, booked, strict=True)
    )


def _held(desk, about, kind, fields, now):
    new = [NewRecord(about, kind, each, now, "intake", label="UW1") for each in fields]
    return hold(organisation=desk.organisation, records=new)


def _leg(desk, leaves, now):
    return FlightLeg.objects.create(
        organisation=desk.organisation,
        carrier="UW",
        number=str(next(_numbers)),
        departs_on=leaves.date(),
        origin="UTP",
        destination="QLS",
        departs_at=leaves,
        first_told_at=now,
    )


def _message(desk, now):
    channel, _ = Channel.objects.get_or_create(
        organisation=desk.organisation, name="Utopia Wings", defaults={"way": "directory"}
    )
    delivery = Delivery.objects.create(
        organisation=desk.organisation, channel=channel, received_at=now, octets=1, original_hash=bytes(32)
    )
    return Message.objects.create(
        organisation=desk.organisation, delivery=delivery, position=0, state="kept", kind="PAXLST"
    )
