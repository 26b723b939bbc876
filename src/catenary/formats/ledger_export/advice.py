"""What an auditor types to verify an export, told on the page it is taken from and in its first line."""

import re
import shlex
from typing import Any

from attrs import frozen

from catenary.basis.findings import ProblemError
from catenary.formats.signed_note.keys import read_verifier_key

_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@frozen
class Advice:
    """The file, the keys of the log, and the size of the checkpoint that counts all its entries.

    A file cannot vouch for itself: the keys say which ones are meant, and are believed by nobody because they stand here.
    """

    file: str
    keys: tuple[str, ...]
    """Verifier keys."""
    size: int

    @property
    def checkpoint(self) -> str:
        """The name of the file with the checkpoint's note."""
        return f"checkpoint-{self.size}.txt"

    @property
    def command(self) -> str:
        """The line to type in a shell, in the folder with both files."""
        keys = [part for key in self.keys for part in ("--key", key)]
        return shlex.join(["catenary", "ledger", "verify", self.file, *keys, "--checkpoint", self.checkpoint])

    @property
    def record(self) -> dict[str, Any]:
        """As it stands in the first line."""
        return {"file": self.file, "keys": list(self.keys), "size": self.size, "verify": self.command}


def read_advice(header: dict[str, Any]) -> Advice | None:
    """The advice of a first line; None where there is none, or one that this program would not have given.

    So that nobody is made to type something else by a file that they were handed.
    """
    file, keys, size = header.get("file"), header.get("keys"), header.get("size")
    if not (isinstance(file, str) and _FILE.fullmatch(file) and isinstance(keys, list) and type(size) is int):
        return None
    try:
        texts = tuple(read_verifier_key(str(key)).text for key in keys)
    except ProblemError:
        return None
    advice = Advice(file, texts, size)
    return advice if size >= 0 and header == {**header, **advice.record} else None
