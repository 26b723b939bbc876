"""Editions of a list and the indexes built of them: nothing is checked against what one person alone let in."""

from enum import StrEnum
from typing import Final


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


class ChangeOf(StrEnum):
    """What changed, so that travellers are checked again."""

    LISTS = "lists"
    DOCUMENTS = "documents"


MOST_CHANGED: Final = 0.1
"""Share of an index that may change before frequencies of names and thresholds are taken anew from the whole."""

MOST_SEGMENTS: Final = 8
"""Changes that may follow one another: each is a small index beside the large one, and every check asks them all."""


def may_follow(*, measured: int, drifted: int, segments: int) -> bool:
    """Whether an index may be built upon the one in use, so that what did not change scores as it did.

    `measured` counts the entries when all was last taken from the whole list, `drifted` those that came, went or changed
    since, those about to change included. What follows stays close to what would be measured: a tenth more entries move
    thresholds by less than 0.1 nats (`scoring.thresholds_for`).
    """
    return 0 < segments < MOST_SEGMENTS and drifted <= MOST_CHANGED * measured
