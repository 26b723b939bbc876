"""Candidates as a check leaves them: a traveller on a flight, an entry of a list, the reasons, and rows that tell of no person."""

from datetime import UTC, datetime, timedelta
from itertools import count

from catenary.basis.dates import DateSpan, PartialDate
from catenary.basis.persons import PersonName, Sex
from catenary.core.intake.model import TravelDocument, Traveller
from catenary.core.mandate.model import DataClass
from catenary.core.screening.clearing import entry_digest, traveller_digest
from catenary.core.screening.model import ListedDocument, ListedName, ListEntry, NameKind
from catenary.core.screening.problems import SCREENING
from catenary.core.screening.travellers import person_of
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Channel, Delivery, FlightLeg, Message, Passage
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.mandate.records.holding import NewRecord, hold
from catenary.desk.screening.models import Candidate, Check, WatchList
from catenary.formats.records import as_json, finding_records

UNIT = "Utopia Passenger Information Unit"
OFFICER, SECOND = "tom.ashgrove@piu.utopia.example", "amina.sorrel@piu.utopia.example"
SUPERVISOR, DPO = "greta.holmwood@piu.utopia.example", "nadia.fenwick@piu.utopia.example"
FOREIGN = "lucia.arvelo@piu.marvona.example"
BORDER = ("border_check", "icao-9-api")
CRIME = ("terrorism", "eu-2016-681-6")
TRAVELLER = Traveller(
    id="1",
    name=PersonName("ZEPHYRINE QUILLFEATHER", "QUILLFEATHER", "ZEPHYRINE"),
    sex=Sex.FEMALE,
    born=PartialDate(1971, 3, 9),
    nationality="UTO",
    documents=(TravelDocument("P", "UA7654321", "UTO"),),
    seat="12C",
)
ENTRY = ListEntry(
    list="UN",
    entry="QDi.777",
    names=(
        ListedName(PersonName("Zefirin Quillfether"), NameKind.PRIMARY),
        ListedName(PersonName("زفيرين كويلفذر"), NameKind.ORIGINAL_SCRIPT),
    ),
    born=(DateSpan(PartialDate(1971)), DateSpan(PartialDate(1973), PartialDate(1975), True)),
    sex=Sex.FEMALE,
    nationalities=("MAR",),
    documents=(ListedDocument("X1", "P", "MAR"),),
    legal_ground="S/RES/1267 (1999)",
    review_by=PartialDate(2027, 6),
)
FINDINGS = (
    SCREENING.finding("name_token", query="QUILLFEATHER", entry="QUILLFETHER", contribution=7.2),
    SCREENING.finding("name_token", query="ZEPHYRINE", entry="ZEFIRIN", contribution=3.1),
    SCREENING.finding("birth_date_agrees", query="1971-03-09", entry="1971", contribution=1.6),
    SCREENING.finding("sex_agrees", query="female", entry="female", contribution=0.7),
    SCREENING.finding("nationality_contradicts", query="UTO", entry="MAR", contribution=-0.9),
)
_numbers = count(1)


def candidate(
    traveller=TRAVELLER,
    entry=ENTRY,
    unit=UNIT,
    leaves_in=timedelta(hours=3),
    passage=None,
    band="match",
    **more,
):
    """One open candidate of the unit; `passage` gives one more to a traveller who has one already."""
    organisation = Organisation.objects.get(name=unit)
    now = datetime.now(UTC)
    with acting(Declaration(organisation=organisation.pk, purpose="border_check", basis="icao-9-api")):
        leaves = None if leaves_in is None else now + leaves_in
        on = passage or _passage(organisation, traveller, leaves, now)
        return Candidate.objects.create(
            organisation=organisation,
            passage=on,
            found_by=_check(on, now),
            list=_list(organisation, entry.list),
            entry=entry.entry,
            entry_digest=entry_digest(entry),
            traveller_digest=traveller_digest(person_of(traveller)) or "",
            record=_held(organisation, "Candidate", "screening", _told(entry), now),
            score=0.93,
            band=band,
            due_at=on.leg.departs_at,
            found_at=now,
            **more,
        )


def _told(entry):
    return {"listed": as_json(entry), "name": entry.names[0].name.full, "findings": finding_records(FINDINGS)}


def _held(organisation, kind, room, fields, now):
    new = NewRecord(DataClass.PASSENGER_INFORMATION, kind, fields, now, room, label="UX123")
    (row,) = hold(organisation=organisation, records=[new])
    return row


def _passage(organisation, traveller, leaves, now):
    message = _message(organisation, now)
    leg = FlightLeg.objects.create(
        organisation=organisation,
        carrier="UX",
        number=str(next(_numbers)),
        departs_on=(leaves or now).date(),
        origin="CDG",
        destination="LHR",
        departs_at=leaves,
        first_told_at=now,
    )
    return Passage.objects.create(
        organisation=organisation,
        leg=leg,
        record=_held(organisation, "Traveller", "intake", as_json(traveller), now),
        first_message=message,
        last_message=message,
    )


def _message(organisation, now):
    channel, _ = Channel.objects.get_or_create(
        organisation=organisation, name="A carrier", defaults={"way": "directory"}
    )
    delivery = Delivery.objects.create(
        organisation=organisation, channel=channel, received_at=now, octets=1, original_hash=bytes(32)
    )
    text = _held(organisation, "CarrierMessage", "intake", {"text": "UNH+1'", "findings": []}, now)
    return Message.objects.create(
        organisation=organisation, delivery=delivery, position=0, state="kept", kind="PAXLST", record=text
    )


def _check(passage, now):
    return Check.objects.filter(passage=passage, counts=True).first() or Check.objects.create(
        organisation=passage.organisation,
        passage=passage,
        status="candidates",
        documents="not_checked",
        candidates=1,
        checked_at=now,
    )


def _list(organisation, code):
    kept = {"name": f"List {code}", "legal_ground": "S/RES/1267 (1999)", "review_by": "2030-01-01"}
    row, _ = WatchList.objects.get_or_create(organisation=organisation, code=code, defaults=kept)
    return row
