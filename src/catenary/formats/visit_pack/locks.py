"""Locks of packs: a passphrase for the way to the laptop, a key of the pack for the way back (age, age-encryption.org/v1)."""

from typing import Final

import pyrage

from catenary.core.assessment.pack_problems import PACK
from catenary.formats.visit_pack.envelope import Lock

SHORTEST_PASSPHRASE: Final = 12


def new_lock_key() -> str:
    """A secret age key (X25519)."""
    return str(pyrage.x25519.Identity.generate())


def with_passphrase(passphrase: str) -> Lock:
    """Locks with a passphrase; age makes each try cost about a second (scrypt)."""
    return lambda data: bytes(pyrage.passphrase.encrypt(data, passphrase))


def by_passphrase(passphrase: str) -> Lock:
    """Opens what the passphrase locked. It raises ProblemError `pack.passphrase_wrong`, also for a file that no passphrase locked."""

    def unlock(locked: bytes) -> bytes:
        try:
            return bytes(pyrage.passphrase.decrypt(locked, passphrase))
        except pyrage.DecryptError:
            raise PACK.problem("passphrase_wrong") from None

    return unlock


def with_key(secret: str) -> Lock:
    """Locks to the public half of a secret key."""
    return lambda data: bytes(pyrage.encrypt(data, [pyrage.x25519.Identity.from_str(secret).to_public()]))


def by_key(secret: str) -> Lock:
    """Opens what was locked to it. It raises ProblemError `pack.damaged`."""

    def unlock(locked: bytes) -> bytes:
        try:
            return bytes(pyrage.decrypt(locked, [pyrage.x25519.Identity.from_str(secret)]))
        except pyrage.DecryptError:
            raise PACK.problem("damaged", part="lock") from None

    return unlock
