"""Proofs of a long ledger: appending, inclusion and consistency, beside pymerkle where an environment with it is named.

pymerkle is under the GPL: it runs as a program of its own, with the Python of `--peer-python`, and on `--peer-leaves`.
"""

import json
import mmap
import random
import subprocess
import time
from collections.abc import Callable
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ParamSpec, TypeVar

from rich.console import Console
from rich.progress import track
from rich.table import Table

from catenary.benchmarks.fictional_log import LOG_KEY, FictionalLog, made_entry
from catenary.benchmarks.surroundings import Stopwatch, surroundings
from catenary.core.ledger.canonical import entry_bytes, read_entry
from catenary.core.ledger.frontier import Frontier, Node, extended
from catenary.core.ledger.merkle import (
    HASH_LENGTH,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_at,
)
from catenary.core.ledger.proving import verify_consistency, verify_inclusion
from catenary.formats.ledger_export.report import Trust
from catenary.formats.ledger_export.verifying import verify_file

_P = ParamSpec("_P")
_T = TypeVar("_T")
PORTION = 1000
ENTRIES = 20_000
TARGET_MS = 5.0

_PEER = """
import json, random, sys, time
from importlib.metadata import version
from pymerkle import InmemoryTree
leaves, proofs = int(sys.argv[1]), int(sys.argv[2])
tree = InmemoryTree(algorithm="sha256")
begun = time.process_time()
for number in range(leaves):
    tree.append_entry(number.to_bytes(8, "big"))
appended = leaves / (time.process_time() - begun)
dice, times = random.Random(1), {"inclusion": [], "consistency": []}
for _ in range(proofs):
    at = dice.randrange(leaves) + 1
    for name, work in (("inclusion", tree.prove_inclusion), ("consistency", tree.prove_consistency)):
        begun = time.perf_counter()
        work(at, leaves)
        times[name].append(time.perf_counter() - begun)
print(json.dumps({"version": version("pymerkle"), "appended": appended, "times": times}))
"""


class StoredTree:
    """Complete nodes in mapped files, one a level, as a database would keep them."""

    def __init__(self, folder: Path, leaves: int, files: ExitStack) -> None:
        self._levels: list[mmap.mmap] = []
        for level in range(leaves.bit_length()):
            file = files.enter_context((folder / str(level)).open("w+b"))
            file.truncate(max(leaves >> level, 1) * HASH_LENGTH)
            self._levels.append(files.enter_context(mmap.mmap(file.fileno(), 0)))

    def __call__(self, level: int, place: int) -> bytes:
        """The hash of a node."""
        return self._levels[level][place * HASH_LENGTH : (place + 1) * HASH_LENGTH]

    def store(self, nodes: list[Node]) -> None:
        """Keep new nodes."""
        for level, place, value in nodes:
            self._levels[level][place * HASH_LENGTH : (place + 1) * HASH_LENGTH] = value


def run(
    leaves: int = 10_000_000,
    proofs: int = 2000,
    peer_python: Path | None = None,
    peer_leaves: int = 1_000_000,
) -> list[dict[str, object]]:
    """Print rates of appending, and how long a proof of the whole ledger takes to make and to check."""
    console = Console()
    console.print(surroundings())
    figures = _entries()
    with TemporaryDirectory() as folder, ExitStack() as files:
        tree = StoredTree(Path(folder), leaves, files)
        figures.append(_appended(tree, leaves, console))
        figures += _proved(tree, leaves, proofs)
    if peer_python:
        figures += _peer(peer_python, peer_leaves, proofs)
    show(figures, console)
    return figures


def _entries() -> list[dict[str, object]]:
    """Entries to leaves and back, which is what an act costs before it is stored."""
    entries = [made_entry(number) for number in range(ENTRIES)]
    watch = Stopwatch()
    written = [entry_bytes(entry) for entry in entries]
    writing, watch = watch.spent().processor, Stopwatch()
    for number, leaf in enumerate(written):
        read_entry(leaf, number)
    reading = watch.spent().processor
    return [
        rate("entries written in their one form", ENTRIES, ENTRIES / writing),
        rate("entries read and held to it", ENTRIES, ENTRIES / reading),
        _verified(FictionalLog(written).export()),
    ]


