"""Whether a desk is set up as it has to be: its settings, its database, what works in it. Looks only; mends nothing."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg

from catenary.app import examining_sources as sources
from catenary.app import outage_figures, spool_key
from catenary.app.configuration import SERVED, Configuration, Part, findings_to_serve
from catenary.app.embedded import BACKUP, OWNER, WEB, WORKER
from catenary.app.looked import Looked
from catenary.app.problems import DESK
from catenary.basis.findings import Finding, Param

_OLDEST_RELEASE = 15
_CLOCK = timedelta(seconds=5)
_CHECKPOINT = timedelta(minutes=5)
_STAMP = timedelta(minutes=15)
_LEAST_MIB = 1024
_EXPECTED = {Part.WEB: WEB, Part.WORKER: WORKER, Part.MIGRATE: OWNER, Part.BACKUP: BACKUP}

_ROLE = """SELECT current_user, rolsuper, rolbypassrls, rolcreaterole, clock_timestamp(), pg_encoding_to_char(encoding)
    FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()"""
_TABLES = """SELECT relname, relrowsecurity AND relforcerowsecurity, pg_get_userbyid(relowner)
    FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"""
_NAMES = """SELECT name, entry.words FROM shell_searchentry entry JOIN directory_organisation ON public_id = record
    WHERE shelf = 0 LIMIT 20"""
_TOLD = {
    "log_statement": {"none"},
    "log_min_duration_statement": {"-1"},
    "log_min_error_statement": {"panic", "fatal", "log"},
    "log_min_messages": {"panic", "fatal", "log"},
}
"""Settings of PostgreSQL with which its own log holds no statement and no value."""


def examine(settings: Configuration) -> Iterator[Looked]:
    """Everything; the database is asked only where its addresses are given."""
    wrong = (*findings_to_serve(settings), *spool_key.findings(settings))
    yield from (Looked("settings", {"code": finding.code}, finding) for finding in wrong)
    if not wrong:
        yield Looked("settings")
    yield _data(settings)
    yield outage_figures.examine(settings)
    yield from sources.examine(settings)
    for part, address in settings.databases.items():
        yield from _database(part, address)
    if all(part in settings.databases for part in SERVED):
        yield from _desk(settings)


def _data(settings: Configuration) -> Looked:
    folder = settings.data
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return Looked(
            "data_folder", {"folder": str(folder)}, DESK.finding("folder_unwritable", folder=str(folder))
        )
    free = shutil.disk_usage(folder).free >> 20
    fix = DESK.finding("disk", folder=str(folder)) if free < _LEAST_MIB else None
    return Looked("data_folder", {"folder": str(folder), "available_mib": free}, fix)


def _database(part: Part, address: str) -> Iterator[Looked]:
    try:
        with psycopg.connect(address, connect_timeout=5) as connection:
            yield from _role(part, connection)
    except psycopg.OperationalError as error:
        reason = " ".join(str(error).split())
        yield Looked("database", {"part": part}, DESK.finding("unreachable", part=part, reason=reason))


def _role(part: Part, connection: psycopg.Connection) -> Iterator[Looked]:
    release = connection.info.server_version // 10000
    found = connection.execute(_ROLE).fetchone()
    assert found
    role, superuser, passes, creates, now, encoding = found
    params: dict[str, Param] = {"part": part, "role": role, "release": release}
    wrong = list(_wrong_role(part, role, superuser or creates, passes))
    if release < _OLDEST_RELEASE:
        wrong.append(DESK.finding("release", found=release, needed=_OLDEST_RELEASE))
    if encoding != "UTF8":
        wrong.append(DESK.finding("encoding", found=encoding))
    if abs(datetime.now(UTC) - now) > _CLOCK:
        wrong.append(DESK.finding("clock", seconds=round(abs((datetime.now(UTC) - now).total_seconds()))))
    if not wrong:
        yield Looked("database", params)
    yield from (Looked("database", params, fix) for fix in wrong)


def _wrong_role(part: Part, role: str, powerful: bool, passes: bool) -> Iterator[Finding]:
    if role != _EXPECTED[part]:
        yield DESK.finding("role", part=part, role=role, expected=_EXPECTED[part])
    if powerful or (passes and part is not Part.BACKUP):
        yield DESK.finding("role_powerful", role=role)
    if part is Part.BACKUP and not passes:
        yield DESK.finding("role_sees_little", role=role)


def _desk(settings: Configuration) -> Iterator[Looked]:
    try:
        with psycopg.connect(settings.databases[Part.WEB], connect_timeout=5) as web:
            yield (migrated := _migrations(web))
            if migrated.fix is None:
                yield _row_security(web)
                yield _search(web, settings)
                yield from _work(web)
                yield _fetching(web)
            yield _server_log(web)
    except psycopg.OperationalError:
        return


def _migrations(web: psycopg.Connection) -> Looked:
    _set_django_up()
    from django.db.migrations.loader import MigrationLoader

    known = set(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())
    try:
        applied = set(web.execute("SELECT app, name FROM django_migrations").fetchall())
    except psycopg.Error:
        web.rollback()
        applied = set()
    missing = known - applied
    fix = DESK.finding("migrations", count=len(missing)) if missing else None
    return Looked("migrations", {"missing": len(missing)}, fix)


def _row_security(web: psycopg.Connection) -> Looked:
    """Every table that holds rows of people has row security that binds its owner too, and is not the web's own."""
    _set_django_up()
    from catenary.desk.shell.wall import Open, rules

    spoken_for = rules()
    bare = [
        table
        for table, forced, owner in web.execute(_TABLES)
        if owner in {WEB, WORKER} or not (forced or isinstance(spoken_for.get(table), Open))
    ]
    fix = DESK.finding("row_security", tables=", ".join(sorted(bare))) if bare else None
    return Looked("row_security", {"tables": len(spoken_for), "without": len(bare)}, fix)


