"""The tables of a database that has none yet, laid without working out every model at every step.

Making them by its own means takes Django most of a minute. So what the migrations say to an empty database is kept beside
them, and said. A database that has tables goes the ordinary way, and so do migrations newer than what is kept.
`tools/schema.py` keeps it; `tests/desk/operations/test_schema.py` holds both ways to the same database.
"""

import re
from pathlib import Path
from typing import Final

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

KEPT: Final = Path(__file__).with_name("data") / "schema.sql"
HEADING: Final = "-- migration {app}.{name}"
_HEADINGS: Final = re.compile(r"^-- migration (\w+)\.(\w+)$", re.MULTILINE)


def lay_schema() -> bool:
    """Lay the kept tables, and note their migrations as applied. False where there are tables already.

    Each migration wholly or not at all, as Django does: it goes on where this was interrupted.
    """
    if connection.introspection.table_names():
        return False
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name, statements in kept_migrations():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statements)
            recorder.record_applied(app, name)
    return True


def kept_migrations() -> list[tuple[str, str, str]]:
    """App, name and statements of each migration that is kept, in the order in which they are made."""
    _, *parts = _HEADINGS.split(KEPT.read_text(encoding="utf-8"))
    return list(zip(parts[::3], parts[1::3], parts[2::3], strict=True))
