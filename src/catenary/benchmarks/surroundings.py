"""What every measurement must say of where and when it was made, and work done in a process of its own."""

import multiprocessing
import os
import platform
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

from attrs import frozen

_P = ParamSpec("_P")
_T = TypeVar("_T")


@frozen
class Spent:
    """What some work took: seconds on the clock, and seconds of processor time of all threads of its process."""

    clock: float
    processor: float


class Stopwatch:
    """Measures both; processor time stays the same however busy the machine is with other work."""

    def __init__(self) -> None:
        self._clock, self._processor = time.perf_counter(), time.process_time()

    def spent(self) -> Spent:
        """Since this stopwatch was made."""
        return Spent(time.perf_counter() - self._clock, time.process_time() - self._processor)


def surroundings() -> str:
    """Machine, moment and load, to stand beside figures."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, load average {load}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.machine())


def load() -> str:
    """The load average of the last minute, which tells how far figures by the clock can be trusted."""
    return f"{os.getloadavg()[0]:.1f}"


def apart(work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> tuple[_T, float]:
    """Do the work in a fresh process; its result and the largest resident size that process had, in MB."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh) as pool:
        result = pool.submit(work, *args, **kwargs).result()
        return result, pool.submit(_peak_megabytes).result()


def resident_megabytes() -> float:
    """What this process holds in memory now; where the system does not tell, the most it ever held."""
    return _megabytes("VmRSS")


def resident_megabytes_below(parent: int) -> float:
    """What all processes that one started, and those that they did, hold in memory now; what several share counts once in all."""
    found = children_of(parent)
    return round(sum(_shared_out(each) + resident_megabytes_below(each) for each in found), 1)


def children_of(parent: int) -> list[int]:
    """The processes that one started."""
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(each.read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(each.parent.name))
    return found


def _shared_out(process: int) -> float:
    """Linux counts kibibytes, and of what n processes share the nth part."""
    with suppress(OSError):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / 1e6
    return 0.0


def _peak_megabytes() -> float:
    """Linux counts from the birth of this program (`VmHWM`), not of the one that started it."""
    return _megabytes("VmHWM")


def _megabytes(counted: str) -> float:
    """Linux counts kibibytes."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(counted)) * 1024 / 1e6
