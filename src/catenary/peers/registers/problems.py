"""What keeps an outside register from being played: every code, its English sentence."""

from catenary.basis.findings import Catalogue, Severity

SIMULATOR = Catalogue(
    "simulator",
    {
        "document_odd": (
            Severity.ERROR,
            "%(document)s names no document: write NUMBER/STATE, such as UA7654321/UTO",
        ),
        "port_taken": (Severity.ERROR, "Nothing can listen at port %(port)s: %(reason)s"),
    },
)
