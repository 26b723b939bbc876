"""Bookings beside travellers, looking for travellers, and their other journeys: what is shown, for which purpose, and what is entered."""

from datetime import timedelta

import pytest
from attrs import evolve
from tests.desk.intake.bookings import NOW, Desk, made_for, party_of

from catenary.desk.intake.models import FlightLeg, Join, Passage
from catenary.desk.ledger.models import Event, Sighting
from catenary.desk.mandate.acting import acting
from catenary.desk.mandate.models import HeldRecord, RecordFields
from catenary.desk.mandate.record_finding import CODE
from catenary.desk.mandate.retention.carrying_out import masked_fields
from catenary.desk.mandate.retention.reach import reached_of, tell_masked
from catenary.desk.shell.search.index import reindex

OFFICER, SUPERVISOR = "tom.ashgrove@piu.utopia.example", "greta.holmwood@piu.utopia.example"
BORDER, CRIME = ("border_check", "icao-9-api"), ("terrorism", "eu-2016-681-6")


@pytest.fixture
def made():
    return made_for("joined pages")


@pytest.fixture
def desk(as_worker, unit, channel, made):
    return Desk(unit, channel, made)


@pytest.fixture
def party(desk, made):
    """Two who booked together, both on the passenger list."""
    told = party_of(made, 2)
    desk.passengers(*told)
    desk.bookings(told)
    return told


def page(client, address, status=200, **more):
    answer = client.get(address, more)
    assert answer.status_code == status, answer.content[:2000]
    return answer.content.decode()


def looked_for(client, by, question):
    answer = client.post("/intake/search", {"by": by, "question": question})
    assert answer.status_code == 303
    assert question not in answer["Location"]
    return page(client, answer["Location"])


def shown_names(text, people):
    return [each.name.surname for each in people if each.name.surname.upper() in text.upper()]


def seen(desk):
    """Whose records the ledger says were shown."""
    with acting(desk.declared):
        return set(Sighting.objects.values_list("record", flat=True))


def test_the_page_of_a_traveller_tells_the_booking_its_evidence_and_who_travels_too(desk, party, browser):
    [first, second] = Passage.objects.order_by("pk")
    text = page(browser(OFFICER, *CRIME), f"/intake/travellers/{first.public_id}")
    assert "Booking reference" in text
    assert f"/intake/travellers/{second.public_id}" in text
    booking = Join.objects.get(passage=first).booked.record
    assert str(booking.public_id) in seen(desk)


def test_for_a_border_check_nothing_of_a_booking_is_told(party, browser):
    first = Passage.objects.order_by("pk")[0]
    text = page(browser(OFFICER, *BORDER), f"/intake/travellers/{first.public_id}")
    assert "not for your purpose" in text
    assert "In the same booking" not in text


def test_of_two_who_may_be_it_the_page_tells_both_and_joins_neither(desk, made, browser):
    [one] = party_of(made, 1)
    bare = evolve(one, documents=(), born=None, seat=None, reference=None)
    desk.passengers(evolve(one, documents=(), born=None, seat=None))
    desk.bookings([bare, evolve(bare, id="twin")])
    text = page(browser(OFFICER, *CRIME), f"/intake/travellers/{Passage.objects.get().public_id}")
    assert "more than one may be it" in text
    assert text.count(one.booking_reference) >= 2


def test_the_bookings_of_a_flight_say_who_travels_together(desk, party, browser):
    leg = FlightLeg.objects.get(bookings__isnull=False)
    text = page(browser(OFFICER, *CRIME), f"/intake/flights/{leg.public_id}/bookings")
    assert shown_names(text, party)
    with acting(desk.declared):
        assert Event.objects.filter(act="see_bookings").exists()


def test_a_copy_of_the_bookings_needs_the_right_to_export_and_carries_its_handling(party, browser):
    leg = FlightLeg.objects.get(bookings__isnull=False)
    address = f"/intake/flights/{leg.public_id}/bookings"
    page(browser(OFFICER, *CRIME), address, 403, format="csv")
    assert "handling: restricted" in page(browser(SUPERVISOR, *CRIME), address, format="csv")


def test_a_wrong_join_is_undone_on_its_page_with_a_reason(party, browser):
    row = Join.objects.order_by("pk")[0]
    client = browser(OFFICER, *CRIME)
    assert client.post(f"/intake/joins/{row.public_id}/undo", {"reason": ""}).status_code == 422
    answer = client.post(f"/intake/joins/{row.public_id}/undo", {"reason": "Two people of one name."})
    assert answer.status_code == 303
    row.refresh_from_db()
    assert row.undone_by.email == OFFICER
    text = page(client, f"/intake/travellers/{row.passage.public_id}")
    assert "Two people of one name." in text


@pytest.mark.parametrize(
    ("by", "of"),
    [("document", lambda one: one.documents[0].number), ("locator", lambda one: one.booking_reference)],
)
def test_travellers_are_found_by_locator_and_document_however_they_are_written(desk, party, browser, by, of):
    text = looked_for(browser(OFFICER, *CRIME), by, f" {of(party[0]).lower()} ")
    assert shown_names(text, party[:1])
    with acting(desk.declared):
        event = Event.objects.filter(act="search_travellers").latest("at")
    assert of(party[0]).encode() not in bytes(event.entry)


def test_a_name_finds_travellers_through_the_search_of_the_desk(desk, party, browser):
    with acting(desk.declared):
        reindex(CODE, [Passage.objects.order_by("pk")[0].record.public_id])
    text = looked_for(browser(OFFICER, *BORDER), "name", party[0].name.full)
    assert "alike in name" in text


def test_what_was_masked_finds_nobody(desk, party, browser):
    with acting(desk.declared):
        for record in HeldRecord.objects.filter(pk__in=Passage.objects.values("record")):
            record.masked_at = NOW
            record.save()
            content = RecordFields.objects.get(record=record)
            content.fields = masked_fields(record.kind, content.fields)
            content.save()
            tell_masked(reached_of([record]))
    client = browser(OFFICER, *BORDER)
    assert "Nobody was found" in looked_for(client, "document", party[0].documents[0].number)
    assert not shown_names(looked_for(client, "locator", party[0].booking_reference), party)


def test_nothing_to_look_for_is_told_in_the_form(desk, browser):
    answer = browser(OFFICER, *BORDER).post("/intake/search", {"by": "document", "question": " - "})
    assert answer.status_code == 422


def test_other_journeys_say_how_each_was_found(desk, party, made, browser):
    again = made_for("joined pages", days=3)
    later = Desk(desk.unit, desk.channel, again)
    later.passengers(party[0])
    first = Passage.objects.order_by("pk")[0]
    text = page(browser(OFFICER, *CRIME), f"/intake/travellers/{first.public_id}/journeys")
    assert "same document number" in text
    assert "joined with the passenger list" in text
    shown = {
        str(each.record.public_id)
        for each in Passage.objects.filter(leg__departs_on__gt=(NOW + timedelta(days=2)).date())
    }
    assert shown <= seen(desk)
