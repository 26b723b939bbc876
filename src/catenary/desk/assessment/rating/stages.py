"""In which stages of a visit questions are rated, and from when on the State sees what came of it."""

from typing import Final

from catenary.core.assessment.visit_words import Stage

RATED_IN: Final = frozenset({Stage.PREPARING, Stage.VISITING, Stage.DRAFTING})
"""From when the team is settled until the draft report is sent to the State."""
STATE_SEES_IN: Final = frozenset(
    {Stage.COMMENTING, Stage.ANSWERING, Stage.ADOPTING, Stage.ADOPTED, Stage.FOLLOWING, Stage.CLOSED}
)
"""The State sees what experts said, and what was agreed, from when the draft is sent to it for comments."""
