"""The `catenary` command. Verbs load lazily: `catenary read` never imports what `catenary screen` needs."""

import os
import signal
import sys
from io import TextIOWrapper
from itertools import pairwise
from types import FrameType
from typing import Any, NoReturn

import click

from catenary.cli.help import in_own_language
from catenary.cli.kernels import keep_kernels_apart
from catenary.cli.language import later, speak
from catenary.cli.lazy import LazyVerbs
from catenary.locale import LANGUAGES, language_of, nearest_language

_VERBS = {
    "read": ("catenary.cli.read", later("Read carrier messages and say everything that was understood.")),
    "list": ("catenary.cli.lists", later("Build and show the lists that travellers are screened against.")),
    "documents": (
        "catenary.cli.documents",
        later("Check travel documents: lost or stolen, machine-readable zone."),
    ),
    "screen": (
        "catenary.cli.screen",
        later("Check every traveller against lists, and explain each candidate."),
    ),
    "compare": ("catenary.cli.compare", later("Score pairs of records by the rules of screening.")),
    "ledger": (
        "catenary.cli.ledger",
        later("Verify the proof of who did what and why, without the database it came from."),
    ),
    "world": ("catenary.cli.world", later("Make a fictional world, or show one.")),
    "peers": ("catenary.cli.peers", later("Play a machine of others, for training and tests.")),
    "serve": ("catenary.cli.serve", later("Run the desk for an organisation.")),
    "demo": ("catenary.cli.desk_demo", later("Open a desk with a fictional world on this machine.")),
    "organisations": (
        "catenary.cli.organisations",
        later("Enter the organisations a desk is for, and invite the first people of each."),
    ),
    "backup": ("catenary.cli.backup", later("Write the whole desk to one encrypted file.")),
    "restore": ("catenary.cli.restore", later("Restore a backup, and prove that its log is whole.")),
    "reindex": (
        "catenary.cli.reindex",
        later("Write the desk's index of search anew, after its key changed."),
    ),
    "counts": ("catenary.cli.counts", later("Write a unit's signed counts of a month, for the hub.")),
    "pack": ("catenary.cli.pack", later("Open an offline pack of a visit on this machine.")),
    "bench": ("catenary.cli.bench", later("Measure what is claimed about speed and accuracy.")),
    "doctor": (
        "catenary.cli.doctor",
        later("Say whether everything is in place here, and what to do if not."),
    ),
}


class _Catenary(LazyVerbs):
    """The whole command. Its language is settled before anything else, for even a wrong option is told in it."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        speak(nearest_language(_asked(args)) or language_of(os.environ))
        return super(_Catenary, in_own_language(self)).make_context(info_name, args, parent, **extra)


class _Language(click.ParamType[str]):
    """A language tag such as `fr`, `zh-CN` or `ru_RU.UTF-8`; its country makes no difference."""

    name = "language"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return nearest_language(value) or click.Choice(list(LANGUAGES)).convert(value, param, ctx)


def _asked(args: list[str]) -> str:
    """What `--lang` before the verb asks for; empty without it."""
    for option, following in pairwise([*args, ""]):
        if option == "--lang":
            return following
        if not option.startswith("-"):
            break
        if option.startswith("--lang="):
            return option.removeprefix("--lang=")
    return ""


@click.group(cls=_Catenary, later=_VERBS)
@click.option(
    "--lang",
    type=_Language(),
    expose_value=False,
    help=later(
        "The language for people: en, fr, es, ru, ar, zh_Hans (default: CATENARY_LANG, else the locale's)."
    ),
)
@click.version_option(package_name="catenary")
def cli() -> None:
    """Read, check and screen passenger data; keep its proof."""


def main() -> None:
    """The entry point. A signal to stop ends the program as an error would: what is half-written is swept away."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)
    _show_what_can_be_shown()
    keep_kernels_apart()
    cli()


def _show_what_can_be_shown() -> None:
    """A terminal of few characters gets escapes for the others: better than no help in the language asked for."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    """End with the status shells give a program that a signal ended: 130 for Ctrl-C, 143 for SIGTERM."""
    signal.signal(number, signal.SIG_IGN)  # a second one must not interrupt the sweeping
    raise SystemExit(128 + number)
