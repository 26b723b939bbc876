"""Flights, one flight, one traveller: what is shown, to whom, and what is entered about it."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from django.db.models import Value
from django.utils import timezone

from catenary.basis.persons import PersonName
from catenary.core.intake.presence import Closing, LegState, Presence, closing_of
from catenary.desk.intake import more_columns
from catenary.desk.intake.flight_queries import flight_shown, flights_of
from catenary.desk.intake.keeping import keep, messages_in
from catenary.desk.intake.local_times import airport_time
from catenary.desk.intake.models import Delivery, FlightLeg, Message, Passage
from catenary.desk.intake.more_columns import More
from catenary.desk.ledger.models import Event, Sighting
from catenary.desk.shell.parts import Answer
from catenary.desk.shell.tables import Column, Shown
from catenary.formats.edifact.writing import Envelope, Style
from catenary.formats.paxlst.write import PassengerList, write_paxlst
from catenary.world.dice import Dice
from catenary.world.flights import departure
from catenary.world.people import innocent_travellers

OFFICER = "tom.ashgrove@piu.utopia.example"
BORDER = ("border_check", "icao-9-api")
NOW = timezone.now().replace(microsecond=0)


@pytest.fixture
def made():
    return departure(
        0, list(innocent_travellers(7, 60)), Dice.keyed(7, "pages"), (NOW + timedelta(days=1)).date()
    )


@pytest.fixture
def told(channel, made):
    """`told(travellers, function)`: a list of the carrier is kept, as reading keeps it."""

    def tell(travellers, function="745"):
        reference = str(Delivery.objects.count() + 1)
        written = PassengerList(
            flight=made.flight, travellers=tuple(travellers), reference=reference, function=function,
            reporting_party="UTOPIA WINGS", contact=("1", "2"),
        )  # fmt: skip
        data = write_paxlst(written, Envelope("UX", "UTOPIU", NOW.replace(tzinfo=None), reference), Style())
        data = data.replace(b"?+C", b"+C")  # both parts of a function
        row = Delivery.objects.create(
            organisation=channel.organisation, channel=channel, state="read", received_at=NOW,
            octets=len(data), original_hash=bytes(32),
        )  # fmt: skip
        for each in messages_in(data, NOW.date()):
            keep(Message(organisation=row.organisation, delivery=row, position=0), each, timezone.now())
        return FlightLeg.objects.get(carrier=made.flight.carrier)

    return tell


@pytest.fixture
def officer(browser):
    return browser(OFFICER, *BORDER)


@pytest.mark.parametrize(
    ("state", "presence", "announced", "listed", "found"),
    [
        (LegState.SCHEDULED, Presence.EXPECTED, True, False, Closing.AWAITED),
        (LegState.SCHEDULED, Presence.ON_BOARD, True, True, Closing.AS_ANNOUNCED),
        (LegState.CLOSED, Presence.ON_BOARD, True, True, Closing.AS_ANNOUNCED),
        (LegState.CLOSED, Presence.ON_BOARD, False, True, Closing.EXTRA),
        (LegState.CLOSED, Presence.EXPECTED, True, True, Closing.MISSING),
        (LegState.CLOSED, Presence.NOT_ON_BOARD, True, False, Closing.MISSING),
        (LegState.CLOSED, Presence.EXPECTED, True, False, Closing.NOT_TOLD),
        (LegState.CLOSED, Presence.CANCELLED, True, True, Closing.WITHDRAWN),
        (LegState.CANCELLED, Presence.EXPECTED, True, False, Closing.WITHDRAWN),
    ],
)
def test_how_a_traveller_stands_when_the_doors_close(state, presence, announced, listed, found):
    assert closing_of(state, presence, announced=announced, listed=listed) is found


def test_the_flights_of_the_next_two_days_stand_in_the_list_and_name_nobody(told, made, officer):
    people = made.travellers[:4]
    leg = told(people)
    page = officer.get("/intake/flights").content.decode()
    assert f"/intake/flights/{leg.public_id}" in page
    assert not [each for each in people if each.name.surname.upper() in page.upper()]


def test_departures_are_narrowed_by_time_day_airport_carrier_and_state(told, made, act_as):
    leg = told(made.travellers[:1])
    now = leg.departs_at - timedelta(hours=3)
    later = leg.departs_at + timedelta(hours=3)
    with act_as(OFFICER):

        def found(now=now, **asked):
            return leg in flights_of(asked, now)

        assert found()
        assert not found(now=leg.departs_at - timedelta(hours=49))
        assert not found(now=later)
        assert found(now=later, period="past")
        assert not found(period="past")
        assert found(now=later, day=leg.departs_on.isoformat())
        assert found(airport=leg.destination.lower())
        assert not found(airport="ZZZ")
        assert found(carrier=leg.carrier, state="scheduled")
        assert not found(state="closed")


def test_a_filter_that_cannot_be_is_told_and_finds_nothing_wrong(officer, told, made):
    assert officer.get("/intake/flights", {"airport": "1!"}).status_code == 422


def test_local_time_and_utc_stand_beside_each_other_with_the_zone(spool):
    found = airport_time("UTP", datetime(2026, 11, 23, 8, 30, tzinfo=UTC))
    assert found.local == "23 Nov 2026, 10:30 (UTC+02:00)"
    assert airport_time("QMV", datetime(2026, 11, 23, 1, 30, tzinfo=UTC)).local.startswith(
        "22 Nov 2026, 22:30"
    )


@pytest.mark.parametrize(
    ("airport", "at", "code"),
    [
        ("ZZZ", datetime(2026, 11, 23, 8, 30, tzinfo=UTC), "timetable.zone_unknown"),
        ("UTP", None, "timetable.time_missing"),
        ("CDG", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "timetable.time_came_twice"),
    ],
)
def test_what_is_odd_about_a_time_is_noticed(spool, airport, at, code):
    assert [each.code for each in airport_time(airport, at).noticed] == [code]


def test_a_flight_asks_for_a_purpose_before_it_names_anybody(told, made, browser):
    leg = told(made.travellers[:1])
    answer = browser(OFFICER).get(f"/intake/flights/{leg.public_id}")
    assert answer.status_code == 302
    assert answer.url.startswith("/mandate/task?next=")


def test_everybody_shown_on_a_flight_is_entered_by_record(told, made, officer, act_as):
    people = made.travellers[:3]
    leg = told(people)
    page = officer.get(f"/intake/flights/{leg.public_id}").content.decode()
    for each in people:
        assert f"<bdi>{each.name.full.upper()}</bdi>" in page.replace("&#x27;", "'")
    records = {str(each.record.public_id) for each in Passage.objects.filter(leg=leg)}
    with act_as(OFFICER):
        event = Event.objects.filter(room="intake", act="list_shown").last()
        assert {each.record for each in Sighting.objects.filter(event=event)} == records


def test_a_closed_flight_says_who_is_missing_who_is_extra_and_who_changed(told, made, act_as):
    first, second, third, fourth = made.travellers[:4]
    told([first, second, third])
    leg = told([evolve(first, seat="99Z"), second, fourth], function="266+CLOB")
    with act_as(OFFICER, *BORDER):
        found = flight_shown(leg.public_id).completeness
    assert found.counts == {Closing.AS_ANNOUNCED: 2, Closing.MISSING: 1, Closing.EXTRA: 1}
    assert found.changed_after == 1
    assert found.announced_share == pytest.approx(2 / 3)


def test_the_messages_that_told_of_a_flight_stand_on_its_page(told, made, act_as):
    told(made.travellers[:2])
    leg = told(made.travellers[1:3], function="745+CP")
    with act_as(OFFICER, *BORDER):
        assert [each.purpose for each in flight_shown(leg.public_id).messages] == ["passenger_list", "change"]


def test_a_copy_of_the_travellers_is_for_those_who_may_export(told, made, officer, browser):
    leg = told(made.travellers[:2])
    assert officer.get(f"/intake/flights/{leg.public_id}", {"format": "csv"}).status_code == 403
    supervisor = browser("greta.holmwood@piu.utopia.example", *BORDER)
    copy = supervisor.get(f"/intake/flights/{leg.public_id}", {"format": "csv"}).content.decode()
    assert "# handling: restricted" in copy
    assert made.travellers[0].name.full.upper() in copy


def test_travellers_are_put_in_order_of_their_names(told, made, officer):
    leg = told(made.travellers[:6])
    page = officer.get(f"/intake/flights/{leg.public_id}", {"sort": "-name"}).content.decode()
    names = sorted((each.name.full.upper() for each in made.travellers[:6]), reverse=True)
    places = [page.replace("&#x27;", "'").index(f"<bdi>{name}</bdi>") for name in names]
    assert places == sorted(places)


def test_a_masked_traveller_is_withheld_field_by_field(told, made, officer):
    leg = told(made.travellers[:1])
    passage = Passage.objects.get(leg=leg)
    passage.record.masked_at = NOW
    passage.record.save()
    page = officer.get(f"/intake/flights/{leg.public_id}").content.decode()
    assert made.travellers[0].name.surname.upper() not in page.upper()
    assert 'class="masked"' in page
    page = officer.get(f"/intake/travellers/{passage.public_id}").content.decode()
    assert made.travellers[0].name.surname.upper() not in page.upper()


def test_a_traveller_shows_what_was_told_before(told, made, officer, act_as):
    person = made.travellers[0]
    told([person])
    leg = told([evolve(person, seat="99Z", name=PersonName("NEW NAME", "NAME", "NEW"))], function="745+CP")
    passage = Passage.objects.get(leg=leg)
    page = officer.get(f"/intake/travellers/{passage.public_id}").content.decode().replace("&#x27;", "'")
    assert "<bdi>99Z</bdi>" in page
    assert f"<bdi>{person.seat}</bdi>" in page
    assert f"<bdi>{person.name.full.upper()}</bdi>" in page
    with act_as(OFFICER):
        assert Event.objects.filter(act="see_traveller", record=str(passage.record.public_id)).exists()


@pytest.fixture
def other_room(monkeypatch):
    """A room above that counts something of flights and travellers."""
    monkeypatch.setattr(more_columns, "_FLIGHTS", [])
    monkeypatch.setattr(more_columns, "_TRAVELLERS", [])
    more = More(
        columns=lambda: (Column("found", "Found elsewhere", Shown.NUMBER),),
        values=lambda row: {"found": row.found},
        annotated=lambda rows: rows.annotate(found=Value(4711)),
        answers=lambda _here, _row: [Answer("Told elsewhere", 4712)],
    )
    more_columns.register_flight_columns(more)
    more_columns.register_traveller_columns(more)


def test_later_rooms_add_their_columns_and_lines(other_room, told, made, officer):
    leg = told(made.travellers[:1])
    flights = officer.get("/intake/flights").content.decode()
    page = officer.get(f"/intake/flights/{leg.public_id}").content.decode()
    traveller = officer.get(f"/intake/travellers/{Passage.objects.get(leg=leg).public_id}").content.decode()
    assert "Found elsewhere" in flights
    assert "4,711" in flights
    assert "4,711" in page
    assert "4,712" in page
    assert "4,712" in traveller


def test_a_zone_that_is_only_a_distance_has_no_name(spool):
    assert airport_time("UTP", NOW).zone == ""
    assert airport_time("CDG", NOW).zone == "Europe/Paris"


def test_a_distance_west_of_utc_has_a_minus_sign(spool):
    assert airport_time("QMV", NOW).local.endswith("(UTC−03:00)")


def test_a_departure_without_a_flight_number_can_still_be_opened(told, made, officer):
    leg = told(made.travellers[:1])
    leg.carrier = leg.number = ""
    leg.save()
    assert "without a number" in officer.get("/intake/flights").content.decode()
    assert "without a number" in officer.get(f"/intake/flights/{leg.public_id}").content.decode()
    traveller = Passage.objects.get(leg=leg).public_id
    assert "without a number" in officer.get(f"/intake/travellers/{traveller}").content.decode()
