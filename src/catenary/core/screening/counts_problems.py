"""What can be wrong with counts for the hub: every code with its sentence."""

from catenary.basis.findings import Catalogue, Severity

_E = Severity.ERROR

COUNTS = Catalogue(
    "counts",
    {
        "key_missing": (_E, "There is no key to sign with: name its file in CATENARY_LEDGER_KEY_FILE"),
        "signature_missing": (_E, "No key that was given signed these counts"),
        "month_unreadable": (_E, "%(month)s is no month, such as 2031-05"),
        "month_not_over": (_E, "The month %(month)s is not over"),
        "unit_unknown": (_E, "No organisation of this desk is called %(unit)s"),
    },
)
