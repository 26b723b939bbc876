"""How soon the queue and a candidate's page begin to arrive while many candidates wait, and how PostgreSQL finds the first."""

import statistics
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final
from urllib.request import OpenerDirector

from attrs import frozen
from rich.console import Console
from rich.table import Table

from catenary.app.demo import demo_password
from catenary.app.embedded import OWNER, WEB
from catenary.benchmarks.border_desk import BorderDesk, border_desk, served, work_for
from catenary.benchmarks.border_messages import flight, message
from catenary.benchmarks.desk_browser import signed_in, state_task
from catenary.benchmarks.surroundings import surroundings
from catenary.core.intake.receipt import Way
from catenary.core.mandate.model import Purpose, Role
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Channel, FlightLeg, Passage
from catenary.desk.intake.reading import read
from catenary.desk.intake.receiving import receive
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import HeldRecord, Membership, Person, RecordFields
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.checking import check_passages
from catenary.desk.screening.jobs import for_unit
from catenary.desk.screening.models import Candidate, Check
from catenary.desk.screening.queue import queue_of
from catenary.desk.shell.tables import PAGE_SIZE

import psycopg  # isort: skip
from django.db import models  # isort: skip

_NAMES: Final = 300
_TO_REACH: Final = 300
_TASK: Final = (Purpose.BORDER_CHECK.value, "icao-9-api")
_OFFICER: Final = Role.PASSENGER_DATA_OFFICER
_FLIGHTS: Final = 500
COPIES_FROM, _CANDIDATES_FROM = 10_000_000, 20_000_000
"""Where the rows that are copied begin, far behind those that services make."""
_UUID: Final = "gen_random_uuid()"
_TELLING: Final = ("Limit", "Sort", "Join", "Loop", "Scan", "Time:")
_Replaced = Mapping[str, str]
"""What is not copied: an SQL expression by column, in which `n` counts the copies from 1."""


@frozen
class _Page:
    """When the first byte of a page came, in milliseconds, for each visit."""

    name: str
    milliseconds: list[float]


def run(candidates: int = 100_000, visits: int = 15) -> list[dict[str, object]]:
    """Print milliseconds to the first byte of pages of the queue, over HTTP from a desk in service, and the plan of its query.

    One candidate comes from a message that was checked; the others are its copies, each with a traveller, a check and records of
    its own, on 500 flights.
    """
    console = Console()
    console.print(surroundings())
    with border_desk(_NAMES) as desk:
        template = _candidate(desk)
        _copy(desk, template, candidates)
        email, plan = _plan(desk)
        with served(desk) as address:
            browser = signed_in(address, email, demo_password(desk.configuration.secret))
            state_task(browser, address, *_TASK)
            pages = [
                _visited(browser, name, address + path, visits) for name, path in _pages(template).items()
            ]
    figures = [_figure(page) for page in pages]
    console.print(_table(figures, candidates + 1))
    console.print(plan, markup=False, highlight=False, soft_wrap=True)
    console.print(surroundings())
    return figures


def _candidate(desk: BorderDesk) -> Candidate:
    """Somebody of the list on a flight, found by a check."""
    made = flight(0, desk.listed)
    now = datetime.now(UTC)
    with acting(for_unit(desk.unit.pk)):
        channel = Channel.objects.create(
            organisation=desk.unit, name="A carrier", way=Way.DIRECTORY.value, basis=_TASK[1]
        )
        delivery = receive(channel=channel, data=message(made, made.travellers, 0), now=now)
        read(delivery=delivery.public_id, now=now)
        check_passages(passages=Passage.objects.filter(organisation=desk.unit), now=now)
        found: Candidate | None = Candidate.objects.filter(organisation=desk.unit).first()
    if found is None:
        raise SystemExit("nobody of the list was found on the flight")
    return found


