"""Programs: their tokens are told once, scoped, and end; a sensitive role waits for a second person."""

import re
from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from catenary.basis.findings import ProblemError
from catenary.core.mandate.flow_table import Step
from catenary.core.mandate.model import Role
from catenary.desk.mandate import machines
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import AccessMatter, FailedAttempt, MachineClient
from catenary.desk.mandate.people import matters

ADMINISTRATOR = "oskar.lindmere@piu.utopia.example"
SUPERVISOR = "greta.holmwood@piu.utopia.example"
OFFICER = "tom.ashgrove@piu.utopia.example"
FOREIGN_ADMINISTRATOR = "marta.quiroga@piu.marvona.example"


def call(token, scheme="Bearer"):
    return machines.authenticate(RequestFactory().get("/", headers={"Authorization": f"{scheme} {token}"}))


@pytest.fixture
def make(act_as):
    def made(roles=(Role.RESEARCHER,), scopes=("directory:read",), days=30, email=ADMINISTRATOR):
        with act_as(email) as here:
            return machines.make_client(
                actor=here,
                name="Statistics loader",
                roles=roles,
                scopes=scopes,
                valid=timedelta(days=days),
                reason="Yearly figures",
            )

    return made


def row_of(made):
    with acting(Declaration(door=Door.SIGN_IN)):
        return MachineClient.objects.get(pk=made.client.pk)


def test_a_token_finds_its_program_organisation_roles_and_scopes(make):
    made = make()
    client = call(made.token)
    assert client == made.client
    assert client.organisation.name == "Utopia Passenger Information Unit"
    assert (client.roles, client.scopes) == (["researcher"], ["directory:read"])


def test_only_a_hash_of_the_token_is_kept(make):
    made = make()
    row = row_of(made)
    assert made.token not in {row.token_hash, row.prefix}
    assert row.prefix in made.token
    assert re.fullmatch("[0-9a-f]{64}", row.token_hash)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t[:-2] + ("A" if t[-2] != "A" else "B") + t[-1],
        str.upper,
        lambda t: t + "x",
        lambda _token: "",
    ],
)
def test_another_token_opens_nothing(make, change):
    token = make().token
    changed = change(token)
    assert changed != token
    assert call(changed) is None


def test_a_token_is_a_bearer_token(make):
    assert call(make().token, "Basic") is None


def test_a_wrong_secret_under_a_known_prefix_leaves_evidence(make):
    made = make()
    other = make()
    assert call(made.token[:13] + other.token[13:]) is None
    with acting(Declaration(door=Door.SIGN_IN)):
        assert FailedAttempt.objects.get().kind == "token"


def test_a_sensitive_role_opens_nothing_until_a_second_person_confirms(make, act_as):
    made = make(roles=[Role.PASSENGER_DATA_OFFICER])
    assert call(made.token) is None
    with act_as(SUPERVISOR) as here:
        matter = AccessMatter.objects.get(machine=made.client)
        matters.decide(actor=here, matter=matter.public_id, step=Step.CONFIRM)
    assert call(made.token) == made.client


def test_nobody_confirms_the_program_they_made(make, act_as):
    made = make(roles=[Role.PASSENGER_DATA_OFFICER])
    with act_as(ADMINISTRATOR) as here:
        matter = AccessMatter.objects.get(machine=made.client)
        with pytest.raises(ProblemError, match="own_confirmation"):
            matters.decide(actor=here, matter=matter.public_id, step=Step.CONFIRM)


@pytest.mark.parametrize("role", sorted(frozenset(Role) - machines.MACHINE_ROLES))
def test_no_program_judges_approves_watches_or_gives_roles(make, role):
    with pytest.raises(ProblemError, match="machine_role"):
        make(roles=[role])


@pytest.mark.parametrize("scope", ["everything", "directory:delete", "directory:read ", "*:read"])
def test_a_scope_is_a_room_and_reading_or_writing(make, scope):
    with pytest.raises(ProblemError, match="machine_scope"):
        make(scopes=[scope])


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_token_ends_within_a_year(make, days):
    with pytest.raises(ProblemError, match="machine_too_long"):
        make(days=days)


def test_a_token_ends_by_itself(make, monkeypatch):
    made = make(days=30)
    later = timezone.now() + timedelta(days=30)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert call(made.token) is None


def test_a_new_token_stops_the_old_one(make, act_as):
    made = make()
    with act_as(ADMINISTRATOR) as here:
        rotated = machines.rotate(actor=here, client=made.client)
    assert call(made.token) is None
    assert call(rotated.token) == made.client
    assert row_of(rotated).expires_at == row_of(made).expires_at


def test_an_ended_program_is_ended_for_good(make, act_as):
    made = make()
    with act_as(ADMINISTRATOR) as here:
        machines.end_client(actor=here, client=made.client, reason="Replaced")
        assert call(made.token) is None
        with pytest.raises(ProblemError, match="machine_ended"):
            machines.rotate(actor=here, client=made.client)


def test_the_last_use_is_remembered(make):
    made = make()
    assert row_of(made).last_used_at is None
    call(made.token)
    assert row_of(made).last_used_at is not None


@pytest.mark.parametrize("email", [OFFICER, SUPERVISOR])
def test_only_who_gives_roles_makes_programs(make, email):
    with pytest.raises(ProblemError, match="role_lacks_desk_act"):
        make(email=email)


def test_another_organisation_sees_none_of_it(make, act_as, browser):
    made = make()
    with act_as(FOREIGN_ADMINISTRATOR):
        assert not MachineClient.objects.exists()
    assert browser(FOREIGN_ADMINISTRATOR).get(f"/mandate/programs/{made.client.public_id}").status_code == 404


def test_the_page_shows_the_token_once(browser, act_as):
    client = browser(ADMINISTRATOR)
    form = {
        "name": "Loader",
        "roles": ["researcher"],
        "scopes": "directory:read trends:write",
        "days": "30",
        "reason": "Figures",
    }
    page = client.post("/mandate/programs/new", form).content.decode()
    token = re.search(r"cat_[0-9a-f]{8}_[\w-]{43}", page)[0]
    found = call(token)
    assert found.scopes == ["directory:read", "trends:write"]
    for path in ("/mandate/programs", f"/mandate/programs/{found.public_id}"):
        assert token not in client.get(path).content.decode()
