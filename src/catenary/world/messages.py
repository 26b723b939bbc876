"""The files that carriers send for a flight: dialects, series, and the small faults that real messages have."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from enum import StrEnum

from attrs import evolve, frozen

from catenary.basis.persons import PersonName
from catenary.core.intake.model import CarrierMessage, Role, Traveller
from catenary.formats.edifact.delimiters import Delimiters
from catenary.formats.edifact.writing import Envelope, Repertoire, Style, write_interchange
from catenary.formats.paxlst.write import CREW_LIST, PASSENGER_LIST, PassengerList, write_paxlst
from catenary.formats.paxlst.write_us import write_us_paxlst
from catenary.formats.pnrgov.write import write_pnrgov
from catenary.world.bookings import booking
from catenary.world.dice import Dice
from catenary.world.flights import Departure

_RECIPIENT = "UTOPIU"
_SHARE_WITH_BOOKINGS = 1 / 3
_UNT_COUNT = re.compile(rb"UNT\+(\d+)\+")


class Fault(StrEnum):
    """What may be wrong with a file; readers must still understand everything in it."""

    NONE = "none"
    SEGMENT_COUNT = "segment_count"
    NO_END = "no_end"
    LOWER_CASE = "lower_case"


@frozen
class MessageFile:
    """One file of messages and the travellers in it: the place of each is (message, number within it), from (0, 1)."""

    name: str
    data: bytes
    travellers: tuple[tuple[Traveller, str], ...]
    fault: Fault = Fault.NONE


def carrier_files(departure: Departure, dice: Dice) -> Iterator[MessageFile]:
    """Everything carriers send for a flight: who is on board and, for one in three, what they had booked."""
    yield from passenger_files(departure, dice)
    if dice.chance(_SHARE_WITH_BOOKINGS) or departure.number == 0:
        yield booking_file(departure, dice)


def passenger_files(departure: Departure, dice: Dice) -> Iterator[MessageFile]:
    """The passenger list of a flight and, where its crew is on board too, the crew list."""
    passengers = tuple(each for each in departure.travellers if each.role is Role.PASSENGER)
    crew = tuple(each for each in departure.travellers if each.role is Role.CREW)
    if dice.chance(0.08):
        yield _us_file(departure, passengers, dice)
    else:
        per_part = dice.between(50, 90) if len(passengers) > 90 and dice.chance(0.12) else None
        yield _file(departure, passengers, PASSENGER_LIST, dice, per_part)
    if crew:
        yield _file(departure, crew, CREW_LIST, dice, None)


def _file(
    departure: Departure, travellers: Sequence[Traveller], function: str, dice: Dice, per_part: int | None
) -> MessageFile:
    reference = f"{departure.number + 1:06d}{'C' if function == CREW_LIST else 'P'}"
    message = PassengerList(
        flight=departure.flight,
        travellers=tuple(travellers),
        reference=reference,
        function=function,
        reporting_party=departure.carrier.name,
        contact=("0999000100", "0999000101"),
    )
    style, fault = _style(dice), _fault(dice)
    if fault is Fault.LOWER_CASE:
        style, message = (
            evolve(style, repertoire=Repertoire.ASCII),
            evolve(message, travellers=_lowered(travellers)),
        )
    data = write_paxlst(message, _envelope(departure, reference), style, per_part=per_part)
    suffix = "crew" if function == CREW_LIST else "passengers"
    places = tuple(_places(travellers, per_part or len(travellers) or 1))
    return MessageFile(f"{departure.label}-{suffix}.edi", _with_fault(data, fault), places, fault)


def booking_file(departure: Departure, dice: Dice) -> MessageFile:
    """What the passengers of a flight had booked, party by party."""
    parties = [party for party in departure.parties if party[0].role is Role.PASSENGER]
    travellers = tuple(traveller for party in parties for traveller in party)
    reference = f"{departure.number + 1:06d}B"
    message = CarrierMessage(
        position=0,
        message="PNRGOV",
        reference=reference,
        function="22",
        reporting_party=departure.carrier.code,
        flights=(departure.flight,),
        travellers=travellers,
        bookings=tuple(booking(departure, party, dice) for party in parties),
    )
    style = evolve(_style(dice), delimiters=Delimiters(repetition="*"), announced=True)
    envelope = evolve(_envelope(departure, reference), group="PNRGOV", agency="IA", version="11:1")
    data = write_interchange([write_pnrgov(message, style)], envelope, style)
    places = tuple(
        (traveller, f"0-{number}-{place}")
        for number, party in enumerate(parties, 1)
        for place, traveller in enumerate(party, 1)
    )
    return MessageFile(f"{departure.label}-bookings.edi", data, places)


def _us_file(departure: Departure, travellers: Sequence[Traveller], dice: Dice) -> MessageFile:
    reference = f"{departure.number + 1:06d}U"
    message = PassengerList(departure.flight, tuple(travellers), reference)
    envelope = evolve(_envelope(departure, reference), version="001:000", agency=departure.carrier.code)
    data = write_us_paxlst(message, envelope, evolve(_style(dice), repertoire=Repertoire.CAPITALS))
    return MessageFile(
        f"{departure.label}-passengers.edi", data, tuple(_places(travellers, len(travellers) or 1))
    )


def _places(travellers: Sequence[Traveller], per_part: int) -> Iterator[tuple[Traveller, str]]:
    for number, traveller in enumerate(travellers):
        part, place = divmod(number, per_part)
        yield traveller, f"{part}-{place + 1}"


def _envelope(departure: Departure, reference: str) -> Envelope:
    prepared_at = departure.departs_at - timedelta(minutes=40)
    return Envelope(departure.carrier.code, _RECIPIENT, prepared_at, reference)


def _style(dice: Dice) -> Style:
    kind = dice.roll()
    repertoire = Repertoire.CAPITALS
    if kind < 0.15:
        repertoire = Repertoire.LATIN_1
    elif kind < 0.25:
        repertoire = Repertoire.ASCII
    unusual = dice.chance(0.05)
    return Style(
        delimiters=Delimiters(component="*", element="|", terminator="~") if unusual else Delimiters(),
        repertoire=repertoire,
        line_break=dice.pick(("", "", "\n", "\r\n")),
        announced=unusual or dice.chance(0.7),
    )


def _lowered(travellers: Sequence[Traveller]) -> tuple[Traveller, ...]:
    """The same travellers with their names in lower case, as some reservation systems keep them."""
    return tuple(evolve(each, name=_lower_case(each.name)) for each in travellers)


def _lower_case(name: PersonName) -> PersonName:
    return PersonName.of_parts((name.surname or name.full).lower(), (name.given_names or "").lower() or None)


def _fault(dice: Dice) -> Fault:
    kind = dice.roll()
    if kind < 0.04:
        return Fault.SEGMENT_COUNT
    if kind < 0.07:
        return Fault.NO_END
    return Fault.LOWER_CASE if kind < 0.1 else Fault.NONE


def _with_fault(data: bytes, fault: Fault) -> bytes:
    if fault is Fault.SEGMENT_COUNT:
        return _UNT_COUNT.sub(lambda found: b"UNT+%d+" % (int(found[1]) + 1), data)
    return data[: data.rfind(b"UNZ")] if fault is Fault.NO_END else data
