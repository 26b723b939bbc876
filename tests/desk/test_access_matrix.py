"""Every address of the desk, asked as every role for things that exist, in the organisation they belong to and in another."""

import json
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.urls import URLResolver, get_resolver
from django.urls.converters import IntConverter, SlugConverter, UUIDConverter
from tests.desk.matrix_things import ELSEWHERE, HERE, client_of, matrix, matrix_database

from catenary.core.mandate.legal_bases import LEGAL_BASES
from catenary.core.mandate.model import Act, DataClass, Role
from catenary.core.mandate.rules import purposes_for
from catenary.core.mandate.tasks import purposes_of
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import KeptWork, OpenTask
from catenary.desk.mandate.signed_in import ORGANISATION_KEY, TASK_KEY

__all__ = ["matrix", "matrix_database"]

TABLE = tomllib.loads(Path(__file__).with_name("access_matrix.toml").read_text(encoding="utf-8"))
REFUSED, OPENED = {401, 403, 404}, {200, 302, 303, 422}
EVERYBODY = (None, *Role)
SOME = (None, Role.ADMINISTRATOR, Role.OVERSIGHT, Role.RESEARCHER)
"""Enough where no role is asked for."""


def addresses(resolver=None, before="", names=(), places=()) -> Iterator[tuple[str, str, dict]]:
    """Every route: its name, its address with something in every place, the converters of its places."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            within = (*names, pattern.namespace) if pattern.namespace else names
            inside = (*places, *pattern.pattern.converters.items())
            yield from addresses(pattern, before + str(pattern.pattern), within, inside)
        else:
            yield (
                ":".join((*names, pattern.name or before)),
                before + str(pattern.pattern),
                {**dict(places), **pattern.pattern.converters},
            )


ROUTES = {name: (route, converters) for name, route, converters in addresses()}


def test_every_address_has_a_row_and_every_row_an_address():
    missing = sorted(ROUTES.keys() - TABLE["routes"].keys())
    gone = sorted(TABLE["routes"].keys() - ROUTES.keys())
    lines = "\n".join(f'"{name}" = {{ who = "..." }}' for name in missing)
    assert not missing, f"say in tests/desk/access_matrix.toml who may open them:\n{lines}"
    assert not gone, f"take these rows out of tests/desk/access_matrix.toml: {gone}"


def test_every_address_that_names_a_thing_is_asked_for_one_that_exists():
    """But those of signing in, which name no thing of an organisation."""
    named = {name for name, (_route, converters) in ROUTES.items() if converters}
    unnamed = {name for name in named if TABLE["routes"][name].get("about", "nothing") == "nothing"}
    assert unnamed == {"come_by_invitation", "problem"}


@pytest.fixture(autouse=True)
def without_looks(monkeypatch):
    """What pages look like is tried elsewhere; here only whether they open, many thousand times."""
    monkeypatch.setattr("django.template.loader.render_to_string", lambda name, *_args, **_more: str(name))


class Asking:
    """Whoever asks, for one purpose or none, within a transaction that is undone."""

    def __init__(self, somebody, purpose=None):
        self._somebody, self._purpose = somebody, purpose

    def __enter__(self):
        self._undone = transaction.atomic()
        self._undone.__enter__()
        client = client_of()
        client.cookies[settings.SESSION_COOKIE_NAME] = self._session().session_key
        for name, value in self._somebody.cookies.items():
            client.cookies[name] = value
        return client

    def __exit__(self, *_):
        transaction.set_rollback(True)
        self._undone.__exit__(None, None, None)

    def _session(self):
        person, organisation = self._somebody.person, self._somebody.organisation
        at = datetime.now(UTC).timestamp()
        session = SessionStore()
        session.update(
            {
                SESSION_KEY: str(person.pk),
                BACKEND_SESSION_KEY: "allauth.account.auth_backends.AuthenticationBackend",
                HASH_SESSION_KEY: person.get_session_auth_hash(),
                "account_authentication_methods": [
                    {"method": each, "at": at, "reauthenticated": True} for each in ("password", "mfa")
                ],
                "account_authentication_methods_user": str(person.pk),
                ORGANISATION_KEY: str(organisation.public_id),
            }
        )
        if self._purpose:
            session[TASK_KEY] = str(self._task(person, organisation).public_id)
        session.save()
        return session

    def _task(self, person, organisation):
        law = next(code for code, basis in LEGAL_BASES.items() if self._purpose in basis.purposes)
        with acting(Declaration(person.pk, organisation.pk)):
            return OpenTask.objects.create(
                person=person, organisation=organisation, purpose=self._purpose, basis=law
            )


def purpose_for(row, role):
    """What somebody with the role states before they ask: what opens the row's class to them, else any work of theirs."""
    if role is None or "class" not in row:
        return None
    act, classes = Act(row.get("act", "see")), [row["class"], row.get("else", row["class"])]
    possible = next(filter(None, (purposes_for([role], act, DataClass(each)) for each in classes)), None)
    return next(iter(sorted(possible or purposes_of([role]))), None)


