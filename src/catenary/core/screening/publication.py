"""Editions of a list and the indexes built of them: nothing is checked against what one person alone let in."""

from enum import StrEnum


class PublicationState(StrEnum):
    """Where an edition of a list stands."""

    LOADED = "loaded"
    """Read, and shown with what it would change; nobody is checked against it."""
    PUBLISHED = "published"
    REFUSED = "refused"
    REPLACED = "replaced"


class IndexState(StrEnum):
    """Where an index stands."""

    BUILDING = "building"
    IN_USE = "in_use"
    FAILED = "failed"
    REPLACED = "replaced"
