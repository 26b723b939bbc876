"""What can be said about the threshold of a list: every code with its sentence."""

from catenary.basis.findings import Catalogue, Severity

_E, _W = Severity.ERROR, Severity.WARNING

THRESHOLDS = Catalogue(
    "thresholds",
    {
        "shift_odd": (_E, "A threshold is one of those that were measured"),
        "as_it_is": (_E, "This is the threshold in force"),
        "not_measured": (
            _E,
            "What it would mean has to be measured first, against the index in use and no longer than %(days)s days ago",
        ),
        "too_many": (
            _E,
            "It would have one traveller in %(one_in)s or more looked at: %(expected)s candidates are expected per 10,000 travellers",
        ),
        "misses_known": (
            _E,
            "%(missed)s of %(same)s pairs that two judges called the same person would not have been shown: more than one in %(one_in)s",
        ),
        "misses_some": (
            _W,
            "%(missed)s of %(same)s pairs that two judges called the same person would not have been shown",
        ),
        "few_travellers": (
            _W,
            "Measured on %(travellers)s travellers only: figures of so few may be far from what comes",
        ),
        "nobody_known": (_W, "No pair was judged the same person yet: nothing tells whom it would miss"),
        "waits_already": (
            _E,
            "Another threshold of this list waits for a decision; it has to be decided first",
        ),
        "decided_already": (_E, "Somebody has decided about this threshold already"),
        "own_proposal": (_E, "Whoever proposed a threshold does not decide about it; another person does"),
    },
)
"""The codes of thresholds; none of them carries a value of a person."""