def address(name, thing, things):
    """The route with the thing in its place, and where it names nothing, with what no row can have."""
    route, converters = ROUTES[name]
    others = {
        place: things.get(value[1:]) if value.startswith("@") else value
        for place, value in TABLE["routes"][name].get("with", {}).items()
    }
    for place, converter in converters.items():
        value = others.get(place) or thing or _nothing(converter)
        route = route.replace(f"<{_kind(converter)}:{place}>", str(value)).replace(f"<{place}>", str(value))
    return "/" + route.replace("^(?P<provider_id>[^/]+)", "nobody").replace(r"\Z", "")


def _nothing(converter):
    if isinstance(converter, IntConverter):
        return 2**31 - 1
    return UUID(int=0) if isinstance(converter, UUIDConverter) else "none"


def _kind(converter):
    kinds = {IntConverter: "int", UUIDConverter: "uuid", SlugConverter: "slug"}
    return kinds.get(type(converter), "str")


def ask(client, name, thing, things):
    """The status of the answer; 403 where a refusal, the way to the sign-in page or that to stating a purpose was shown."""
    row = TABLE["routes"][name]
    method, path = row.get("method", "GET"), address(name, thing, things)
    if "body" in row:
        response = client.post(path, row["body"])
    else:
        told = json.dumps(row["json"]) if "json" in row else ""
        response = client.generic(
            method, path, told, "application/json", HTTP_IDEMPOTENCY_KEY="a-key-of-the-matrix"
        )
    assert response.status_code < 500, f"{name}: {response.status_code}"
    sent = response.url if response.status_code in {302, 303} else ""
    asked = sent.startswith(("/account/login/?next=", "/mandate/task?next="))
    refused = (
        not response.streaming and response.content == b"mandate/refused.html"
    )  # 422 where nobody is to blame
    response.close()
    return 403 if asked or refused else response.status_code


def allowed(row, role):
    """Whether the table lets a role in."""
    if row["who"] in {"anybody", "signed_in"}:
        return True
    return role is not None and (row["who"] == "at_desk" or role in TABLE["groups"][row["who"]])


def thing_of(row, matrix, somebody):
    """The id of what the row is about: one's own, or one of the first organisation's."""
    about = row.get("about", "nothing")
    if about == "nothing":
        return None
    return somebody.own[about] if row.get("mine") else matrix.things[about]


def status_of(name, somebody, thing, matrix, *, states=True):
    """What one person is answered, having stated a purpose where the row is about personal data."""
    row = TABLE["routes"][name]
    with Asking(somebody, purpose_for(row, somebody.role) if states else None) as client:
        return ask(client, name, thing, matrix.things)


@pytest.mark.parametrize("name", sorted(TABLE["routes"]))
def test_an_address_opens_for_the_roles_of_its_row_and_for_nobody_else(name, matrix):
    row = TABLE["routes"][name]
    for role in SOME if row["who"] in {"anybody", "signed_in"} else EVERYBODY:
        somebody = matrix.people[HERE, role]
        thing = thing_of(row, matrix, somebody)
        status = status_of(name, somebody, thing, matrix)
        if not allowed(row, role):
            refused = REFUSED | {422} if row.get("done") else REFUSED
            assert status in refused, f"{name} opened for {role}: {status}"
        elif "needs" not in row:
            good = {303} if row.get("done") else OPENED if thing else OPENED | {400, 404, 409, 428}
            assert status in good, f"{name} did not open for {role}: {status}"


