"""`catenary doctor`: whether everything is in place here, and what to do if not."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from catenary.basis.findings import Catalogue, Finding
from catenary.cli.doctor_checks import LIST_MAX_AGE, Check, Health, documents_index, list_index, surroundings
from catenary.cli.doctor_desk import the_desk
from catenary.cli.language import _, later, word
from catenary.cli.output import Exit, Output, as_of_option, output_options, plain, sentence

_STYLES = {Health.OK: "green", Health.WARNING: "yellow", Health.PROBLEM: "bold red"}


@click.command("doctor")
@click.option("--list", "folder", type=click.Path(path_type=Path), help=later("The folder of a built list."))
@click.option(
    "--max-age",
    type=click.IntRange(0),
    default=LIST_MAX_AGE.days,
    show_default=True,
    help=later("Days until a built list is called old."),
)
@click.option(
    "--documents",
    "register",
    type=click.Path(path_type=Path),
    help=later("An index of lost and stolen documents."),
)
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    help=later("Its key, where it no longer lies where it was built."),
)
@click.option("--desk", is_flag=True, help=later("The settings, database and workers of a desk."))
@as_of_option
@output_options
def command(
    output: Output,
    folder: Path | None,
    max_age: int,
    register: Path | None,
    key: Path | None,
    desk: bool,
    as_of: date,
) -> Exit:
    """Look at what Catenary needs here, and say what to do where something is missing.

    Ends with status 3 when something does not work; a warning alone is status 0.
    """
    table = _table()
    worst = Exit.DONE
    checks = _checks(folder, timedelta(max_age), register, key, as_of)
    for check in chain(checks, the_desk() if desk else ()):
        output.record(_record(check, as_of))
        table.add_row(*_row(check))
        worst = Exit.FAILED if check.status is Health.PROBLEM else worst
    output.show(table)
    return worst


def _checks(
    folder: Path | None, max_age: timedelta, register: Path | None, key: Path | None, as_of: date
) -> Iterator[Check]:
    yield from surroundings()
    if folder:
        yield list_index(folder, as_of, max_age)
    if register:
        yield documents_index(register, key, as_of)


def _record(check: Check, as_of: date) -> dict[str, object]:
    return {
        "name": check.name,
        "status": check.status,
        "params": dict(check.params),
        "fix": check.fix and _english(check.fix),
        "as_of": as_of,
    }


def _english(fix: Finding) -> str:
    """What programs read is the same in every language."""
    return Catalogue.sentence(fix.code) % fix.params


def _table() -> Table:
    return Table(_("what"), _("status"), _("found"), _("what to do"), box=None, pad_edge=False)


def _row(check: Check) -> tuple[Text, ...]:
    found = ", ".join(f"{word(name)} {value}" for name, value in check.params.items() if value is not None)
    return (
        Text(word(check.name)),
        Text(word(check.status), style=_STYLES[check.status]),
        Text(plain(found)),
        Text(sentence(check.fix) if check.fix else ""),
    )
