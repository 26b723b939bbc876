"""`catenary ledger`: proof of who did what and why, checked with nothing but files."""

import secrets
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import click

from catenary.basis.findings import Finding, ProblemError
from catenary.cli.language import _, later
from catenary.cli.ledger_tables import entry_table, report_table, verdict
from catenary.cli.output import (
    Exit,
    Output,
    findings_table,
    output_options,
    say,
    sentence,
    standard_input,
)
from catenary.core.ledger.problems import LEDGER
from catenary.formats.ledger_export.report import Report, Trust, report_record, unreadable_record
from catenary.formats.ledger_export.verifying import verify_file
from catenary.formats.signed_note.checkpoint import SignedCheckpoint, read_checkpoint
from catenary.formats.signed_note.key_files import load_verifier_keys, write_signing_key
from catenary.formats.signed_note.keys import (
    Algorithm,
    SigningKey,
    VerifierKey,
    is_key_name,
    read_verifier_key,
    verifier_key,
)
from catenary.formats.signed_note.note import LONGEST_NOTE

_FILE = click.Path(path_type=Path)


class _Keys(click.ParamType[list[VerifierKey]]):
    """A verifier key as text, or a file with one on each line."""

    name = "key"

    def __init__(self, algorithm: Algorithm) -> None:
        self._algorithm = algorithm

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> list[VerifierKey]:
        try:
            keys = [read_verifier_key(value)] if value.count("+") > 1 else load_verifier_keys(Path(value))
        except ProblemError as problem:
            self.fail(sentence(problem.finding), param, ctx)
        for key in keys:
            if key.algorithm is not self._algorithm:
                self.fail(_("%(key)s is a key of another kind") % {"key": key.name}, param, ctx)
        return keys


class _Held(click.ParamType[SignedCheckpoint]):
    """A file with the note of a checkpoint."""

    name = "checkpoint"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> SignedCheckpoint:
        try:
            with Path(value).open("rb") as file:
                return read_checkpoint(file.read(LONGEST_NOTE + 1))
        except OSError as error:
            self.fail(sentence(_unreadable(value, error)), param, ctx)
        except ProblemError as problem:
            self.fail(sentence(problem.finding), param, ctx)


def _unreadable(file: str, error: OSError) -> Finding:
    reason = error.strerror or type(error).__name__
    return LEDGER.finding("file_unreadable", file=file, reason=reason)


@click.group("ledger")
def command() -> None:
    """Verify the proof of who did what and why, without the database it came from."""


@command.command("verify")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--key",
    "keys",
    type=_Keys(Algorithm.ED25519),
    multiple=True,
    metavar="VKEY|FILE",
    help=later("A key of the log, or a file of its keys; repeatable while keys change."),
)
@click.option(
    "--checkpoint",
    "held",
    type=_Held(),
    multiple=True,
    metavar="NOTE",
    help=later("An older checkpoint that you kept yourself; repeatable."),
)
@click.option(
    "--witness",
    "witnesses",
    type=_Keys(Algorithm.COSIGNATURE),
    multiple=True,
    metavar="VKEY|FILE",
    help=later("A witness who must have signed the newest checkpoint; repeatable."),
)
@output_options
def verify(
    output: Output,
    files: tuple[str, ...],
    keys: tuple[list[VerifierKey], ...],
    held: tuple[SignedCheckpoint, ...],
    witnesses: tuple[list[VerifierKey], ...],
) -> Exit:
    """Say what a FILE proves: an exported ledger, one record with its proof, the step from an older checkpoint; - is stdin.

    Ends with status 0 when everything was verified, 3 when not, 1 when a FILE is none of these.
    """
    if not (keys or held):
        raise click.UsageError(
            _(
                "give --key or --checkpoint: without either a file only agrees with itself, which proves nothing"
            )
        )
    trust = Trust(tuple(chain(*keys)), tuple(chain(*witnesses)), held)
    ends = [_verify(output, file, trust) for file in files]
    return max(ends, key=(Exit.DONE, Exit.UNREADABLE, Exit.FAILED).index)


def _verify(output: Output, name: str, trust: Trust) -> Exit:
    shown = "-" if name == "-" else Path(name).name
    try:
        report = _read(output, name, trust)
    except OSError as error:
        return _tell_unreadable(output, shown, _unreadable(shown, error))
    except ProblemError as problem:
        return _tell_unreadable(output, shown, problem.finding)
    _tell(output, shown, report)
    return Exit.DONE if report.holds else Exit.FAILED


def _read(output: Output, name: str, trust: Trust) -> Report:
    if name == "-":
        return _watched(output, standard_input(), None, trust)
    path = Path(name)
    with path.open("rb") as file:
        return _watched(output, file, path.stat().st_size, trust)


def _watched(output: Output, file: BinaryIO, size: int | None, trust: Trust) -> Report:
    with output.progress() as progress:
        task = progress.add_task(_("verifying"), total=size)
        return verify_file(file, trust, lambda more: progress.advance(task, more))


def _tell(output: Output, name: str, report: Report) -> None:
    output.record(report_record(report, name))
    output.show(verdict(name, "verified" if report.holds else "not_verified"), report_table(report))
    if report.entry:
        output.show(entry_table(report.entry))
    if report.findings:
        output.show(findings_table(report.findings))
    output.show("")


def _tell_unreadable(output: Output, name: str, finding: Finding) -> Exit:
    output.record(unreadable_record(finding, name))
    output.show(verdict(name, "unreadable"), findings_table([finding]), "")
    return Exit.UNREADABLE


@command.command("keygen")
@click.argument("name")
@click.option("--out", required=True, type=_FILE, help=later("The file of the secret key."))
@click.option("--witness", is_flag=True, help=later("Make the key of a witness instead of a log's."))
@output_options
def keygen(output: Output, name: str, out: Path, witness: bool) -> None:
    """Make a new Ed25519 key for the log called NAME, such as node.example.int/ledger."""
    if not is_key_name(name):
        raise click.UsageError(_("the name of a key has neither blanks nor plus signs"))
    signing = SigningKey(name, secrets.token_bytes(32))
    write_signing_key(out, signing)
    public = verifier_key(signing, Algorithm.COSIGNATURE if witness else Algorithm.ED25519)
    output.record({"key_file": str(out), "name": name, "key": public.text})
    output.show(
        say("Wrote a new key to %(file)s.", file=out),
        say("Others verify with: %(key)s", key=public.text),
    )
