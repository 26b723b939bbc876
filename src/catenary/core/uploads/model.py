"""The words for files that people add."""

from enum import StrEnum

from attrs import frozen


class Verdict(StrEnum):
    """What a scanner says of a file; no answer is not an answer."""

    CLEAN = "clean"
    HARMFUL = "harmful"
    FAILED = "failed"


@frozen
class Scan:
    """A verdict, and whose it is."""

    verdict: Verdict
    scanner: str


@frozen
class FileKind:
    """A kind of file that is taken in: its media type, and how names of such files end (small letters, no dot)."""

    media_type: str
    endings: tuple[str, ...]


@frozen
class Upload:
    """A file as it came: its name as sent, its size in bytes, and the media type its bytes tell; empty if they tell none."""

    name: str
    size: int
    detected: str
    is_text: bool = False
    """All of it is UTF-8 without control characters other than tabs and line ends."""
