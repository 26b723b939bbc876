"""What pages of lists call things: how a list stands, an edition, an index."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catenary.core.screening.publication import IndexState, PublicationState
from catenary.desk.shell.parts import Colour, Tag


class ListStanding(StrEnum):
    """The one thing to know first of a list."""

    IN_FORCE = "in_force"
    WAITS = "waits"
    """An edition waits for a second person; the one before, if any, is in force meanwhile."""
    PAST_REVIEW = "past_review"
    EMPTY = "empty"
    CLOSED = "closed"


LISTS: Mapping[ListStanding, tuple[Promise, Colour]] = {
    ListStanding.IN_FORCE: (pgettext_lazy("list", "in force"), Colour.GREEN),
    ListStanding.WAITS: (_("an edition waits for a decision"), Colour.ORANGE),
    ListStanding.PAST_REVIEW: (_("past its review date: left out"), Colour.RED),
    ListStanding.EMPTY: (_("no edition yet"), Colour.GREY),
    ListStanding.CLOSED: (pgettext_lazy("list", "closed"), Colour.GREY),
}
EDITIONS: Mapping[PublicationState, tuple[Promise, Colour]] = {
    PublicationState.LOADED: (_("waits for a second person"), Colour.ORANGE),
    PublicationState.PUBLISHED: (pgettext_lazy("edition", "in force"), Colour.GREEN),
    PublicationState.REFUSED: (pgettext_lazy("edition", "refused"), Colour.RED),
    PublicationState.REPLACED: (pgettext_lazy("edition", "replaced"), Colour.GREY),
}
INDEXES: Mapping[IndexState, tuple[Promise, Colour]] = {
    IndexState.BUILDING: (pgettext_lazy("index", "being built"), Colour.BLUE),
    IndexState.IN_USE: (pgettext_lazy("index", "in use"), Colour.GREEN),
    IndexState.FAILED: (pgettext_lazy("index", "could not be built"), Colour.RED),
    IndexState.REPLACED: (pgettext_lazy("index", "replaced"), Colour.GREY),
}


def list_tag(standing: ListStanding) -> Tag:
    """How a list stands."""
    return _tag(LISTS[standing])


def edition_tag(state: str) -> Tag:
    """How an edition stands."""
    return _tag(EDITIONS[PublicationState(state)])


def index_tag(state: str) -> Tag:
    """How an index stands."""
    return _tag(INDEXES[IndexState(state)])


def _tag(told: tuple[Promise, Colour]) -> Tag:
    words, colour = told
    return Tag(str(words), colour)
