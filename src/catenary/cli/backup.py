"""`catenary backup`: the whole desk in one encrypted file."""

import os
from pathlib import Path

import click

from catenary.cli.output import Exit, Output, output_options, say


@click.command("backup")
@click.argument("out", type=click.Path(path_type=Path))
@output_options
def command(output: Output, out: Path) -> Exit:
    """Write database, files and the log's last checkpoint to OUT, encrypted to the operator and to oversight.

    The environment names the database (CATENARY_BACKUP_DATABASE_URL) and both public keys of age (CATENARY_BACKUP_RECIPIENT,
    CATENARY_OVERSIGHT_RECIPIENT). OUT is whole or not there.
    """
    from catenary.app.backup.taking import take_backup
    from catenary.app.configuration import configuration

    manifest = take_backup(configuration(os.environ), out)
    size = sum(member.size for member in manifest.members.values())
    output.record(
        {
            "file": str(out),
            "made_at": manifest.made_at,
            "members": len(manifest.members),
            "size": size,
            "checkpoint": manifest.checkpoint or None,
        }
    )
    output.show(say("%(file)s holds %(mib)s MiB of the desk, encrypted.", file=out, mib=size >> 20))
    return Exit.DONE
