"""What can be said about deliveries: every code with its sentence."""

from catenary.basis.findings import Catalogue, Severity

_E, _W = Severity.ERROR, Severity.WARNING

DELIVERY = Catalogue(
    "delivery",
    {
        "spool_closed": (_E, "The spool cannot be opened: the key that it was sealed with is not here"),
        "empty": (_E, "The delivery holds nothing"),
        "too_large": (_E, "The delivery has more than %(mebibytes)s MiB; split it"),
        "channel_closed": (_E, "The channel %(channel)s is closed"),
        "original_gone": (_E, "The original is no longer in the spool"),
    },
)
"""The codes of receiving."""
