"""The secret key of an index: 32 random bytes in a file that only its owner may read."""

import os
import secrets
from pathlib import Path

from catenary.core.documents.problems import DOCUMENTS

KEY_LENGTH = 32


def make_key(path: Path) -> None:
    """Write a new random key with mode 0600. Problem `key_exists` rather than ever writing over one."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise DOCUMENTS.problem("key_exists", file=str(path)) from None
    except OSError as error:
        raise DOCUMENTS.problem("write_failed", file=str(path), reason=error.strerror) from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(KEY_LENGTH))
        file.flush()
        os.fsync(file.fileno())


def read_key(path: Path) -> bytes:
    """The key of a file. Problems: `key_missing`, `key_open_to_others`, `key_length`, `key_unreadable`."""
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mode & 0o077:
                raise DOCUMENTS.problem("key_open_to_others", file=str(path))
            key = file.read(KEY_LENGTH + 1)
    except FileNotFoundError:
        raise DOCUMENTS.problem("key_missing", file=str(path)) from None
    except OSError as error:
        raise DOCUMENTS.problem("key_unreadable", file=str(path), reason=error.strerror) from None
    if len(key) != KEY_LENGTH:
        raise DOCUMENTS.problem("key_length", file=str(path), length=path.stat().st_size)
    return key
