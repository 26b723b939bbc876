"""What one message costs the desk: time of this process, statements to the database and the time in them, by statement."""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from attrs import define, field, frozen
from rich.console import Console
from rich.table import Table

from catenary.benchmarks.border_answers import carrier_of
from catenary.benchmarks.border_desk import border_desk
from catenary.benchmarks.border_messages import flights, message
from catenary.benchmarks.surroundings import Spent, Stopwatch, surroundings
from catenary.core.intake.model import Traveller
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.mandate.models import HeldRecord
from catenary.world.flights import Departure

from django.conf import settings  # isort: skip  settings are named by the database's module
from django.db import connection  # isort: skip
from django.test import Client  # isort: skip

_ON_BOARD: Final = 200
_WARM_UP: Final = 12
_SHOWN: Final = 12
_LONGEST: Final = 110
_VALUES: Final = re.compile(r"(%s(::\w+(\[\])?)?,? ?)+")
_COLUMNS: Final = re.compile(r'SELECT ".*? FROM')
_NUMBERS: Final = re.compile(r"s\d+_x\d+")


@frozen
class _Cost:
    """What messages of a kind cost, each."""

    kind: str
    messages: int
    spent: Spent
    statements: float
    in_statements: float
    dearest: tuple[tuple[str, float, float], ...]
    """Statement, how often and for how many seconds in each message."""


@define
class _Heard:
    """Statements as they go to the database, with the seconds that each took."""

    by_statement: dict[str, list[float]] = field(factory=dict)

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        begin = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.by_statement.setdefault(_shape(sql), []).append(time.perf_counter() - begin)

    def cost(self, kind: str, messages: int, spent: Spent) -> _Cost:
        each = [
            (shape, len(took) / messages, sum(took) / messages) for shape, took in self.by_statement.items()
        ]
        each.sort(key=lambda one: -one[2])
        statements, seconds = sum(one[1] for one in each), sum(one[2] for one in each)
        return _Cost(kind, messages, spent, statements, seconds, tuple(each[:_SHOWN]))


def run(names: int = 10_000, single: int = 30, whole: int = 3) -> list[dict[str, object]]:
    """Print what so many messages of one passenger and of 200 cost, in process and one after the other, as a carrier's program sends them.

    The web's code is asked without a server in between; the database runs beside. Below stands what it takes to plan a question
    for two records under row security, and how many lines the plan has (docs/decisions/0008).
    """
    console = Console()
    console.print(surroundings())
    with border_desk(names) as desk:
        token = carrier_of(desk)
        settings.ALLOWED_HOSTS = ["*"]
        send = _sender(token)
        made = list(flights(2 + whole, _ON_BOARD))
        for number, each in enumerate(made[0].travellers[:_WARM_UP]):
            send(made[0], [each], number)
        costs = [
            _measured(
                "1 passenger", send, [(made[1], [each]) for each in made[1].travellers[:single]], 10_000
            ),
            _measured("200 passengers", send, [(each, each.travellers) for each in made[2:]], 20_000),
        ]
        lines, milliseconds = _plan(Declaration(organisation=desk.unit.pk, purpose="border_check"))
    for cost in costs:
        console.print(_table(cost))
    console.print(f"a question for two records: planned in {milliseconds:.1f} ms, a plan of {lines} lines")
    console.print(surroundings())
    return [*map(_figures, costs), {"plan_ms": milliseconds, "plan_lines": lines}]


_Send = Callable[[Departure, Sequence[Traveller], int], None]


def _sender(token: str) -> _Send:
    client = Client(headers={"Authorization": f"Bearer {token}"})

    def send(made: Departure, travellers: Sequence[Traveller], number: int) -> None:
        data = message(made, travellers, number)
        answer = client.post("/web-api/v1/messages", data, content_type="application/edifact")
        if answer.status_code != 200 or b"CUSRES" not in answer.content:
            raise SystemExit(f"status {answer.status_code} instead of an answer")

    return send


def _measured(
    kind: str, send: _Send, told: Sequence[tuple[Departure, Sequence[Traveller]]], first: int
) -> _Cost:
    heard, watch = _Heard(), Stopwatch()
    with connection.execute_wrapper(heard):
        for number, (made, travellers) in enumerate(told, first):
            send(made, travellers, number)
    return heard.cost(kind, len(told), watch.spent())


def _plan(declaration: Declaration) -> tuple[int, float]:
    """Lines of the plan, and milliseconds of planning, the least of several."""
    with acting(declaration), connection.cursor() as cursor:
        question = str(HeldRecord.objects.filter(pk__in=[1, 2]).query)
        times = list(_planned(cursor, question))
    return len(times[0][0]), min(took for _, took in times)


def _planned(cursor: Any, question: str) -> Iterator[tuple[list[str], float]]:
    for _ in range(5):
        cursor.execute(f"EXPLAIN (SUMMARY) {question}")
        lines = [row[0] for row in cursor.fetchall()]
        yield lines, next(float(line.split()[2]) for line in lines if line.startswith("Planning Time"))


def _shape(sql: Any) -> str:
    """A statement without its values and columns, so that the same ones are told as one."""
    text = " ".join((sql if isinstance(sql, str) else bytes(sql).decode()).split())
    return _NUMBERS.sub("…", _COLUMNS.sub("SELECT … FROM", _VALUES.sub("… ", text)))[:_LONGEST]


def _figures(cost: _Cost) -> dict[str, object]:
    return {
        "kind": cost.kind,
        "messages": cost.messages,
        "clock_ms": round(1000 * cost.spent.clock / cost.messages, 1),
        "processor_ms": round(1000 * cost.spent.processor / cost.messages, 1),
        "statements": round(cost.statements, 1),
        "in_statements_ms": round(1000 * cost.in_statements, 1),
    }


def _table(cost: _Cost) -> Table:
    told = _figures(cost)
    title = (
        f"{cost.kind}: {told['clock_ms']} ms by the clock, {told['processor_ms']} ms of this process; "
        f"{told['statements']} statements, {told['in_statements_ms']} ms in them"
    )
    table = Table("statement", "times", "ms", title=title, title_justify="left")
    for shape, times, seconds in cost.dearest:
        table.add_row(shape, f"{times:.1f}", f"{1000 * seconds:.1f}")
    return table
