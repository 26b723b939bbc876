"""What can be wrong with a time stamp: every code, how much it weighs, its English sentence."""

from catenary.basis.findings import Catalogue, Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

TIME_STAMPING = Catalogue(
    "time_stamping",
    {
        "authority_away": (_WARNING, "The time-stamping authority cannot be reached; it is asked again"),
        "answer_unreadable": (
            _ERROR,
            "The time-stamping authority answered with something that is no time stamp",
        ),
        "answer_refused": (_ERROR, "The time-stamping authority refused (status %(status)s)"),
        "answer_other": (
            _ERROR,
            "The time stamp is on something else than what was sent, or on an older question",
        ),
        "answer_untrusted": (
            _ERROR,
            "The time stamp is not signed by an authority whose certificate is trusted here",
        ),
        "certificates_unreadable": (_ERROR, "%(file)s holds no certificate in PEM form"),
    },
)
