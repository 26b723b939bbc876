"""The keys of this installation's log: the secret one that signs, and the public ones that others verify with."""

import secrets
from pathlib import Path

from catenary.app.configuration import Configuration
from catenary.basis.findings import ProblemError
from catenary.core.ledger.model import Checkpoint
from catenary.core.ledger.ports import Signer
from catenary.formats.signed_note.checkpoint import read_checkpoint
from catenary.formats.signed_note.key_files import load_signing_key, load_verifier_keys, write_signing_key
from catenary.formats.signed_note.keys import KEY_LENGTH, SigningKey, VerifierKey, verifier_key

_BEFORE = ".before"
"""Ends the name of the file with the key that is being replaced; while it is there, both sign."""


def signers(settings: Configuration) -> tuple[Signer, ...]:
    """The keys that sign: the one of the file, and the one it replaces while that file is there.

    A demo makes its own at its first start. Empty where no key is configured. Problems are those of `load_signing_key`.
    """
    path = settings.ledger_key or (settings.data / "ledger.key" if settings.demo else None)
    if path is None:
        return ()
    if settings.demo and not path.exists():
        write_signing_key(path, SigningKey(_origin(settings), secrets.token_bytes(KEY_LENGTH)))
    before = path.with_name(path.name + _BEFORE)
    files = (path, before) if before.exists() else (path,)
    return tuple(load_signing_key(file) for file in files)


def own_signers() -> tuple[Signer, ...]:
    """The keys of this process's log, for jobs that sign what leaves the hub."""
    from django.conf import settings  # other callers run without Django

    return signers(settings.CATENARY)


def public_keys(folder: Path) -> list[VerifierKey]:
    """Every key this log ever signed with, oldest first; none where it never did."""
    path = _public(folder)
    return load_verifier_keys(path) if path.exists() else []


def publish(folder: Path, keys: tuple[Signer, ...]) -> None:
    """Add the public halves to the file that everybody may read."""
    known = {key.text for key in public_keys(folder)}
    new = [text for key in keys if (text := verifier_key(key).text) not in known]
    if new:
        with _public(folder).open("a", encoding="utf-8") as file:
            file.writelines(f"{text}\n" for text in new)


def last_signed(folder: Path) -> Checkpoint | None:
    """What was signed last, as it is remembered outside the database."""
    path = _remembered(folder)
    try:
        return read_checkpoint(path.read_bytes()).checkpoint if path.exists() else None
    except ProblemError:
        return None  # cut off while it was written: the checkpoint before it is in the database


def remember_signed(folder: Path, note: bytes) -> None:
    """Remember it, whole or not at all."""
    new = _remembered(folder).with_suffix(".new")
    new.write_bytes(note)
    new.replace(_remembered(folder))


def _origin(settings: Configuration) -> str:
    """A name that no other log has: two demos on one machine differ too."""
    return f"{settings.host}/ledger/{secrets.token_hex(4)}"


def _public(folder: Path) -> Path:
    return folder / "ledger-keys.txt"


def _remembered(folder: Path) -> Path:
    return folder / "ledger-signed.txt"
