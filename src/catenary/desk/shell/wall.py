"""The second wall: which rows PostgreSQL shows to whom, as data, put into the database after every migration.

A room says in its `row_security.py` who sees the rows of each of its tables. A table that no room speaks for is closed to
the web and to the workers; `tests/desk/test_walls.py` finds it.
"""

from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec

from attrs import frozen
from django.apps import apps
from django.db import connection

WEB, WORKER = "catenary_web", "catenary_worker"

PERSON = "(SELECT nullif(current_setting('catenary.person', true), '')::bigint)"
ORGANISATION = "(SELECT nullif(current_setting('catenary.organisation', true), '')::bigint)"
SIGNING_IN = "(SELECT current_setting('catenary.door', true) = 'sign_in')"
SYSTEM = f"(SELECT current_setting('catenary.door', true) = 'system' AND current_user = '{WORKER}')"
"""Parts of conditions; sub-selects, so that PostgreSQL works them out once a query and not once a row."""


@frozen
class Rows:
    """Which rows of a table are seen and written, and what may be done with them at all.

    `seen` and `written` are SQL conditions over the row; the workers' jobs for everybody always pass.
    """

    seen: str
    written: str | None = None
    """None: as `seen`."""
    may: str = "SELECT, INSERT, UPDATE, DELETE"
    worker_may: str | None = None
    """None: as `may`."""
    changed: str | None = None
    """Which rows may be changed or removed, where others may be added. None: as `written`."""


@frozen
class Open:
    """A table without row security, and why that is safe."""

    because: str
    may: str = "SELECT, INSERT, UPDATE, DELETE"


TableRule = Rows | Open


def rules() -> Mapping[str, TableRule]:
    """Every table that a room speaks for."""
    modules = [
        f"{app.name}.row_security" for app in apps.get_app_configs() if app.name.startswith("catenary.")
    ]
    found: dict[str, TableRule] = {}
    for module in modules:
        if find_spec(module):
            found.update(import_module(module).TABLES)
    return found


def tables() -> set[str]:
    """Every table in the database."""
    with connection.cursor() as cursor:
        return set(connection.introspection.table_names(cursor))


def build_wall() -> None:
    """Give web and workers what the rules say and nothing else; as the owner of the tables, after a migration."""
    spoken_for = rules()
    with connection.cursor() as cursor:
        for table in sorted(tables()):
            for statement in _statements(table, spoken_for.get(table)):
                cursor.execute(statement)
        for statement in _for_all():
            cursor.execute(statement)


def _for_all() -> Iterable[str]:
    yield f"GRANT USAGE ON SCHEMA public TO {WEB}, {WORKER}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {WEB}, {WORKER}"


def _statements(table: str, rule: TableRule | None) -> Iterable[str]:
    name = connection.ops.quote_name(table)
    yield f"REVOKE ALL ON {name} FROM PUBLIC, {WEB}, {WORKER}"
    if isinstance(rule, Open):
        yield f"ALTER TABLE {name} DISABLE ROW LEVEL SECURITY"
        yield f"GRANT {rule.may} ON {name} TO {WEB}, {WORKER}"
    if isinstance(rule, Rows):
        yield from _policies(name, rule)


def _policies(name: str, rule: Rows) -> Iterable[str]:
    seen, written = f"{SYSTEM} OR ({rule.seen})", f"{SYSTEM} OR ({rule.written or rule.seen})"
    changed = f"{SYSTEM} OR ({rule.changed})" if rule.changed else written
    yield f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY"
    for policy in ("seen", "added", "changed", "removed"):
        yield f"DROP POLICY IF EXISTS {policy} ON {name}"
    yield f"CREATE POLICY seen ON {name} FOR SELECT USING ({seen})"
    yield f"CREATE POLICY added ON {name} FOR INSERT WITH CHECK ({written})"
    yield f"CREATE POLICY changed ON {name} FOR UPDATE USING ({changed}) WITH CHECK ({changed})"
    yield f"CREATE POLICY removed ON {name} FOR DELETE USING ({changed})"
    yield f"GRANT {rule.may} ON {name} TO {WEB}"
    yield f"GRANT {rule.worker_may or rule.may} ON {name} TO {WORKER}"
