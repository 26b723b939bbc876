"""What has to be in place for Catenary to work here: each check says what it found and what to do about it."""

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from attrs import field, frozen

from catenary.basis.findings import Catalogue, Finding, Param, ProblemError, Severity
from catenary.cli.kernels import SETTING

DOCTOR = Catalogue(
    "doctor",
    {
        "python": (Severity.ERROR, "install Python 3.11 or newer"),
        "distribution": (Severity.ERROR, "install what requirements/base.txt names"),
        "compiled_kernels": (
            Severity.WARNING,
            "name a folder that can be written in %(setting)s; until then every start compiles for a minute",
        ),
        "name_model": (Severity.ERROR, "install Catenary again"),
        "memory": (Severity.WARNING, "a list of a million names wants 1 GiB"),
        "disk": (Severity.WARNING, "a list of a million names wants 1 GiB while it is built"),
        "characters": (
            Severity.WARNING,
            "set PYTHONUTF8=1 and a UTF-8 locale, or names in many scripts cannot be shown",
        ),
        "list_old": (
            Severity.WARNING,
            "build it from today's sources: catenary list build SOURCE",
        ),
        "documents_old": (
            Severity.WARNING,
            "data older than %(days)s days answers `not checked`: catenary documents update",
        ),
    },
)
"""The ways out."""

LIST_MAX_AGE = timedelta(days=7)
"""After so long a list index is likely to miss changes of its sources."""

_LEAST_PYTHON = (3, 11)
_MEBIBYTE = 1 << 20
_WANTED = 1024
_NEEDED = 256
_REQUIREMENT = re.compile(r"([\w.-]+)\s*(?:>=\s*([\d.]+))?")


class Health(StrEnum):
    """How a check ended: all well, works with a drawback, does not work."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@frozen
class Check:
    """One thing looked at, what was found, and the way out where one is needed."""

    name: str
    status: Health
    params: Mapping[str, Param] = field(factory=dict)
    fix: Finding | None = None


def surroundings() -> Iterator[Check]:
    """The machine and what is installed on it."""
    yield _python()
    yield from _distributions()
    yield _kernels()
    yield _names()
    yield _memory()
    yield _disk()
    yield _characters()


def _python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] >= _LEAST_PYTHON:
        return Check("python", Health.OK, {"version": found})
    return Check("python", Health.PROBLEM, {"version": found}, DOCTOR.finding("python"))


def _distributions() -> Iterator[Check]:
    for requirement in requires("catenary") or ():
        stated = _REQUIREMENT.match(requirement)
        if stated and "extra ==" not in requirement:
            yield _distribution(stated[1], stated[2])


def _distribution(name: str, wanted: str | None) -> Check:
    params: dict[str, Param] = {"distribution": name, "version": None, "wanted": wanted and f">={wanted}"}
    fix = DOCTOR.finding("distribution")
    try:
        params["version"] = found = version(name)
    except PackageNotFoundError:
        return Check("distribution", Health.PROBLEM, params, fix)
    if wanted and _release(found) < _release(wanted):
        return Check("distribution", Health.PROBLEM, params, fix)
    return Check("distribution", Health.OK, params)


def _release(text: str) -> tuple[int, ...]:
    """The numbers of a release (PEP 440) without zeros at its end, so that 15 is 15.0.0."""
    numbers = [int(part) for part in re.findall(r"\d+", (re.match(r"[\d.]*", text) or [""])[0])]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def _kernels() -> Check:
    folder = os.environ.get(SETTING)
    if folder and os.access(_nearest(Path(folder)), os.W_OK):
        return Check("compiled_kernels", Health.OK, {"folder": folder})
    fix = DOCTOR.finding("compiled_kernels", setting=SETTING)
    return Check("compiled_kernels", Health.WARNING, {"folder": folder}, fix)


def _names() -> Check:
    from catenary.formats.name_model import VERSION, load_name_model

    try:
        load_name_model()
    except (OSError, ValueError, KeyError) as error:
        fix = DOCTOR.finding("name_model")
        return Check("name_model", Health.PROBLEM, {"fault": type(error).__name__}, fix)
    return Check("name_model", Health.OK, {"version": VERSION})


def _memory() -> Check:
    free = _free_memory()
    fix = DOCTOR.finding("memory") if free is None or free < _WANTED else None
    return Check("memory", _enough(free), {"available_mib": free}, fix)


def _free_memory() -> int | None:
    """What the machine has left, in MiB; None where it does not say."""
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
        return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, ValueError, StopIteration):
        return None


def _disk(folder: Path | None = None) -> Check:
    folder = folder or Path.cwd()
    free = shutil.disk_usage(_nearest(folder)).free // _MEBIBYTE
    fix = DOCTOR.finding("disk") if free < _WANTED else None
    return Check("disk", _enough(free), {"folder": str(folder), "available_mib": free}, fix)


def _enough(free: int | None) -> Health:
    if free is None or _NEEDED <= free < _WANTED:
        return Health.WARNING
    return Health.PROBLEM if free < _NEEDED else Health.OK


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next(path for path in (folder, *folder.absolute().parents) if path.exists())


def _characters() -> Check:
    encoding = sys.stderr.encoding if sys.stderr else None
    if encoding and encoding.casefold().replace("-", "") == "utf8":
        return Check("characters", Health.OK, {"encoding": encoding})
    fix = DOCTOR.finding("characters")
    return Check("characters", Health.WARNING, {"encoding": encoding}, fix)


def list_index(folder: Path, as_of: date, max_age: timedelta) -> Check:
    """Whether a built list can be screened against, which edition it is and how old."""
    from catenary.formats.list_index import open_list

    params: dict[str, Param] = {"folder": str(folder)}
    try:
        edition, segments = open_list(folder)
    except ProblemError as problem:
        return _refused("list_index", params, problem)
    age = (as_of - edition.built_at.date()).days
    params |= {"edition": edition.edition, "algorithm": edition.algorithm, "segments": len(segments)}
    params |= {"sources": ", ".join(source.name for source in edition.sources), "age_days": age}
    if timedelta(age) <= max_age:
        return Check("list_index", Health.OK, params)
    return Check("list_index", Health.WARNING, params, DOCTOR.finding("list_old"))


def documents_index(index: Path, key_file: Path | None, as_of: date) -> Check:
    """Whether a register of lost and stolen documents opens with its key, only its owner reads the key, and its age."""
    from catenary.core.documents.lookup import MAX_AGE
    from catenary.formats.lost_stolen.index import open_lost_stolen

    params: dict[str, Param] = {"file": str(index)}
    try:
        with open_lost_stolen(index, key_file) as register:
            age = as_of - register.data_as_of
            params |= {"data_as_of": str(register.data_as_of), "records": len(register), "age_days": age.days}
    except ProblemError as problem:
        return _refused("documents_index", params, problem)
    if age <= MAX_AGE:
        return Check("documents_index", Health.OK, params)
    fix = DOCTOR.finding("documents_old", days=MAX_AGE.days)
    return Check("documents_index", Health.WARNING, params, fix)


def _refused(name: str, params: Mapping[str, Param], problem: ProblemError) -> Check:
    return Check(name, Health.PROBLEM, {**params, "code": problem.finding.code}, problem.finding)
