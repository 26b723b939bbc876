"""What a booking tells of a journey, as the facts that targeting rules may use; what it does not tell stays absent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Final

from attrs import frozen

from catenary.core.intake.booking import BookedSegment, Booking, SegmentKind
from catenary.core.intake.model import Traveller
from catenary.core.screening.targeting_facts import Fact, Journey

_CONNECTION: Final = timedelta(hours=24)
"""Who goes on within a day is on the way; who stays longer has arrived."""
_CHILD_UNDER: Final = 18
_ADDED, _CANCELLED = "A", "X"


@frozen
class _Way:
    """The airports of a journey: where it began, where it was going, what lay between, and when it turned back."""

    origin: str | None = None
    destination: str | None = None
    via: frozenset[str] = frozenset()
    departs: datetime | None = None
    stay: timedelta | None = None
    returns: bool = False


def journey_of(traveller: Traveller, booking: Booking, party: Sequence[Traveller] = ()) -> Journey:
    """The facts of one traveller's journey; `party` are all who are named in the booking."""
    way = _way([each for each in booking.segments if each.kind is SegmentKind.AIR and each.origin])
    return Journey(
        codes={fact: told for fact, told in _codes(traveller, booking, way) if told},
        numbers={fact: told for fact, told in _numbers(traveller, booking, way) if told is not None},
        flags=_flags(traveller, booking, party, way),
    )


def journey_without_booking(traveller: Traveller, flight: BookedSegment) -> Journey:
    """The facts where no booking is known: of the flight and the traveller alone. Whether they come back is not known."""
    booking = Booking(None, segments=(flight,))
    way = _way(booking.segments)
    return Journey(
        codes={fact: told for fact, told in _codes(traveller, booking, way) if told},
        numbers={fact: told for fact, told in _numbers(traveller, booking, way) if told is not None},
    )


def _codes(traveller: Traveller, booking: Booking, way: _Way) -> Iterator[tuple[Fact, frozenset[str]]]:
    yield Fact.ORIGIN, _set(way.origin)
    yield Fact.DESTINATION, _set(way.destination)
    yield Fact.VIA, way.via
    yield Fact.CARRIER, frozenset(each.carrier for each in booking.segments if each.carrier)
    yield Fact.AGENCY, _set(booking.agency.iata_number if booking.agency else None)
    yield Fact.PAYMENT, frozenset(each.kind for each in booking.payment if each.kind)
    yield Fact.NATIONALITY, _set(traveller.nationality) | frozenset(traveller.other_nationalities)
    yield Fact.BIRTH_PLACE, _set(traveller.birth_place)
    yield Fact.SEX, _set(traveller.sex.value if traveller.sex else None)


def _numbers(traveller: Traveller, booking: Booking, way: _Way) -> Iterator[tuple[Fact, int | None]]:
    booked, ticketed = _moment(booking.created_at), _moment(booking.ticketed_at)
    yield Fact.BOOKED_DAYS_BEFORE, _between(booked, way.departs, timedelta(days=1))
    yield Fact.TICKETED_HOURS_BEFORE, _between(ticketed, way.departs, timedelta(hours=1))
    yield Fact.CHANGES, _changes(booking) if booking.history else None
    yield Fact.PARTY_SIZE, booking.party_size
    yield Fact.BAGS, _bags(traveller, booking)
    yield Fact.STAY_DAYS, way.stay.days if way.stay is not None else None
    yield Fact.AGE, _age(traveller, way.departs.date() if way.departs else None)


def _flags(
    traveller: Traveller, booking: Booking, party: Sequence[Traveller], way: _Way
) -> Mapping[Fact, bool]:
    told: dict[Fact, bool] = {}
    if way.destination is not None:
        told[Fact.ONE_WAY] = not way.returns
    payers = [words for payment in booking.payment if (words := _words(payment.payer))]
    if payers:
        told[Fact.PAID_BY_ANOTHER] = all(not words & _words([traveller.name.full]) for words in payers)
    if way.departs and _is_child(traveller, way.departs.date()):
        adults = [
            each
            for each in party
            if (age := _age(each, way.departs.date())) is not None and age >= _CHILD_UNDER
        ]
        told[Fact.CHILD_WITH_UNRELATED_ADULTS] = bool(adults) and not _has_relative(traveller, adults)
    return told


def _way(segments: Sequence[BookedSegment]) -> _Way:
    """Out and back: the destination is where the longest stay is, or where the journey ends if it never stays."""
    if not segments:
        return _Way()
    stays = [(_stay(before, after), place) for place, (before, after) in enumerate(pairwise(segments))]
    longest, turn = max(
        ((stay, place) for stay, place in stays if stay is not None and stay > _CONNECTION),
        default=(None, len(segments) - 1),
    )
    ends = segments[turn].destination
    between = {airport for each in segments for airport in (each.origin, each.destination) if airport}
    origin = segments[0].origin
    return _Way(
        origin=origin,
        destination=ends,
        via=frozenset(between - {origin, ends}),
        departs=_moment(segments[0].departs_local),
        stay=longest,
        returns=segments[-1].destination == origin,
    )


def _stay(before: BookedSegment, after: BookedSegment) -> timedelta | None:
    """Both times are local at the same airport, so that their difference is true."""
    arrives, departs = _moment(before.arrives_local), _moment(after.departs_local)
    if arrives is None or departs is None or before.destination != after.origin:
        return None
    return departs - arrives


def _moment(text: str | None) -> datetime | None:
    """A time of a booking; a day alone is its first minute. Local times count as UTC: days are meant, not minutes."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _between(earlier: datetime | None, later: datetime | None, unit: timedelta) -> int | None:
    return (later - earlier) // unit if earlier and later and later >= earlier else None


def _changes(booking: Booking) -> int:
    """Stretches added to or taken from the itinerary after it was made."""
    return sum(
        isinstance(each.item, BookedSegment) and each.action in {_ADDED, _CANCELLED}
        for each in booking.history
    )


def _bags(traveller: Traveller, booking: Booking) -> int | None:
    pieces = [
        each.pieces for each in booking.baggage if each.traveller == traveller.id and each.pieces is not None
    ]
    return sum(pieces) if pieces else None


def _age(traveller: Traveller, on: date | None) -> int | None:
    """Whole years; of an incomplete birth date the youngest it can be."""
    if traveller.born is None or on is None:
        return None
    born = traveller.born.last
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _is_child(traveller: Traveller, on: date) -> bool:
    age = _age(traveller, on)
    return age is not None and age < _CHILD_UNDER


def _has_relative(child: Traveller, adults: Iterable[Traveller]) -> bool:
    """Whether an adult of the party shares a part of the child's surname: a sign, no proof, and a human looks."""
    mine = _words([child.name.surname or child.name.full])
    return any(mine & _words([adult.name.surname or adult.name.full]) for adult in adults)


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(
        word for text in texts for word in text.upper().replace("/", " ").split() if len(word) > 1
    )


def _set(value: str | None) -> frozenset[str]:
    return frozenset({value}) if value else frozenset()
