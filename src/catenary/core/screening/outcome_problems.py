"""What can be wrong with an outcome at the border: every code with its sentence."""

from catenary.basis.findings import Catalogue, Severity

_E = Severity.ERROR

OUTCOMES = Catalogue(
    "outcomes",
    {
        "not_confirmed": (_E, "An outcome is recorded for what two people have confirmed, and this candidate is not"),
        "in_the_future": (_E, "The time lies in the future"),
        "before_found": (_E, "The candidate was found after that time"),
        "note_missing": (_E, "Say in the note which other action was taken"),
    },
)  # fmt: skip
