import pytest
from attrs import evolve

from catenary.basis.persons import PersonName
from catenary.core.intake import series as assembling
from catenary.core.intake.model import Call, CarrierMessage, Flight, Leg, Series, Traveller
from catenary.core.intake.series import with_series

FLIGHT = Flight("UX", "1", (Leg(Call("NPT", "2026-11-22T09:30"), None),))


def part(number, *, last=False, flight=FLIGHT, total=None, position=0):
    person = Traveller(f"{position}-{number}", PersonName(f"PERSON {number}"))
    return CarrierMessage(
        position, "PAXLST", series=Series(number, last), flights=(flight,), travellers=(person,), stated_total=total,
        removed={"religion": 1}, access_reference="AC1",
    )  # fmt: skip


def assemble(*messages):
    return [message for _, message in with_series(("file", message) for message in messages)]


def codes(message):
    return [finding.code for finding in message.findings]


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2), (2, 3, 1)])
def test_a_complete_series_adds_one_message_whatever_the_order(order):
    parts = [part(number, last=number == 3) for number in order]
    *same, whole = assemble(*parts)
    assert same == parts
    assert whole.series == Series(None, last=False, parts=3, complete=True)
    assert [person.id for person in whole.travellers] == ["0-1", "0-2", "0-3"]
    assert whole.removed == {"religion": 3}


def test_a_single_part_is_no_series():
    assert len(assemble(part(1, last=True))) == 1


def test_a_repeated_part_is_told_and_counted_once():
    first, again, second, whole = assemble(part(1), part(1), part(2, last=True))
    assert (codes(first), codes(again), codes(second)) == ([], ["intake.series_part_repeated"], [])
    assert len(whole.travellers) == 2


def test_a_part_sent_again_after_completion_is_told():
    *_, whole, again = assemble(part(1), part(2, last=True), part(2, last=True))
    assert whole.series.complete
    assert codes(again) == ["intake.series_part_repeated"]


def test_a_missing_part_is_told_on_the_latest_part():
    first, last = assemble(part(1), part(4, last=True))
    assert (codes(first), codes(last)) == ([], ["intake.series_incomplete"])
    assert (last.series.complete, last.series.missing) == (False, (2, 3))
    assert last.findings[0].params["missing"] == "2, 3"


def test_a_series_that_never_ends_is_told():
    (only,) = assemble(part(1))
    assert only.findings[0].params["missing"] == "after 1"


def test_series_of_two_flights_are_not_mixed():
    other = Flight("UX", "2", FLIGHT.legs)
    messages = assemble(part(1), part(1, flight=other), part(2, last=True), part(2, last=True, flight=other))
    wholes = [message for message in messages if message.series.complete]
    assert [whole.flights for whole in wholes] == [(FLIGHT,), (other,)]


def test_other_messages_keep_their_place():
    alone = CarrierMessage(9, "CUSRES")
    messages = assemble(alone, part(1), alone, part(2, last=True), alone)
    assert [message.message for message in messages] == [
        "CUSRES",
        "PAXLST",
        "CUSRES",
        "PAXLST",
        "PAXLST",
        "CUSRES",
    ]


@pytest.mark.parametrize(
    ("totals", "found"), [((None, 2), []), ((1, 1), []), ((None, 5), ["intake.series_total"])]
)
def test_the_stated_total_is_held_against_all_parts(totals, found):
    *_, whole = assemble(part(1, total=totals[0]), part(2, last=True, total=totals[1]))
    assert codes(whole) == found


def test_a_new_series_of_the_same_flight_follows_a_finished_one():
    changed = [evolve(part(n, last=n == 2), travellers=()) for n in (1, 2)]
    messages = assemble(part(1), part(2, last=True), *changed)
    assert [bool(message.series.complete) for message in messages] == [False, False, True, False, False, True]


def test_a_series_that_never_ends_holds_back_no_more_than_a_bounded_number_of_messages(monkeypatch):
    monkeypatch.setattr(assembling, "MOST_HELD", 3)
    given = []

    def arriving():
        for number in range(2, 9):
            given.append(number)
            yield "file", part(number)

    results = with_series(arriving())
    first = next(results)[1]
    assert len(given) == 3
    rest = [message for _, message in results]
    told = [message for message in (first, *rest) if "intake.series_incomplete" in codes(message)]
    assert len([first, *rest]) == 7
    assert [message.series.part for message in told] == [4, 7, 8]


def test_a_deep_series_whose_last_part_comes_first_is_put_together():
    parts = [part(400, last=True), *(part(number) for number in range(1, 400))]
    assert assemble(*parts)[-1].series == Series(None, last=False, parts=400, complete=True)
