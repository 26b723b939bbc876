"""`catenary pack`: the part of a visit that somebody took along on a laptop (docs/offline-pack.md)."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from catenary.cli.language import _, later
from catenary.cli.output import Exit, Output, output_options, say

if TYPE_CHECKING:
    from catenary.formats.visit_pack.envelope import Envelope

PASSPHRASE = "CATENARY_PACK_PASSPHRASE"  # noqa: S105  the name of a setting
_FILE = click.Path(path_type=Path)


@click.group("pack")
def command() -> None:
    """Open an offline pack of a visit on this machine, or say what a file is."""


@command.command("open")
@click.argument("file", type=_FILE)
@click.option("--port", type=click.IntRange(0, 65535), default=8090, show_default=True)
@click.option(
    "--key",
    type=_FILE,
    help=later("A file of the hub's public keys: the pack must be signed by one of them."),
)
@output_options
def open_command(output: Output, file: Path, port: int, key: Path | None) -> Exit:
    """Show the questions of FILE in a browser on this machine; Ctrl-C closes them. What is written is kept in FILE.brought.

    The passphrase is asked for, or taken from CATENARY_PACK_PASSPHRASE. FILE.brought is locked as FILE is, whole after every save, and
    what you bring back to the hub.
    """
    from catenary.app import pack_desk

    _demand_given(_read(file))
    passphrase = os.environ.get(PASSPHRASE) or click.prompt(_("Passphrase"), hide_input=True, err=True)
    with pack_desk.opened(file, passphrase, key, port) as (address, brought, server):
        output.record({"address": address, "brought": str(brought)})
        output.show(say("The pack is open at this address (Ctrl-C closes it):"))
        output.show(Text(address, no_wrap=True))
        output.show(say("What you write is kept in %(file)s", file=brought))
        server.serve_forever()
    return Exit.DONE


@command.command("show")
@click.argument("file", type=_FILE)
@click.option(
    "--key",
    type=_FILE,
    help=later("A file of the hub's public keys: the pack must be signed by one of them."),
)
@output_options
def show_command(output: Output, file: Path, key: Path | None) -> Exit:
    """Say which pack FILE is and whether it is whole, without its passphrase; of nothing in it."""
    from catenary.formats.signed_note.key_files import load_verifier_keys

    envelope = _read(file)
    if key is not None:
        envelope.demand_signed(load_verifier_keys(key))
    signed_by = [each.name for each in envelope.note.signatures]
    output.record(
        {
            "file": str(file),
            "kind": envelope.kind.value,
            "pack": envelope.pack,
            "signed_by": signed_by,
            "verified": key is not None,
        }
    )
    output.show(
        say(
            "%(file)s is whole: pack %(pack)s, signed by %(keys)s.",
            file=file,
            pack=envelope.pack,
            keys=", ".join(signed_by),
        )
    )
    return Exit.DONE


def _read(file: Path) -> "Envelope":
    from catenary.core.assessment.pack_problems import PACK
    from catenary.formats.visit_pack.envelope import read_envelope

    try:
        return read_envelope(file.read_bytes())
    except OSError as fault:
        raise PACK.problem("file_unusable", file=str(file), reason=fault.strerror or "") from None


def _demand_given(envelope: "Envelope") -> None:
    from catenary.core.assessment.pack_problems import PACK
    from catenary.formats.visit_pack.envelope import PackKind

    if envelope.kind is not PackKind.GIVEN:
        raise PACK.problem("not_given")
