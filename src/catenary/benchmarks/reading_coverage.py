"""Which share of a folder of messages gives a structured result, or at least a diagnosis that says where."""

import os
from collections import Counter
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from catenary.formats.reading import read_carrier_file

AS_OF = date(2026, 11, 22)
_FAULT = "intake.failed_unexpectedly"


def run(folder: Path | None = None) -> None:
    """Print the shares for a folder; the target is 100 % and no exception ever."""
    folder = folder or Path(os.environ.get("CATENARY_SHARED_DATA", "../shared/data")) / "messages"
    console = Console()
    if not folder.is_dir():
        console.print(
            f"{folder} is not here: nothing to measure (CATENARY_SHARED_DATA names the data folder)"
        )
        return
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    outcomes = Counter(_outcome(path.read_bytes()) for path in track(files, "reading", console=console))
    table = Table(title=f"{len(files)} files of {folder.name}", title_justify="left")
    for heading in ("outcome", "files", "share"):
        table.add_column(heading, justify="left" if heading == "outcome" else "right")
    for outcome, count in outcomes.most_common():
        table.add_row(outcome, str(count), f"{count / len(files):.0%}")
    console.print(table)


def _outcome(data: bytes) -> str:
    """What became of one file."""
    messages = list(read_carrier_file(data, AS_OF))
    findings = [finding for message in messages for finding in message.findings]
    if any(finding.code == _FAULT for finding in findings):
        return "fault of this software"
    if all(message.message for message in messages) and any(m.travellers or m.responses for m in messages):
        return "structured result"
    return "located diagnosis" if any(f.at.offset is not None for f in findings) else "neither"
