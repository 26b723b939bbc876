"""The invented organisations could exist: each role is there, and nobody holds roles that nobody may hold together."""

from catenary.core.mandate.model import Role
from catenary.core.mandate.rules import may_hold
from catenary.world.assessments.states import assessed_states
from catenary.world.geography import states
from catenary.world.institutions import institutions, officials


def test_there_is_somebody_in_every_role():
    assert {role for official in officials() for role in official.roles} == set(Role)


def test_nobody_holds_roles_that_exclude_each_other():
    assert [official.email for official in officials() if not may_hold(official.roles).allowed] == []


def test_everybody_works_in_an_organisation_of_an_invented_state():
    keys = {institution.key for institution in institutions()}
    assert {official.organisation for official in officials()} <= keys
    assert {institution.country for institution in institutions()} <= {
        "",
        *(state.code for state in (*states(), *assessed_states())),
    }


def test_no_address_can_be_anybodys():
    assert all(official.email.endswith(".example") for official in officials())
