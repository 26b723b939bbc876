"""How fast the register of lost and stolen documents is built and answers, and how large it is."""

import gc
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
from rich.console import Console
from rich.table import Table

from catenary.core.documents.model import DocumentStatus
from catenary.core.documents.numbers import CONFUSABLE
from catenary.formats.lost_stolen.build import build_index
from catenary.formats.lost_stolen.index import LostStolenIndex, open_lost_stolen
from catenary.formats.lost_stolen.key import make_key, read_key
from catenary.formats.lost_stolen.layout import HEADER_SIZE
from catenary.formats.lost_stolen.rows import HEADER
from catenary.formats.lost_stolen.update import update_index

AS_OF = date(2026, 1, 1)
_ISSUERS = ("UTO", "D", "GBR", "FRA", "USA", "IND", "BRA", "NGA", "IDN", "ZAF")
_STATUSES = ("lost", "stolen")
_BLOCK = 1_000_000
_SERIES = 26 * 26 * 10**7
_STRIDE = 4_268_913_731
"""Shares no factor with `_SERIES`: the numbers of an issuer look random and never repeat."""


def run(
    records: int = 100_000_000, lookups: int = 100_000, changes: int = 10_000, folder: Path | None = None
) -> None:
    """Generate, build, look up, update; print what it took beside the target. Needs 40 bytes of disk per record."""
    with TemporaryDirectory(dir=folder) as scratch:
        table = _table(records)
        _measure(Path(scratch), records, lookups, changes, table.add_row)
        Console().print(table)


def _table(records: int) -> Table:
    table = Table(title=f"Lost and stolen documents: {records:,} records")
    for heading in ("what", "measured", "target at 100 million"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    return table


def _measure(folder: Path, records: int, lookups: int, changes: int, tell: Callable[..., None]) -> None:
    source, index, key_file = folder / "documents.csv", folder / "index", folder / "key"
    make_key(key_file)
    with source.open("wb") as file:
        file.write(HEADER + b"\n")
        file.writelines(_rows(records))
    tell("source file", f"{source.stat().st_size / 1e6:,.0f} MB", "")
    processor_before = _processor_seconds()
    with _timed() as seconds:
        build_index(source, index, read_key(key_file), data_as_of=AS_OF, key_file=key_file)
    tell("build from the file, hashing included", f"{seconds():,.1f} s", "< 300 s on two cores")
    tell("processor time of the build, all cores", f"{_processor_seconds() - processor_before:,.1f} s", "")
    tell("memory of the largest process", f"{_peak_megabytes():,.0f} MB", "< 4,000 MB")
    tell("size per record", f"{(index.stat().st_size - HEADER_SIZE) / records:.3f} B", "<= 8.5 B")
    with open_lost_stolen(index) as register:
        _measure_lookups(register, _sample(source, records, lookups), tell)
    delta = folder / "changes.csv"
    delta.write_bytes(HEADER + b"\n" + b"".join(b"QX%07d,XOM,P,lost\n" % at for at in range(changes)))
    with _timed() as seconds:
        update_index(index, delta, read_key(key_file), data_as_of=AS_OF)
    tell(f"delta of {changes:,}", f"{seconds():.3f} s", "< 1 s")


def _measure_lookups(
    register: LostStolenIndex, documents: list[tuple[str, str]], tell: Callable[..., None]
) -> None:
    questions = {
        "look-up, on record": (documents, DocumentStatus.FOUND, "p99 < 20 us"),
        "look-up, not on record": (
            [(f"9X{at:08d}", issuer) for at, (_, issuer) in enumerate(documents)],
            DocumentStatus.NOT_FOUND,
            "p99 < 20 us",
        ),
        "look-up, near": (
            [(near, issuer) for number, issuer in documents if (near := _misread(number)) != number],
            DocumentStatus.NEAR,
            "p99 < 200 us",
        ),
    }
    for what, (asked, expected, target) in questions.items():
        first = _answer_times(register, asked, expected)
        again = _answer_times(register, asked, expected)
        tell(f"{what}, first seen", _percentiles(first), "")
        tell(f"{what}, warm", _percentiles(again), target)


def _answer_times(
    register: LostStolenIndex, asked: list[tuple[str, str]], expected: DocumentStatus
) -> list[int]:
    """Nanoseconds of each look-up, from Python, hashing and the answer's findings included."""
    times = []
    gc.collect()
    for number, issuer in asked:
        begun = time.perf_counter_ns()
        answer = register.look_up(number, issuer, "P", AS_OF)
        times.append(time.perf_counter_ns() - begun)
        assert answer.status is expected
    return sorted(times)


def _percentiles(times: list[int]) -> str:
    return f"p50 {times[len(times) // 2] / 1e3:.1f} us, p99 {times[len(times) * 99 // 100] / 1e3:.1f} us"


def _misread(number: str) -> str:
    """The number with every look-alike character taken for its other, as bad a case as there is."""
    other = CONFUSABLE | {digit: letter for letter, digit in CONFUSABLE.items()}
    return "".join(other.get(char, char) for char in number)


def _rows(records: int) -> Iterator[bytes]:
    """Rows in blocks of one issuer and status, drawn up in numpy: writing them must not be what is measured."""
    for block, begin in enumerate(range(0, records, _BLOCK)):
        serial = (
            np.arange(begin, min(begin + _BLOCK, records), dtype=np.uint64)
            * np.uint64(_STRIDE)
            % np.uint64(_SERIES)
        )
        end = f",{_ISSUERS[block % len(_ISSUERS)]},P,{_STATUSES[block % len(_STATUSES)]}\n".encode()
        rows = np.empty((len(serial), 9 + len(end)), np.uint8)
        rows[:, 9:] = np.frombuffer(end, np.uint8)
        for column, (base, first) in enumerate([(10, b"0")] * 7 + [(26, b"A")] * 2):
            rows[:, 8 - column] = serial % np.uint64(base) + np.uint64(first[0])
            serial //= np.uint64(base)
        yield rows.tobytes()


def _sample(source: Path, records: int, count: int) -> list[tuple[str, str]]:
    """Documents spread over the whole source file."""
    step = max(1, source.stat().st_size // min(count, records))
    random = Random(20260101)
    found = []
    with source.open("rb") as file:
        for at in islice(range(0, source.stat().st_size - step, step), count):
            file.seek(at + random.randrange(step))
            file.readline()
            number, issuer, *_ = (file.readline() or b",,,").decode().split(",")
            found += [(number, issuer)] if number and number != "number" else []
    random.shuffle(found)
    return found


@contextmanager
def _timed() -> Iterator[Callable[[], float]]:
    begun = time.perf_counter()
    taken: list[float] = []
    yield lambda: taken[0]
    taken.append(time.perf_counter() - begun)


def _processor_seconds() -> float:
    """What this process and its finished workers have used: the same however busy the machine is."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _peak_megabytes() -> float:
    """The largest resident size any one process had, in MB (Linux counts kibibytes)."""
    return (
        max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        / 1024
    )


if __name__ == "__main__":
    run()
