"""In which stages of a visit the State tells its figures, and until when the team asks about them."""

from typing import Final

from catenary.core.assessment.visit_words import Stage

TOLD_IN: Final = frozenset({Stage.PREPARING, Stage.VISITING, Stage.DRAFTING, Stage.COMMENTING})
"""From when the team is settled until the State has handed in its comments on the draft."""
ASKED_IN: Final = TOLD_IN | {Stage.ANSWERING}
