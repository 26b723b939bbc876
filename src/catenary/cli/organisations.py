"""`catenary organisations`: who a desk is for, and the first people of each organisation."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catenary.cli.language import _
from catenary.cli.output import Exit, Output, output_options, plain, say
from catenary.cli.serve import refusals

if TYPE_CHECKING:
    from catenary.app.founding import Outcome


@click.command("organisations")
@click.argument("register", type=click.Path(path_type=Path))
@output_options
def command(output: Output, register: Path) -> Exit:
    """Enter the organisations of REGISTER into the desk, and invite the first people of each.

    REGISTER is a TOML file (docs/operations.md). It may be given again with more organisations; nobody is invited where
    somebody has come in already. The environment is that of `catenary serve`.
    """
    from catenary.app.configuration import configuration
    from catenary.app.founding import found_organisations, read_register

    settings = configuration(os.environ)
    if refusals(output, settings):
        return Exit.FAILED
    for founded in found_organisations(settings, read_register(register)):
        _tell(output, founded)
    return Exit.DONE


def _tell(output: Output, founded: "Outcome") -> None:
    organisation = founded.organisation
    output.record(
        {
            "organisation": organisation.name,
            "id": str(organisation.public_id),
            "new": founded.new,
            "invited": [
                {"name": each.founder.name, "roles": sorted(each.founder.roles), "link": each.link or None}
                for each in founded.welcomed
            ],
        }
    )
    output.show(
        say("%(name)s: %(state)s", name=organisation.name, state=_("new") if founded.new else _("known"))
    )
    for each in founded.welcomed:
        name, roles = plain(each.founder.name), ", ".join(sorted(each.founder.roles))
        if each.link:
            output.line(
                say(
                    "  hand this link to %(name)s (%(roles)s) and to nobody else: %(link)s",
                    name=name,
                    roles=roles,
                    link=each.link,
                )
            )
        else:
            output.show(say("  %(name)s (%(roles)s) was sent a link", name=name, roles=roles))
