"""Clocks in words: how long there is, or how long it has been too late."""

from datetime import datetime, timedelta
from enum import StrEnum

from attrs import frozen
from django.utils.translation import gettext, ngettext

SOON = timedelta(hours=24)
"""From here on a clock is shown as running out, unless a room says otherwise."""

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


class Pace(StrEnum):
    """How urgent a clock is."""

    CALM = "calm"
    SOON = "soon"
    OVERDUE = "overdue"


@frozen
class Clock:
    """When something is due, how urgent that is, and the words for it."""

    due_at: datetime
    pace: Pace
    words: str


def clock(due_at: datetime, now: datetime, soon: timedelta = SOON) -> Clock:
    """The clock as it stands at `now`: `due in 3 hours`, `overdue by 2 days`. Both times are aware."""
    left = due_at - now
    if left < timedelta(0):
        return Clock(due_at, Pace.OVERDUE, gettext("overdue by %(duration)s") % {"duration": duration(-left)})
    pace = Pace.SOON if left <= soon else Pace.CALM
    return Clock(due_at, pace, gettext("due in %(duration)s") % {"duration": duration(left)})


def duration(length: timedelta) -> str:
    """A length of time in whole minutes below two hours, hours below two days, days above; never rounded up."""
    seconds = int(length.total_seconds())
    if seconds < 2 * _HOUR:
        count = seconds // _MINUTE
        return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}
    if seconds < 2 * _DAY:
        count = seconds // _HOUR
        return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}
    count = seconds // _DAY
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}
