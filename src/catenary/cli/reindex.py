"""`catenary reindex`: the desk's index of search written anew."""

import os

import click

from catenary.cli.output import Exit, Output, output_options, say
from catenary.cli.serve import refusals


@click.command("reindex")
@output_options
def command(output: Output) -> Exit:
    """Write the index of search anew from the records, after CATENARY_SECRET_KEY was changed.

    The environment is that of `catenary serve`, which may run meanwhile: what is done already is found, the rest is not yet.
    """
    from catenary.app.configuration import configuration
    from catenary.app.reindexing import reindex

    settings = configuration(os.environ)
    if refusals(output, settings):
        return Exit.FAILED
    count = reindex(settings)
    output.record({"records": count})
    output.show(say("%(count)s records can be found.", count=count))
    return Exit.DONE
