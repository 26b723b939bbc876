"""What can be said of findings that people take up, write or leave."""

from catenary.basis.findings import Catalogue, Counted, Severity

_E = Severity.ERROR

FINDINGS = Catalogue(
    "findings",
    {
        "step_impossible": (_E, "A finding that is %(state)s cannot take the step %(act)s"),
        "text_missing": (_E, "The finding has no text yet"),
        "question_missing": (_E, "The finding names no question that it rests on"),
        "evidence_missing": (_E, "A strength or good practice needs evidence for it"),
        "reason_missing": (_E, "This step needs a reason"),
        "counter_evidence_dropped": (
            _E,
            Counted(
                "count",
                "%(count)s piece of evidence against it is left out; say why in the reason",
                "%(count)s pieces of evidence against it are left out; say why in the reason",
            ),
        ),
        "draft_stale": (_E, "The finding was changed meanwhile: look at it again before changing it"),
        "not_written_now": (_E, "Findings and sections are not written while the visit is %(stage)s"),
        "question_foreign": (_E, "The question %(question)s is not one of the requirement %(requirement)s"),
        "requirement_unknown": (_E, "The edition has no requirement %(requirement)s"),
        "evidence_foreign": (_E, "Evidence is named that no rater named on these questions"),
        "concern_too_many": (_E, "First concerns at most: %(most)s"),
        "concern_twice": (_E, "A finding is chosen twice"),
        "concern_not_taken_up": (_E, "Only findings that were taken up can be among the first concerns"),
        "concern_of_kind": (_E, "Only gaps and risks can be among the first concerns, not this: %(kind)s"),
    },
)
"""The codes of findings."""
