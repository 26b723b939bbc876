"""Writers and sequencers of the ledger killed at random moments: whether an acknowledged entry was lost or doubled."""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from attrs import frozen
from rich.console import Console
from rich.progress import track

from catenary.benchmarks.ledger_database import (
    connect,
    enter_one,
    ledger_database,
    order_all,
    places,
    sign,
    some_writer,
)
from catenary.benchmarks.surroundings import surroundings
from catenary.desk.ledger.exporting import log_lines
from catenary.desk.ledger.sequencing import order_batch
from catenary.formats.ledger_export.report import Trust
from catenary.formats.ledger_export.verifying import verify_file
from catenary.formats.signed_note.keys import SigningKey, verifier_key

KEY = SigningKey("crash.example/ledger", bytes(range(32)))
_LONGEST_LIFE_SECONDS = 0.25
_WRITERS = 2
_ID_LENGTH = 16

Address = Callable[[str], str]
"""The address of the database for a role."""


@frozen
class Round:
    """What one round of killing left behind."""

    acknowledged: int
    """Entries whose writer was told that they are committed, in this round and those before."""
    lost: int
    doubled: int
    entries: int
    """In the log, with those whose writer died before hearing that they are."""
    holds: bool
    """The exported log verifies."""


def run(rounds: int = 200, seed: int = 1) -> dict[str, object]:
    """Print how often writers and sequencer were killed, and what came of the entries that were acknowledged."""
    console = Console()
    console.print(surroundings())
    dice = random.Random(seed)
    with ledger_database() as address, TemporaryDirectory() as folder:
        nursery = nursery_of_processes()
        done = [
            kill_round(address, Path(folder), dice, nursery)
            for _ in track(range(rounds), "killing", console=console)
        ]
    figures: dict[str, object] = {
        "rounds": rounds,
        "processes_killed": rounds * (_WRITERS + 1),
        "acknowledged": max((each.acknowledged for each in done), default=0),
        "lost": max((each.lost for each in done), default=0),
        "doubled": max((each.doubled for each in done), default=0),
        "logs_that_hold": sum(each.holds for each in done),
        "entries": done[-1].entries if done else 0,
    }
    console.print(figures)
    return figures


def nursery_of_processes() -> ForkServerContext:
    """Where processes are forked that have everything imported, and so begin at once."""
    nursery = multiprocessing.get_context("forkserver")
    nursery.set_forkserver_preload([__name__, "catenary.benchmarks.ledger_database"])
    return nursery


def kill_round(address: Address, folder: Path, dice: random.Random, nursery: ForkServerContext) -> Round:
    """Start writers and a sequencer, kill each at a random moment, let a last sequencer finish, and count.

    The log of earlier rounds stays; what they had acknowledged is in the files of `folder` and counted again.
    """
    begun = len(list(folder.iterdir()))
    files = [folder / f"{begun + number}" for number in range(_WRITERS)]
    with _running(nursery, _order_for_ever, address("catenary_worker")) as sequencer:
        writers = [
            nursery.Process(target=_write_for_ever, args=(address("catenary_web"), file)) for file in files
        ]
        for writer in writers:
            writer.start()
        _wait_for(files)
        victims = dice.sample([sequencer, *writers], _WRITERS + 1)
        for victim in victims:
            time.sleep(dice.uniform(0, _LONGEST_LIFE_SECONDS / len(victims)))
            _kill(victim)
    return _counted(address, folder)


@contextmanager
def _running(
    nursery: ForkServerContext, work: Callable[..., None], *arguments: object
) -> Iterator[BaseProcess]:
    process = nursery.Process(target=work, args=arguments)
    process.start()
    try:
        yield process
    finally:
        _kill(process)


def _kill(process: BaseProcess) -> None:
    if process.pid and process.is_alive():
        os.kill(process.pid, signal.SIGKILL)
    process.join()


def _wait_for(files: list[Path]) -> None:
    while not all(file.exists() and file.stat().st_size for file in files):
        time.sleep(0.005)


def _write_for_ever(address: str, file: Path) -> None:
    """Enter acts; each id is written down once its transaction is committed, and not before."""
    connect(address)
    writer = some_writer()
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    while True:
        os.write(descriptor, enter_one(writer).bytes)


def _order_for_ever(address: str) -> None:
    connect(address)
    while True:
        order_batch(20)


def _counted(address: Address, folder: Path) -> Round:
    connect(address("catenary_worker"))
    order_all()
    sign(KEY)
    acknowledged = [event for file in folder.iterdir() for event in _acknowledged(file)]
    placed = places()
    report = verify_file(BytesIO(b"".join(log_lines())), Trust((verifier_key(KEY),)))
    return Round(
        acknowledged=len(acknowledged),
        lost=len(set(acknowledged) - set(placed)),
        doubled=len(placed) - len(set(placed)),
        entries=len(placed),
        holds=report.holds and report.covered == len(placed),
    )


def _acknowledged(file: Path) -> Iterator[UUID]:
    """Whole ids: one cut off while it was written down was acknowledged to nobody."""
    data = file.read_bytes()
    for start in range(0, len(data) - _ID_LENGTH + 1, _ID_LENGTH):
        yield UUID(bytes=data[start : start + _ID_LENGTH])
