"""Thresholds in plain words."""

from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from catenary.core.screening.publication import PublicationState
from catenary.desk.shell.parts import Tag


def _shift_words(shift: int) -> str:
    if shift == 0:
        return _("as it ships")
    nats = f"{abs(shift) / 10:.1f}"
    if shift < 0:
        return _("%(nats)s nats less evidence than as it ships") % {"nats": nats}
    return _("%(nats)s nats more evidence than as it ships") % {"nats": nats}


shift_words: Any = lazy(_shift_words, str)
"""A shift, in tenths of nats, as officers choose it."""


def state_tag(state: str) -> Tag:
    """Where a proposal stands."""
    words = {
        PublicationState.LOADED: _("waits for a decision"),
        PublicationState.PUBLISHED: _("in force"),
        PublicationState.REFUSED: _("refused"),
        PublicationState.REPLACED: _("replaced"),
    }
    return Tag(words[PublicationState(state)])
