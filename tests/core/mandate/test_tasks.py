"""Tasks: nobody states a purpose that their roles have no work for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.mandate.legal_bases import LEGAL_BASES
from catenary.core.mandate.model import Act, Actor, DataClass, Handling, Held, Purpose, Role, Task
from catenary.core.mandate.rules import may_do
from catenary.core.mandate.tasks import check_reference, may_begin, purposes_of

ROLES = st.frozensets(st.sampled_from(Role))


@given(
    ROLES,
    st.sampled_from(DataClass),
    st.sampled_from(Act),
    st.sampled_from(Purpose),
    st.sampled_from(sorted(LEGAL_BASES)),
)
def test_whatever_may_be_done_may_be_stated_as_a_task_first(roles, about, act, purpose, basis):
    actor, task = Actor("kim", "unit", roles, strong=True), Task(purpose, basis)
    if may_do(actor, act, Held("unit", about, Handling.RESTRICTED), task).allowed:
        assert may_begin(roles, task).allowed


@given(ROLES, st.sampled_from(Purpose), st.sampled_from(sorted(LEGAL_BASES)))
def test_only_the_purposes_offered_can_be_stated(roles, purpose, basis):
    allowed = may_begin(roles, Task(purpose, basis)).allowed
    assert allowed == (purpose in purposes_of(roles) and purpose in LEGAL_BASES[basis].purposes)


def test_an_administrator_has_no_task_to_state():
    assert purposes_of({Role.ADMINISTRATOR}) == ()


def test_a_basis_nobody_knows_allows_nothing():
    refused = may_begin({Role.SUPERVISOR}, Task(Purpose.TERRORISM, "made-up")).refusal
    assert refused is not None
    assert refused.code == "mandate.basis_unknown"


@pytest.mark.parametrize("reference", ["", "2026/117", "K-12.4_b", "7"])
def test_file_numbers_pass_as_references(reference):
    assert check_reference(reference).allowed


@pytest.mark.parametrize(
    "reference", ["Ana Lindqvist", "ana", "ana@mail.example", "12 34", "x" * 41 + "1", "\u202e12", "12\n"]
)
def test_what_could_be_a_name_does_not_pass_as_a_reference(reference):
    assert not check_reference(reference).allowed
