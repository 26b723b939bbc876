"""What can be said about messages in quarantine: every code with its sentence."""

from catenary.basis.findings import Catalogue, Severity

_E = Severity.ERROR

QUARANTINE = Catalogue(
    "quarantine",
    {
        "not_waiting": (_E, "The message does not wait any more: somebody corrected it or decided about it"),
        "text_hidden": (_E, "The text of the message is masked or erased; the carrier can send it again"),
        "no_message": (_E, "No message begins anywhere in the text"),
        "several_messages": (_E, "The text holds %(count)s messages; correct one at a time"),
        "unchanged": (_E, "The text is as it was; nothing would be read differently"),
    },
)
"""The codes of the quarantine desk."""
