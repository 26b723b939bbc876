"""What uploads need from outside."""

from typing import BinaryIO, Protocol

from catenary.core.uploads.model import Scan


class Scanner(Protocol):
    """Looks for harmful content. A scanner that cannot be reached answers with the verdict `failed`; it never raises."""

    def scan(self, content: BinaryIO) -> Scan:
        """What it says of the content, read from where it stands to its end."""
        ...
