"""The page that maps the 19 elements to fields speaks of fields that exist, and of all of them."""

import re
from pathlib import Path

import attrs

from catenary.core.intake.booking import BookedSegment, Booking, Ticket

PAGE = (Path(__file__).parents[3] / "docs" / "booking-elements.md").read_text(encoding="utf-8")


def names(kind):
    return {field.name for field in attrs.fields(kind)}


def test_every_field_of_a_booking_is_on_the_page():
    assert names(Booking) <= set(re.findall(r"`(\w+)`", PAGE))


def test_every_part_that_the_page_names_exists():
    assert set(re.findall(r"`segments\.(\w+)`", PAGE)) <= names(BookedSegment)
    assert set(re.findall(r"`tickets\.(\w+)`", PAGE)) <= names(Ticket)


def test_the_page_has_nineteen_elements():
    assert re.findall(r"(?m)^\| (\d+) \|", PAGE) == [str(n) for n in range(1, 20)]
