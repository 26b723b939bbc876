"""Passenger lists delivered, read, kept and checked by the workers' services, travellers a second, against a built list."""

import multiprocessing
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.synchronize import Barrier
from typing import Any, Final

from attrs import field, frozen
from rich.console import Console
from rich.table import Table

from catenary.app.configuration import Configuration
from catenary.app.embedded import WORKER
from catenary.benchmarks.border_desk import BorderDesk, border_desk, work_for
from catenary.benchmarks.border_messages import flights, message
from catenary.benchmarks.surroundings import Spent, Stopwatch, resident_megabytes, surroundings
from catenary.core.intake.receipt import Way
from catenary.desk.intake.models import Channel, Delivery, Message
from catenary.desk.intake.receiving import receive
from catenary.desk.intake.tasks import read_delivery
from catenary.desk.mandate.acting import acting
from catenary.desk.screening.jobs import for_unit
from catenary.desk.screening.models import Check
from catenary.desk.screening.tasks import check_message

from django.utils import timezone  # isort: skip

_RECEIVE, _READ, _CHECK = "receive", "read and keep", "check"
_CHANNEL: Final = "A carrier"
_TO_REACH: Final = 1000
_WARM_UP: Final = 1
"""Messages of each worker before the clock runs: its kernels are loaded and its index is open then, as in a worker at work."""

_together: Barrier
"""In a worker's process: all begin when the last is warm."""


@frozen
class _Worked:
    """What one worker did with its messages, by step, and its resident memory in MB before and after."""

    steps: dict[str, Spent]
    whole: Spent
    memory: tuple[float, float]
    travellers: int


def run(
    names: int = 10_000, messages: int = 20, travellers: int = 200, workers: int = 2
) -> list[dict[str, object]]:
    """Print travellers a second, all workers together and by step, and whether a worker's memory grows.

    Each message is committed as delivered, read and kept, and checked, in transactions of their own, by the functions that
    the workers' jobs call; fetching the jobs is left out. Nobody is known beforehand: every traveller is new.
    """
    console = Console()
    console.print(surroundings())
    with border_desk(names) as desk:
        shares = _shares(messages, travellers, max(1, workers))
        worked = _work(desk, shares)
        found = _found(desk)
    told = sum(each.travellers for each in worked)
    _demand_all_checked(found, told + sum(_WARM_UP * travellers for _ in worked))
    figures = list(_figures(worked, told))
    console.print(
        _table(figures, f"{told:,} travellers, {len(worked)} workers, a list of {desk.names:,} names")
    )
    console.print(_memory_table(worked, found))
    console.print(surroundings())
    return figures


