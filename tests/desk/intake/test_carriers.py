"""How carriers keep their word, by month, and the letter that tells one of them so in its language."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from catenary.desk.intake import carriers
from catenary.desk.intake.carriers import first_month, month_after
from catenary.desk.intake.models import Delivery, Fault, FlightLeg, Message

OFFICER = "tom.ashgrove@piu.utopia.example"


@pytest.fixture
def told(unit, channel):
    """Two flights of last week, one told of only after it left; two messages, one with errors."""
    now = timezone.now()
    left = now - timedelta(days=7)
    for number, first in (("1", left - timedelta(hours=3)), ("2", left + timedelta(hours=1))):
        FlightLeg.objects.create(
            organisation=unit, carrier="UW", number=number, departs_on=left.date(), origin="UTP", departs_at=left,
            first_told_at=first, state="closed",
        )  # fmt: skip
    delivery = Delivery.objects.create(
        organisation=unit, channel=channel, state="read", received_at=left, octets=1, original_hash=bytes(32)
    )
    for place, state in enumerate(("kept", "quarantined")):
        row = Message.objects.create(
            organisation=unit,
            delivery=delivery,
            position=place,
            state=state,
            sender="UTOPIA WINGS",
            removed=2,
        )
    for code in ("intake.unt_count", "intake.charset"):
        Fault.objects.create(message=row, organisation=unit, code=code, severity="error", count=3)
    return left


def test_a_flight_is_told_in_time_before_it_left(told, unit):
    (found,) = carriers.carriers_of(unit, timezone.now(), told.date().replace(day=1))
    assert (found.flights, found.in_time, found.closed, found.timely) == (2, 1, 2, 0.5)
    assert found.complete is None


def test_a_message_counts_once_however_many_faults_it_has(told, unit):
    (found,) = carriers.senders_of(unit, told.date().replace(day=1))
    assert (found.messages, found.faulty, found.quarantined, found.removed) == (2, 1, 1, 4)


@pytest.mark.parametrize(
    ("now", "first"),
    [
        (datetime(2031, 1, 5, tzinfo=UTC), date(2030, 2, 1)),
        (datetime(2031, 12, 5, tzinfo=UTC), date(2031, 1, 1)),
    ],
)
def test_twelve_months_are_shown_the_running_one_among_them(now, first):
    assert first_month(now) == first
    month = first
    for _ in range(carriers.MONTHS):
        month = month_after(month)
    assert month == month_after(now.date().replace(day=1))


def test_the_desk_shows_both_and_gives_a_copy(told, browser):
    client = browser(OFFICER)
    page = client.get("/intake/carriers").content.decode()
    assert "UTOPIA WINGS" in page
    assert "UW" in client.get("/intake/carriers", {"format": "csv"}).content.decode()
    assert client.get("/intake/carriers", {"format": "pdf"}).status_code == 404


def test_the_letter_is_in_the_language_of_the_carrier_and_names_nobody(told, browser):
    asked = {"carrier": "uw", "sender": "UTOPIA WINGS", "month": f"{told:%Y-%m}"}
    client = browser(OFFICER)
    letter = client.get("/intake/carriers/letter", {**asked, "language": "en"}).content.decode()
    assert "Passenger data of your flights" in letter
    assert "in one message" in letter
    french = client.get("/intake/carriers/letter", {**asked, "language": "fr"}).content.decode()
    assert 'lang="fr"' in french
    assert client.get("/intake/carriers/letter", {**asked, "language": "xx"}).status_code == 422
