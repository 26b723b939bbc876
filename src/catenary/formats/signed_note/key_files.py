"""Keys in files: secret ones that only their owner may read, public ones that anybody may."""

import os
from pathlib import Path

from catenary.core.ledger.problems import LEDGER
from catenary.formats.signed_note.keys import (
    SigningKey,
    VerifierKey,
    read_signing_key,
    read_verifier_key,
)

LONGEST_FILE = 100_000


def write_signing_key(path: Path, key: SigningKey) -> None:
    """A new file with mode 0600. Problems `key_exists`, rather than ever writing over one, and `key_not_written`."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise LEDGER.problem("key_exists", file=str(path)) from None
    except OSError as error:
        raise LEDGER.problem("key_not_written", file=str(path), reason=error.strerror) from None
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(key.text + "\n")
        file.flush()
        os.fsync(file.fileno())


def load_signing_key(path: Path) -> SigningKey:
    """The key of a file. Problems: `file_unreadable`, `key_open_to_others`, `key_unreadable`."""
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mode & 0o077:
                raise LEDGER.problem("key_open_to_others", file=str(path))
            text = file.read(LONGEST_FILE).decode("utf-8", "replace")
    except OSError as error:
        raise LEDGER.problem("file_unreadable", file=str(path), reason=error.strerror) from None
    return read_signing_key(text.strip())


def load_verifier_keys(path: Path) -> list[VerifierKey]:
    """The public keys of a file, one a line. Problems: `file_unreadable`, `key_unreadable`, also for a file without any."""
    try:
        with path.open("rb") as file:
            text = file.read(LONGEST_FILE).decode("utf-8", "replace")
    except OSError as error:
        raise LEDGER.problem("file_unreadable", file=str(path), reason=error.strerror) from None
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise LEDGER.problem("key_unreadable", part="form")
    return [read_verifier_key(line) for line in lines]
