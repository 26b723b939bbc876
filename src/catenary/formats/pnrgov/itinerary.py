"""Groups 5 and 9 of PNRGOV: the flights of a booking, and what is booked on the ground."""

from catenary.core.intake.booking import SegmentKind
from catenary.formats.edifact.segment import Segment
from catenary.formats.pnrgov.draft import Draft, Elements, Fields, part, parts
from catenary.formats.pnrgov.reservation import locators

_NOT_FLIGHTS = {"ARNK": SegmentKind.SURFACE, "OPEN": SegmentKind.OPEN}
_HOTEL = "8"


def read_flight(draft: Draft, segment: Segment, elements: Elements) -> None:
    """TVL of group 5: a flight, or the other carrier's number for the flight before it (code share)."""
    number = part(elements, 5)
    if draft.segment is not None and number not in _NOT_FLIGHTS and _is_code_share(elements):
        flight = draft.segments[draft.segment]
        flight["operating_number"], flight["operating_class"] = number, part(elements, 5, 1)
        return
    flight = flight_fields(draft, segment, elements)
    flight["kind"] = _NOT_FLIGHTS.get(number or "", SegmentKind.AIR)
    draft.segment = len(draft.segments)
    draft.segments.append(flight)
    draft.check_in = {}
    draft.traveller = None


def _is_code_share(elements: Elements) -> bool:
    return len(elements) > 5 and not any(map(any, elements[1:5]))


def flight_fields(draft: Draft, segment: Segment, elements: Elements) -> Fields:
    """What a TVL says; an arrival without a date is on the day of departure."""
    day, time, arrival_day, arrival_time = parts(elements, 1, 4)
    carrier, operating_carrier = parts(elements, 4, 2)
    number, booking_class = parts(elements, 5, 2)
    if arrival_day and arrival_time is None and len(arrival_day) == 4:
        arrival_day, arrival_time = None, arrival_day
    arrives = arrival_day or (day if arrival_time else None)
    return {
        "carrier": carrier,
        "operating_carrier": operating_carrier,
        "number": number,
        "booking_class": booking_class,
        "origin": part(elements, 2),
        "destination": part(elements, 3),
        "departs_local": draft.moment(segment, day, time, ""),
        "arrives_local": draft.moment(segment, arrives, arrival_time, ""),
    }


def _current(draft: Draft) -> Fields:
    """The flight that has the word; what stands before any flight makes one of its own."""
    if draft.segment is None:
        draft.segment = len(draft.segments)
        draft.segments.append({})
    return draft.segments[draft.segment]


def read_operating_flight(draft: Draft, _: Segment, elements: Elements) -> None:
    """TRA: the carrier and number under which a code share is flown."""
    flight = _current(draft)
    flight["operating_carrier"] = part(elements, 1) or flight.get("operating_carrier")
    flight["operating_number"], flight["operating_class"] = part(elements, 2), part(elements, 2, 1)


def read_status(draft: Draft, segment: Segment, elements: Elements) -> None:
    """RPI: how many seats are booked and with which status."""
    flight = _current(draft)
    if "status" in flight:
        draft.keep_repeated(segment)
        return
    flight["seats"], flight["status"] = draft.number(segment, part(elements, 1)), part(elements, 2)


def read_equipment(draft: Draft, segment: Segment, elements: Elements) -> None:
    """APD: the type of aircraft."""
    flight = _current(draft)
    if "equipment" in flight:
        draft.keep_repeated(segment)
    else:
        flight["equipment"] = part(elements, 1)


def read_flight_locators(draft: Draft, segment: Segment, elements: Elements) -> None:
    """RCI of group 5: the booking's name in the system of the carrier of this flight."""
    flight = _current(draft)
    flight.setdefault("locators", []).extend(draft.once(segment, elements, locators))


def read_ground_service(draft: Draft, _: Segment, elements: Elements) -> None:
    """MSG of group 9: a hotel, car or other service follows; the code is the carrier's (8 is a hotel)."""
    code = part(elements, 1)
    draft.segments.append(
        {"kind": SegmentKind.HOTEL if code == _HOTEL else SegmentKind.OTHER, "service": code}
    )
    draft.segment = len(draft.segments) - 1


def read_ground_details(draft: Draft, segment: Segment, elements: Elements) -> None:
    """TVL of group 9: where and when the service is, and its product."""
    service = _current(draft)
    day, last_day = part(elements, 1), part(elements, 1, 2)
    said = [value for components in elements[2:4] for value in components[1:] if value]
    text = " ".join(said)
    service |= {
        "origin": part(elements, 2),
        "destination": part(elements, 3),
        "carrier": part(elements, 4),
        "number": part(elements, 5),
        "booking_class": part(elements, 5, 1),
        "departs_local": draft.moment(segment, day, part(elements, 1, 1), ""),
        "arrives_local": draft.moment(segment, last_day, part(elements, 1, 3), ""),
        "description": text if text and not draft.removals.takes_text(text) else None,
    }
