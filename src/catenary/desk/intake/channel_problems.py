"""What can be said about channels: every code with its sentence."""

from catenary.basis.findings import Catalogue, Severity

_E = Severity.ERROR

CHANNEL = Catalogue(
    "channel",
    {
        "name_taken": (_E, "There is a channel of this name already"),
        "basis_unknown": (_E, "%(basis)s is no law on which carriers send passenger data"),
        "program_missing": (_E, "Messages over HTTP are sent by a program: choose which"),
        "program_other": (_E, "Only messages over HTTP are sent by a program"),
        "program_unfit": (_E, "This program cannot send messages: it needs the scope %(scope)s, and a token that has not ended"),
        "program_taken": (_E, "This program sends messages through another channel already"),
        "source_missing": (_E, "Say which queue, or which folder of the bucket, the messages are fetched from"),
        "source_other": (_E, "Only what is fetched from a queue or a bucket has a source, and only a bucket something to do afterwards"),
        "source_odd": (_E, "This can be no queue and no folder: letters, digits and . _ - = are used, in a queue : @ / + too"),
        "source_not_given": (_E, "The operator did not give this organisation such a queue or folder: CATENARY_SOURCES"),
        "source_taken": (_E, "Another channel fetches from there already"),
        "afterwards_missing": (_E, "Say what becomes of a file of the bucket once it was taken"),
        "not_interactive": (_E, "Only a carrier that waits for answers is answered while the database is away"),
        "address_unusable": (_E, "A carrier is called at an https address; at http only where the operator named the host in CATENARY_PRIVATE_HOSTS"),
        "no_key": (_E, "A key for our signature cannot be kept: this installation has no key to seal it with"),
        "closed": (_E, "The channel is closed already"),
        "none": (_E, "No open channel belongs to this program"),
    },
)  # fmt: skip
"""The codes of opening, closing and finding a channel."""