def _shares(messages: int, travellers: int, workers: int) -> list[list[bytes]]:
    """The messages of each worker, about flights of their own; those to warm up come first."""
    each = max(1, messages // workers) + _WARM_UP
    made = flights(each * workers, travellers)
    written = [message(one, one.travellers, number) for number, one in enumerate(made)]
    return [written[number::workers] for number in range(workers)]


def _work(desk: BorderDesk, shares: Sequence[Sequence[bytes]]) -> list[_Worked]:
    with acting(for_unit(desk.unit.pk)):
        Channel.objects.create(organisation=desk.unit, name=_CHANNEL, way=Way.DIRECTORY.value)
    fresh = multiprocessing.get_context("spawn")
    begin = fresh.Barrier(len(shares))
    told = (desk.configuration, desk.url(WORKER), begin)
    with ProcessPoolExecutor(len(shares), fresh, _begin_work, told) as pool:
        return list(pool.map(_take_in, [desk.unit.pk] * len(shares), shares))


def _begin_work(told: Configuration, address: str, begin: Barrier) -> None:
    global _together  # noqa: PLW0603  a process is given it once, at its start
    _together = begin
    work_for(told, address)


def _take_in(unit: int, messages: Sequence[bytes]) -> _Worked:
    worker = _Worker(unit)
    for data in messages[:_WARM_UP]:
        worker.take_in(data)
    worker.spent.clear()
    _together.wait()
    before, watch = resident_megabytes(), Stopwatch()
    travellers = sum(worker.take_in(data) for data in messages[_WARM_UP:])
    whole = watch.spent()
    steps = {step: _sum(spent) for step, spent in worker.spent.items()}
    return _Worked(steps, whole, (before, resident_megabytes()), travellers)


@frozen
class _Worker:
    """One worker of a unit, and what each step took it."""

    unit: int
    spent: dict[str, list[Spent]] = field(factory=dict)

    def take_in(self, data: bytes) -> int:
        """A message from its delivery to its last check; how many travellers it told of."""
        watch = Stopwatch()
        delivery = self._received(data)
        watch = self._note(_RECEIVE, watch)
        read_delivery(delivery=str(delivery.public_id))
        watch = self._note(_READ, watch)
        told = self._messages(delivery)
        for each in told:
            check_message(message=str(each.public_id))
        self._note(_CHECK, watch)
        return sum(each.travellers for each in told)

    def _received(self, data: bytes) -> Delivery:
        with acting(for_unit(self.unit)):
            channel = Channel.objects.select_related("organisation").get(name=_CHANNEL)
            delivery: Delivery = receive(channel=channel, data=data, now=timezone.now())
            return delivery

    def _messages(self, delivery: Delivery) -> list[Message]:
        with acting(for_unit(self.unit)):
            return list(Message.objects.filter(delivery=delivery))

    def _note(self, step: str, watch: Stopwatch) -> Stopwatch:
        self.spent.setdefault(step, []).append(watch.spent())
        return Stopwatch()


def _found(desk: BorderDesk) -> Counter[str]:
    """How many travellers have which answer."""
    with acting(for_unit(desk.unit.pk)):
        return Counter(Check.objects.filter(counts=True).values_list("status", flat=True))


def _demand_all_checked(found: Counter[str], travellers: int) -> None:
    checked = found["candidates"] + found["no_match"]
    if checked != travellers or found.total() != travellers:
        raise SystemExit(f"of {travellers} travellers {checked} were checked: {dict(found)}")


def _sum(spent: Sequence[Spent]) -> Spent:
    return Spent(sum(each.clock for each in spent), sum(each.processor for each in spent))


def _figures(worked: Sequence[_Worked], travellers: int) -> Iterator[dict[str, object]]:
    """Of the whole by the clock; of a step by how long all workers were at it."""
    longest = max(each.whole.clock for each in worked)
    whole = _sum([each.whole for each in worked])
    yield _figure("everything", travellers, longest, whole.processor)
    for step in (_RECEIVE, _READ, _CHECK):
        spent = _sum([each.steps[step] for each in worked])
        yield _figure(step, travellers, spent.clock / len(worked), spent.processor)


def _figure(step: str, travellers: int, seconds: float, processor: float) -> dict[str, Any]:
    return {
        "step": step,
        "seconds": round(seconds, 2),
        "processor_seconds": round(processor, 2),
        "per_second": round(travellers / seconds) if seconds else None,
    }


def _table(figures: Sequence[dict[str, object]], title: str) -> Table:
    table = Table(title=f"{title}; to reach: {_TO_REACH:,}/s of everything", title_justify="left")
    for heading in ("step", "s by the clock", "s of processor, without the database's", "travellers/s"):
        table.add_column(heading, justify="left" if heading == "step" else "right")
    for figure in figures:
        table.add_row(*(str(value) for value in figure.values()))
    return table


def _memory_table(worked: Sequence[_Worked], found: Counter[str]) -> Table:
    title = "Memory of each worker; answers: " + ", ".join(
        f"{status} {count:,}" for status, count in found.items()
    )
    table = Table("worker", "MB at the start", "MB at the end", title=title, title_justify="left")
    for number, each in enumerate(worked, 1):
        table.add_row(str(number), *(f"{megabytes:.0f}" for megabytes in each.memory))
    return table
