"""The second wall: which rows PostgreSQL shows to whom, as data, put into the database after every migration.

A room says in its `row_security.py` who sees the rows of each of its tables. A table that no room speaks for is closed to
the web and to the workers; `tests/desk/test_walls.py` finds it.
"""

from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

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
    through_views: str | None = None
    """Which rows a `View` may read besides, for readers to whom they are closed."""


@frozen
class Open:
    """A table without row security, and why that is safe."""

    because: str
    may: str = "SELECT, INSERT, UPDATE, DELETE"


@frozen
class View:
    """Some columns of rows that are closed otherwise. It reads with the rights of the owner, so it says itself to whom it tells what.

    It is made anew after every migration, so that a migration which changes its columns may drop it.
    """

    select: str


@frozen
class Asked:
    """What conditions ask about whoever acts, whatever the row: a function without arguments, with the rights of who asks.

    A condition that names it is planned in no time; spelled out, it would be planned again with every query, and with it the
    conditions of every table it looks into. Its own plan is kept by the connection. `answer` is the SQL of one value; it
    calls tables by their schema, so that nobody puts another in their place.
    """

    gives: str
    """The SQL type of the answer."""
    answer: str


TableRule = Rows | Open


def rules() -> Mapping[str, TableRule]:
    """Every table that a room speaks for."""
    found: dict[str, TableRule] = {}
    for module in _spoken():
        found.update(module.TABLES)
    return found


def views() -> Mapping[str, View]:
    """Every view of every room."""
    found: dict[str, View] = {}
    for module in _spoken():
        found.update(getattr(module, "VIEWS", {}))
    return found


def functions() -> Mapping[str, Asked]:
    """Every function that conditions name, of every room."""
    found: dict[str, Asked] = {}
    for module in _spoken():
        found.update(getattr(module, "FUNCTIONS", {}))
    return found


def _spoken() -> Iterable[ModuleType]:
    ours = (app.name for app in apps.get_app_configs() if app.name.startswith("catenary."))
    return [import_module(f"{name}.row_security") for name in ours if find_spec(f"{name}.row_security")]


def tables() -> set[str]:
    """Every table in the database."""
    with connection.cursor() as cursor:
        return set(connection.introspection.table_names(cursor))


def build_wall() -> None:
    """Give web and workers what the rules say and nothing else; as the owner of the tables, after a migration."""
    spoken_for = rules()
    with connection.cursor() as cursor:
        for name, asked in functions().items():
            cursor.execute(_function(name, asked))
        for table in sorted(tables()):
            for statement in _statements(table, spoken_for.get(table)):
                cursor.execute(statement)
        for name, view in views().items():
            for statement in _of_view(connection.ops.quote_name(name), view):
                cursor.execute(statement)
        for statement in _for_all():
            cursor.execute(statement)


def _function(name: str, asked: Asked) -> str:
    return f"""CREATE OR REPLACE FUNCTION public.{connection.ops.quote_name(name)}() RETURNS {asked.gives}
        LANGUAGE plpgsql STABLE PARALLEL SAFE AS $wall$ BEGIN RETURN {asked.answer}; END $wall$"""


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
    for policy in ("seen", "added", "changed", "removed", "through_views"):
        yield f"DROP POLICY IF EXISTS {policy} ON {name}"
    yield f"CREATE POLICY seen ON {name} FOR SELECT USING ({seen})"
    yield f"CREATE POLICY added ON {name} FOR INSERT WITH CHECK ({written})"
    yield f"CREATE POLICY changed ON {name} FOR UPDATE USING ({changed}) WITH CHECK ({changed})"
    yield f"CREATE POLICY removed ON {name} FOR DELETE USING ({changed})"
    if rule.through_views:
        yield f"CREATE POLICY through_views ON {name} FOR SELECT TO CURRENT_USER USING ({rule.through_views})"
    yield f"GRANT {rule.may} ON {name} TO {WEB}"
    yield f"GRANT {rule.worker_may or rule.may} ON {name} TO {WORKER}"


def _of_view(name: str, view: View) -> Iterable[str]:
    yield f"DROP VIEW IF EXISTS {name}"
    yield f"CREATE VIEW {name} WITH (security_barrier) AS {view.select}"
    yield f"GRANT SELECT ON {name} TO {WEB}, {WORKER}"
