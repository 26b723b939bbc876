"""What a backup says about itself: what is in it, and where the log stood when it was taken."""

from datetime import datetime

import msgspec

NAME = "manifest.json"
VERSION = 1


class Member(msgspec.Struct, frozen=True):
    """One part of a backup."""

    size: int
    """Bytes."""
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The last part of a backup, about all others."""

    version: int = VERSION
    made_at: datetime
    catenary: str
    postgresql: int
    """The major release of the server."""
    checkpoint: str
    """The note of the last checkpoint when the backup was taken; empty where the log had none."""
    members: dict[str, Member]


def manifest_bytes(manifest: Manifest) -> bytes:
    """As it stands in the backup."""
    return msgspec.json.format(msgspec.json.encode(manifest))


def read_manifest(data: bytes) -> Manifest:
    """Raises ValueError for what is none, or of a version that this program does not know."""
    manifest = msgspec.json.decode(data, type=Manifest)
    if manifest.version != VERSION:
        raise ValueError(f"version {manifest.version}")
    return manifest
