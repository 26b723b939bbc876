"""What can be said about connecting an outside register: every code with its sentence."""

from catenary.basis.findings import Catalogue, Severity

_E = Severity.ERROR

OUTSIDE = Catalogue(
    "outside",
    {
        "connected_already": (_E, "A register is asked already; leave it first"),
        "left_already": (_E, "The register is asked no more already"),
        "address_unusable": (
            _E,
            "A register is asked at an https address; at http only where the operator named the host in CATENARY_PRIVATE_HOSTS",
        ),
        "no_key": (_E, "Its key cannot be kept: this installation has no key to seal it with"),
    },
)
"""The codes of connecting and leaving a register."""
