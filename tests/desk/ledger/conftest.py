"""A log of a test's own: a copy of the database that keeps what is committed, asked as the worker."""

from urllib.parse import urlsplit

import psycopg
import pytest
from attrs import frozen
from django.db import connection

from catenary.app.embedded import WEB, WORKER
from catenary.app.settings import database_of
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Membership
from catenary.formats.signed_note.keys import SigningKey

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

    def superuser(self):
        """A connection of whoever runs the server."""
        address = f"host={self.server.socket} dbname={self.name} user=postgres"
        return psycopg.connect(f"{address} password={self.server.passwords['postgres']}", autocommit=True)

    def tamper(self, *statements):
        """What somebody does who has the whole server: triggers off, rows changed behind the desk's back."""
        with self.superuser() as attacker:
            tables = [f"ledger_{name}" for name in ("event", "leaf", "node", "checkpoint")]
            switched = {
                each: [f"ALTER TABLE {name} {each} TRIGGER USER" for name in tables] for each in SWITCHES
            }
            for statement in (*switched["DISABLE"], *statements, *switched["ENABLE"]):
                attacker.execute(statement)


@pytest.fixture
def log(postgres, own_database):
    """An own log with nothing in it."""
    name = urlsplit(own_database(WEB)).path.strip("/")
    reach(own_database(WORKER))
    with acting(Declaration(door=Door.SYSTEM)):
        member = Membership.objects.get(person__email=OFFICER)
        writer = Declaration(member.person_id, member.organisation_id, "border_check", "eu-2016-681/6.2")
    yield Log(postgres, name, writer)
    connection.close()


@pytest.fixture
def key():
    """The key of the log."""
    return KEY
