"""The `catenary` command. Verbs load lazily: `catenary read` never imports what `catenary screen` needs."""

import signal
from types import FrameType
from typing import NoReturn

import click

from catenary.cli.kernels import keep_kernels_apart
from catenary.cli.lazy import LazyVerbs

_VERBS = {
    "read": ("catenary.cli.read", "Read carrier messages and say everything that was understood."),
    "list": ("catenary.cli.lists", "Build and show the lists that travellers are screened against."),
    "documents": ("catenary.cli.documents", "Check travel documents: lost or stolen, machine-readable zone."),
    "screen": ("catenary.cli.screen", "Check every traveller against lists, and explain each candidate."),
    "compare": ("catenary.cli.compare", "Score pairs of records by the rules of screening."),
    "world": ("catenary.cli.world", "Make a fictional world, or show one."),
    "bench": ("catenary.cli.bench", "Measure what is claimed about speed and accuracy."),
    "doctor": ("catenary.cli.doctor", "Say whether everything is in place here, and what to do if not."),
}


@click.group(cls=LazyVerbs, later=_VERBS)
@click.version_option(package_name="catenary")
def cli() -> None:
    """Read, check and screen passenger data; keep its proof."""


def main() -> None:
    """The entry point. A signal to stop ends the program as an error would: what is half-written is swept away."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)
    keep_kernels_apart()
    cli()


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    """End with the status shells give a program that a signal ended: 130 for Ctrl-C, 143 for SIGTERM."""
    signal.signal(number, signal.SIG_IGN)  # a second one must not interrupt the sweeping
    raise SystemExit(128 + number)
