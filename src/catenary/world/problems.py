"""What can go wrong while a world is written."""

from catenary.basis.findings import Catalogue, Severity

WORLD = Catalogue(
    "world",
    {"not_written": (Severity.ERROR, "The world could not be written to %(path)s: %(reason)s.")},
)
