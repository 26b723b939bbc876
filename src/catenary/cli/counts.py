"""`catenary counts`: one unit's month in counts, signed, for the hub."""

import os
from datetime import date, datetime
from pathlib import Path

import click

from catenary.cli.output import Exit, Output, output_options, say
from catenary.cli.serve import refusals
from catenary.core.screening.counts_problems import COUNTS


@click.command("counts")
@click.argument("month")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--unit", required=True, help="The organisation whose counts they are, by its name.")
@click.option(
    "--law",
    default="",
    help="The law on which candidates are counted by sex and age; without it they are not.",
)
@output_options
def command(output: Output, month: str, out: Path, unit: str, law: str) -> Exit:
    """Write the counts of MONTH (such as 2031-05) to OUT, signed with the key of the ledger (docs/schemas/counts.schema.json).

    Counts only, never persons; small ones are withheld. The environment is that of `catenary serve`, which may run meanwhile.
    """
    from catenary.app.configuration import configuration
    from catenary.app.counting_month import signed_counts

    asked, settings = _month(month), configuration(os.environ)
    if refusals(output, settings):
        return Exit.FAILED
    data, told = signed_counts(settings, unit, asked, law)
    out.write_bytes(data)
    output.record({**told, "file": str(out)})
    output.show(say("%(file)s holds the counts of %(month)s.", file=out, month=month))
    return Exit.DONE


def _month(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007  a month has no zone
    except ValueError:
        raise COUNTS.problem("month_unreadable", month=text) from None
