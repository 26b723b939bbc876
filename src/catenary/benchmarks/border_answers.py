"""Answers to a carrier that waits before boarding, CUSRES for PAXLST over HTTP: how long each takes at a steady rate."""

import random
import secrets
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from itertools import islice, pairwise
from typing import Any, Final
from urllib.parse import urlsplit

from attrs import frozen
from rich.console import Console
from rich.table import Table

from catenary.app.embedded import WEB
from catenary.benchmarks.border_desk import BorderDesk, border_desk, served, work_for
from catenary.benchmarks.border_messages import flights, message
from catenary.benchmarks.surroundings import load, surroundings
from catenary.core.intake.outage import OutageAnswer
from catenary.core.intake.receipt import Way
from catenary.core.mandate.flow_table import Flow, State
from catenary.core.mandate.model import Role
from catenary.desk.intake.channels import LOOK, SEND
from catenary.desk.intake.models import Channel
from catenary.desk.intake.outage.carriers import known
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import AccessMatter, MachineClient, Membership
from catenary.desk.mandate.people.invitations import hashed

_MESSAGES: Final = "/web-api/v1/messages"
_ONE, _MANY = "1", "200"
_PASSENGERS: Final = 200
_SHARE_OF_MANY: Final = 0.05
_TO_REACH: Final = {_ONE: 500, _MANY: 1500}
"""Milliseconds that 99 of 100 may take at 50 messages a second."""
_FEWEST_FLIGHTS: Final = 20
"""Single passengers check in for so many flights at once, or more where these are full."""
_EDGES: Final = (50, 100, 200, 300, 500, 750, 1000, 1500, 2500, 5000, 10_000)
_AT_ONCE: Final = 256
_PATIENCE_SECONDS: Final = 30
"""How long a carrier waits for an answer; what cannot be sent within that time of its turn is given up."""
_WARM_UP_SECONDS: Final = 90
_AT_ONCE_TO_WARM_UP, _WARM_ROUNDS = 8, 3


@frozen
class _Sent:
    """One message: what became of it, and the seconds from when it was due to the last octet of its answer."""

    kind: str
    outcome: str
    seconds: float


@frozen
class Carrier:
    """Who sends: an address and a token."""

    host: str
    port: int
    token: str

    def ask(self, data: bytes) -> str:
        """`answered`, `unchecked` where nobody was looked at, `accepted` where the channel does not answer; or what came instead."""
        connection = HTTPConnection(self.host, self.port, timeout=_PATIENCE_SECONDS)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/edifact"}
        try:
            connection.request("POST", _MESSAGES, data, headers)
            answer = connection.getresponse()
            told = answer.read()
        except (OSError, HTTPException) as fault:
            return type(fault).__name__
        finally:
            connection.close()
        if answer.status == HTTPStatus.ACCEPTED:
            return "accepted"
        if answer.status != HTTPStatus.OK or b"CUSRES" not in told:
            return f"status {answer.status}"
        return "answered" if answer.headers["Location"] else "unchecked"


def run(names: int = 10_000, rate: float = 2.0, seconds: int = 40) -> list[dict[str, object]]:
    """Print how long answers take, by kind of message, with a histogram; 95 of 100 messages are of 1 passenger, 5 of 200.

    The desk is in service with two web processes, worker and database, on the machine that also sends. Messages are due at the
    rate, however late the answers before: waiting for a turn counts. Single passengers are of flights that fill up one by one.
    Where the desk cannot follow it answers unchecked (`CATENARY_ANSWER_WITHIN`, here as shipped); these are counted apart.
    """
    console = Console()
    console.print(surroundings())
    with border_desk(names) as desk:
        token = carrier_of(desk, unchecked=OutageAnswer.FURTHER_CHECKS)
        with served(desk) as address:
            carrier = carrier_at(address, token)
            warm_up(carrier)
            _wait_until_told(desk, token)
            sent = _send_all(carrier, _planned(max(1, int(rate * seconds))), rate)
    figures = list(_figures(sent))
    title = (
        f"{rate:g} messages a second for {seconds} s, a list of {desk.names:,} names, load average {load()}"
    )
    console.print(_table(figures, title))
    console.print(_histogram(sent))
    if not any(each.outcome == "answered" for each in sent):
        raise SystemExit(f"nothing was answered: {figures}")
    return figures


