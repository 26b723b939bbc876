"""The desk as its users meet it: a database of the real three roles, the fictional world in it, and the web role asking."""

import os
import shutil
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from attrs import evolve
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import translation
from psycopg import sql

from catenary.app.configuration import Part
from catenary.app.embedded import OWNER, WEB, WORKER, running
from catenary.app.serving import prepare_database, run_part
from catenary.app.settings import database_of
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Membership, OpenTask, Person
from catenary.desk.mandate.signed_in import ORGANISATION_KEY, TASK_KEY, who_is

ROLES = {Part.MIGRATE: OWNER, Part.WEB: WEB, Part.WORKER: WORKER}
PROGRAMS = os.environ.get("CATENARY_TEST_POSTGRES")
"""A folder of other PostgreSQL programs than the embedded ones, such as `/usr/lib/postgresql/15/bin`."""


@pytest.fixture(scope="session")
def postgres():
    """A server of this test process alone, its database migrated and holding the fictional world."""
    folder = Path(tempfile.mkdtemp(prefix="catenary-test-"))
    folder.chmod(0o711)
    try:
        with running(folder / "database", Path(PROGRAMS) if PROGRAMS else None) as server:
            told = evolve(
                settings.CATENARY,
                databases={part: server.url(role) for part, role in ROLES.items()},
                data=folder,
            )
            prepare_database(told)
            run_part(told, Part.WORKER, "catenary.app.demo_load")
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def reach(address):
    """From now on Django's connection goes there."""
    connection.close()
    connection.settings_dict.update(database_of(address))


@pytest.fixture(scope="session", autouse=True)
def files_for_browsers():
    """Style sheets and scripts as they are served: compressed, named after their content."""
    call_command("collectstatic", "--noinput", verbosity=0)


@pytest.fixture(autouse=True)
def language_of_nobody():
    """A request leaves its language to the thread; the next test does not begin with it."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_setup(postgres, django_db_blocker):
    """pytest-django's word for it: every test of the desk asks as the web role, and leaves nothing behind."""
    with django_db_blocker.unblock():
        reach(postgres.url(WEB))
    yield
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture
def own_database(postgres, django_db_setup, django_db_blocker):
    """A copy of the database for a test that commits; gives the function that says a role's address to it."""
    name = f"copy_{os.urandom(6).hex()}"
    with django_db_blocker.unblock():
        connection.close()
        _as_owner(postgres, sql.SQL("CREATE DATABASE {} TEMPLATE catenary").format(sql.Identifier(name)))
        reach(postgres.url(WEB, name))
        try:
            yield lambda role: postgres.url(role, name)
        finally:
            reach(postgres.url(WEB))
            _drop(postgres, name)


def _drop(server, name):
    """Whoever is still connected is cut off; as the superuser, since autovacuum, which is the server's own, may be looking at it."""
    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as superuser:
        superuser.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _as_owner(server, statement):
    with psycopg.connect(server.url(OWNER, "postgres"), autocommit=True) as owner:
        owner.execute(statement)


def person_of(email):
    """Somebody of the fictional world, found at the sign-in door."""
    with acting(Declaration(door=Door.SIGN_IN)):
        return Person.objects.get(email=email)


def organisation_of(email):
    """Where somebody of the fictional world works."""
    with acting(Declaration(door=Door.SIGN_IN)):
        return Membership.objects.select_related("organisation").filter(person__email=email)[0].organisation


@pytest.fixture
def signed_in(db):
    """`signed_in(email, purpose=None, basis="")`: as services and queries know who is at the desk."""

    def sign_in(email, purpose=None, basis="", *, strong=True):
        person, organisation = person_of(email), organisation_of(email)
        session = {ORGANISATION_KEY: str(organisation.public_id)}
        if purpose:
            session[TASK_KEY] = str(open_task(person, organisation, purpose, basis).public_id)
        with acting(Declaration(door=Door.SIGN_IN)):
            return who_is(person, session, strong)

    return sign_in


def open_task(person, organisation, purpose, basis):
    """The task a test works under."""
    with acting(Declaration(person.pk, organisation.pk)):
        return OpenTask.objects.create(person=person, organisation=organisation, purpose=purpose, basis=basis)


@pytest.fixture
def act_as(signed_in):
    """`with act_as(email, purpose, basis) as here:` everything inside is done as that person."""

    @contextmanager
    def declared(email, purpose=None, basis="", **options):
        here = signed_in(email, purpose, basis, **options)
        with acting(here.declaration):
            yield here

    return declared


@pytest.fixture
def browser(db):
    """`browser(email, purpose=None, basis="")`: a client that is signed in with a second factor, unless told otherwise."""

    def sign_in(email, purpose=None, basis="", *, strong=True):
        person, organisation = person_of(email), organisation_of(email)
        client = Client()
        with acting(Declaration(door=Door.SIGN_IN)):
            client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        methods = ["password", "mfa"] if strong else ["password"]
        at = datetime.now(UTC).timestamp()
        session["account_authentication_methods"] = [{"method": method, "at": at} for method in methods]
        session["account_authentication_methods_user"] = str(person.pk)
        session[ORGANISATION_KEY] = str(organisation.public_id)
        if purpose:
            session[TASK_KEY] = str(open_task(person, organisation, purpose, basis).public_id)
        session.save()
        return client

    return sign_in


@pytest.fixture
def every_organisation(db):
    """The organisations of the world by name."""
    return {each.name: each for each in Organisation.objects.all()}
