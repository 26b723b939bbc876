"""`catenary serve`: the desk in service, as the environment sets it up."""

import os
import subprocess

import click

from catenary.cli.language import later
from catenary.cli.output import Exit, Output, output_options, say, sentence


@click.command("serve")
@click.option(
    "--bind",
    default="127.0.0.1:8000",
    show_default=True,
    help=later("The address and port that the reverse proxy asks."),
)
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help=later("How many processes answer browsers."),
)
@output_options
def command(output: Output, bind: str, processes: int) -> Exit:
    """Run the desk: migrate its database, then web and workers, until it is told to stop.

    The environment says where the database is and who may reach the desk; `catenary doctor` explains every setting.
    """
    from catenary.app import configuration, serving

    settings = configuration.configuration(os.environ)
    wrong = [
        finding for finding in configuration.findings_to_serve(settings) if finding.severity.value == "error"
    ]
    for finding in wrong:
        output.show(sentence(finding))
    if wrong:
        return Exit.FAILED
    try:
        serving.prepare(settings)
    except subprocess.CalledProcessError:
        output.show(say("The database could not be prepared; the messages above say why."))
        return Exit.FAILED
    serving.serve(settings, bind, processes)
    return Exit.DONE
