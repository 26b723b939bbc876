"""Which lists a screening result was checked against: every result names one edition."""

from datetime import datetime

from attrs import frozen


@frozen
class SourceInfo:
    """One list as it was read: how many persons and names it gave, and the SHA-256 (hex) of its files."""

    name: str
    format: str
    entries: int
    names: int
    sha256: str


@frozen
class ListEdition:
    """A built list: the same sources and algorithm have the same `edition` whenever and wherever it is built.

    `entries` are the persons on it now, after all changes.
    """

    edition: str
    algorithm: str
    sources: tuple[SourceInfo, ...]
    built_at: datetime
    entries: int
