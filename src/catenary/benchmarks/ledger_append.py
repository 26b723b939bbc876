"""Entries a second into the ledger, committed one by one and in batches, beside a hash-chain table in the same database."""

import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerContext
from typing import Final

import psycopg
from attrs import frozen
from django.db import connection, transaction
from rich.console import Console
from rich.table import Table

from catenary.benchmarks.ledger_database import (
    connect,
    enter_one,
    ledger_database,
    order_all,
    places,
    some_writer,
)
from catenary.benchmarks.surroundings import surroundings
from catenary.desk.mandate.acting import Declaration, acting

_LOCK: Final = 7
_TABLE = """CREATE TABLE hash_chain (place bigint PRIMARY KEY, entry bytea NOT NULL, hash bytea NOT NULL);
    INSERT INTO hash_chain VALUES (0, '', sha256(''));
    GRANT SELECT, INSERT ON hash_chain TO catenary_web"""
_APPEND = """INSERT INTO hash_chain SELECT place + 1, %(entry)s, sha256(hash || %(entry)s) FROM hash_chain
    ORDER BY place DESC LIMIT 1"""

Enter = Callable[[Declaration], object]


@frozen
class Way:
    """One way of keeping what was done, with how many entries go into a transaction."""

    name: str
    enter: Enter
    batch: int


def run(seconds: int = 5, writers: int = 4, batch: int = 100) -> list[dict[str, object]]:
    """Print entries a second with one writer and with several at once, and how many times a hash chain's rate that is.

    The ledger's writes go through the desk's own service with row security, triggers and three indexes; the chain's are
    one statement on a bare table. The last row is the ledger made to tell its sequencer by NOTIFY, which it does not.
    """
    console = Console()
    console.print(surroundings())
    nursery = multiprocessing.get_context("forkserver")
    nursery.set_forkserver_preload([__name__])
    with ledger_database() as address:
        with psycopg.connect(address("catenary_owner")) as owner:
            owner.execute(_TABLE)
        rates = {
            (way.name, count): _rate(nursery, address("catenary_web"), way, count, seconds)
            for way in _ways(batch)
            for count in (1, writers)
        }
        connect(address("catenary_worker"))
        ordered = _order_rate()
    figures = _figures(rates, ordered)
    console.print(_table(figures))
    return figures


def _ways(batch: int) -> list[Way]:
    return [
        Way("ledger, one by one", enter_one, 1),
        Way("hash chain, one by one", _append_to_chain, 1),
        Way(f"ledger, {batch} a transaction", enter_one, batch),
        Way(f"hash chain, {batch} a transaction", _append_to_chain, batch),
        Way("ledger with NOTIFY, one by one", _enter_and_tell, 1),
    ]


def _append_to_chain(writer: Declaration) -> None:
    """The whole chain waits: the next hash needs the one before it."""
    with acting(writer), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(_APPEND, {"entry": _EXAMPLE})


def _enter_and_tell(writer: Declaration) -> None:
    with acting(writer), connection.cursor() as cursor:
        enter_one(writer)
        cursor.execute("NOTIFY ledger")


def _rate(nursery: ForkServerContext, address: str, way: Way, writers: int, seconds: int) -> float:
    """Entries a second, of all writers together, each in a process of its own."""
    begin = nursery.Barrier(writers)
    counts = nursery.Array("l", writers)
    processes = [
        nursery.Process(target=_write, args=(address, way.enter, way.batch, seconds, begin, counts, number))
        for number in range(writers)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return float(sum(counts[:])) / seconds


def _write(
    address: str, enter: Enter, batch: int, seconds: int, begin: object, counts: list[int], number: int
) -> None:
    connect(address)
    writer = some_writer()
    begin.wait()  # type: ignore[attr-defined]
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with transaction.atomic():
            for _ in range(batch):
                enter(writer)
        counts[number] += batch
    connection.close()


def _order_rate() -> float:
    """Entries a second that the one sequencer gives their places."""
    begun = time.perf_counter()
    order_all()
    return len(places()) / (time.perf_counter() - begun)


def _figures(rates: dict[tuple[str, int], float], ordered: float) -> list[dict[str, object]]:
    figures: list[dict[str, object]] = []
    for (name, writers), rate in rates.items():
        chain = rates.get(
            (name.replace("ledger with NOTIFY", "hash chain").replace("ledger", "hash chain"), writers)
        )
        ratio = round(rate / chain, 2) if chain else None
        figures.append({"way": name, "writers": writers, "per_second": round(rate), "times_the_chain": ratio})
    figures.append(
        {
            "way": "sequencer giving places",
            "writers": 1,
            "per_second": round(ordered),
            "times_the_chain": None,
        }
    )
    return figures


def _table(figures: list[dict[str, object]]) -> Table:
    table = Table(title="Entries a second", title_justify="left")
    for heading in ("way", "writers", "entries/s", "times the chain"):
        table.add_column(heading, justify="left" if heading == "way" else "right")
    for figure in figures:
        table.add_row(*("" if value is None else str(value) for value in figure.values()))
    return table


_EXAMPLE = b"x" * 420
"""As long as an entry of the ledger."""
