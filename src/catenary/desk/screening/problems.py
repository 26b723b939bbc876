"""What can be said about lists, their editions and checks: every code with its sentence."""

from catenary.basis.findings import Catalogue, Severity

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

EDITIONS = Catalogue(
    "editions",
    {
        "code_taken": (_E, "There is a list %(list)s already"),
        "code_odd": (
            _E,
            "The short name of a list has small letters, digits and hyphens, and begins with a letter",
        ),
        "review_past": (_E, "The review date lies in the past"),
        "reason_missing": (_E, "A reason is needed"),
        "list_closed": (_E, "The list %(list)s is closed"),
        "too_large": (_E, "The file has more than %(mebibytes)s MiB"),
        "id_too_long": (_E, "An entry of the file has an id of more than %(characters)s characters"),
        "no_key": (_E, "The file cannot be kept: this installation has no key to seal it with"),
        "in_force_already": (_E, "This very file is the edition in force"),
        "waits_already": (
            _E,
            "Another edition of this list waits for a decision; it has to be decided first",
        ),
        "own_edition": (_E, "Whoever loaded an edition does not decide about it; another person does"),
        "decided_already": (_E, "Somebody has decided about this edition already"),
        "key_gone": (
            _E,
            "The file of an edition cannot be opened: the key that it was sealed with is not here",
        ),
        "no_lists": (_E, "No list is in force"),
        "not_built": (_E, "The index could not be built (%(fault)s)"),
    },
)
"""The codes of lists and their editions."""

CHECKS = Catalogue(
    "checks",
    {
        "no_index": (_W, "No list is ready to be checked against"),
        "record_masked": (_W, "The traveller's data is masked"),
        "record_gone": (_W, "The traveller's data was erased"),
        "record_unreadable": (_W, "The traveller's data cannot be read back"),
        "failed": (_E, "The check broke off"),
        "list_past_review": (_W, "A list is past its review date and was left out"),
        "entry_past_review": (_W, "An entry is past its own review date and was left out"),
        "entry_changed": (_N, "The entry of the list has changed"),
        "traveller_changed": (_N, "What the carrier tells of the traveller has changed"),
        "papers_changed": (_N, "The documents that the carrier tells have changed"),
        "reports_changed": (_N, "What registers say of the documents has changed"),
        "found_again": (_N, "It had been withdrawn and was found again"),
        "basis_missing": (
            _E,
            "Past flights are checked again only under a legal basis for the purpose stated",
        ),
        "past_already": (_E, "Past flights are checked again already"),
        "rescreening_runs": (_E, "Travellers are being checked again already"),
    },
)
"""The codes of checks; none of them carries a value of a traveller."""

ANSWERS = Catalogue(
    "answers",
    {
        "not_read": (_N, "The delivery was not read yet; ask again"),
        "nobody": (_E, "There is no such delivery, or it names nobody"),
    },
)
"""The codes of answers to carriers."""
