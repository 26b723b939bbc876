"""What can go wrong with a backup or its restoration."""

from catenary.basis.findings import Catalogue, Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

BACKUP = Catalogue(
    "backup",
    {
        "no_recipient": (_ERROR, "%(setting)s names no public key; a backup is never written unencrypted"),
        "no_database": (_ERROR, "%(setting)s names no database"),
        "output_exists": (_ERROR, "%(file)s exists already; a backup is never written over another"),
        "unwritable": (_ERROR, "%(file)s cannot be written: %(reason)s"),
        "unreadable": (_ERROR, "%(file)s cannot be read: %(reason)s"),
        "no_programs": (
            _ERROR,
            "pg_dump and pg_restore of PostgreSQL %(release)s or newer are not installed",
        ),
        "dump_failed": (_ERROR, "pg_dump failed: %(reason)s"),
        "restore_failed": (_ERROR, "pg_restore failed and nothing was restored: %(reason)s"),
        "not_decrypted": (_ERROR, "%(file)s cannot be opened with this key, or it was cut off or changed"),
        "not_whole": (_ERROR, "%(member)s in the backup is not what its manifest says"),
        "database_not_empty": (
            _ERROR,
            "The database has tables already; a backup is restored into an empty one only",
        ),
        "files_not_empty": (
            _ERROR,
            "%(folder)s holds files already; a backup is restored into an empty one only",
        ),
        "ledger_empty": (_WARNING, "The log has no checkpoint yet; there is nothing to compare it with"),
        "ledger_gone": (_ERROR, "A checkpoint of the log was given, and the database holds none"),
        "entries_after": (
            _WARNING,
            "Entries that came after the last checkpoint, which no signature covers yet: %(count)s",
        ),
    },
)
