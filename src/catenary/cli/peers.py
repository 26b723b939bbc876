"""`catenary peers`: machines of others, played here for training and tests."""

from http.server import ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any

import click

from catenary.cli.language import later
from catenary.cli.output import Exit, Output, output_options, say
from catenary.peers.registers.problems import SIMULATOR
from catenary.peers.registers.simulator import PATH, Played, Temper, parsed_documents, server

_SHARE = click.FloatRange(0, 1)


@click.group("peers")
def command() -> None:
    """Play a machine of others, for training and tests."""


@command.command("register")
@click.option("--port", type=click.IntRange(0, 65535), default=8099, show_default=True)
@click.option(
    "--document",
    "documents",
    multiple=True,
    metavar="NUMBER/STATE",
    help=later("A document on record, such as UA7654321/UTO; may be given again."),
)
@click.option(
    "--file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=later("A file of documents on record, one NUMBER/STATE in a line."),
)
@click.option(
    "--median",
    type=click.FloatRange(min=0),
    default=0.12,
    show_default=True,
    help=later("Seconds that an answer takes."),
)
@click.option(
    "--slow", type=_SHARE, default=0.0, help=later("The share of answers that come 8 seconds late.")
)
@click.option("--error", type=_SHARE, default=0.0, help=later("The share of answers that are errors (500)."))
@click.option("--garbage", type=_SHARE, default=0.0, help=later("The share of answers that cannot be read."))
@click.option("--cut", type=_SHARE, default=0.0, help=later("The share of connections that are cut."))
@click.option("--seed", type=click.IntRange(min=0), help=later("The same seed, the same faults."))
@output_options
def register(
    output: Output, port: int, documents: tuple[str, ...], file: Path | None, seed: int | None, **temper: Any
) -> Exit:
    """Play an outside register of lost and stolen documents on this machine, until it is told to stop.

    It answers as slowly as a real one and fails as often as you say. It keeps nothing of what it is asked.
    """
    played = Played(temper=_temper(**temper), chance=Random(seed))  # noqa: S311  chance of a play, not of a key
    lines = file.read_text("utf-8").split() if file else []
    try:
        for number, (document, issuer) in enumerate(parsed_documents((*documents, *lines)), 1):
            played.record(document, issuer, f"REF-{number:06d}")
        listening = server(played, port)
    except ValueError as fault:
        raise SIMULATOR.problem("document_odd", document=str(fault)) from fault
    except OSError as fault:
        raise SIMULATOR.problem("port_taken", port=port, reason=fault.strerror) from fault
    address = f"http://127.0.0.1:{listening.server_address[1]}{PATH}"
    output.record({"address": address, "documents": len(played.recorded)})
    output.show(
        say(
            "an outside register with %(count)s documents answers at %(address)s",
            count=len(played.recorded),
            address=address,
        )
    )
    _serve(listening)
    return Exit.DONE


def _temper(*, median: float, slow: float, error: float, garbage: float, cut: float) -> Temper:
    return Temper(median_seconds=median, slow=slow, error=error, garbage=garbage, cut=cut)


def _serve(listening: ThreadingHTTPServer) -> None:
    """Until a signal ends the program."""
    try:
        listening.serve_forever(poll_interval=0.2)
    finally:
        listening.server_close()
