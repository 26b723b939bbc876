"""What can be wrong with a register of organisations: every code with its sentence."""

from catenary.basis.findings import Catalogue, Severity

_E = Severity.ERROR

DIRECTORY = Catalogue(
    "directory",
    {
        "register_unreadable": (_E, "%(file)s is no register of organisations: %(reason)s"),
        "register_empty": (_E, "The register names no organisation"),
        "field_unknown": (_E, "%(where)s: there is no field %(field)s"),
        "field_missing": (_E, "%(where)s: %(field)s is missing"),
        "value_unfit": (_E, "%(where)s: %(value)s cannot be %(field)s"),
        "reference_unknown": (_E, "%(where)s: %(field)s names %(value)s, which does not stand above it"),
        "name_repeated": (_E, "%(where)s: another organisation of the register has the same name"),
        "person_repeated": (_E, "%(where)s: %(email)s stands there twice"),
        "two_needed": (
            _E,
            "%(where)s: an organisation begins with two people: an administrator, who invites, and another who confirms roles",
        ),
    },
)
"""The codes of registers; `where` is the key of the organisation."""
