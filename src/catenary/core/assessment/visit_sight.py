"""What each side of a visit may look at, and from which stage on: a table, no rules.

The State sees nothing before it is asked, the experts' scores with the draft report, and never what was said in confidence. The
committee sees what is sent for adoption. What partners and the public see, the State decides after adoption: it is no stage.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from catenary.core.assessment.visit_words import Side, Stage


class Thing(StrEnum):
    """What there is to look at in a visit."""

    VISIT = "visit"
    """Its kind, dates, steps and clocks."""
    TEAM = "team"
    PROGRAMME = "programme"
    """Meetings that the State knows of."""
    CLOSED_MEETINGS = "closed_meetings"
    NOTES = "notes"
    SELF_SCORE = "self_score"
    EXPERT_SCORES = "expert_scores"
    DRAFT = "draft"
    COMMENTS = "comments"
    """The State's, once it handed them in."""
    ADOPTED = "adopted"
    """The adopted report, and what is published of it."""
    REPLY = "reply"


_ORDER: Final = (
    Stage.PLANNED,
    Stage.CONSENT_ASKED,
    Stage.COMPOSING,
    Stage.PREPARING,
    Stage.VISITING,
    Stage.DRAFTING,
    Stage.COMMENTING,
    Stage.ANSWERING,
    Stage.ADOPTING,
    Stage.ADOPTED,
    Stage.FOLLOWING,
    Stage.CLOSED,
)

FROM: Final[Mapping[tuple[Side, Thing], Stage]] = MappingProxyType(
    {
        **{(Side.BODY, thing): Stage.PLANNED for thing in Thing},
        (Side.BODY, Thing.SELF_SCORE): Stage.PREPARING,
        (Side.BODY, Thing.COMMENTS): Stage.ANSWERING,
        (Side.BODY, Thing.REPLY): Stage.FOLLOWING,
        (Side.STATE, Thing.VISIT): Stage.CONSENT_ASKED,
        (Side.STATE, Thing.TEAM): Stage.COMPOSING,
        (Side.STATE, Thing.PROGRAMME): Stage.PREPARING,
        (Side.STATE, Thing.SELF_SCORE): Stage.PREPARING,
        (Side.STATE, Thing.EXPERT_SCORES): Stage.COMMENTING,
        (Side.STATE, Thing.DRAFT): Stage.COMMENTING,
        (Side.STATE, Thing.COMMENTS): Stage.COMMENTING,
        (Side.STATE, Thing.ADOPTED): Stage.ADOPTED,
        (Side.STATE, Thing.REPLY): Stage.ADOPTED,
    }
)
"""From which stage on; what has no row is never seen."""


def sees(side: Side, thing: Thing, stage: Stage, stopped_in: Stage | None = None) -> bool:
    """Whether a side looks at something of a visit that stands there.

    Of a visit whose consent was withdrawn each side sees what it saw where it stopped (`stopped_in`); of one that was refused or
    cancelled, what it saw when the State was asked.
    """
    since = FROM.get((side, thing))
    return since is not None and _reached(stage, stopped_in) >= _ORDER.index(since)


def _reached(stage: Stage, stopped_in: Stage | None) -> int:
    standing = stopped_in if stage is Stage.WITHDRAWN and stopped_in else stage
    return _ORDER.index(standing) if standing in _ORDER else _ORDER.index(Stage.CONSENT_ASKED)