def _search(web: psycopg.Connection, settings: Configuration) -> Looked:
    """Whether words stand in the index under the key of these settings: looked for in the names of organisations, which all may see."""
    _set_django_up()
    from catenary.desk.shell.search.folding import words
    from catenary.desk.shell.search.keys import key_of, number_of

    key = key_of(settings.secret)
    known = [
        number_of(key, "word", word) in stored
        for name, stored in web.execute(_NAMES).fetchall()
        for word in words(name)
    ]
    lost = bool(known) and not any(known)
    return Looked("search", {"words": len(known)}, DESK.finding("search_key") if lost else None)


def _work(web: psycopg.Connection) -> Iterator[Looked]:
    from catenary.app.metrics import WORKERS

    workers = _number(web, WORKERS)
    yield Looked("workers", {"count": workers}, None if workers else DESK.finding("no_worker"))
    waiting = _number(web, "SELECT extract(epoch FROM now() - min(queued_at)) FROM ledger_queued")
    last = _number(web, "SELECT extract(epoch FROM now() - max(signed_at)) FROM ledger_checkpoint")
    late = waiting > _CHECKPOINT.total_seconds()
    yield Looked(
        "log", {"checkpoint_age_s": last}, DESK.finding("sequencer_late", seconds=waiting) if late else None
    )
    unstamped = _number(
        web,
        "SELECT extract(epoch FROM now() - min(asked_since)) FROM ledger_timestamp WHERE state = 'pending'",
    )
    away = unstamped > _STAMP.total_seconds()
    fix = DESK.finding("stamps_late", minutes=unstamped // 60) if away else None
    yield Looked("time_stamps", {"waiting_s": unstamped}, fix)


def _fetching(web: psycopg.Connection) -> Looked:
    """Whether every queue and folder of a bucket that a channel names can be fetched from, as workers found it."""
    found = web.execute("SELECT sum(waiting), sum(faulty) FROM intake_ways").fetchone() or (0, 0)
    waiting, faulty = (int(number or 0) for number in found)
    fix = DESK.finding("fetching_faulty", count=faulty) if faulty else None
    return Looked("fetching", {"waiting": waiting, "faulty": faulty}, fix)


def _server_log(web: psycopg.Connection) -> Looked:
    telling = [
        name
        for name, allowed in _TOLD.items()
        if str((web.execute("SELECT current_setting(%s)", [name]).fetchone() or ("",))[0]) not in allowed
    ]
    fix = DESK.finding("server_log", settings=", ".join(telling)) if telling else None
    return Looked("server_log", {"telling": len(telling)}, fix)


def _number(web: psycopg.Connection, query: str) -> int:
    found = web.execute(query).fetchone()
    return int(found[0] or 0) if found else 0


def _set_django_up() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "catenary.app.settings")
    django.setup()
