"""What can be wrong with how Catenary is set up: every code, how much it weighs, its English sentence."""

from catenary.basis.findings import Catalogue, Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

CONFIGURATION = Catalogue(
    "configuration",
    {
        "value_unknown": (_ERROR, "%(setting)s cannot be %(value)s"),
        "database_missing": (_ERROR, "%(setting)s names no database"),
        "secret_short": (_ERROR, "CATENARY_SECRET_KEY needs at least %(characters)s random characters"),
        "origin_missing": (
            _ERROR,
            "CATENARY_ORIGIN must be the address people type, such as https://desk.example",
        ),
        "origin_insecure": (_ERROR, "%(origin)s is not reached by https; nobody may sign in over it"),
        "roles_shared": (
            _ERROR,
            "Migrations, web and workers need three database roles; two of the addresses name the same",
        ),
        "time_stamping_missing": (
            _WARNING,
            "CATENARY_TIME_STAMPING_URL names no time-stamping authority; checkpoints stay without a time stamp",
        ),
        "oversight_recipient_missing": (
            _WARNING,
            "CATENARY_OVERSIGHT_RECIPIENT names no public key of oversight; backups cannot be made",
        ),
    },
)
