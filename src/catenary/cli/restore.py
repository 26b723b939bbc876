"""`catenary restore`: a backup into an empty database, and the proof that its log is the one known elsewhere."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catenary.cli.language import later
from catenary.cli.output import Exit, Output, findings_table, output_options, say
from catenary.formats.records import finding_records

if TYPE_CHECKING:
    from catenary.app.backup.proof import Proof
    from catenary.formats.ledger_export.report import Trust

_FILE = click.Path(path_type=Path)


@click.command("restore")
@click.argument("file", type=_FILE)
@click.option(
    "--identity", type=_FILE, required=True, help=later("The file of the secret key that opens it.")
)
@click.option(
    "--checkpoint",
    type=_FILE,
    multiple=True,
    help=later("A checkpoint of the log kept apart from the backup; repeatable."),
)
@click.option("--key", type=_FILE, multiple=True, help=later("A file of the log's public keys; repeatable."))
@output_options
def command(
    output: Output, file: Path, identity: Path, checkpoint: tuple[Path, ...], key: tuple[Path, ...]
) -> Exit:
    """Restore a backup into an empty database, and prove that its log is the one whose checkpoints you hold.

    Ends with status 3 where the log contradicts a checkpoint. Everything was restored then, for somebody to look at.
    """
    from catenary.app.backup.restoring import prove_restored, restore_backup
    from catenary.app.configuration import configuration

    settings = configuration(os.environ)
    trust = _trust(checkpoint, key)
    manifest = restore_backup(settings, file, _secret_of(identity))
    proof = prove_restored(settings, trust)
    output.record(
        {
            "file": str(file),
            "made_at": manifest.made_at,
            "entries": proof.entries,
            "covered": proof.report.covered if proof.report else 0,
            "status": "verified" if proof.holds else "not_verified",
            "findings": finding_records(proof.findings),
        }
    )
    _show(output, proof)
    return Exit.DONE if proof.holds else Exit.FAILED


def _show(output: Output, proof: "Proof") -> None:
    if proof.findings:
        output.show(findings_table(proof.findings))
    if proof.holds:
        output.show(
            say(
                "Restored. The log holds %(entries)s entries; nothing speaks against it.",
                entries=proof.entries,
            )
        )
    else:
        output.show(say("Restored, but the log is not the one that was held. Let nobody work on it."))


def _trust(checkpoints: tuple[Path, ...], keys: tuple[Path, ...]) -> "Trust":
    from catenary.formats.ledger_export.report import Trust
    from catenary.formats.signed_note.checkpoint import read_checkpoint
    from catenary.formats.signed_note.key_files import load_verifier_keys

    held = tuple(read_checkpoint(_bytes_of(path)) for path in checkpoints)
    return Trust(keys=tuple(each for path in keys for each in load_verifier_keys(path)), held=held)


def _secret_of(file: Path) -> str:
    """The key in a file as age-keygen writes it; its lines that begin with # are notes. Problem `unreadable`."""
    from catenary.app.backup.problems import BACKUP

    lines = _bytes_of(file).decode(errors="replace").split()
    keys = [line for line in lines if line.startswith("AGE-SECRET-KEY-1")]
    if not keys:
        raise BACKUP.problem("unreadable", file=str(file), reason="AGE-SECRET-KEY-1...")
    return keys[0]


def _bytes_of(file: Path) -> bytes:
    from catenary.app.backup.problems import BACKUP

    try:
        return file.read_bytes()
    except OSError as error:
        raise BACKUP.problem("unreadable", file=str(file), reason=error.strerror or "") from error
