"""Every operation of the web API, asked by programs: with the scope, without it, with tokens that open nothing, from elsewhere."""

import secrets
from datetime import timedelta
from uuid import uuid4

import pytest
from attrs import evolve
from django.db import transaction
from django.utils import timezone
from tests.desk.intake.carriers import channel_for
from tests.desk.matrix_things import ELSEWHERE, HERE, client_of, matrix, matrix_database

from catenary.app.spool_key import make_key, publish_recipient
from catenary.app.web_api import ROUTERS
from catenary.core.mandate.flow_table import Flow, State
from catenary.core.mandate.model import Role
from catenary.desk.intake.models import Delivery
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.mandate.models import AccessMatter, MachineClient
from catenary.desk.mandate.people.invitations import hashed

__all__ = ["matrix", "matrix_database"]

V1 = "/web-api/v1"
KEY = {"Idempotency-Key": "a-key-of-the-matrix"}
FOR = {"Catenary-Purpose": "terrorism", "Catenary-Legal-Basis": "eu-2016-681-6"}
THINGS = {
    "/organisations/{organisation}": "organisation",
    "/records/{record}": "record",
    "/ledger/entries/{entry}": "entry",
    "/ledger/entries/{entry}/proof": "entry",
    "/notifications/{notification}/read": None,
    "/deliveries/{delivery}": "delivery",
    "/deliveries/{delivery}/answer": "delivery",
    "/editions/{edition}": "method",
    "/editions/{edition}/questions": "method",
    "/editions/{edition}/method": "method",
    "/visits/{visit}": "visit",
    "/visits/{visit}/scores": "rated_visit",
    "/visits/{visit}/ratings": "rated_visit",
    "/panels/{panel}/rating": "panel",
}


def operations():
    """Every operation: its method, address, and the scope it asks of programs; None for what only people do."""
    for _room, router in ROUTERS:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                (auth,) = operation.auth_callbacks or (router.auth,)
                for method in operation.methods:
                    yield method, path, getattr(auth, "scope", None)


OPERATIONS = sorted(operations(), key=str)
SCOPED = [each for each in OPERATIONS if each[2]]
TAKEN = {"/messages": "application/edifact"}
"""What operations read that do not read JSON."""
OTHERWISE = {"/messages": 202, "/deliveries/{delivery}/answer": 409}
"""What is answered where it is not 200: taken and to be read; a delivery that is not read yet."""
WORK = {"measures:read": Role.ASSESSOR, "assessment:read": Role.ASSESSOR}
"""The role of a program, by its scope, where it is not an officer's of passenger data."""
HIDDEN = {"/ledger/entries/{entry}", "/ledger/entries/{entry}/proof"}
"""What no program sees: entries are for the people they tell of, and for those who watch."""


def test_the_operations_of_the_matrix_are_those_there_are():
    assert len(OPERATIONS) >= 17
    assert {path for _method, path, _scope in OPERATIONS if "{" in path} == THINGS.keys()


@pytest.fixture(autouse=True)
def open_spool(settings, tmp_path):
    """A desk that can take what carriers send."""
    make_key(tmp_path / "spool.key")
    publish_recipient(evolve(settings.CATENARY, data=tmp_path, spool_key=tmp_path / "spool.key"))
    settings.SPOOL_RECIPIENT_FILE = tmp_path / "spool-recipient.txt"


@pytest.fixture
def program(matrix):
    """`program(*scopes, organisation=..., role=..., **changes)`: a program whose token two persons let work, as a client."""

    def make(*scopes, organisation=HERE, role=Role.PASSENGER_DATA_OFFICER, approved=True, **changes):
        maker, second = (matrix.people[organisation, each] for each in (Role.ADMINISTRATOR, Role.SUPERVISOR))
        token = f"cat_{secrets.token_hex(4)}_{secrets.token_urlsafe(32)}"
        here, now = maker.organisation, timezone.now()
        told = {"expires_at": now + timedelta(days=1), "token_hash": hashed(token)}
        with acting(Declaration(maker.person.pk, here.pk)):
            row = MachineClient.objects.create(
                organisation=here, name=str(uuid4()), roles=[role], scopes=list(scopes), prefix=token[4:12],
                made_by=maker.person, **told,
            )  # fmt: skip
            MachineClient.objects.filter(pk=row.pk).update(**{"made_at": now - timedelta(days=2), **changes})
            if approved:
                AccessMatter.objects.create(
                    flow=Flow.GRANT, organisation=here, machine=row, asked_by=maker.person, asked_at=now, reason="x",
                    state=State.IN_FORCE, decided_by=second.person, decided_at=now,
                )  # fmt: skip
        if any(each.startswith("intake:") for each in scopes) and organisation == HERE:
            sends_through(channel_for(row), matrix)
        return client_of(headers={"Authorization": f"Bearer {token}", **FOR})

    with transaction.atomic():
        yield make
        transaction.set_rollback(True)


