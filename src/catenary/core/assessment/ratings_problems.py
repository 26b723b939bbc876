"""What can be said about ratings, their agreement, their model and the plan of who rates what."""

from catenary.basis.findings import Catalogue, Severity

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

RATINGS = Catalogue(
    "ratings",
    {
        "no_such_level": (_E, "%(level)s is no level of question %(question)s: levels are 1 to 5"),
        "twice": (_E, "One rater answered question %(question)s about %(case)s twice"),
        "no_area": (_E, "Question %(question)s belongs to no area"),
        "none": (_E, "There are no ratings yet"),
        "disconnected": (
            _E,
            "The raters fall into %(parts)s groups that never rated the same: nobody can tell strict raters from weak States. %(links)s more ratings connect them",
        ),
        "link": (_N, "Let %(rater)s also rate question %(question)s about %(case)s"),
        "no_link": (_E, "Nobody without a conflict of interest can connect %(rater)s to the others"),
        "held_by_one": (_W, "Without %(rater)s the raters would no longer be connected"),
        "few_raters": (_N, "Not enough to say: %(raters)s raters; two are needed"),
        "wide": (_N, "Not enough to say: the level may lie anywhere from %(low)s to %(high)s"),
        "few_ratings": (
            _N,
            "Not enough to say: %(ratings)s ratings of this rater can be compared; %(needed)s are needed",
        ),
        "few_units": (_N, "Not enough to say: %(units)s cases rated by two or more; %(needed)s are needed"),
        "no_variation": (
            _N,
            "Not enough to say: all gave the same level, so that nothing tells agreement from habit",
        ),
        "one_level": (_W, "This rater gave level %(level)s to everything: %(ratings)s times"),
        "not_settled": (_W, "The estimate had not settled after %(rounds)s rounds; figures are provisional"),
    },
)
"""The codes of ratings; raters are named by their ids only."""

PLANNING = Catalogue(
    "planning",
    {
        "too_few": (
            _E,
            "%(case)s, %(group)s: %(found)s of %(needed)s raters; short of raters without a conflict of interest",
        ),
        "no_outsider": (_E, "%(case)s, %(group)s: %(found)s of %(needed)s raters from outside its region"),
        "no_room": (
            _E,
            "%(case)s, %(group)s: %(found)s of %(needed)s raters; those who may rate it are fully occupied",
        ),
        "missing": (
            _E,
            "The smallest thing missing: %(raters)s more for %(group)s, from outside %(region)s and without a conflict of interest, with room for %(ratings)s in all",
        ),
        "link_added": (_W, "%(rater)s also rates %(group)s of %(case)s, so that all raters can be compared"),
        "still_apart": (
            _E,
            "The raters fall into %(parts)s groups that never rate the same, and no addition without a conflict connects them",
        ),
        "unknown_case": (_E, "A conflict names %(case)s, which is not in the plan"),
        "nothing": (_E, "There is nothing to plan: no States, no groups of questions or no raters"),
    },
)
"""The codes of plans."""