def _copy(desk: BorderDesk, one: Candidate, count: int) -> None:
    """The rows as the owner of the tables copies them, whom row security lets through as long as it takes."""
    traveller, found = f"{COPIES_FROM} + n", f"{_CANDIDATES_FROM} + n"
    leg, due = (
        f"{COPIES_FROM} + 1 + mod(n, {_FLIGHTS})",
        f"now() + (1 + mod(n, {_FLIGHTS})) * interval '5 minutes'",
    )
    with acting(for_unit(desk.unit.pk)):
        on, flies = one.passage, one.passage.leg
    with psycopg.connect(desk.url(OWNER)) as owner:
        copy = RowCopier(owner)
        copy(
            FlightLeg, flies.pk, _FLIGHTS, {"id": traveller, "number": "(1000 + n)::text", "departs_at": due}
        )
        copy(HeldRecord, on.record_id, count, {"id": traveller})
        copy(RecordFields, on.record_id, count, {"record_id": traveller})
        copy(HeldRecord, one.record_id, count, {"id": found})
        copy(RecordFields, one.record_id, count, {"record_id": found})
        copy(Passage, on.pk, count, {"id": traveller, "leg_id": leg, "record_id": traveller})
        copy(Check, one.found_by_id, count, {"id": traveller, "passage_id": traveller})
        told = {"passage_id": traveller, "found_by_id": traveller, "record_id": found, "due_at": due}
        copy(Candidate, one.pk, count, {"id": found, **told})
    with psycopg.connect(desk.url(OWNER), autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")


@frozen
class RowCopier:
    """Copies one row of a table many times."""

    owner: "psycopg.Connection[tuple[object, ...]]"

    def __call__(self, table: type[models.Model], row: object, count: int, replaced: _Replaced) -> None:
        """The columns named in `replaced`, and every public id, are made anew."""
        about = table._meta  # noqa: SLF001  documented as public in spite of its name
        name, key = about.db_table, about.pk.column
        columns = [each.column for each in about.concrete_fields if each.column]
        anew = {"public_id": _UUID, **replaced}
        told = ", ".join(f"{anew[each]} AS {each}" if each in anew else f"one.{each}" for each in columns)
        self.owner.execute(f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY")
        self.owner.execute(
            f"INSERT INTO {name} ({', '.join(columns)}) SELECT {told} FROM {name} one, generate_series(1, %s) n"  # noqa: S608
            f" WHERE one.{key} = %s",
            [count, row],
        )
        self.owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self.owner.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")


def _plan(desk: BorderDesk) -> tuple[str, str]:
    """An officer's address, and how PostgreSQL finds the first page of their queue as the web role."""
    with acting(Declaration(door=Door.SIGN_IN)):
        rows = Membership.objects.filter(organisation=desk.unit, role=_OFFICER).select_related("person")
        person: Person = rows[0].person
        unit = Organisation.objects.get(pk=desk.unit.pk)
    work_for(desk.configuration, desk.url(WEB))
    here = SignedIn(person, unit, frozenset({_OFFICER}), strong=True)
    with acting(Declaration(person.pk, unit.pk, *_TASK)):
        plan = queue_of(here, {})[:PAGE_SIZE].explain(analyze=True)
    return person.email, "\n".join(line for line in plan.splitlines() if _tells(line))


def _tells(line: str) -> bool:
    """Steps that were taken, and the times; the conditions of row security are some hundred lines more."""
    return "never executed" not in line and any(word in line for word in _TELLING)


def _pages(one: Candidate) -> dict[str, str]:
    queue = "/screening/queue"
    return {
        "queue": queue,
        "queue, what waits for me": f"{queue}?whose=for_me",
        "queue, one flight": f"{queue}?flight=",
        "queue, last page": f"{queue}?page=1000000",
        "candidate": f"/screening/candidates/{one.public_id}",
        "home": "/",
    }


def _visited(browser: OpenerDirector, name: str, address: str, visits: int) -> _Page:
    """The first visit, which loads what a process loads once, is not counted."""
    taken = []
    for _ in range(visits + 1):
        began = time.perf_counter()
        with browser.open(address) as answer:
            taken.append(1000 * (time.perf_counter() - began))
            answer.read()
            if answer.url != address:
                raise SystemExit(f"{name}: the desk led on to {answer.url}")
    return _Page(name, taken[1:])


def _figure(page: _Page) -> dict[str, object]:
    return {
        "page": page.name,
        "first_byte_p50_ms": round(statistics.median(page.milliseconds)),
        "longest_ms": round(max(page.milliseconds)),
    }


def _table(figures: list[dict[str, object]], candidates: int) -> Table:
    title = f"{candidates:,} open candidates; to reach: {_TO_REACH} ms for the queue"
    table = Table("page", "first byte, p50 ms", "longest ms", title=title, title_justify="left")
    for figure in figures:
        table.add_row(*(str(value) for value in figure.values()))
    return table
