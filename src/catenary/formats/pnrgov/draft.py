"""A booking while its segments are being read: lists that grow, the traveller and flight that now have the word."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeAlias, TypeVar

from attrs import define, field

from catenary.basis.dates import PartialDate
from catenary.basis.findings import Finding, Param
from catenary.basis.persons import PersonName, Sex
from catenary.core.intake.booking import Agency, FrequentFlyer
from catenary.core.intake.booking import Baggage as Bags
from catenary.core.intake.booking_problems import BOOKING
from catenary.core.intake.model import TravelDocument
from catenary.core.intake.sensitive import Removals
from catenary.formats.edifact.segment import Segment
from catenary.formats.pnrgov.cards import mask_card_numbers_in_text
from catenary.formats.pnrgov.dates import moment
from catenary.formats.pnrgov.identity_text import Identity

Fields: TypeAlias = dict[str, Any]
"""A value under construction: the fields of a frozen value as they become known."""

Elements: TypeAlias = Sequence[Sequence[str]]
"""A segment cut into elements and these into components."""

UTC = "Z"
T = TypeVar("T")
_MOST_MADE = 4096


def part(elements: Elements, element: int, component: int = 0) -> str | None:
    """One component without blanks around it; None when absent or empty."""
    if element < len(elements):
        components = elements[element]
        if component < len(components):
            return components[component].strip() or None
    return None


def parts(elements: Elements, element: int, count: int) -> list[str | None]:
    """The first components of an element, each as `part` gives it."""
    if element >= len(elements):
        return [None] * count
    found = [component.strip() or None for component in elements[element][:count]]
    if len(found) < count:
        found += [None] * (count - len(found))
    return found


@define(eq=False)
class TravellerDraft:
    """A traveller as the booking describes one, before documents are joined to it."""

    id: str
    surname: str
    given_names: str
    title: str | None = None
    category: str | None = None
    infant: bool = False
    references: list[str] = field(factory=list)
    born: PartialDate | None = None
    sex: Sex | None = None
    nationality: str | None = None
    residence: str | None = None
    birth_place: str | None = None
    other_names: dict[PersonName, None] = field(factory=dict)
    documents: dict[tuple[object, ...], TravelDocument] = field(factory=dict)


@define(eq=False)
class Draft:
    """One booking being read.

    Values that name a traveller or a segment which stands later in the message are `waiting`, with the carrier's reference
    and the two places; `finish` resolves them.
    """

    prefix: str
    as_of: date
    removals: Removals
    made: dict[str, Any] = field(factory=dict)
    locators: list[Fields] = field(factory=list)
    booking: Fields = field(factory=dict)
    agency: Agency | None = None
    travellers: list[TravellerDraft] = field(factory=list)
    by_reference: dict[str, TravellerDraft] = field(factory=dict)
    by_name: dict[tuple[str, str], TravellerDraft] = field(factory=dict)
    traveller: TravellerDraft | None = None
    segments: list[Fields] = field(factory=list)
    segment: int | None = None
    contacts: list[Fields] = field(factory=list)
    payments: list[Fields] = field(factory=list)
    frequent_flyers: list[FrequentFlyer] = field(factory=list)
    tickets: list[Fields] = field(factory=list)
    ticket: Fields | None = None
    fare_details: list[str] = field(factory=list)
    seats: list[Fields] = field(factory=list)
    bags: list[Bags] = field(factory=list)
    excess_bags: list[Fields] = field(factory=list)
    check_ins: list[Fields] = field(factory=list)
    check_in: Fields = field(factory=dict)
    boarding: Fields | None = None
    remarks: list[Fields] = field(factory=list)
    services: list[Fields] = field(factory=list)
    splits: list[Fields] = field(factory=list)
    history: list[Fields] = field(factory=list)
    change: Fields = field(factory=dict)
    entry: Fields | None = None
    by_surname: dict[str, list[TravellerDraft]] | None = None
    addresses: set[tuple[str | None, ...]] = field(factory=set)
    waiting: list[tuple[Fields, str | None, tuple[str | None, str | None]]] = field(factory=list)
    identities: list[Identity] = field(factory=list)
    unread: list[str] = field(factory=list)
    findings: list[Finding] = field(factory=list)

    def note(self, code: str, segment: Segment, **params: Param) -> None:
        """Something noticed about this booking, at a segment."""
        self.findings.append(BOOKING.finding(code, segment.place, **params))

    def moment(self, segment: Segment, day: str | None, time: str | None, zone: str = UTC) -> str | None:
        """A date and time as ISO 8601; None with a finding for what is no date."""
        if not day:
            return None
        try:
            return moment(day, time or "", zone)
        except ValueError:
            self.note("booking_date_unreadable", segment, tag=segment.tag, value=f"{day}:{time or ''}"[:40])
            return None

    def once(self, segment: Segment, elements: Elements, make: Callable[[Elements], T]) -> T:
        """What a segment says, made once for all bookings of the message that repeat it word for word."""
        made: T | None = self.made.get(segment.raw)
        if made is None:
            if len(self.made) == _MOST_MADE:
                self.made.clear()
            made = self.made[segment.raw] = make(elements)
        return made

    def keep_repeated(self, segment: Segment) -> None:
        """Keep as received what a segment says a second time where once is expected."""
        self.keep_as_received(segment, "booking_segment_repeated")

    def keep_as_received(self, segment: Segment, code: str) -> None:
        """Keep what no field of a booking takes, with the finding that says why."""
        self.note(code, segment, tag=segment.tag[:10])
        if not self.removals.takes_text(segment.raw):
            self.unread.append(mask_card_numbers_in_text(segment.raw))

    def number(self, segment: Segment, text: str | None) -> int | None:
        """A whole number; None with a finding for what is none."""
        if text is None:
            return None
        if len(text) > 9 or not (text.isascii() and text.isdigit()):
            self.note("booking_number_unreadable", segment, tag=segment.tag, value=text[:40])
            return None
        return int(text)

    def kept_characteristics(self, stated: Sequence[str]) -> tuple[str, ...]:
        """What a seat is like, except what tells a disability of the person in it."""
        if not any(stated):
            return ()
        return tuple(value for value in stated if value and not self.removals.takes_seat(value))

    def traveller_of(self, reference: str | None) -> TravellerDraft | None:
        """The traveller with this reference number; leading zeros do not matter."""
        if not reference:
            return None
        return self.by_reference.get(reference) or self.by_reference.get(reference.lstrip("0"))

    def assign(
        self, fields: Fields, reference: str | None, origin: str | None, destination: str | None
    ) -> None:
        """Give a service or seat its traveller and segment; what the booking has not named yet waits for its end."""
        fields["traveller"] = self.owner(reference)
        if fields["traveller"] is None or fields["segment"] is None:
            self.waiting.append((fields, reference, (origin, destination)))

    def owner(self, reference: str | None) -> str | None:
        """Whom a value concerns: the traveller referred to, else the one who has the word."""
        named = self.traveller_of(reference) or self.traveller
        return named.id if named else None

    def add_traveller(self, surname: str, given_names: str, reference: str | None) -> TravellerDraft:
        """One more traveller, with an id that is the same whenever the message is read again."""
        added = TravellerDraft(f"{self.prefix}-{len(self.travellers) + 1}", surname, given_names)
        self.travellers.append(added)
        self.by_name.setdefault((surname, given_names), added)
        if reference:
            self.refer(added, reference)
        return added

    def refer(self, traveller: TravellerDraft, reference: str) -> None:
        """Let a reference number mean this traveller, unless it already means another."""
        self.by_reference.setdefault(reference.lstrip("0") or reference, traveller)
