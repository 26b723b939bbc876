"""`catenary world`: a fictional world of any size for training, tests and benchmarks, and the demonstration on it."""

from pathlib import Path

import click
from rich.table import Table

from catenary.cli.language import later, word
from catenary.cli.lazy import LazyVerbs
from catenary.cli.output import Output, output_options, say
from catenary.world.generation import WorldSummary, write_world
from catenary.world.problems import WORLD

_ABOUT = later("Make a small fictional world, screen everybody in it, and show why.")
_DEMO = {"demo": ("catenary.cli.demo", _ABOUT)}


class _GenerateByDefault(LazyVerbs):
    """`catenary world --seed 1 ...` is `catenary world generate --seed 1 ...`; `demo` loads when it is asked for."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in {*self.list_commands(ctx), *ctx.help_option_names}:
            args = ["generate", *args]
        return super().parse_args(ctx, args)


@click.group("world", cls=_GenerateByDefault, later=_DEMO)
def command() -> None:
    """Make a fictional world, or show one. Without a command: generate."""


@command.command("generate")
@click.option(
    "--seed", type=click.IntRange(min=0), required=True, help=later("The same seed, the same bytes.")
)
@click.option("--travellers", type=click.IntRange(min=0), default=1000, show_default=True)
@click.option("--entries", type=click.IntRange(min=0), default=1000, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help=later("The folder to write to."))
@output_options
def generate(output: Output, seed: int, travellers: int, entries: int, out: Path) -> None:
    """Write a watchlist, flights with their messages, and the truth about who is who.

    The folder gets `messages/*.edi`, `list.csv`, `travellers.csv`, `truth.csv`, `places.csv` and a README.
    """
    try:
        summary = write_world(seed, travellers, entries, out)
    except OSError as error:
        raise WORLD.problem("not_written", path=str(out), reason=error.strerror) from error
    output.record(_record(summary, out))
    output.show(_table(summary, out))


def _record(summary: WorldSummary, folder: Path) -> dict[str, object]:
    return {
        "folder": str(folder),
        "seed": summary.seed,
        "entries": summary.entries,
        "travellers": summary.travellers,
        "flights": summary.flights,
        "files": summary.files,
        "planted": {str(kind): count for kind, count in sorted(summary.planted.items())},
    }


def _table(summary: WorldSummary, folder: Path) -> Table:
    title = say("world %(seed)s in %(folder)s", seed=summary.seed, folder=folder)
    table = Table(title=title, title_justify="left", box=None, show_header=False)
    for label in ("entries", "travellers", "flights", "files"):
        table.add_row(word(label), f"{getattr(summary, label):,}")
    for kind, count in sorted(summary.planted.items()):
        table.add_row(say("planted: %(kind)s", kind=word(kind)), f"{count:,}")
    return table
