"""What can be said about rules as they are kept: every code with its sentence. What speaks against a rule itself stands in core."""

from catenary.basis.findings import Catalogue, Severity

_E, _N = Severity.ERROR, Severity.NOTICE

RULES = Catalogue(
    "rules",
    {
        "code_taken": (_E, "There is a rule %(rule)s already"),
        "code_odd": (
            _E,
            "The short name of a rule has small letters, digits and hyphens, and begins with a letter",
        ),
        "purpose_odd": (_E, "A rule serves the fight against terrorism or serious crime alone"),
        "basis_odd": (_E, "This law does not allow the purpose of the rule"),
        "reason_missing": (_E, "A reason is needed"),
        "not_a_draft": (_E, "This version was tried; another word of it makes another version"),
        "other_author": (_E, "Another person writes this draft"),
        "draft_stands": (_E, "A version of this rule is being written or tried already"),
        "no_criterion": (_E, "There is no such criterion"),
        "still_counted": (_E, "Past traffic is still being counted"),
        "journey_changed": (_N, "What is known of the journey has changed"),
        "met_again": (_N, "The journey had ceased to meet the rule and meets it again"),
    },
)
"""The codes of rules; none of them carries a value of a traveller."""
