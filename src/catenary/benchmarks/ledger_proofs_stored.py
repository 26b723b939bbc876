"""Proofs of a long ledger from its own tables in PostgreSQL, by the queries that the desk asks."""

import random
import time

import psycopg
from rich.console import Console
from rich.progress import track

from catenary.benchmarks.ledger_database import connect, ledger_database, some_writer
from catenary.benchmarks.ledger_proofs import latency, rate, show, timed
from catenary.benchmarks.surroundings import surroundings
from catenary.core.ledger.frontier import Frontier, extended
from catenary.core.ledger.merkle import leaf_hash
from catenary.core.ledger.proving import verify_consistency, verify_inclusion
from catenary.desk.ledger.tree import (
    prove_consistency,
    prove_inclusion,
    stored_root,
    stored_size,
)
from catenary.desk.mandate.acting import acting

PORTION = 100_000
_COPY = "COPY ledger_node (level, place, hash) FROM STDIN (FORMAT binary)"


def run(leaves: int = 10_000_000, proofs: int = 2000) -> list[dict[str, object]]:
    """Print how long a proof takes from a tree of so many leaves, as the web asks for it: row security, one query a proof.

    The tree is copied into the ledger's real table by its owner, with row security lifted while that lasts, since COPY does not
    go with it. The leaves are hashes of numbers and have no entries: a proof needs none. The embedded PostgreSQL, as it comes.
    """
    console = Console()
    console.print(surroundings())
    with ledger_database() as address:
        with psycopg.connect(address("catenary_owner"), autocommit=True) as owner:
            root, figure = stored(owner, leaves, console)
        connect(address("catenary_web"))
        figures = [figure, *proved(leaves, root, proofs)]
    show(figures, console)
    return figures


def stored(owner: psycopg.Connection, leaves: int, console: Console) -> tuple[bytes, dict[str, object]]:
    """Put a tree into the ledger that had none: its root as it was made, and how fast it was stored."""
    owner.execute("ALTER TABLE ledger_node NO FORCE ROW LEVEL SECURITY")
    frontier, begun = Frontier(), time.perf_counter()
    for first in track(range(0, leaves, PORTION), "storing", console=console):
        frontier, nodes = extended(frontier, map(_leaf, range(first, min(first + PORTION, leaves))))
        with owner.cursor() as cursor, cursor.copy(_COPY) as copy:
            copy.set_types(["int2", "int8", "bytea"])
            for node in nodes:
                copy.write_row(node)
    spent = time.perf_counter() - begun
    owner.execute("ALTER TABLE ledger_node FORCE ROW LEVEL SECURITY")
    owner.execute("VACUUM (ANALYZE) ledger_node")
    return frontier.root, rate("leaves copied into PostgreSQL", leaves, leaves / spent)


def _leaf(number: int) -> bytes:
    return leaf_hash(number.to_bytes(8))


def proved(leaves: int, root: bytes, proofs: int) -> list[dict[str, object]]:
    """Each proof in a transaction of its own that declares who asks, as a page is; the proof alone is timed."""
    dice, writer = random.Random(1), some_writer()
    times: dict[str, list[float]] = {"inclusion": [], "consistency": []}
    with acting(writer):
        if (stored_size(), stored_root(leaves)) != (leaves, root):
            raise AssertionError("the stored tree must have the root that was appended to")
    for _ in range(proofs):
        index = dice.randrange(leaves)
        with acting(writer):
            proof = timed(times["inclusion"], prove_inclusion, index, leaves)
        with acting(writer):
            step = timed(times["consistency"], prove_consistency, index + 1, leaves)
            older = stored_root(index + 1)
        verify_inclusion(index, leaves, _leaf(index), proof, root)
        verify_consistency(index + 1, leaves, older, root, step)
    return [latency(f"{kind} proof made from PostgreSQL", leaves, each) for kind, each in times.items()]
