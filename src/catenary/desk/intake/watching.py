"""Files that carriers put into a folder: each is taken, committed, and only then gone from there.

A file is finished when nothing has changed it for a while. Whoever writes slowly gives it another name first (`.part`, `.tmp`,
or one that begins with a dot) and renames it at the end. No original stays on the disk: it is removed once it is sealed in the
spool, and one that could not be taken after as long as the spool keeps any.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

import structlog

from catenary.basis.findings import Finding, ProblemError
from catenary.core.intake.receipt import Way
from catenary.desk.intake import spool
from catenary.desk.intake.channels import declaration_of
from catenary.desk.intake.models import Channel
from catenary.desk.intake.receiving import LARGEST_MIB, receive
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.shell.sentences import sentence

SETTLED: Final = timedelta(seconds=10)
"""A file that nothing has changed for so long is taken for whole."""
UNFINISHED: Final = (".part", ".tmp", ".filepart", ".crdownload")
TAKING, REFUSED = ".taking", "refused"
"""Folders beside the files: what is being taken now, and what could not be taken with the reason beside it."""
_NEVER = frozenset({"delivery.empty", "delivery.too_large"})
"""Refusals that no later try can change."""
_LONGEST_NAME = 160


def watch(inbox: Path, now: datetime) -> int:
    """Take every finished file of every open channel; gives how many were taken.

    Each is a transaction of its own. One that was committed and not removed, since the machine fell, is taken again, known
    as a repetition, and kept once. What cannot be moved is left and told to the log.
    """
    with acting(Declaration(door=Door.SYSTEM)):
        rows = Channel.objects.select_related("organisation")
        channels = list(rows.filter(way=Way.DIRECTORY, closed_at=None))
    return sum(_take_all(channel, inbox / str(channel.public_id), now) for channel in channels)


def _take_all(channel: Channel, folder: Path, now: datetime) -> int:
    taken = 0
    with _telling_of_faults():
        for needed in (folder / TAKING, folder / REFUSED):
            needed.mkdir(parents=True, exist_ok=True)
        for path in _finished(folder, now):
            _claim(path)
        for path in _files(folder / TAKING):
            taken += _take(channel, path, now)
        _forget(folder / REFUSED, now)
    return taken


def _claim(path: Path) -> None:
    """Out of the writer's reach, under a name that no other file has; what cannot be moved could not be removed either."""
    name = path.name.encode()[-_LONGEST_NAME:].decode(errors="ignore")
    with _telling_of_faults():
        path.rename(path.parent / TAKING / f"{uuid4().hex}-{name}")


def _take(channel: Channel, path: Path, now: datetime) -> bool:
    """Whether the file was taken. It is gone from here only after what it held is committed."""
    with _telling_of_faults():
        try:
            with acting(declaration_of(channel, Door.SYSTEM)):
                receive(channel=channel, data=_content(path), now=now)
        except ProblemError as refusal:
            _refuse(channel, path, refusal.finding)
            return False
        path.unlink()
        return True
    return False


def _content(path: Path) -> bytes:
    """No more of the file than shows that it is too large."""
    with path.open("rb") as file:
        return file.read(LARGEST_MIB * 1024 * 1024 + 1)


def _refuse(channel: Channel, path: Path, finding: Finding) -> None:
    """Put aside what can never be taken, with the reason beside it; leave where it is what can be taken later."""
    code = finding.code.partition(".")[2]
    structlog.get_logger().warning("delivery refused", code=finding.code)
    if finding.code not in _NEVER:
        return
    with acting(declaration_of(channel, Door.SYSTEM)):
        enter(room="intake", act="delivery_refused", record=str(channel.public_id), reason=code)
    aside = path.parent.parent / REFUSED / path.name
    aside.with_name(f"{path.name}.txt").write_text(f"{finding.code}: {sentence(finding)}\n", "utf-8")
    path.rename(aside)


def _forget(folder: Path, now: datetime) -> None:
    for path in _files(folder):
        if _unchanged_for(path, now) > spool.KEPT:
            path.unlink()


def _finished(folder: Path, now: datetime) -> list[Path]:
    return [
        path
        for path in _files(folder)
        if not path.name.startswith(".")
        and not path.name.casefold().endswith(UNFINISHED)
        and _unchanged_for(path, now) >= SETTLED
    ]


def _files(folder: Path) -> list[Path]:
    """Files by their names; no links, which could lead to what is not the carrier's."""
    with os.scandir(folder) as entries:
        return sorted(Path(each.path) for each in entries if each.is_file(follow_symlinks=False))


def _unchanged_for(path: Path, now: datetime) -> timedelta:
    """By the time that the system itself keeps: the one of its content, any program may set."""
    return now - datetime.fromtimestamp(path.lstat().st_ctime, UTC)


@contextmanager
def _telling_of_faults() -> Iterator[None]:
    """One file or folder that the system refuses does not keep others from being taken."""
    try:
        yield
    except OSError as fault:
        structlog.get_logger().error("file not taken", reason=os.strerror(fault.errno or 0))