@pytest.mark.parametrize("name", sorted(TABLE["routes"]))
def test_who_is_not_signed_in_opens_only_what_is_for_anybody(name, matrix):
    row = TABLE["routes"][name]
    thing = thing_of(row, matrix, matrix.people[HERE, Role.SUPERVISOR])
    status = ask(client_of(), name, thing, matrix.things)
    if row["who"] == "anybody":
        assert "needs" in row or status not in {401, 403}
    else:
        assert status in {401, 403}


def rows_with(*marks, without=()):
    """The names of the rows that have all of these marks and none of the others."""
    rows = {name: row for name, row in TABLE["routes"].items() if row.get("about", "nothing") != "nothing"}
    return sorted(
        name
        for name, row in rows.items()
        if all(row.get(mark) for mark in marks) and not any(row.get(mark) for mark in without)
    )


@pytest.mark.parametrize(
    "name",
    [each for each in rows_with(without=["shared", "silent"]) if TABLE["routes"][each]["who"] != "nobody"],
)
def test_no_role_of_another_organisation_learns_that_a_thing_exists(name, matrix):
    row = TABLE["routes"][name]
    thing = thing_of(row, matrix, matrix.people[HERE, Role.SUPERVISOR])
    nothing = 2**31 - 1 if isinstance(thing, int) else UUID(int=0)
    for role in (each for each in EVERYBODY if allowed(row, each)):  # the others are refused anywhere, above
        stranger = matrix.people[ELSEWHERE, role]
        status = status_of(name, stranger, thing, matrix)
        assert status in REFUSED, f"{name} opened for {role} of another organisation: {status}"
    assert status == status_of(name, stranger, nothing, matrix), f"{name} tells {role} that the thing exists"


@pytest.mark.parametrize("name", rows_with("shared"))
def test_what_everybody_shares_opens_for_the_same_roles_of_another_organisation(name, matrix):
    row = TABLE["routes"][name]
    for role in EVERYBODY:
        status = status_of(name, matrix.people[ELSEWHERE, role], matrix.things[row["about"]], matrix)
        assert status in (OPENED if allowed(row, role) else REFUSED), f"{name}: {role} {status}"


@pytest.mark.parametrize("name", rows_with("mine", without=["silent"]))
def test_what_is_somebodys_own_opens_for_no_colleague(name, matrix):
    row = TABLE["routes"][name]
    owner = matrix.people[HERE, Role.LIAISON]
    for role in set(Role) - {owner.role}:
        status = status_of(name, matrix.people[HERE, role], owner.own[row["about"]], matrix)
        assert status in REFUSED, f"{name} opened a colleague's for {role}: {status}"


@pytest.mark.parametrize("name", [name for name, row in TABLE["routes"].items() if "class" in row])
def test_personal_data_opens_for_nobody_who_stated_no_purpose(name, matrix):
    row = TABLE["routes"][name]
    for role in (each for each in Role if allowed(row, each)):
        somebody = matrix.people[HERE, role]
        status = status_of(name, somebody, thing_of(row, matrix, somebody), matrix, states=False)
        assert status in REFUSED, f"{name} opened without a purpose for {role}: {status}"


def test_nobody_throws_away_the_kept_work_of_another(matrix):
    owner, other = matrix.people[HERE, Role.LIAISON], matrix.people[HERE, Role.SUPERVISOR]
    with Asking(other) as client:
        client.post(address("throw_away", owner.own["kept_work"], matrix.things))
        with acting(Declaration(door=Door.SIGN_IN)):
            assert KeptWork.objects.filter(public_id=owner.own["kept_work"]).exists()


def test_why_an_emergency_was_asked_for_is_read_by_those_who_decide_or_watch(matrix):
    emergency = matrix.things["emergency"]
    answers = {role: status_of("matter", matrix.people[HERE, role], emergency, matrix) for role in Role}
    readers = {role for role, status in answers.items() if status == 200}
    assert readers == {
        Role.SUPERVISOR,
        Role.COMPETENT_AUTHORITY,
        Role.DATA_PROTECTION_OFFICER,
        Role.OVERSIGHT,
    }


@pytest.mark.parametrize("name", rows_with(without=["shared", "mine"]))
def test_an_oversight_body_opens_from_afar_what_it_watches_and_no_more(name, matrix):
    row = TABLE["routes"][name]
    (watcher,) = (each for (where, _role), each in matrix.people.items() if where not in {HERE, ELSEWHERE})
    status = status_of(name, watcher, matrix.things[row["about"]], matrix)
    assert status in (OPENED if row.get("afar") else REFUSED), f"{name}: {status}"
