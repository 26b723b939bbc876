"""What workers tell ahead of an outage, each kind in a file beside the spool, signed with the desk's secret so that nobody else can put in another."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.core import signing

KNOWN_FOR: Final = timedelta(hours=24)
"""The longest outage in which carriers are answered."""
_SALT: Final = "catenary.intake.outage"


def write_told(folder: Path, kind: str, told: list[dict[str, Any]], now: datetime) -> None:
    """Write the file of a kind anew, in one step."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = folder / f".{kind}.{os.getpid()}"
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(signing.dumps([now.timestamp(), told], salt=f"{_SALT}.{kind}"))
    new.replace(folder / kind)


def read_told(folder: Path, kind: str, now: datetime) -> list[dict[str, Any]]:
    """What was told of a kind; empty where the file is missing, not ours, or too old."""
    try:
        at, told = signing.loads((folder / kind).read_text("ascii"), salt=f"{_SALT}.{kind}")
        is_known = now.timestamp() - float(at) <= KNOWN_FOR.total_seconds()
    except (OSError, ValueError, TypeError, signing.BadSignature):
        return []
    return list(told) if is_known else []
