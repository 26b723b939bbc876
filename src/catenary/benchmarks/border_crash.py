"""Web, workers and database of a border desk killed at random moments under load: whether an acknowledged message was lost or done twice."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

import psycopg
from attrs import define, field, frozen
from rich.console import Console
from rich.progress import track

from catenary.app.embedded import WORKER, Embedded
from catenary.benchmarks.border_answers import carrier_of
from catenary.benchmarks.border_desk import BorderDesk, Service, border_desk, in_service, work_for
from catenary.benchmarks.border_messages import flights, message
from catenary.benchmarks.surroundings import children_of, surroundings
from catenary.core.intake.receipt import DeliveryState, MessageState
from catenary.desk.intake.models import Delivery, FlightLeg, Message, Passage
from catenary.desk.mandate.acting import acting
from catenary.desk.screening.jobs import for_unit
from catenary.desk.screening.models import Check

from django.db import connection  # isort: skip  settings are named by the database's module
from django.db.models import Count  # isort: skip

_PARTS: Final = {
    "worker": "catenary.app.working",
    "sequencer": "catenary.app.sequencing",
    "web": "gunicorn",
}
_DATABASE: Final = "database"
_VICTIMS: Final = (*_PARTS, "web process", _DATABASE)
_ON_BOARD: Final = 3
_LONGEST_LIFE_SECONDS: Final = 1.5
_PATIENCE_SECONDS: Final = 10
_DRAIN_SECONDS: Final = 240
_PAUSE_SECONDS: Final = 0.2
_WORK: Final = ["intake.read_delivery", "screening.check_message"]
_WAITING: Final = """SELECT (SELECT count(*) FROM intake_delivery WHERE state = 'received')
    + (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND task_name = ANY(%s))"""


@frozen
class Counted:
    """What is there when everything that could be done is done."""

    acknowledged: int
    lost: int
    """Acknowledged and not there, or never read."""
    doubled: int
    """Messages or travellers of one departure that are there more than once."""
    travellers: int
    unchecked: int
    """Of whom neither an answer stands nor that there is none."""
    answers: dict[str, int]


@define
class _Carrier:
    """Sends messages one after the other, each until it is acknowledged, and remembers what it was told of each."""

    address: str
    token: str
    messages: Iterator[bytes]
    stopping: Event
    sent: int = 0
    acknowledged: list[UUID] = field(factory=list)

    def send_on(self) -> None:
        """Until it is told to stop; the message under way may stay unacknowledged then."""
        for data in self.messages:
            while not self.stopping.is_set():
                self.sent += 1
                if delivery := self._told(data):
                    self.acknowledged.append(delivery)
                    break
                time.sleep(_PAUSE_SECONDS)
            if self.stopping.is_set():
                return

    def _told(self, data: bytes) -> UUID | None:
        """The delivery that the desk says it has; None for any other answer, and for none."""
        at = urlsplit(self.address)
        http = HTTPConnection(at.hostname or "", at.port, timeout=_PATIENCE_SECONDS)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/edifact"}
        try:
            http.request("POST", "/web-api/v1/messages", data, headers)
            answer = http.getresponse()
            answer.read()
            told = answer.headers.get("Location", "")
        except (OSError, HTTPException):
            return None
        finally:
            http.close()
        return UUID(told.rpartition("/")[2]) if answer.status in {200, 202} else None


def run(rounds: int = 20, names: int = 1_000, seed: int = 1) -> dict[str, object]:
    """Print how often which part was killed, and what came of the messages that were acknowledged and of their travellers.

    Two carriers send all the while, one that waits for answers and one that does not; what is not acknowledged they send again.
    A round begins when each was acknowledged something, and ends when the desk is ready again. At the end the workers finish what waits, and everything is counted.
    """
    console = Console()
    console.print(surroundings())
    dice, killed = random.Random(seed), Counter[str]()
    with border_desk(names) as desk:
        tokens = [carrier_of(desk, interactive=each, name=f"Carrier {each}") for each in (True, False)]
        with in_service(desk) as service:
            with _sending(service.address, tokens) as carriers:
                for _ in track(range(rounds), "killing", console=console):
                    _wait_for_traffic(carriers)
                    killed[_kill_one(desk, service, dice)] += 1
                    service.wait()
            _wait_until_done(desk)
            counted = _counted(desk, [each for carrier in carriers for each in carrier.acknowledged])
    figures: dict[str, object] = {
        "rounds": rounds,
        "killed": dict(killed),
        "sent": sum(carrier.sent for carrier in carriers),
        "acknowledged": counted.acknowledged,
        "lost": counted.lost,
        "doubled": counted.doubled,
        "travellers": counted.travellers,
        "unchecked": counted.unchecked,
        "answers": counted.answers,
    }
    console.print(figures)
    return figures


@contextmanager
def _sending(address: str, tokens: Iterable[str]) -> Iterator[list[_Carrier]]:
    stopping = Event()
    carriers = [_Carrier(address, token, _messages(number), stopping) for number, token in enumerate(tokens)]
    threads = [Thread(target=each.send_on) for each in carriers]
    for each in threads:
        each.start()
    try:
        yield carriers
    finally:
        stopping.set()
        for each in threads:
            each.join()


def _messages(carrier: int) -> Iterator[bytes]:
    """Each about a departure of its own: those of one carrier are the even ones, of the other the odd."""
    for number, made in enumerate(flights(1_000_000, _ON_BOARD)):
        if number % 2 == carrier:
            yield message(made, made.travellers, number)


def _wait_for_traffic(carriers: Iterable[_Carrier]) -> None:
    until = time.monotonic() + _DRAIN_SECONDS
    for carrier in carriers:
        before = len(carrier.acknowledged)
        while len(carrier.acknowledged) == before:
            if time.monotonic() > until:
                raise SystemExit("the desk acknowledges nothing any more")
            time.sleep(_PAUSE_SECONDS)


def _kill_one(desk: BorderDesk, service: Service, dice: random.Random) -> str:
    """Kill a part at a random moment, as if its machine were gone; gives which."""
    victim = dice.choice(_VICTIMS)
    time.sleep(dice.uniform(0, _LONGEST_LIFE_SECONDS))
    if victim == _DATABASE:
        _fell_database(desk.server)
    elif found := _processes(service.process.pid, victim):
        with suppress(ProcessLookupError):
            os.kill(dice.choice(found), signal.SIGKILL)
    return victim


def _processes(parent: int, victim: str) -> list[int]:
    """The processes of a part: those that the desk started, or that gunicorn did."""
    if victim in _PARTS:
        return [each for each in children_of(parent) if _PARTS[victim] in _command(each)]
    masters = _processes(parent, "web")
    return [each for master in masters for each in children_of(master)]


def _command(process: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_text(errors="replace")
    return ""


def _fell_database(server: Embedded) -> None:
    """Server and all its backends at once; then it is started again, until it has recovered what was committed."""
    process = server.child.process
    assert process is not None
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    until = time.monotonic() + _DRAIN_SECONDS
    server.child.process = None
    while time.monotonic() < until:
        if server.child.process is None or server.child.has_fallen():
            server.child.start()
        with suppress(psycopg.OperationalError), psycopg.connect(server.url(WORKER)):
            return
        time.sleep(_PAUSE_SECONDS)
    raise SystemExit("the database did not come back")


def _wait_until_done(desk: BorderDesk) -> None:
    """However long that takes, as long as it gets less."""
    connection.close()
    work_for(desk.configuration, desk.url(WORKER))
    until, least = time.monotonic() + _DRAIN_SECONDS, _waiting(desk)
    while waiting := _waiting(desk):
        if waiting < least:
            until, least = time.monotonic() + _DRAIN_SECONDS, waiting
        if time.monotonic() > until:
            raise SystemExit(
                f"{waiting} deliveries and jobs wait, and nothing was done for {_DRAIN_SECONDS} s"
            )
        time.sleep(_PAUSE_SECONDS)


def _waiting(desk: BorderDesk) -> int:
    with acting(for_unit(desk.unit.pk)), connection.cursor() as cursor:
        cursor.execute(_WAITING, [_WORK])
        return int((cursor.fetchone() or (0,))[0])


def _counted(desk: BorderDesk, acknowledged: list[UUID]) -> Counted:
    with acting(for_unit(desk.unit.pk)):
        passages = Passage.objects.count()
        answered = Check.objects.filter(counts=True).values("passage").distinct().count()
        return Counted(
            acknowledged=len(acknowledged),
            lost=len(set(acknowledged) - _read()),
            doubled=_doubled(),
            travellers=passages,
            unchecked=passages - answered,
            answers=dict(Counter(Check.objects.filter(counts=True).values_list("status", flat=True))),
        )


def _read() -> set[UUID]:
    """Deliveries that were read, or repeat one that was."""
    rows = Delivery.objects.select_related("repeats")
    return {
        row.public_id
        for row in rows
        if row.state == DeliveryState.READ
        or (row.repeats is not None and row.repeats.state == DeliveryState.READ)
    }


def _doubled() -> int:
    """Every departure is told of by one message and has as many travellers as that named."""
    kept = Message.objects.filter(state=MessageState.KEPT).count()
    departures = FlightLeg.objects.count()
    fuller = FlightLeg.objects.annotate(on_board=Count("passages")).exclude(on_board=_ON_BOARD).count()
    return abs(kept - departures) + fuller