def carrier_of(
    desk: BorderDesk,
    *,
    interactive: bool = True,
    name: str = "A carrier",
    unchecked: OutageAnswer | None = None,
) -> str:
    """A carrier's program that two persons let work, and its channel, with what it is answered unchecked; gives the token."""
    token = f"cat_{secrets.token_hex(4)}_{secrets.token_urlsafe(32)}"
    now, unit = datetime.now(UTC), desk.unit
    with acting(Declaration(door=Door.SIGN_IN)):
        maker, second = (
            Membership.objects.filter(organisation=unit, role=role)[0].person_id
            for role in (Role.ADMINISTRATOR, Role.SUPERVISOR)
        )
    work_for(desk.configuration, desk.url(WEB))
    with acting(Declaration(maker, unit.pk)):
        program = MachineClient.objects.create(
            organisation=unit, name=name, roles=[Role.PASSENGER_DATA_OFFICER.value], scopes=[SEND, LOOK],
            prefix=token[4:12], token_hash=hashed(token), made_by_id=maker, expires_at=now + timedelta(days=1),
        )  # fmt: skip
        AccessMatter.objects.create(
            flow=Flow.GRANT, organisation=unit, machine=program, asked_by_id=maker, asked_at=now, reason="A carrier",
            state=State.IN_FORCE, decided_by_id=second, decided_at=now,
        )  # fmt: skip
        Channel.objects.create(
            organisation=unit, name=name, way=Way.HTTP, program=program, basis="icao-9-api", interactive=interactive,
            outage_answer=unchecked or "",
        )  # fmt: skip
    return token


def carrier_at(address: str, token: str) -> Carrier:
    """Whoever sends there with that token."""
    at = urlsplit(address)
    assert at.hostname
    assert at.port
    return Carrier(at.hostname, at.port, token)


def warm_up(carrier: Carrier) -> None:
    """Until every web process has loaded its kernels and opened the index: some rounds of many at once are all answered."""
    (made,) = flights(1, _PASSENGERS)
    messages = (message(made, [each], 10**7 + number) for number, each in enumerate(made.travellers))
    until, warm = time.monotonic() + _WARM_UP_SECONDS, 0
    with ThreadPoolExecutor(_AT_ONCE_TO_WARM_UP) as pool:
        while warm < _WARM_ROUNDS:
            outcomes = Counter(pool.map(carrier.ask, islice(messages, _AT_ONCE_TO_WARM_UP)))
            warm = warm + 1 if set(outcomes) == {"answered"} else 0
            if time.monotonic() > until and warm < _WARM_ROUNDS:
                raise SystemExit(
                    f"the desk did not get to answering in {_WARM_UP_SECONDS} s: {dict(outcomes)}"
                )


def _wait_until_told(desk: BorderDesk, token: str) -> None:
    """Until a worker has told the web what the carrier is answered unchecked; it does so every minute."""
    until = time.monotonic() + _WARM_UP_SECONDS
    while not known(desk.configuration.outage_folder, f"Bearer {token}", datetime.now(UTC)):
        if time.monotonic() > until:
            raise SystemExit("no worker told the web of its carriers")
        time.sleep(1)


