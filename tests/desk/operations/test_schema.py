"""A fresh database laid at once is the database that the migrations make."""

import os

import psycopg
import pytest
from django.core.management import call_command
from django.db import DataError, connection
from psycopg import sql

from catenary.app.embedded import OWNER
from catenary.app.schema import kept_migrations, lay_schema
from catenary.app.settings import database_of

CATALOGUES = {
    "columns": """SELECT c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
        pg_get_expr(d.adbin, d.adrelid) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0""",
    "tables": """SELECT relname, relkind, relpersistence, reloptions, relrowsecurity, relforcerowsecurity
        FROM pg_class WHERE relnamespace = 'public'::regnamespace""",
    "constraints": """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "functions": """SELECT proname, pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'""",
    "triggers": """SELECT tgrelid::regclass::text, tgname, tgenabled, pg_get_triggerdef(oid) FROM pg_trigger
        WHERE NOT tgisinternal""",
    "types": """SELECT typname, typtype, ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder)
        FROM pg_type t WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')""",
    "comments": "SELECT classoid::regclass::text, description FROM pg_description WHERE objoid >= 16384",
}
"""What a database consists of, told without the numbers that PostgreSQL gives things."""


@pytest.fixture
def fresh(postgres, django_db_setup, django_db_blocker):
    """Makes databases without tables, and reaches them as the owner."""
    made = []

    def reach_a_fresh_one():
        name = f"fresh_{os.urandom(6).hex()}"
        connection.close()
        with psycopg.connect(postgres.url(OWNER, "postgres"), autocommit=True) as owner:
            owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        made.append(name)
        connection.settings_dict.update(database_of(postgres.url(OWNER, name)))

    with django_db_blocker.unblock():
        before = dict(connection.settings_dict)
        yield reach_a_fresh_one
        connection.close()
        connection.settings_dict.update(before)
        with psycopg.connect(postgres.url("postgres", "postgres"), autocommit=True) as superuser:
            for name in made:
                superuser.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def described():
    """What the database consists of, and which migrations it says were applied."""
    with connection.cursor() as cursor:
        told = {}
        for kind, question in CATALOGUES.items():
            cursor.execute(question)
            told[kind] = sorted(map(repr, cursor.fetchall()))
        cursor.execute("SELECT app, name FROM django_migrations")
        told["migrations"] = sorted(cursor.fetchall())
    return told


def test_tables_laid_at_once_are_those_that_the_migrations_make(fresh):
    fresh()
    call_command("migrate", interactive=False, verbosity=0)
    migrated = described()
    fresh()
    assert lay_schema()
    laid = described()
    assert laid["migrations"] == migrated["migrations"], "run `python tools/schema.py`"
    for kind, things in migrated.items():
        assert laid[kind] == things, f"{kind}: run `python tools/schema.py`"


def test_a_database_that_has_tables_is_not_touched(fresh):
    fresh()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE of_somebody_else (id int)")
    assert not lay_schema()
    assert connection.introspection.table_names() == ["of_somebody_else"]


def test_where_the_laying_was_interrupted_the_migrations_go_on(fresh, monkeypatch):
    fresh()
    lay_schema()
    whole, kept = described(), kept_migrations()
    *before, (app, name, statements) = kept
    monkeypatch.setattr(
        "catenary.app.schema.kept_migrations", lambda: [*before, (app, name, statements + "SELECT 1/0;")]
    )
    fresh()
    with pytest.raises(DataError, match="division by zero"):
        lay_schema()
    assert described()["migrations"] == sorted(each[:2] for each in before)
    assert not lay_schema()
    call_command("migrate", interactive=False, verbosity=0)
    assert described() == whole
