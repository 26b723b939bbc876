"""Logs of tests' own: in a copy of the database, where what is committed stays until the next test begins."""

import os
import time
from contextlib import contextmanager

import psycopg
import pytest
from attrs import frozen
from django.db import connection
from psycopg import sql

from catenary.app.embedded import OWNER, WEB, WORKER
from catenary.app.settings import database_of
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Membership
from catenary.formats.signed_note.keys import SigningKey

STILL_THERE = "SELECT FROM pg_stat_activity WHERE pid = %s"
SWITCHES = ("DISABLE", "ENABLE")
OFFICER = "tom.ashgrove@piu.utopia.example"
KEY = SigningKey("log.example/ledger", bytes(range(32)))


def reach(address):
    connection.close()
    connection.settings_dict.update(database_of(address))


@frozen
class Log:
    """Where the database is for each role, and who writes."""

    server: object
    name: str
    writer: Declaration

    def address(self, role):
        return self.server.url(role, self.name)

    def write(self, count=1, **changes):
        """Entries, each committed by itself; gives their ids."""
        return [self._write(changes) for _ in range(count)]

    def _write(self, changes):
        with acting(self.writer):
            return enter(
                **{"room": "screening", "act": "judge", "record": "screening.candidate:42"} | changes
            )

    def rows(self, query, *values):
        """Rows as the worker sees them at the door of the system."""
        with acting(Declaration(door=Door.SYSTEM)), connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()

    def places(self):
        """The ids of the entries in the order of the log, each with its index."""
        return self.rows("SELECT index, event_id FROM ledger_leaf ORDER BY index")

    @contextmanager
    def superuser(self):
        """A connection of whoever runs the server; gone at the end, also for the server."""
        address = f"host={self.server.socket} dbname={self.name} user=postgres"
        address += f" password={self.server.passwords['postgres']}"
        with psycopg.connect(address, autocommit=True) as connected:
            pid = connected.info.backend_pid
            yield connected
        with psycopg.connect(self.address(WORKER), autocommit=True) as other:
            while other.execute(STILL_THERE, [pid]).fetchone():
                time.sleep(0.01)

    def tamper(self, *statements):
        """What somebody does who has the whole server: triggers off, rows changed behind the desk's back."""
        with self.superuser() as attacker:
            tables = [f"ledger_{name}" for name in ("event", "leaf", "node", "checkpoint")]
            switched = {
                each: [f"ALTER TABLE {name} {each} TRIGGER USER" for name in tables] for each in SWITCHES
            }
            for statement in (*switched["DISABLE"], *statements, *switched["ENABLE"]):
                attacker.execute(statement)


EMPTY = (
    "TRUNCATE ledger_event, ledger_checkpoint CASCADE",
    "TRUNCATE ledger_node, ledger_verification, ledger_export",
)


@pytest.fixture(scope="session")
def log_database(postgres, django_db_setup, django_db_blocker):
    """The name of a copy of the database in which logs are begun anew."""
    name = f"log_{os.urandom(6).hex()}"
    with django_db_blocker.unblock():
        connection.close()
    with psycopg.connect(postgres.url(OWNER, "postgres"), autocommit=True) as owner:
        owner.execute(sql.SQL("CREATE DATABASE {} TEMPLATE catenary").format(sql.Identifier(name)))
    return name


@pytest.fixture
def log(postgres, log_database, django_db_blocker):
    """A log with nothing in it, which keeps what is committed; asked as the worker."""
    with django_db_blocker.unblock():
        reach(postgres.url(WORKER, log_database))
        with acting(Declaration(door=Door.SYSTEM)):
            member = Membership.objects.get(person__email=OFFICER)
        writer = Declaration(member.person_id, member.organisation_id, "border_check", "eu-2016-681/6.2")
        made = Log(postgres, log_database, writer)
        made.tamper(*EMPTY)
        yield made
        reach(postgres.url(WEB))


@pytest.fixture
def key():
    """The key of the log."""
    return KEY


@pytest.fixture
def reach_as():
    """`reach_as(address)`: from now on the test asks as that role."""
    return reach
