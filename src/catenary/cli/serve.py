"""`catenary serve`: the desk in service, as the environment sets it up."""

import os
from typing import TYPE_CHECKING

import click

from catenary.basis.findings import Severity
from catenary.cli.language import later
from catenary.cli.output import Exit, Output, output_options, sentence

if TYPE_CHECKING:
    from catenary.app.configuration import Configuration


@click.command("serve")
@click.option(
    "--bind",
    multiple=True,
    default=["127.0.0.1:8000"],
    show_default=True,
    help=later("The address the reverse proxy asks: HOST:PORT or unix:/PATH; may be given again."),
)
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help=later("How many processes answer browsers."),
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help=later("How many processes do the jobs, such as reading and checking what carriers send."),
)
@output_options
def command(output: Output, bind: tuple[str, ...], processes: int, workers: int) -> Exit:
    """Run the desk: migrate its database, then web and workers, until it is told to stop.

    The environment says where the database is and who may reach the desk; `catenary doctor` explains every setting.
    """
    from catenary.app import configuration, listening, serving

    settings = configuration.configuration(os.environ)
    if refusals(output, settings):
        return Exit.FAILED
    listeners = [listening.listen(address) for address in bind]
    serving.prepare(settings)
    serving.serve(settings, listeners, processes, worker_processes=workers)
    return Exit.DONE


def refusals(output: Output, settings: "Configuration") -> int:
    """Say what in the settings keeps a desk from running; gives how many such things there are."""
    from catenary.app.configuration import findings_to_serve

    wrong = [finding for finding in findings_to_serve(settings) if finding.severity is Severity.ERROR]
    for finding in wrong:
        output.show(sentence(finding))
    return len(wrong)
