"""`catenary demo`: a whole desk on this machine, with a fictional world and an account for every role."""

import os
import shutil
import socket
import subprocess
from hashlib import sha256
from pathlib import Path

import click
from rich.table import Table

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
@output_options
def command(output: Output, port: int, folder: Path | None, reset: bool) -> Exit:
    """Open a desk with a fictional world on this machine; Ctrl-C closes it, and the next start finds it again.

    Everybody and everything in it is invented. It answers on this machine only.
    """
    folder = (folder or default_folder()).absolute()
    if reset:
        return _reset(output, folder)
    if not _is_free(port):
        output.show(say("Port %(port)s is taken; choose another: make demo PORT=8123", port=port))
        return Exit.FAILED
    return _open(output, folder, port)


def default_folder() -> Path:
    """Beside where it is started; for root under /var/lib, where the database's own account can reach it."""
    here = Path.cwd() / "demo"
    if os.geteuid():
        return here
    return _FOR_ALL_USERS / f"demo-{sha256(str(here).encode()).hexdigest()[:12]}"


def _open(output: Output, folder: Path, port: int) -> Exit:
    from catenary.app.demo import demo_world
    from catenary.app.embedded import EmbeddedError
    from catenary.app.serving import serve

    output.show(say("Preparing the desk in %(folder)s ...", folder=folder))
    try:
        with demo_world(folder, port) as demo:
            output.show(_accounts(demo.password))
            output.show(
                say("Catenary is open at %(address)s (Ctrl-C closes it)", address=demo.settings.origin)
            )
            serve(demo.settings, f"127.0.0.1:{port}", 2)
    except EmbeddedError as error:
        output.show(say("The desk cannot be opened: %(reason)s", reason=error))
        return Exit.FAILED
    except subprocess.CalledProcessError:
        output.show(say("The database could not be prepared; the messages above say why."))
        return Exit.FAILED
    return Exit.DONE


def _accounts(password: str) -> Table:
    title = say("Demo accounts; each has the password %(password)s", password=password)
    table = Table(_("role"), _("address"), _("organisation"), title=title, title_justify="left", box=None)
    names = {institution.key: institution.name for institution in institutions()}
    for official in officials():
        roles = ", ".join(word(role) for role in official.roles)
        table.add_row(roles, official.email, names[official.organisation])
    return table


def _reset(output: Output, folder: Path) -> Exit:
    shutil.rmtree(folder, ignore_errors=True)
    output.show(say("The demo in %(folder)s is forgotten.", folder=folder))
    return Exit.DONE


def _is_free(port: int) -> bool:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
