"""Reads PNRGOV: a carrier's push of the bookings on a flight (IATA/PADIS PNRGOV 10.1 and later).

Structure and codes follow the public examples and parsers of PNRGOV; the guide itself was not at hand. Nothing stops
the reading: what is missing, misplaced or unknown is a finding, and everything else is read.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from attrs import define, field

from catenary.basis.findings import NOWHERE, Finding, Param, Place
from catenary.core.intake.booking import Agency, Booking
from catenary.core.intake.booking_problems import BOOKING
from catenary.core.intake.dates import Century
from catenary.core.intake.flights import flight_findings
from catenary.core.intake.model import CarrierMessage, Flight, Purpose, Traveller
from catenary.core.intake.problems import INTAKE
from catenary.core.intake.sensitive import DEFAULT_POLICY, Removals, SensitivePolicy
from catenary.formats.edifact.envelope import EdifactMessage
from catenary.formats.edifact.heading import heading_of
from catenary.formats.edifact.segment import Segment
from catenary.formats.pnrgov.draft import Draft, Elements, part
from catenary.formats.pnrgov.finish import finish
from catenary.formats.pnrgov.flight import read_pushed_flight
from catenary.formats.pnrgov.grammar import TABLES, read_unexpected
from catenary.formats.pnrgov.reservation import agency

MAX_BOOKINGS = 20_000
"""More than any flight has by a factor of twenty; beyond it a message is hostile or broken."""

_MOST_CUT = 4096
_HEADER_TAGS = frozenset({"MSG", "ORG", "TVL", "EQN"})
_BOOKING_TAGS = frozenset({"RCI", "TIF"})
_START = "SRC"


def read_pnrgov(
    message: EdifactMessage, as_of: date, policy: SensitivePolicy = DEFAULT_POLICY
) -> CarrierMessage:
    """Everything a PNRGOV message says. `as_of` decides the century of birth and expiry dates.

    Travellers have the id `position-booking-traveller`, position counted from 0 and the others from 1. What the policy
    calls sensitive is removed and counted in `removed`, and stands nowhere in the result.
    """
    reading = _Reading(message, as_of, Removals(policy))
    reading.read()
    return reading.result()


@define(eq=False)
class _Reading:
    """A message being read."""

    message: EdifactMessage
    as_of: date
    removals: Removals
    flight: Flight | None = None
    function: str | None = None
    office: Agency | None = None
    stated: Segment | None = None
    centuries: dict[Century, Place] = field(factory=dict)
    cut: dict[str, Elements] = field(factory=dict)
    made: dict[str, Any] = field(factory=dict)
    bookings: list[Booking] = field(factory=list)
    travellers: list[Traveller] = field(factory=list)
    findings: list[Finding] = field(factory=list)

    def note(self, code: str, at: Place = NOWHERE, **params: Param) -> None:
        self.findings.append(BOOKING.finding(code, at, **params))

    def read(self) -> None:
        segments = self.message.segments
        start = self._read_header(segments)
        if self.flight is None:
            self.note("pushed_flight_missing")
        while start < len(segments):
            if len(self.bookings) == MAX_BOOKINGS:
                self.note("bookings_too_many", segments[start].place, limit=MAX_BOOKINGS)
                break
            start = self._read_booking(segments, start)
        self._check_count()

    def _read_header(self, segments: Sequence[Segment]) -> int:
        """The segments before the first booking; where that begins."""
        for number, segment in enumerate(segments):
            tag = segment.tag
            if tag == _START or tag in _BOOKING_TAGS:
                return number
            if tag in _HEADER_TAGS:
                self._read_header_segment(segment)
            else:
                self.note("booking_segment_unknown", segment.place, tag=tag[:10])
        return len(segments)

    def _read_header_segment(self, segment: Segment) -> None:
        elements = segment.elements
        if segment.tag == "MSG":
            self.function = part(elements, 1, 1) or part(elements, 1)
        elif segment.tag == "ORG":
            self.office = agency(elements)
        elif segment.tag == "EQN":
            self.stated = segment
        elif self.flight is None:
            self.flight, findings = read_pushed_flight(segment)
            self.findings += findings

    def _read_booking(self, segments: Sequence[Segment], start: int) -> int:
        """One booking, from its SRC; where the next begins."""
        draft = Draft(
            f"{self.message.position}-{len(self.bookings) + 1}", self.as_of, self.removals, self.made
        )
        first = segments[start]
        if first.tag == _START:
            start += 1
        else:
            draft.note("booking_start_missing", first, tag=first.tag[:10])
        end = _read_groups(draft, segments, start, self.cut)
        self._check_booking(draft, first)
        for identity in draft.identities:
            for rule in sorted(identity.centuries):
                self.centuries.setdefault(rule, identity.at.place)
        finished = finish(draft, self.flight)
        self.bookings.append(finished.booking)
        self.travellers += finished.travellers
        return end

    def _check_booking(self, draft: Draft, first: Segment) -> None:
        draft.booking.setdefault("locator", None)
        draft.booking["locators"] = tuple(draft.booking.get("locators", ()))
        if draft.booking["locator"] is None:
            draft.note("booking_locator_missing", first)
        if not draft.travellers and "group_name" not in draft.booking:
            draft.note("booking_without_travellers", first)

    def _check_count(self) -> None:
        if self.stated is None:
            return
        stated = part(self.stated.elements, 1) or ""
        if not stated.isdecimal() or len(stated) > 9 or int(stated) != len(self.bookings):
            self.note("booking_count", self.stated.place, stated=stated[:40], counted=len(self.bookings))

    def result(self) -> CarrierMessage:
        flights = (self.flight,) if self.flight else ()
        findings = (*self.message.findings, *self.findings, *self._rules_used(), *flight_findings(flights))
        return CarrierMessage(
            **heading_of(self.message),
            function=self.function,
            purpose=Purpose.BOOKINGS,
            reporting_party=self.office.system if self.office else None,
            reporting_office=self.office,
            flights=flights,
            travellers=tuple(self.travellers),
            bookings=tuple(self.bookings),
            removed=self.removals.counts,
            findings=findings,
        )

    def _rules_used(self) -> list[Finding]:
        """Which rules completed two-digit years, each at the first place it was used."""
        as_of = self.as_of.isoformat()
        return [INTAKE.finding(f"century_{rule}", at, as_of=as_of) for rule, at in self.centuries.items()]


def _read_groups(draft: Draft, segments: Sequence[Segment], start: int, cut: dict[str, Elements]) -> int:
    """The segments of one booking; where it ends. Segments that the message repeats word for word are cut once."""
    group = 1
    table = TABLES[group]
    for number in range(start, len(segments)):
        segment = segments[number]
        tag, raw = segment.tag, segment.raw
        if tag == _START:
            return number
        elements = cut.get(raw)
        if elements is None:
            if len(cut) == _MOST_CUT:
                cut.clear()
            elements = cut[raw] = segment.elements
        step = table.get(tag)
        if step:
            reader, group = step
            reader(draft, segment, elements)
            table = TABLES[group]
        else:
            read_unexpected(draft, segment, elements, group)
    return len(segments)
