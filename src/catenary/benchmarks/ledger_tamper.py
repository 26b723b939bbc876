"""Tampering with an exported ledger, found by a checkpoint kept elsewhere: tries, and how many were missed.

Half of the ways need the log's own key; those change what the held checkpoint counts, for nothing else could ever find them.
"""

import random
from collections import Counter
from io import BytesIO

from attrs import frozen
from rich.console import Console
from rich.progress import track
from rich.table import Table

from catenary.basis.findings import ProblemError
from catenary.benchmarks.fictional_log import LOG_KEY, WITNESS_KEY, FictionalLog, fictional_log
from catenary.benchmarks.surroundings import Stopwatch, surroundings
from catenary.benchmarks.tampering import TAMPERS, true_export
from catenary.formats.ledger_export.report import Trust
from catenary.formats.ledger_export.verifying import verify_file


@frozen
class Auditor:
    """Has the log's key, that of its witness, and its newest checkpoint, kept where nobody else could change it."""

    log: FictionalLog

    @property
    def trust(self) -> Trust:
        """What is believed before any file is opened."""
        return Trust((LOG_KEY,), (WITNESS_KEY,), (self.log.checkpoint(len(self.log.leaves)),))

    def finds_fault_with(self, export: bytes) -> str | None:
        """The first thing that does not hold; None where everything does."""
        try:
            report = verify_file(BytesIO(export), self.trust)
        except ProblemError as problem:
            return problem.finding.code
        return None if report.holds else report.findings[0].code


def run(tries: int = 100_000, entries: int = 24, seed: int = 1) -> list[dict[str, object]]:
    """Print, for each way of tampering, how often it was tried, found and missed, and by what it was found."""
    console = Console()
    console.print(surroundings())
    table = Table(title=f"{tries:,} tries on an export of {entries} entries", title_justify="left")
    for heading in ("way", "tried", "missed", "found as"):
        table.add_column(heading, justify="right" if heading in {"tried", "missed"} else "left")
    watch, dice = Stopwatch(), random.Random(seed)
    auditor = Auditor(fictional_log(entries))
    if auditor.finds_fault_with(true_export(auditor.log)):
        raise AssertionError("what was not tampered with must be verified")
    figures = _tried(auditor, tries, dice, console)
    for figure in figures:
        table.add_row(*(str(value) for value in figure.values()))
    console.print(table, f"{watch.spent().processor:.0f} seconds of processor time")
    return figures


def _tried(auditor: Auditor, tries: int, dice: random.Random, console: Console) -> list[dict[str, object]]:
    found: dict[str, Counter[str | None]] = {name: Counter() for name in TAMPERS}
    for number in track(range(tries), "tampering", console=console):
        name = list(TAMPERS)[number % len(TAMPERS)]
        found[name][auditor.finds_fault_with(TAMPERS[name](auditor.log, dice))] += 1
    return [_figure(name, codes) for name, codes in found.items()]


def _figure(name: str, codes: Counter[str | None]) -> dict[str, object]:
    told = ", ".join(
        f"{(code or '').removeprefix('ledger.')} {count}" for code, count in codes.most_common() if code
    )
    return {"way": name.replace("_", " "), "tried": codes.total(), "missed": codes[None], "found_as": told}
