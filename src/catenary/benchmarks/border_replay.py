"""A country's day at the border, replayed faster than it was: bookings told three times, the list at closure; whether the desk keeps up."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from attrs import evolve, frozen
from rich.console import Console
from rich.table import Table

from catenary.app.embedded import WORKER
from catenary.benchmarks.border_answers import Carrier, carrier_at, carrier_of, warm_up
from catenary.benchmarks.border_desk import BorderDesk, border_desk, in_service, work_for
from catenary.benchmarks.border_messages import flights, message
from catenary.benchmarks.surroundings import resident_megabytes_below, surroundings
from catenary.core.screening.model import Status
from catenary.desk.intake.models import Passage
from catenary.desk.mandate.acting import acting
from catenary.desk.screening.jobs import for_unit
from catenary.desk.screening.models import Check
from catenary.world.dice import Dice
from catenary.world.flights import Departure
from catenary.world.messages import booking_file

from django.db import connection  # isort: skip  settings are named by the database's module

_ON_BOARD: Final = 150
_DAYS: Final = 365
_HOUR: Final = 3600.0
_WAVE: Final = (2, 1, 1, 1, 2, 5, 8, 9, 8, 7, 6, 6, 6, 6, 6, 6, 7, 8, 8, 7, 6, 5, 4, 3)
"""How many of the day's flights leave in each hour, as shares: few at night, most in the morning and the evening."""
_BOOKED: Final = {"72 h": 0.6, "48 h": 0.75, "24 h": 0.9}
"""How many of those on board at closure have booked when the bookings are told."""
_CLOSURE: Final = "closure"
_APART_HOURS: Final = 6
"""Between two words on a flight, in place of a day: so that a day of the replay holds flights from their first word to the last."""
_SENDERS: Final = 16
_PATIENCE_SECONDS: Final = 30
_IN_TIME_SECONDS: Final = 1.5
_DRAIN_SECONDS: Final = 900
_LOOK_SECONDS: Final = 1.0
_WAITING: Final = """SELECT (SELECT count(*) FROM intake_delivery WHERE state = 'received')
    + (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND queueing_lock IS NULL
        AND (scheduled_at IS NULL OR scheduled_at <= now()))"""
"""Deliveries that nobody read yet, and jobs that are due; those that the desk does at every so many minutes do not count."""


@frozen
class _Due:
    """One word of a carrier on a flight: when it is sent, in seconds from the beginning, and the file that says it."""

    at: float
    word: str
    file: Path


@frozen
class _Sent:
    """What became of it, and the seconds from when it was due to the last octet of its answer."""

    word: str
    outcome: str
    seconds: float


def run(
    passengers: int = 30_000_000, speed: float = 60.0, hours: float = 2.0, names: int = 10_000
) -> dict[str, object]:
    """Replay so many hours of the day of a country with so many passengers a year; 24 hours at 60 times the pace take 24 minutes.

    Every flight is told of four times: its bookings 72, 48 and 24 hours before, each time more of them, and the passenger list at
    closure, to which the carrier waits for an answer. A flight's words are six hours apart here, so that the day holds
    all of them. Web, workers, database and whoever sends share the machine. Every traveller is new to the desk.
    """
    if min(passengers, speed, hours) <= 0:
        raise SystemExit("passengers, speed and hours are all above 0")
    console = Console()
    console.print(surroundings())
    with TemporaryDirectory() as kept, border_desk(names) as desk:
        due = _day(Path(kept), round(passengers / _DAYS / _ON_BOARD), speed, hours)
        tokens = [carrier_of(desk, interactive=each, name=f"Carrier {each}") for each in (False, True)]
        with in_service(desk) as service:
            bookings, lists = (carrier_at(service.address, token) for token in tokens)
            warm_up(lists)
            before = resident_megabytes_below(service.process.pid)
            sent = _replay(due, bookings, lists)
            waiting = _waiting(desk)
            drained = _drained(desk)
            after = resident_megabytes_below(service.process.pid)
            figures = {
                **_counted(desk),
                "waiting_at_the_end": waiting,
                "drained_seconds": drained,
                "megabytes_before": before,
                "megabytes_after": after,
            }
    rows = list(_figures(sent))
    title = (
        f"{hours:g} h of {passengers:,} passengers a year at {speed:g} times the pace: {len(sent)} messages"
    )
    console.print(_table(rows, title))
    console.print(figures)
    return {"messages": rows, **figures}


