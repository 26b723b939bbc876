"""Why travellers and bookings are left as they are."""

from catenary.basis.findings import Catalogue, Severity

JOINS = Catalogue(
    "joins",
    {
        "ended": (Severity.ERROR, "The traveller and the booking are not joined any more"),
        "reason_missing": (Severity.ERROR, "Say why the traveller is not the person of the booking"),
    },
)
