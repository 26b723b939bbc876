"""What can be said about a judgement, a remembered clearance and an answer to a carrier: every code with its sentence."""

from catenary.basis.findings import Catalogue, Severity

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

JUDGING = Catalogue(
    "judging",
    {
        "reason_missing": (_E, "A judgement needs a reason in words"),
        "compared_missing": (_E, "A judgement needs at least one thing that was compared"),
        "judged_already": (
            _E,
            "You have judged this candidate already; a second judgement is another person's",
        ),
        "supervisor_only": (_E, "Two judges disagree; a supervisor who judged neither time decides"),
        "closed": (_E, "This candidate is closed (%(state)s) and takes no further judgement"),
        "claimed_by_other": (_E, "Somebody else is working on this candidate"),
        "not_claimed": (_E, "You are not working on this candidate; who is, or a supervisor, gives it away"),
        "seen_before_change": (
            _E,
            "What is to be compared has changed since you opened the page; look at it again",
        ),
        "memory_needs_traits": (
            _W,
            "Too little is known of the traveller to remember this clearance: a whole birth date and a document are needed",
        ),
        "cleared_before": (
            _N,
            "Judged a different person from %(entry)s of %(list)s before; nothing has changed since",
        ),
        "waits_for_judgement": (_W, "A candidate waits for a human judgement"),
        "judges_disagree": (_W, "Two judges disagree; a supervisor decides"),
        "same_person": (_W, "Judged the same person as an entry of %(list)s by two judges"),
        "journey_to_look_at": (
            _W,
            "Two judges said that a journey which met the rule %(list)s should be looked at",
        ),
        "measure_mandatory": (_W, "The list %(list)s forbids boarding by law"),
        "document_refused": (_W, "A human decided that the travel document is not valid"),
        "document_to_look_at": (
            _W,
            "The register of lost and stolen documents answered; a human has not decided yet",
        ),
        "lists_not_checked": (_W, "The traveller was not checked against the lists"),
        "documents_not_checked": (_W, "The travel document was not checked"),
        "name_missing": (_W, "There is no name to check"),
        "document_missing": (_W, "There is no travel document where one is demanded"),
        "nothing_found": (_N, "Everything was checked and nothing was found"),
    },
)
"""The codes of judgement; none of them calls anybody anything."""
