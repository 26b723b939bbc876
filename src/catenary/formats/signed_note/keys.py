"""Keys of signed notes as text: `name+id+key` to verify with, `PRIVATE+KEY+name+id+key` to sign with (Ed25519, RFC 8032)."""

from enum import IntEnum
from hashlib import sha256

from attrs import field, frozen
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from catenary.core.ledger.ports import Signer
from catenary.core.ledger.problems import LEDGER
from catenary.formats.signed_note.base64_text import base64_of, bytes_of

KEY_LENGTH = 32
_PRIVATE = "PRIVATE+KEY+"


class Algorithm(IntEnum):
    """What a signature is made of, as C2SP signed-note numbers it."""

    ED25519 = 1
    """Of the note's text: how a log signs."""
    COSIGNATURE = 4
    """Of the note's text and the time: how a witness signs (cosignature/v1)."""


def is_key_name(name: str) -> bool:
    """Whether a key may be called so: something without blanks, plus signs and control characters."""
    return bool(name) and not any(char == "+" or char < " " or char.isspace() for char in name)


@frozen
class VerifierKey:
    """Whose signatures are believed. Problem `key_unreadable` for a name or key that cannot be."""

    name: str
    algorithm: Algorithm
    public_key: bytes

    def __attrs_post_init__(self) -> None:
        _check_key(self.name, self.public_key)

    @property
    def id(self) -> bytes:
        """The four bytes that a signature bears (C2SP signed-note, Signatures)."""
        return sha256(self.name.encode() + b"\n" + bytes([self.algorithm]) + self.public_key).digest()[:4]

    @property
    def text(self) -> str:
        """The form in which it is handed to others."""
        return f"{self.name}+{self.id.hex()}+{base64_of(bytes([self.algorithm]) + self.public_key)}"

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether the signature is this key's under the message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@frozen
class SigningKey:
    """A key that this process holds itself: a `Signer` for demonstrations, tests and small nodes."""

    name: str
    seed: bytes = field(repr=False)

    def __attrs_post_init__(self) -> None:
        _check_key(self.name, self.seed)

    @property
    def public_key(self) -> bytes:
        """32 bytes (RFC 8032)."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """The signature of 64 bytes (RFC 8032)."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)

    @property
    def text(self) -> str:
        """The secret form, for a file that only its owner may read."""
        key = verifier_key(self)
        return f"{_PRIVATE}{self.name}+{key.id.hex()}+{base64_of(bytes([key.algorithm]) + self.seed)}"


def verifier_key(signer: Signer, algorithm: Algorithm = Algorithm.ED25519) -> VerifierKey:
    """The public half of a key, as a log's or as a witness's."""
    return VerifierKey(signer.name, algorithm, signer.public_key)


def read_verifier_key(text: str) -> VerifierKey:
    """A key to verify with. Problem `key_unreadable`, also where the id is not that of the key."""
    name, stated, algorithm, public_key = _parts(text)
    key = VerifierKey(name, algorithm, public_key)
    if key.id.hex() != stated:
        raise LEDGER.problem("key_unreadable", part="id")
    return key


def read_signing_key(text: str) -> SigningKey:
    """A key to sign with. Problem `key_unreadable`, which never tells the key."""
    if not text.startswith(_PRIVATE):
        raise LEDGER.problem("key_unreadable", part="form")
    name, stated, algorithm, seed = _parts(text.removeprefix(_PRIVATE))
    key = SigningKey(name, seed)
    if algorithm is not Algorithm.ED25519 or verifier_key(key).id.hex() != stated:
        raise LEDGER.problem("key_unreadable", part="id")
    return key


def _parts(text: str) -> tuple[str, str, Algorithm, bytes]:
    if text.count("+") < 2:
        raise LEDGER.problem("key_unreadable", part="form")
    name, stated, encoded = text.split("+", 2)
    try:
        data = bytes_of(encoded)
        return name, stated, Algorithm(data[0]), data[1:]
    except (ValueError, IndexError):
        raise LEDGER.problem("key_unreadable", part="key") from None


def _check_key(name: str, key: bytes) -> None:
    if not is_key_name(name):
        raise LEDGER.problem("key_unreadable", part="name")
    if len(key) != KEY_LENGTH:
        raise LEDGER.problem("key_unreadable", part="key")
