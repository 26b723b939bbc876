"""`catenary serve`: the desk in service, as the environment sets it up."""

import os

import click

from catenary.cli.language import later
from catenary.cli.output import Exit, Output, output_options, sentence


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
@output_options
def command(output: Output, bind: tuple[str, ...], processes: int) -> Exit:
    """Run the desk: migrate its database, then web and workers, until it is told to stop.

    The environment says where the database is and who may reach the desk; `catenary doctor` explains every setting.
    """
    from catenary.app import configuration, listening, serving

    settings = configuration.configuration(os.environ)
    wrong = [
        finding for finding in configuration.findings_to_serve(settings) if finding.severity.value == "error"
    ]
    for finding in wrong:
        output.show(sentence(finding))
    if wrong:
        return Exit.FAILED
    listeners = [listening.listen(address) for address in bind]
    serving.prepare(settings)
    serving.serve(settings, listeners, processes)
    return Exit.DONE
