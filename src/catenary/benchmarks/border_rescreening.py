"""Retained travellers looked at again after a change of lists: seconds for all of them, and how many were checked whole."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec
import psycopg
from attrs import evolve
from rich.console import Console
from rich.table import Table

from catenary.app.embedded import OWNER
from catenary.basis.persons import PersonName
from catenary.benchmarks.border_desk import BorderDesk, border_desk
from catenary.benchmarks.border_messages import flight, message
from catenary.benchmarks.border_queue import COPIES_FROM, RowCopier
from catenary.benchmarks.planted_list import LIST_NAME, SEED, changed_entries, entries_of
from catenary.benchmarks.surroundings import Spent, Stopwatch, apart, resident_megabytes, surroundings
from catenary.core.intake.model import TravelDocument, Traveller
from catenary.core.intake.receipt import Way
from catenary.core.screening.edition import SourceInfo
from catenary.core.screening.model import ListEntry
from catenary.core.screening.publication import IndexState
from catenary.desk.intake.models import Channel, FlightLeg, Passage
from catenary.desk.intake.reading import read
from catenary.desk.intake.receiving import receive
from catenary.desk.mandate.acting import acting
from catenary.desk.mandate.models import HeldRecord, RecordFields
from catenary.desk.screening.checking import check_passages
from catenary.desk.screening.following import sealed_step
from catenary.desk.screening.jobs import for_unit
from catenary.desk.screening.lists_in_use import folder_of
from catenary.desk.screening.models import BuiltIndex, Candidate, Check, Rescreening
from catenary.desk.screening.rescreening import ask_rescreening, rescreen_batch
from catenary.formats.list_index import update_list_index
from catenary.formats.list_index.following import begin_upon, step_between
from catenary.formats.records import as_json
from catenary.world.listing import listed_people
from catenary.world.people import FictionalPerson, innocent_travellers

_FLIGHTS: Final = 2_000
_DRAWN: Final = 20_000
"""People whose names are recombined: as many words as a million travellers of one region might have."""
_TO_REACH: Final = 60


def run(travellers: int = 20_000, changes: int = 1_000, names: int = 20_000) -> list[dict[str, object]]:
    """Print seconds until all retained travellers were looked at, by one worker and the database, after so many entries changed.

    Half of the changes are new entries, half tell something else than before. Travellers are recombined from the names of
    20,000 invented people; each has a record, a passage and a check of their own. Building the index is not counted.
    """
    console = Console()
    console.print(surroundings())
    with border_desk(names) as desk:
        one = _traveller(desk)
        _retain(desk, one, travellers)
        _follow(desk, changes)
        figures = _figures(*_look_again(desk))
    console.print(_table(figures, f"{changes:,} changed entries, a list of {desk.names:,} names"))
    console.print(surroundings())
    return [figures]


def _traveller(desk: BorderDesk) -> Passage:
    """Somebody on a flight whom the list does not mean, checked."""
    made, now = flight(0, list(innocent_travellers(SEED + 1, 1))), datetime.now(UTC)
    with acting(for_unit(desk.unit.pk)):
        channel = Channel.objects.create(organisation=desk.unit, name="A carrier", way=Way.DIRECTORY.value)
        delivery = receive(channel=channel, data=message(made, made.travellers, 0), now=now)
        read(delivery=delivery.public_id, now=now)
        check_passages(passages=Passage.objects.filter(organisation=desk.unit), now=now)
        return Passage.objects.select_related("leg").get(organisation=desk.unit)


def _retain(desk: BorderDesk, one: Passage, count: int) -> None:
    """The rows as the owner of the tables copies them, each with another person."""
    row, leg = f"{COPIES_FROM} + n", f"{COPIES_FROM} + 1 + mod(n, {_FLIGHTS})"
    leaves = {
        "departs_at": "now() + interval '1 hour' + n * interval '1 minute'",
        "arrives_at": "now() + interval '6 hours' + n * interval '1 minute'",
    }
    with acting(for_unit(desk.unit.pk)):
        check = Check.objects.get(passage=one).pk
    with psycopg.connect(desk.url(OWNER)) as owner:
        copy = RowCopier(owner)
        copy(FlightLeg, one.leg_id, _FLIGHTS, {"id": row, "number": "(1000 + n)::text", **leaves})
        copy(HeldRecord, one.record_id, count, {"id": row})
        copy(Passage, one.pk, count, {"id": row, "leg_id": leg, "record_id": row})
        copy(Check, check, count, {"id": row, "passage_id": row, "status": "'no_match'", "candidates": "0"})
        _tell(owner, count)
    with psycopg.connect(desk.url(OWNER), autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")


def _tell(owner: "psycopg.Connection[tuple[object, ...]]", count: int) -> None:
    table = RecordFields._meta.db_table  # noqa: SLF001  documented as public in spite of its name
    owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    with owner.cursor().copy(f"COPY {table} (record_id, fields) FROM STDIN") as rows:
        for number, traveller in enumerate(islice(_recombined(), count), 1):
            told = msgspec.json.encode(as_json(traveller)).decode()
            rows.write_row((COPIES_FROM + number, told))
    owner.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _recombined() -> Iterator[Traveller]:
    """Travellers without end: the given names of one, the family names of another of the same custom."""
    people = list(innocent_travellers(SEED + 2, _DRAWN))
    by_custom: dict[str, list[FictionalPerson]] = {}
    for each in people:
        by_custom.setdefault(each.custom, []).append(each)
    chance, number = random.Random(SEED), 0
    while True:
        for given in people:
            family, number = chance.choice(by_custom[given.custom]), number + 1
            yield _as_traveller(given, family, chance.choice(people), number)


def _as_traveller(
    given: FictionalPerson, family: FictionalPerson, other: FictionalPerson, number: int
) -> Traveller:
    surname, forenames = " ".join(family.family).upper(), " ".join(given.given).upper()
    return Traveller(
        id=str(number),
        name=PersonName(f"{forenames} {surname}", surname, forenames),
        sex=given.sex,
        born=other.born if other.born and other.born.day else None,
        nationality=given.nationality,
        documents=(TravelDocument("P", f"X{number:08d}", given.nationality),),
    )


def _follow(desk: BorderDesk, changes: int) -> None:
    """The index in use becomes one that another was built upon, as `building` does it."""
    now = datetime.now(UTC)
    with acting(for_unit(desk.unit.pk)):
        former = BuiltIndex.objects.select_related("organisation").get(organisation=desk.unit)
        step = step_between(None, folder_of(former))
        former.measured, former.segments = former.entries, len(step.segments)
        former.changes, former.state = sealed_step(step), IndexState.REPLACED
        former.save()
        whole = {"to_do": 0, "asked_at": former.asked_at, "finished_at": now, "completed": True}
        Rescreening.objects.create(organisation=desk.unit, index=former, **whole)
        index = BuiltIndex(organisation=desk.unit, follows=former, measured=former.measured, asked_at=now)
        begin_upon(folder_of(former), folder_of(index))
        apart(_change, desk.configuration.data / "list.csv", folder_of(index), changes)
        step = step_between(folder_of(former), folder_of(index))
        index.state, index.segments, index.changes = IndexState.IN_USE, len(step.segments), sealed_step(step)
        index.entries = former.entries + changes // 2
        index.save()


def _change(source: Path, folder: Path, changes: int) -> None:
    """Half of them tell something else of those who are listed, half are new."""
    told = changed_entries(entries_of(source), changes // 2)
    new = (
        _renamed(each.entry, number)
        for number, each in enumerate(listed_people(SEED + 3, changes - len(told)))
    )
    info = SourceInfo(LIST_NAME, "csv", changes, changes, "0" * 64)
    update_list_index(folder, (*told, *new), (), info, built_at=datetime.now(UTC))


def _renamed(entry: ListEntry, number: int) -> ListEntry:
    return evolve(entry, list=LIST_NAME, entry=f"new-{number}")


def _look_again(desk: BorderDesk) -> tuple[Rescreening, Spent, int]:
    with acting(for_unit(desk.unit.pk)):
        index = BuiltIndex.objects.select_related("organisation").get(state=IndexState.IN_USE)
        row = ask_rescreening(index=index, now=datetime.now(UTC))
    if row.since is None:
        raise SystemExit("the index follows none: everybody would be checked whole")
    watch, going_on = Stopwatch(), True
    while going_on:
        with acting(for_unit(desk.unit.pk)):
            going_on = rescreen_batch(rescreening=row.public_id, now=datetime.now(UTC))
    spent = watch.spent()
    with acting(for_unit(desk.unit.pk)):
        row.refresh_from_db()
        return row, spent, Candidate.objects.filter(organisation=desk.unit).count()


def _figures(row: Rescreening, spent: Spent, candidates: int) -> dict[str, object]:
    return {
        "travellers": row.done,
        "checked_whole": row.reached,
        "candidates": candidates,
        "seconds": round(spent.clock, 1),
        "processor_seconds": round(spent.processor, 1),
        "travellers_per_second": round(row.done / spent.clock),
        "megabytes": round(resident_megabytes()),
    }


def _table(figures: dict[str, object], caption: str) -> Table:
    table = Table(title="Re-screening", caption=f"{caption}; to reach: 1,000,000 in {_TO_REACH} s")
    for name in figures:
        table.add_column(name.replace("_", " "), justify="right")
    table.add_row(*(f"{value:,}" for value in figures.values()))
    return table
