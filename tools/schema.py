"""Keep what the migrations say to an empty database, for `catenary.app.schema`: `python tools/schema.py` after every change of migrations.

It migrates a database of its own the ordinary way, and writes down every statement that changes something.
"""

import os
import tempfile
from pathlib import Path
from typing import Any, Final

import django

from catenary.app.embedded import OWNER, running

_READS: Final = ("SELECT", "WITH")
_NOTES: Final = "django_migrations"
"""Where Django notes what is applied: made and filled by whoever lays the schema."""
_OPENING: Final = """\
-- The tables of a fresh database: what the migrations named here say to an empty one, in their order.
-- Written by tools/schema.py; do not edit by hand.
"""


def main() -> None:
    """Write the file anew."""
    with tempfile.TemporaryDirectory(prefix="catenary-schema-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        with running(folder / "database") as server:
            _set_up(server.url(OWNER), folder)
            _keep(_migrated())


def _set_up(address: str, folder: Path) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "catenary.app.settings",
        "CATENARY_PART": "migrate",
        "CATENARY_MIGRATE_DATABASE_URL": address,
        "CATENARY_DATA": str(folder),
        "CATENARY_SECRET_KEY": "of this tool alone, for as long as it runs",
    }
    django.setup()


def _migrated() -> list[str]:
    """Every statement that changes something, a heading before those of each migration."""
    from django.db import connection  # noqa: PLC0415  Django is set up by now
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    from catenary.app.schema import HEADING  # noqa: PLC0415  it speaks to Django's connection

    said: list[str] = []

    def head(event: str, migration: Any = None, *_: object) -> None:
        if event == "apply_start":
            said.append(HEADING.format(app=migration.app_label, name=migration.name))

    def note(execute: Any, statement: str, params: Any, many: bool, context: Any) -> Any:
        if not statement.lstrip().upper().startswith(_READS) and _NOTES not in statement:
            assert not params, f"a value that does not stand in its statement: {statement}"
            said.append(statement.strip().rstrip(";") + ";")
        return execute(statement, params, many, context)

    executor = MigrationExecutor(connection, head)
    with connection.execute_wrapper(note):
        executor.migrate(executor.loader.graph.leaf_nodes())
    connection.close()
    return said


def _keep(said: list[str]) -> None:
    from catenary.app.schema import KEPT  # noqa: PLC0415

    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(_OPENING + "\n".join(said) + "\n", encoding="utf-8")
    print(f"{KEPT}: {len(said)} statements, {KEPT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
