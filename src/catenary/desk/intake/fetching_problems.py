"""What can be wrong with a queue or bucket that messages are fetched from: every code with its sentence."""

from catenary.basis.findings import Catalogue, Severity

_E, _W = Severity.ERROR, Severity.WARNING

FETCHING = Catalogue(
    "fetching",
    {
        "not_set_up": (_W, "The desk is told no address to fetch from"),
        "unreachable": (_E, "The server cannot be reached"),
        "refused": (_E, "The server refuses the desk: user, password or rights are not right"),
        "queue_missing": (_E, "There is no queue of this name"),
        "queue_closed": (_E, "The desk may not read this queue"),
        "queue_unusable": (_E, "The queue cannot be used"),
        "bucket_missing": (_E, "There is no bucket of this name"),
        "answer_odd": (_E, "The server answers in a way that is not understood"),
        "not_committed": (_E, "What came could not be committed; it stays where it is and is taken later"),
    },
)  # fmt: skip
"""The codes that a channel's standing holds."""
