"""Every address of the desk, asked as every role, in the organisation it belongs to and in another."""

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.urls.converters import IntConverter, SlugConverter, UUIDConverter
from django.utils import timezone

from catenary.core.mandate.flow_table import Flow
from catenary.core.mandate.model import Role
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import AccessMatter, Invitation, MachineClient, Membership, Person
from catenary.desk.mandate.people.invitations import hashed
from catenary.desk.mandate.signed_in import ORGANISATION_KEY

TABLE = tomllib.loads(Path(__file__).with_name("access_matrix.toml").read_text(encoding="utf-8"))
HERE, ELSEWHERE = "Utopia Passenger Information Unit", "Unidad de Información de Pasajeros de Marvona"
REFUSED = {401, 403}


def addresses(resolver=None, before="", names=()) -> Iterator[tuple[str, str, dict]]:
    """Every route: its name, its address with something in every place, the converters of its places."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            within = (*names, pattern.namespace) if pattern.namespace else names
            yield from addresses(pattern, before + str(pattern.pattern), within)
        else:
            yield (
                ":".join((*names, pattern.name or before)),
                before + str(pattern.pattern),
                pattern.pattern.converters,
            )


ROUTES = {name: (route, converters) for name, route, converters in addresses()}


def test_every_address_has_a_row_and_every_row_an_address():
    missing = sorted(ROUTES.keys() - TABLE["routes"].keys())
    gone = sorted(TABLE["routes"].keys() - ROUTES.keys())
    lines = "\n".join(f'"{name}" = {{ who = "..." }}' for name in missing)
    assert not missing, f"say in tests/desk/access_matrix.toml who may open them:\n{lines}"
    assert not gone, f"take these rows out of tests/desk/access_matrix.toml: {gone}"


@pytest.fixture(autouse=True)
def without_looks(monkeypatch):
    """What pages look like is tried elsewhere; here only whether they open, many thousand times."""
    monkeypatch.setattr("django.template.loader.render_to_string", lambda *_args, **_more: "")


@pytest.fixture
def people(db):
    """`people(organisation, role)`: somebody with this one role there, signed in with a second factor."""
    organisations = {each.name: each for each in Organisation.objects.filter(name__in=[HERE, ELSEWHERE])}
    somebody = {}

    def sign_in(name, role):
        organisation = organisations[name]
        if name not in somebody:
            with acting(Declaration(door=Door.SIGN_IN)):
                somebody[name] = person = Person.objects.create(
                    email=f"{uuid4()}@matrix.example", name="X", password="!"
                )
                TOTP.activate(person, generate_totp_secret())
        with acting(Declaration(organisation=organisation.pk)):
            Membership.objects.filter(person=somebody[name]).update(state="ended")
            if role is not None:
                Membership.objects.create(
                    person=somebody[name], organisation=organisation, role=role, state="active"
                )
        return _client(somebody[name], organisation)

    return sign_in


def _client(person, organisation):
    at = datetime.now(UTC).timestamp()
    session = SessionStore()
    session.update(
        {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: "allauth.account.auth_backends.AuthenticationBackend",
            HASH_SESSION_KEY: person.get_session_auth_hash(),
            "account_authentication_methods": [{"method": each, "at": at} for each in ("password", "mfa")],
            "account_authentication_methods_user": str(person.pk),
            ORGANISATION_KEY: str(organisation.public_id),
        }
    )
    session.save()
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


@pytest.fixture
def things(db):
    """`things(kind)`: the public id of a thing of the first organisation, made by its administrator."""

    def make(kind):
        with acting(Declaration(door=Door.SIGN_IN)):
            organisation = Organisation.objects.get(name=HERE)
            maker = Person.objects.get(email="oskar.lindmere@piu.utopia.example")
            person = Person.objects.create(
                email=f"{uuid4()}@matrix.example", name="A colleague", password="!"
            )
        with acting(Declaration(maker.pk, organisation.pk)):
            role = Membership.objects.create(
                person=person, organisation=organisation, role="researcher", state="active", proposed_by=maker
            )
            made = {"person": person, "role": role}.get(kind) or _made(kind, organisation, maker, person)
        return made.public_id

    return make


def _made(kind, organisation, maker, person):
    later = timezone.now() + timedelta(days=1)
    if kind == "invitation":
        return Invitation.objects.create(
            organisation=organisation,
            person=person,
            token_hash=hashed(str(uuid4())),
            invited_by=maker,
            expires_at=later,
        )
    if kind == "program":
        return MachineClient.objects.create(
            organisation=organisation, name="A program", roles=["researcher"], scopes=["trends:read"],
            prefix=uuid4().hex[:8], token_hash=hashed(str(uuid4())), made_by=maker, expires_at=later,
        )  # fmt: skip
    return AccessMatter.objects.create(
        flow=Flow.SUSPENSION, organisation=organisation, asked_by=maker, asked_at=timezone.now(), reason="Lost badge",
        about_person=person,
    )  # fmt: skip


def address(name, thing=None):
    """The route with the thing in its place, and where it names nothing, with what no row can have."""
    route, converters = ROUTES[name]
    for place, converter in converters.items():
        value = thing or _nothing(converter)
        route = route.replace(f"<{_kind(converter)}:{place}>", str(value)).replace(f"<{place}>", str(value))
    return "/" + route.replace("^(?P<provider_id>[^/]+)", "nobody").replace(r"\Z", "")


def _nothing(converter):
    if isinstance(converter, IntConverter):
        return 2**31 - 1
    return UUID(int=0) if isinstance(converter, UUIDConverter) else "none"


def _kind(converter):
    kinds = {IntConverter: "int", UUIDConverter: "uuid", SlugConverter: "slug"}
    return kinds.get(type(converter), "str")


def ask(client, name, thing=None):
    """The status of the answer; 403 where the way to the sign-in page was shown."""
    row = TABLE["routes"][name]
    response = client.generic(row.get("method", "GET"), address(name, thing))
    sent_away = response.status_code in {302, 303} and response.url.startswith("/account/login/?next=")
    assert response.status_code < 500, f"{name}: {response.status_code}"
    return 403 if sent_away else response.status_code


def allowed(row, role):
    """Whether the table lets a role in."""
    if row["who"] in {"anybody", "signed_in"}:
        return True
    return role is not None and (row["who"] == "at_desk" or role in TABLE["groups"][row["who"]])


@pytest.mark.parametrize("name", sorted(TABLE["routes"]))
def test_an_address_opens_for_the_roles_of_its_row_and_for_nobody_else(name, people, things):
    row = TABLE["routes"][name]
    about = row.get("about", "nothing")
    for role in (None, *Role):
        thing = things(about) if about != "nothing" else None
        status = ask(people(HERE, role), name, thing)
        if not allowed(row, role):
            assert status in REFUSED, f"{name} opened for {role}: {status}"
        else:
            closed = {403, 404} if thing else {403}
            assert "needs" in row or status not in closed, f"{name} did not open for {role}: {status}"


@pytest.mark.parametrize("name", sorted(TABLE["routes"]))
def test_who_is_not_signed_in_opens_only_what_is_for_anybody(name, db):
    open_to_all = TABLE["routes"][name]["who"] == "anybody"
    status = ask(Client(raise_request_exception=False), name)
    if open_to_all:
        assert status != 403
    else:
        assert status in REFUSED | {404}


THINGS = sorted(name for name, row in TABLE["routes"].items() if row.get("about", "nothing") != "nothing")


@pytest.mark.parametrize("name", THINGS)
def test_no_role_of_another_organisation_learns_that_a_thing_exists(name, people, things):
    row = TABLE["routes"][name]
    thing = things(row["about"])
    for role in Role:
        expected = {404} if allowed(row, role) else REFUSED
        assert ask(people(ELSEWHERE, role), name, thing) in expected, f"{name} as {role}"
