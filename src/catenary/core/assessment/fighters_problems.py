"""What can be said about telling figures on foreign terrorist fighters; what is wrong with figures themselves, the method says."""

from catenary.basis.findings import Catalogue, Severity

_E = Severity.ERROR

FIGHTERS = Catalogue(
    "fighters",
    {
        "not_yours": (_E, "The focal point of the visited State tells these figures"),
        "too_late": (_E, "These figures are not asked for at this stage of the visit"),
        "nothing_written": (_E, "No figure was written since the last were handed in"),
        "not_handed_in": (_E, "The State has handed in no figures yet"),
        "stale": (_E, "The record was changed since you read it; read it again"),
        "answered": (_E, "This question is answered already"),
    },
)
"""The codes of telling figures."""
