"""What intake needs from outside: a bucket that carriers put files into."""

from collections.abc import Iterator
from typing import Protocol

from attrs import frozen


@frozen
class StoredObject:
    """A file in a bucket as its listing tells of it."""

    key: str
    etag: str
    """Changes with the content."""
    octets: int


class BucketFaultError(Exception):
    """The bucket cannot be used. Its `code` is `unreachable`, `refused`, `bucket_missing` or `answer_odd`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Bucket(Protocol):
    """A bucket; everything raises BucketFaultError."""

    def listed(self, folder: str) -> Iterator[StoredObject]:
        """What lies directly in a folder, which ends with a slash, by name; nothing of the folders in it."""
        ...

    def content(self, found: StoredObject, most: int) -> bytes | None:
        """So many octets of a file at most; None where it is gone, or is another by now."""
        ...

    def remove(self, found: StoredObject) -> None:
        """Remove a file; one that is gone already is gone, and one that is another by now stays."""
        ...

    def move(self, found: StoredObject, key: str) -> None:
        """Give a file another name: copied, and only then removed; as `remove`."""
        ...