def sends_through(channel, matrix):
    """The delivery of the matrix came through the channel of this program."""
    with acting(Declaration(organisation=channel.organisation_id)):
        Delivery.objects.filter(public_id=matrix.things["delivery"]).update(channel=channel)


def call(client, method, path, matrix):
    """The status and code of the answer for a real thing."""
    kind = THINGS.get(path)
    thing = matrix.things[kind] if kind else matrix.people[HERE, Role.SUPERVISOR].own["notification"]
    for place in ("organisation", "record", "entry", "notification", "delivery", "edition", "visit", "panel"):
        path = path.replace(f"{{{place}}}", str(thing))
    body = "" if method == "GET" else "{}"
    answer = client.generic(method, V1 + path, body, TAKEN.get(path, "application/json"), headers=KEY)
    told = answer.json() if "json" in answer.headers["Content-Type"] and answer.status_code >= 400 else {}
    return answer.status_code, told.get("code")


@pytest.mark.parametrize(("method", "path", "scope"), SCOPED)
def test_a_program_with_the_scope_is_answered(program, matrix, method, path, scope):
    role = WORK.get(scope, Role.PASSENGER_DATA_OFFICER)
    status, _code = call(program(scope, role=role), method, path, matrix)
    assert status == (404 if path in HIDDEN else OTHERWISE.get(path, 200))


@pytest.mark.parametrize(("method", "path", "scope"), SCOPED)
def test_a_program_without_the_scope_is_refused_for_that(program, matrix, method, path, scope):
    others = {each for _method, _path, each in SCOPED} | {scope.replace(":read", ":write")}
    others.discard(scope)
    assert call(program(*others), method, path, matrix) == (403, "web_api.scope_lacks")


@pytest.mark.parametrize(("method", "path"), [each[:2] for each in OPERATIONS if not each[2]])
def test_what_only_people_do_no_program_does_whatever_its_scopes(program, matrix, method, path):
    every = {each for _method, _path, each in SCOPED} | {"notifications:read", "notifications:write"}
    assert call(program(*every), method, path, matrix) == (403, "web_api.people_only")


PAST = timezone.now() - timedelta(minutes=1)
USELESS = {
    "expired": {"expires_at": PAST},
    "revoked": {"ended_at": PAST},
    "made anew": {"token_hash": hashed("another")},
    "not confirmed": {"approved": False},
}


@pytest.mark.parametrize("why", USELESS)
def test_a_token_that_does_not_work_opens_no_operation(program, matrix, why):
    client = program(*{scope for _method, _path, scope in SCOPED}, **USELESS[why])
    for method, path, _scope in OPERATIONS:
        assert call(client, method, path, matrix) == (401, "web_api.unauthenticated"), path


def test_a_program_of_another_organisation_reads_none_of_its_things(program, matrix):
    client = program("mandate:read", "ledger:read", organisation=ELSEWHERE)
    for path, kind in THINGS.items():
        if kind in {"record", "entry"}:
            assert call(client, "GET", path, matrix) == (404, "web_api.not_found"), path
    listed = client.get(f"{V1}/records").content.decode()
    assert str(matrix.things["record"]) not in listed
    assert str(matrix.things["record"]) in program("mandate:read").get(f"{V1}/records").content.decode()


@pytest.mark.parametrize("role", [Role.RESEARCHER, Role.ANALYST, Role.FOCAL_POINT, Role.PARTNER])
def test_a_scope_gives_a_program_no_more_than_its_roles(program, matrix, role):
    client = program("mandate:read", role=role)
    status, code = call(client, "GET", "/records/{record}", matrix)
    assert (status, code) == (403, "mandate.role_lacks")
    assert client.get(f"{V1}/records").json()["items"] == []


def test_the_method_is_read_by_programs_of_those_who_assess_and_a_draft_by_its_body_alone(program, matrix):
    paths = [path for path, kind in THINGS.items() if kind == "method"]
    for path in paths:
        assert call(program("measures:read"), "GET", path, matrix) == (403, "mandate.role_lacks")
        stranger = program("measures:read", organisation=ELSEWHERE, role=Role.ASSESSOR)
        assert call(stranger, "GET", path, matrix) == (404, "web_api.not_found")


def test_a_program_that_states_no_purpose_opens_no_personal_data(program, matrix):
    client = program("mandate:read")
    for name in FOR:
        del client.defaults[f"HTTP_{name.upper().replace('-', '_')}"]
    assert call(client, "GET", "/records/{record}", matrix) == (403, "mandate.task_missing")