def _planned(count: int) -> list[tuple[str, bytes]]:
    """Messages in the order in which they are sent, always the same."""
    dice = random.Random(1)
    many = round(count * _SHARE_OF_MANY)
    single = count - many
    shared = max(_FEWEST_FLIGHTS, -(-single // _PASSENGERS))
    made = list(flights(1 + many + shared, _PASSENGERS))[1:]
    alone = [(flight, each) for flight in made[many:] for each in flight.travellers]
    planned = [
        *((_MANY, message(each, each.travellers, number)) for number, each in enumerate(made[:many])),
        *(
            (_ONE, message(each, [someone], many + number))
            for number, (each, someone) in enumerate(dice.sample(alone, single))
        ),
    ]
    dice.shuffle(planned)
    return planned


def _send_all(carrier: Carrier, planned: Sequence[tuple[str, bytes]], rate: float) -> list[_Sent]:
    start = time.monotonic() + 0.5
    last = start + len(planned) / rate
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        asked = [
            pool.submit(_send, carrier, kind, data, start + number / rate, last)
            for number, (kind, data) in enumerate(planned)
        ]
        return [each.result() for each in asked]


def _send(carrier: Carrier, kind: str, data: bytes, due: float, last: float) -> _Sent:
    time.sleep(max(0.0, due - time.monotonic()))
    late = time.monotonic() > last + _PATIENCE_SECONDS
    outcome = "given up" if late else carrier.ask(data)
    return _Sent(kind, outcome, time.monotonic() - due)


def _figures(sent: Sequence[_Sent]) -> Iterator[dict[str, Any]]:
    for kind in (_ONE, _MANY):
        of_kind = [each for each in sent if each.kind == kind]
        answered = [1000 * each.seconds for each in of_kind if each.outcome == "answered"]
        errors = Counter(each.outcome for each in of_kind if each.outcome != "answered")
        yield {
            "messages": kind,
            "sent": len(of_kind),
            **{f"p{each}_ms": _percentile(answered, each) for each in (50, 95, 99)},
            "longest_ms": round(max(answered)) if answered else None,
            "to_reach_ms": _TO_REACH[kind],
            "unchecked": errors.pop("unchecked", 0),
            "unchecked_p99_ms": _percentile(
                [1000 * each.seconds for each in of_kind if each.outcome == "unchecked"], 99
            ),
            "errors": dict(errors),
        }


def _percentile(values: Sequence[float], percent: int) -> int | None:
    if len(values) < 2:
        return round(values[0]) if values else None
    return round(statistics.quantiles(values, n=100, method="inclusive")[percent - 1])


def _table(figures: Sequence[dict[str, Any]], title: str) -> Table:
    headings = (
        "passengers",
        "sent",
        "p50 ms",
        "p95 ms",
        "p99 ms",
        "longest ms",
        "p99 to reach",
        "unchecked",
        "their p99 ms",
        "errors",
    )
    table = Table(*headings, title=title, title_justify="left")
    for figure in figures:
        *plain, errors = figure.values()
        told = ", ".join(f"{outcome} {count}" for outcome, count in errors.items())
        table.add_row(*("-" if value is None else str(value) for value in plain), told or "none")
    return table


def _histogram(sent: Sequence[_Sent]) -> Table:
    """How many answers took how long; a bar is as long as the share of its kind."""
    table = Table(
        "answered within", f"of {_ONE}", "", f"of {_MANY}", "", title="Latency", title_justify="left"
    )
    columns = [_shares([each for each in sent if each.kind == kind]) for kind in (_ONE, _MANY)]
    for number, within in enumerate([*(f"{edge:,} ms" for edge in _EDGES), "longer"]):
        told = [(str(column[number][0]), "█" * round(20 * column[number][1])) for column in columns]
        table.add_row(within, *told[0], *told[1])
    return table


def _shares(sent: Sequence[_Sent]) -> list[tuple[int, float]]:
    """Answers of each class of the histogram, as a count and as a share of all answers."""
    took = [1000 * each.seconds for each in sent if each.outcome == "answered"]
    edges = (0, *_EDGES, float("inf"))
    counts = [sum(above < each <= within for each in took) for above, within in pairwise(edges)]
    return [(count, count / max(1, len(took))) for count in counts]
