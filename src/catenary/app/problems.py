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
        "origin_not_an_address": (
            _ERROR,
            "CATENARY_ORIGIN is a scheme and a host only, such as https://desk.example",
        ),
        "demo_elsewhere": (
            _ERROR,
            "CATENARY_DEMO opens accounts whose codes anyone can read; it is for this machine only, not for %(origin)s",
        ),
        "roles_shared": (
            _ERROR,
            "Migrations, web and workers need three database roles; two of the addresses name the same",
        ),
        "map_unusable": (_ERROR, "%(file)s holds no areas of States that can be drawn: %(reason)s"),
        "file_missing": (_ERROR, "%(setting)s names %(file)s, which cannot be read"),
        "file_open_to_others": (_ERROR, "Others may read %(file)s: chmod 600"),
        "email_unusable": (
            _ERROR,
            "CATENARY_EMAIL_URL is no mail server: write smtp://user:password@host:587 or smtps://user:password@host:465, with signs such as @ / # in user and password percent-encoded",
        ),
        "email_in_clear": (
            _ERROR,
            "CATENARY_EMAIL_URL sends mail and password unprotected to another machine; leave tls=none out",
        ),
        "recipient_unusable": (_ERROR, "%(setting)s holds no public key of age (age1...)"),
        "ledger_key_missing": (
            _WARNING,
            "CATENARY_LEDGER_KEY_FILE names no key; entries of the ledger are ordered and never signed",
        ),
        "spool_key_missing": (
            _WARNING,
            "CATENARY_SPOOL_KEY_FILE names no key; what carriers send is refused. `age-keygen -o FILE` makes one",
        ),
        "spool_key_unusable": (_ERROR, "%(setting)s names %(file)s, which holds no secret key of age"),
        "inbox_unusable": (
            _ERROR,
            "CATENARY_INBOX names %(folder)s, which is no folder that the desk's account may write to",
        ),
        "queues_unusable": (
            _ERROR,
            "CATENARY_QUEUES_URL is no broker: write amqps://user:password@host/virtual-host, with signs such as @ / # in user and password percent-encoded",
        ),
        "bucket_unusable": (
            _ERROR,
            "CATENARY_BUCKET_URL is no bucket: write https://key:secret@host/bucket?region=eu-west-1, with signs such as @ / # + in key and secret percent-encoded",
        ),
        "fetched_in_clear": (
            _ERROR,
            "%(setting)s fetches carriers' messages unprotected from another machine; write amqps or https",
        ),
        "time_stamping_missing": (
            _WARNING,
            "CATENARY_TIME_STAMPING_URL names no time-stamping authority; checkpoints stay without a time stamp",
        ),
        "scanner_missing": (
            _WARNING,
            "CATENARY_SCANNER names no scanner for harmful content; files stay not scanned. `none` says that this is meant",
        ),
        "oversight_recipient_missing": (
            _WARNING,
            "CATENARY_OVERSIGHT_RECIPIENT names no public key of oversight; backups cannot be made",
        ),
    },
)

EMBEDDED = Catalogue(
    "embedded",
    {
        "occupied": (_ERROR, "A desk is open on %(folder)s already (process %(process)s)"),
        "not_installed": (_ERROR, "PostgreSQL's programs are not installed: pip install catenary[desk]"),
        "no_account": (
            _ERROR,
            "This system has no account %(account)s for the database to run as; start the desk as an ordinary user",
        ),
        "folder_unusable": (_ERROR, "The folder %(folder)s cannot be used: %(reason)s"),
        "folder_closed": (
            _ERROR,
            "Started by root, the database runs as another account, which cannot reach %(folder)s; choose a folder under /var/lib",
        ),
        "disk_full": (
            _ERROR,
            "The disk is full: %(free_mib)s MiB are left for %(folder)s, the desk needs %(needed_mib)s",
        ),
        "not_made": (_ERROR, "PostgreSQL could not make its data in %(folder)s: %(reason)s"),
        "not_started": (_ERROR, "PostgreSQL did not start; its log is %(file)s"),
        "other_release": (
            _ERROR,
            "The data in %(folder)s were made by PostgreSQL %(data)s and cannot be opened by %(programs)s; `make demo-reset` forgets them",
        ),
    },
)

SERVING = Catalogue(
    "serving",
    {
        "address_taken": (_ERROR, "%(address)s is taken by another program; choose another port"),
        "address_unusable": (_ERROR, "Nothing can be offered at %(address)s: %(reason)s"),
        "not_prepared": (_ERROR, "The database could not be prepared; the lines above say why"),
    },
)

DESK = Catalogue(
    "desk",
    {
        "folder_unwritable": (
            _ERROR,
            "The desk cannot write to %(folder)s: make the folder its account's own, or name another in CATENARY_DATA",
        ),
        "disk": (_WARNING, "The disk of %(folder)s is nearly full; make room before the desk stops writing"),
        "unreachable": (_ERROR, "The database of %(part)s does not answer: %(reason)s"),
        "release": (_ERROR, "PostgreSQL is release %(found)s; the desk needs %(needed)s or newer"),
        "encoding": (_ERROR, "The database is in %(found)s; make one with ENCODING 'UTF8'"),
        "clock": (
            _ERROR,
            "The clocks of this machine and of the database are %(seconds)s seconds apart; let both follow a time server",
        ),
        "role": (_ERROR, "The address for %(part)s signs in as %(role)s; it has to be %(expected)s"),
        "role_powerful": (
            _ERROR,
            "%(role)s could go round row security: ALTER ROLE ... NOSUPERUSER NOBYPASSRLS NOCREATEROLE",
        ),
        "role_sees_little": (_ERROR, "%(role)s cannot read every row; backups would fail: deploy/roles.sql"),
        "migrations": (
            _ERROR,
            "Tables are not in the form of this version; `catenary serve` brings them there",
        ),
        "outage_waiting": (
            _ERROR,
            "%(count)s messages that carriers were answered about in an outage have waited up to %(minutes)s minutes; see the log of the worker",
        ),
        "row_security": (
            _ERROR,
            "Row security does not bind everybody on %(tables)s; `catenary serve` builds it anew at its start",
        ),
        "no_worker": (_WARNING, "No worker was seen for a minute; jobs wait: is `catenary serve` running?"),
        "sequencer_late": (
            _ERROR,
            "Entries of the log have waited %(seconds)s seconds for their place; see the log of the worker",
        ),
        "stamps_late": (
            _WARNING,
            "A checkpoint has waited %(minutes)s minutes for its time stamp; is the authority reached from here?",
        ),
        "search_key": (
            _ERROR,
            "The index of search was written under another CATENARY_SECRET_KEY, and nothing is found; `catenary reindex` writes it anew",
        ),
        "source_away": (
            _ERROR,
            "Carriers' messages cannot be fetched from the %(source)s: %(reason)s; docs/operations.md says what each word means",
        ),
        "fetching_faulty": (
            _WARNING,
            "%(count)s channels cannot be fetched from; their pages say why",
        ),
        "server_log": (
            _WARNING,
            "PostgreSQL may write values into its own log (%(settings)s); deploy/roles.sql shows what to set",
        ),
    },
)
"""What to do about a desk that is not as it has to be."""
