"""What the log needs from outside: something that holds its key, and others who watch it."""

from collections.abc import Sequence
from typing import Protocol


class Signer(Protocol):
    """Holds an Ed25519 key: a file in a demonstration, a hardware module or key service in production."""

    @property
    def name(self) -> str:
        """The name of the key, for a log its origin: no blanks, no plus sign."""

    @property
    def public_key(self) -> bytes:
        """32 bytes (RFC 8032)."""

    def sign(self, message: bytes) -> bytes:
        """The signature of 64 bytes (RFC 8032). Raises ProblemError when the key cannot be reached."""


class Witness(Protocol):
    """Somebody who remembers what a log said before and signs only what continues it (C2SP tlog-witness)."""

    @property
    def key(self) -> str:
        """The verifier key of its signatures, in text."""

    def cosign(self, older_size: int, proof: Sequence[bytes], checkpoint: bytes) -> bytes:
        """Signature lines for a checkpoint, given the consistency with what the witness last signed.

        Raises ProblemError when it refuses, does not answer, or remembers another size.
        """
