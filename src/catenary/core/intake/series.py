"""Multi-part series put together again: parts in any order, from one file or several, repeated or missing.

Each part stays a message of its own. A complete series adds one message that holds what the parts say together; its
travellers and bookings are those of the parts under the same ids, so nobody is counted twice who goes by ids.
"""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeAlias, TypeVar

from attrs import define, evolve, field

from catenary.basis.findings import Finding
from catenary.core.intake.model import CarrierMessage, Series
from catenary.core.intake.problems import INTAKE

MOST_HELD = 20_000
"""Messages that wait for a series; beyond it a series is told as incomplete, so that memory stays bounded."""

Source = TypeVar("Source")
_Key: TypeAlias = tuple[str | None, ...]


@define(eq=False)
class _Parts(Generic[Source]):
    """The parts of one series seen so far, by number; `held` is where the latest of them waits for output."""

    held: int
    by_number: dict[int, CarrierMessage] = field(factory=dict)
    last: int | None = None

    @property
    def missing(self) -> tuple[int, ...]:
        """The numbers not seen up to the highest known."""
        highest = self.last or max(self.by_number)
        return tuple(number for number in range(1, highest + 1) if number not in self.by_number)

    @property
    def complete(self) -> bool:
        """Whether the last part is known and every part before it is there."""
        return self.last is not None and len(self.by_number) >= self.last and not self.missing


def with_series(
    messages: Iterable[tuple[Source, CarrierMessage]],
) -> Iterator[tuple[Source, CarrierMessage]]:
    """The messages in their order, each complete series after the part that completed it.

    A series that stays incomplete is told as a finding of its latest part; from its first part on, messages are held
    back until it is complete, the input ends or `MOST_HELD` wait.
    """
    return _Assembler[Source]().run(messages)


class _Assembler(Generic[Source]):
    def __init__(self) -> None:
        self._open: dict[_Key, _Parts[Source]] = {}
        self._done: dict[_Key, _Parts[Source]] = {}
        self._held: list[tuple[Source, CarrierMessage]] = []

    def run(
        self, messages: Iterable[tuple[Source, CarrierMessage]]
    ) -> Iterator[tuple[Source, CarrierMessage]]:
        for source, message in messages:
            for item in self._with_its_series(message):
                self._held.append((source, item))
            if len(self._held) >= MOST_HELD:
                self._give_up()
            if not self._open:
                yield from self._held
                self._held.clear()
        self._give_up()
        yield from self._held

    def _give_up(self) -> None:
        """Wait no longer for the parts that are missing."""
        for key, parts in self._open.items():
            self._tell_missing(key, parts)
        self._open.clear()

    def _with_its_series(self, message: CarrierMessage) -> Iterator[CarrierMessage]:
        series = message.series
        if series is None or series.part is None or (series.part == 1 and series.last):
            yield message
            return
        key = _key(message)
        if self._is_repeated(key, message, series.part):
            repeated = INTAKE.finding("series_part_repeated", part=series.part, series=_name(key))
            yield evolve(message, findings=(*message.findings, repeated))
            return
        yield message
        parts = self._open.setdefault(key, _Parts(0))
        parts.held = len(self._held) - 1
        parts.by_number[series.part] = message
        parts.last = series.part if series.last else parts.last
        if parts.complete:
            self._done[key] = self._open.pop(key)
            yield _whole(parts.by_number)

    def _is_repeated(self, key: _Key, message: CarrierMessage, part: int) -> bool:
        """A part that is waiting already, or one of a finished series sent again with the same content."""
        if key in self._open:
            return part in self._open[key].by_number
        done = self._done.get(key)
        before = done.by_number.get(part) if done else None
        return before is not None and _content(before) == _content(message)

    def _tell_missing(self, key: _Key, parts: _Parts[Source]) -> None:
        missing = ", ".join(map(str, parts.missing)) or f"after {max(parts.by_number)}"
        source, message = self._held[parts.held]
        finding = INTAKE.finding("series_incomplete", series=_name(key), missing=missing)
        place = message.series or Series(None, last=False)
        series = evolve(place, complete=False, missing=parts.missing)
        told = evolve(message, series=series, findings=(*message.findings, finding))
        self._held[parts.held] = (source, told)


def _key(message: CarrierMessage) -> _Key:
    """What the parts of one series share: who sends, in which dialogue, about which flight."""
    flight = message.flights[0] if message.flights else None
    leg = flight.legs[0] if flight and flight.legs else None
    call = (leg.departure or leg.arrival) if leg else None
    about = (flight.carrier, flight.number) if flight else (None, None)
    when = (call.airport, call.at_local) if call else (None, None)
    return (message.message, message.sender, message.function, message.access_reference, *about, *when)


def _name(key: _Key) -> str:
    """The series as findings name it: dialogue and flight."""
    return " ".join(part for part in key[3:] if part)


def _content(message: CarrierMessage) -> tuple[object, ...]:
    people = ((person.name, person.born, person.documents) for person in message.travellers)
    return tuple(people), tuple(booking.locator for booking in message.bookings)


def _whole(by_number: dict[int, CarrierMessage]) -> CarrierMessage:
    """The message the parts make together, told at the place of the first."""
    parts = [by_number[number] for number in sorted(by_number)]
    removed: dict[str, int] = {}
    for part in parts:
        for category, count in part.removed.items():
            removed[category] = removed.get(category, 0) + count
    travellers = tuple(person for part in parts for person in part.travellers)
    return evolve(
        parts[0],
        series=Series(None, last=False, parts=len(parts), complete=True),
        flights=parts[0].flights,
        travellers=travellers,
        bookings=tuple(booking for part in parts for booking in part.bookings),
        responses=tuple(response for part in parts for response in part.responses),
        removed=removed,
        findings=tuple(_total_findings(parts, len(travellers))),
    )


def _total_findings(parts: list[CarrierMessage], counted: int) -> Iterator[Finding]:
    """The total of persons that a part states, held against what all parts name."""
    stated = {part.stated_total for part in parts if part.stated_total is not None}
    if stated and counted not in stated and sum(part.stated_total or 0 for part in parts) != counted:
        yield INTAKE.finding("series_total", stated=max(stated), counted=counted)
