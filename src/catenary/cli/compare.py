"""`catenary compare`: pairs of records, scored by the rules of screening."""

from collections.abc import Iterator
from pathlib import Path

import click

from catenary.cli.language import word
from catenary.cli.output import Exit, Output, output_options
from catenary.core.screening.comparing import NOTHING_IN_COMMON, compare
from catenary.core.screening.model_values import NameModel
from catenary.core.screening.problems import SCREENING
from catenary.formats.name_model import load_name_model
from catenary.formats.pairs import Pair, read_pairs
from catenary.formats.records import Record
from catenary.formats.screening_records import comparison_record


@click.command("compare")
@click.argument("pairs", type=click.Path(path_type=Path, allow_dash=True))
@output_options
def command(output: Output, pairs: Path) -> Exit:
    """Score the PAIRS, one JSON object a line with `query` and `candidate`; `-` is standard input."""
    model = load_name_model()
    counts = {"pairs": 0, "match": 0, "review": 0, "unreadable": 0}
    for pair in read_pairs(_lines(pairs)):
        record = _compare(pair, model)
        output.record(record)
        counts["pairs"] += 1
        counts["match"] += record["match"] is True
        counts["review"] += record["review"] is True
        counts["unreadable"] += pair.query is None
    output.show(", ".join(f"{word(name)} {count:,}" for name, count in counts.items()))
    return Exit.UNREADABLE if counts["unreadable"] else Exit.DONE


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with click.open_file(str(path), "rb") as file:
            yield from file
    except OSError as error:
        raise SCREENING.problem("input_unreadable", path=str(path), reason=error.strerror) from None


def _compare(pair: Pair, model: NameModel) -> Record:
    if pair.query is None or pair.candidate is None:
        return comparison_record(NOTHING_IN_COMMON, pair.findings) | {
            "score": None,
            "match": None,
            "review": None,
        }
    return comparison_record(compare(pair.query, pair.candidate, model), pair.findings)
