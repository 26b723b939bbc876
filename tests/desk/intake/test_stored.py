import pytest

from catenary.desk.intake.stored import booking_of, traveller_of
from catenary.formats.reading import read_carrier_file
from catenary.formats.records import as_json
from catenary.world.dice import Dice
from catenary.world.flights import departure
from catenary.world.messages import carrier_files
from catenary.world.people import TODAY, innocent_travellers


def messages():
    dice = Dice.keyed(1, "stored")
    made = departure(0, list(innocent_travellers(1, 60)), dice)
    for file in carrier_files(made, dice):
        yield from read_carrier_file(file.data, TODAY)


def test_every_traveller_and_booking_comes_back_as_it_was_kept():
    for message in messages():
        assert [traveller_of(as_json(each)) for each in message.travellers] == list(message.travellers)
        assert [booking_of(as_json(each)) for each in message.bookings] == list(message.bookings)


def test_what_is_no_traveller_is_refused():
    with pytest.raises(ValueError, match="Traveller"):
        traveller_of({"id": "1", "name": None, "born": "1980"})