def _verified(export: bytes) -> dict[str, object]:
    """What an auditor waits for."""
    watch = Stopwatch()
    if not verify_file(BytesIO(export), Trust((LOG_KEY,))).holds:
        raise AssertionError("the export must be verified")
    return rate("entries of an export verified", ENTRIES, ENTRIES / watch.spent().processor)


def _appended(tree: StoredTree, leaves: int, console: Console) -> dict[str, object]:
    frontier, watch = Frontier(), Stopwatch()
    for first in track(range(0, leaves, PORTION), "appending", console=console):
        numbers = range(first, min(first + PORTION, leaves))
        frontier, nodes = extended(frontier, (leaf_hash(number.to_bytes(8)) for number in numbers))
        tree.store(nodes)
    spent = watch.spent().processor
    if frontier.root != root_at(leaves, tree):
        raise AssertionError("the stored tree must have the root that was appended to")
    return rate(f"leaves appended and stored, {PORTION:,} at a time", leaves, leaves / spent)


def _proved(tree: StoredTree, leaves: int, proofs: int) -> list[dict[str, object]]:
    dice, root = random.Random(1), root_at(leaves, tree)
    times: dict[str, list[float]] = {name: [] for name in ("make", "check", "make step", "check step")}
    for _ in range(proofs):
        index = dice.randrange(leaves)
        leaf, older, older_root = tree(0, index), index + 1, root_at(index + 1, tree)
        proof = timed(times["make"], inclusion_proof, index, leaves, tree)
        timed(times["check"], verify_inclusion, index, leaves, leaf, proof, root)
        step = timed(times["make step"], consistency_proof, older, leaves, tree)
        timed(times["check step"], verify_consistency, older, leaves, older_root, root, step)
    names = {
        "make": "inclusion proof made",
        "check": "inclusion proof checked",
        "make step": "consistency proof made",
        "check step": "consistency proof checked",
    }
    return [latency(names[name], leaves, each) for name, each in times.items()]


def timed(times: list[float], work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """The work's result; how many seconds it took by the clock is added to the times."""
    begun = time.perf_counter()
    result = work(*args, **kwargs)
    times.append(time.perf_counter() - begun)
    return result


def _peer(python: Path, leaves: int, proofs: int) -> list[dict[str, object]]:
    done = subprocess.run(  # noqa: S603  the Python that whoever measures has named
        [python, "-c", _PEER, str(leaves), str(proofs)], check=True, capture_output=True, text=True
    )
    told = json.loads(done.stdout)
    name = f"pymerkle {told['version']}"
    return [
        rate(f"{name}, in memory: leaves appended", leaves, told["appended"]),
        *(
            latency(f"{name}, in memory: {kind} proof made", leaves, each)
            for kind, each in told["times"].items()
        ),
    ]


def rate(what: str, size: int, per_second: float) -> dict[str, object]:
    """One line of figures: how many a second."""
    return {
        "what": what,
        "of": size,
        "per_second": round(per_second),
        "p50_us": None,
        "p99_us": None,
        "worst_us": None,
    }


def latency(what: str, size: int, seconds: list[float]) -> dict[str, object]:
    """One line of figures: how long each took."""
    ordered = sorted(round(each * 1e6, 1) for each in seconds)
    p50, p99, worst = ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100], ordered[-1]
    return {"what": what, "of": size, "per_second": None, "p50_us": p50, "p99_us": p99, "worst_us": worst}


def show(figures: list[dict[str, object]], console: Console) -> None:
    """Print the lines of figures as a table."""
    title = f"To reach: an inclusion proof of 10,000,000 entries in less than {TARGET_MS:.0f} ms"
    table = Table("what", title=title, title_justify="left")
    for heading in ("of", "a second", "p50 us", "p99 us", "worst us"):
        table.add_column(heading, justify="right")
    for figure in figures:
        table.add_row(*map(_cell, figure.values()))
    console.print(table)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int | float) else str(value)
