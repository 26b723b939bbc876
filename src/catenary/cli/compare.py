"""`catenary compare`: pairs of records, scored by the rules of screening."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from catenary.cli.language import word
from catenary.cli.output import Exit, Output, as_of_option, output_options, standard_input
from catenary.core.screening.comparing import Comparison, compare
from catenary.core.screening.model_values import NameModel
from catenary.core.screening.problems import SCREENING
from catenary.formats.name_model import load_name_model
from catenary.formats.pairs import Pair, read_pairs
from catenary.formats.screening_records import comparison_record


@click.command("compare")
@click.argument("pairs", type=click.Path(path_type=Path, allow_dash=True))
@as_of_option
@output_options
def command(output: Output, pairs: Path, as_of: date) -> Exit:
    """Score the PAIRS, one JSON object a line with `query` and `candidate`; `-` is standard input."""
    model = load_name_model()
    counts = {"pairs": 0, "match": 0, "review": 0, "unreadable": 0}
    for pair in _pairs(pairs):
        record = comparison_record(_compared(pair, model), pair.findings, as_of)
        output.record(record)
        counts["pairs"] += 1
        counts["match"] += record["match"] is True
        counts["review"] += record["review"] is True
        counts["unreadable"] += pair.query is None
    output.show(", ".join(f"{word(name)} {count:,}" for name, count in counts.items()))
    return Exit.UNREADABLE if counts["unreadable"] else Exit.DONE


def _pairs(path: Path) -> Iterator[Pair]:
    """The pairs of a file, and one of nobody with the reason where the file cannot be read, or not to its end."""
    try:
        if str(path) == "-":
            yield from read_pairs(standard_input())
            return
        with path.open("rb") as file:
            yield from read_pairs(file)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield Pair(None, None, (SCREENING.finding("input_unreadable", path=str(path), reason=reason),))


def _compared(pair: Pair, model: NameModel) -> Comparison | None:
    if pair.query is None or pair.candidate is None:
        return None
    return compare(pair.query, pair.candidate, model)