def _day(folder: Path, flights_a_day: int, speed: float, hours: float) -> list[_Due]:
    """What is sent within the hours, in its order. Flights of the hours before are told of from a later word on."""
    starts = [
        at - _APART_HOURS * len(_BOOKED)
        for at in _departures(flights_a_day, hours + _APART_HOURS * len(_BOOKED))
    ]
    due = [
        _Due((start + _APART_HOURS * place) * _HOUR / speed, word, _written(folder, made, number, word))
        for number, (start, made) in enumerate(zip(starts, flights(len(starts), _ON_BOARD), strict=True))
        for place, word in enumerate((*_BOOKED, _CLOSURE))
        if 0 <= start + _APART_HOURS * place < hours
    ]
    return sorted(due, key=lambda each: each.at)


def _departures(flights_a_day: int, hours: float) -> list[float]:
    """The hours at which flights are first told of, by the wave of the day."""
    dice, found = Dice.keyed(1, "replay"), list[float]()
    for hour in range(int(-(-hours // 1))):
        expected = flights_a_day * _WAVE[hour % len(_WAVE)] / sum(_WAVE)
        count = int(expected) + dice.chance(expected % 1)
        found += sorted(hour + dice.roll() for _ in range(count))
    return [each for each in found if each < hours]


def _written(folder: Path, made: Departure, number: int, word: str) -> Path:
    """The file, unlike every other; written before the clock runs."""
    file = folder / f"{number}-{word[:2]}"
    file.write_bytes(
        message(made, made.travellers, number)
        if word == _CLOSURE
        else booking_file(_booked(made, word, number), Dice.keyed(2, word, number)).data
    )
    return file


def _booked(made: Departure, word: str, number: int) -> Departure:
    parties = made.parties[: max(1, round(len(made.parties) * _BOOKED[word]))]
    people = tuple(each for party in parties for each in party)
    reference = 4 * number + list(_BOOKED).index(word)
    return evolve(made, number=reference, parties=parties, travellers=people)


def _replay(due: Sequence[_Due], bookings: Carrier, lists: Carrier) -> list[_Sent]:
    begin = time.monotonic() + 0.5
    with ThreadPoolExecutor(_SENDERS) as pool:
        asked = [
            pool.submit(_send, lists if each.word == _CLOSURE else bookings, each, begin) for each in due
        ]
        return [each.result() for each in asked]


def _send(carrier: Carrier, due: _Due, begin: float) -> _Sent:
    data = due.file.read_bytes()
    time.sleep(max(0.0, begin + due.at - time.monotonic()))
    outcome = carrier.ask(data)
    return _Sent(due.word, outcome, time.monotonic() - begin - due.at)


def _waiting(desk: BorderDesk) -> int:
    """Deliveries and jobs that wait to be done now."""
    connection.close()
    work_for(desk.configuration, desk.url(WORKER))
    with acting(for_unit(desk.unit.pk)), connection.cursor() as cursor:
        cursor.execute(_WAITING)
        return int((cursor.fetchone() or (0,))[0])


def _drained(desk: BorderDesk) -> float | None:
    """Seconds until nothing waits; None where something still does after a quarter of an hour."""
    begin = time.monotonic()
    while _waiting(desk):
        if time.monotonic() - begin > _DRAIN_SECONDS:
            return None
        time.sleep(_LOOK_SECONDS)
    return round(time.monotonic() - begin, 1)


def _counted(desk: BorderDesk) -> dict[str, int]:
    with acting(for_unit(desk.unit.pk)):
        checked = Counter(Check.objects.filter(counts=True).values_list("status", flat=True))
        told = Passage.objects.count()
    said = checked[Status.NO_MATCH.value] + checked[Status.CANDIDATES.value]
    return {"travellers": told, "checked": said, "without_an_answer": told - checked.total()}


def _figures(sent: Sequence[_Sent]) -> Iterator[dict[str, Any]]:
    for word in (*_BOOKED, _CLOSURE):
        of_word = [each for each in sent if each.word == word]
        wanted = "answered" if word == _CLOSURE else "accepted"
        took = sorted(each.seconds for each in of_word if each.outcome == wanted)
        yield {
            "word": word,
            "sent": len(of_word),
            wanted: len(took),
            "in_time": sum(each <= _IN_TIME_SECONDS for each in took),
            "p50_ms": round(1000 * took[len(took) // 2]) if took else None,
            "longest_ms": round(1000 * took[-1]) if took else None,
            "errors": dict(Counter(each.outcome for each in of_word if each.outcome != wanted)),
        }


def _table(rows: Sequence[dict[str, Any]], title: str) -> Table:
    headings = ("told", "sent", "taken", f"within {_IN_TIME_SECONDS:g} s", "p50 ms", "longest ms", "errors")
    table = Table(*headings, title=title, title_justify="left")
    for row in rows:
        *plain, errors = row.values()
        told = ", ".join(f"{outcome} {count}" for outcome, count in errors.items())
        table.add_row(*("-" if value is None else str(value) for value in plain), told or "none")
    return table
