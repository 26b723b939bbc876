"""What pages of States call things: why a level is not compared, what is due before the committee."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catenary.core.assessment.change import Obstacle
from catenary.core.assessment.clocks import ClockKind

OBSTACLES: Final[Mapping[Obstacle, Promise]] = {
    Obstacle.NO_MAP: _("not comparable: no carry-over map leads from the earlier edition to this one"),
    Obstacle.ALL_NEW: _("not comparable: none of its questions was asked before"),
    Obstacle.OTHER_QUESTIONS: _("not comparable: not the same questions were asked both times"),
    Obstacle.UNKNOWN_BEFORE: _("not comparable: the level before is not known"),
    Obstacle.UNKNOWN_NOW: _("not comparable: the level now is not known"),
}
DUE: Final[Mapping[ClockKind, Promise]] = {
    ClockKind.ADOPTION: _("Reports to adopt"),
    ClockKind.PUBLICATION: _("Adopted, and the State has not decided what is published"),
    ClockKind.REPLY: _("Replies due"),
    ClockKind.FOLLOW_UP: _("Follow-ups"),
}
"""What the committee has before it, in the order of its page."""
