"""`catenary demo`: a whole desk on this machine, with a fictional world and an account for every role."""

import os
from hashlib import sha256
from pathlib import Path

import click
from rich.table import Column, Table
from rich.text import Text

from catenary.cli.language import _, later, word
from catenary.cli.output import Exit, Output, output_options, say
from catenary.world.institutions import institutions, officials

_FOR_ALL_USERS = Path("/var/lib/catenary")


@click.command("demo")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option(
    "--folder", type=click.Path(path_type=Path), help=later("Where the demo keeps its database and files.")
)
@click.option("--reset", is_flag=True, help=later("Forget the demo's world, and start nothing."))
@click.option("--with-parent", is_flag=True, hidden=True)
@output_options
def command(output: Output, port: int, folder: Path | None, reset: bool, with_parent: bool) -> Exit:
    """Open a desk with a fictional world on this machine; Ctrl-C closes it, and the next start finds it again.

    Everybody and everything in it is invented. It answers on this machine only.
    """
    from catenary.app.children import end_with_parent

    if with_parent:
        end_with_parent()
    folder = (folder or default_folder()).absolute()
    return _reset(output, folder) if reset else _open(output, folder, port)


def default_folder() -> Path:
    """Beside where it is started; for root under /var/lib, where the database's own account can reach it."""
    here = Path.cwd() / "demo"
    if os.geteuid():
        return here
    return _FOR_ALL_USERS / f"demo-{sha256(str(here).encode()).hexdigest()[:12]}"


def _open(output: Output, folder: Path, port: int) -> Exit:
    from catenary.app.demo import demo_world
    from catenary.app.listening import listen_here
    from catenary.app.serving import serve

    listeners = listen_here(port)
    output.show(say("Preparing the desk in %(folder)s ...", folder=folder))
    with demo_world(folder, port) as demo:
        output.show(_accounts(demo.password))
        output.show(say("Catenary is open at %(address)s (Ctrl-C closes it)", address=demo.settings.origin))
        serve(demo.settings, listeners, 2, [demo.server])
    return Exit.DONE


def _accounts(password: str) -> Table:
    """Who may be tried, under the organisation they work for."""
    title = say("Demo accounts; each has the password %(password)s", password=password)
    widest = max(len(each.email) for each in officials())
    table = Table(Column(_("address"), no_wrap=True, min_width=widest), _("role"), title=title, box=None)
    table.title_justify = "left"
    for institution in institutions():
        staff = [each for each in officials() if each.organisation == institution.key]
        if staff:
            table.add_row(Text(institution.name, style="bold"))
        for official in staff:
            table.add_row(Text(official.email), ", ".join(word(role) for role in official.roles))
    return table


def _reset(output: Output, folder: Path) -> Exit:
    from catenary.app.demo import forget

    forget(folder)
    output.show(say("The demo in %(folder)s is forgotten.", folder=folder))
    return Exit.DONE
