"""The files a list comes in, on disk or in memory, and what they are refused for before any reader sees them."""

import hashlib
from io import BufferedReader, BytesIO
from pathlib import Path

from attrs import frozen

from catenary.core.screening.list_problems import LISTS

_ARCHIVES = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7z",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
}
_HEAD = 65_536


@frozen
class ListFile:
    """One file of a list: the name that findings call it by, and its bytes."""

    name: str
    content: Path | bytes

    @classmethod
    def of(cls, path: Path) -> "ListFile":
        """The file at a path; findings name it without its folder."""
        return cls(path.name, path)

    def open(self) -> BufferedReader | BytesIO:
        """Its bytes from the start. Raises ProblemError `lists.unreadable`, also for a pipe: it has no second start."""
        if isinstance(self.content, bytes):
            return BytesIO(self.content)
        try:
            if not self.content.is_file() and self.content.exists():
                raise LISTS.problem("unreadable", file=self.name, reason="it is a pipe or device, not a file")
            return self.content.open("rb")
        except OSError as error:
            raise LISTS.problem("unreadable", file=self.name, reason=error.strerror or str(error)) from error

    def head(self) -> bytes:
        """Its first 64 KiB. Raises ProblemError when it is unreadable, empty or an archive."""
        with self.open() as stream:
            try:
                head = stream.read(_HEAD)
            except OSError as error:
                raise LISTS.problem(
                    "unreadable", file=self.name, reason=error.strerror or str(error)
                ) from error
        return self._refuse_what_is_no_text(head)

    def sha256(self) -> str:
        """The SHA-256 of its bytes, in hex."""
        with self.open() as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def _refuse_what_is_no_text(self, head: bytes) -> bytes:
        if not head.strip():
            raise LISTS.problem("empty", file=self.name)
        for mark, kind in _ARCHIVES.items():
            if head.startswith(mark):
                raise LISTS.problem("archive", file=self.name, kind=kind)
        return head
