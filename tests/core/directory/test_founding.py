import tomllib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.directory.founding import register
from catenary.core.mandate.model import OrganisationKind, Role

ZONES = {"UTC", "Europe/London"}
REGISTER = """
[state]
kind = "state"
name = "Utopia"
country = "UTO"

[unit]
kind = "unit"
name = "Utopia Unit"
parent = "state"
time_zone = "Europe/London"

[[unit.people]]
name = "Ada One"
email = "Ada@unit.example"
roles = ["administrator"]

[[unit.people]]
name = "Bo Two"
email = "bo@unit.example"
roles = ["data_protection_officer"]
language = "fr"

[watch]
kind = "oversight"
name = "Utopia Watch"
oversees = ["unit"]
"""


def refused(text):
    with pytest.raises(ProblemError) as refusal:
        register(tomllib.loads(text), ZONES)
    return refusal.value.finding.code, refusal.value.finding.params.get("where")


def test_a_register_tells_organisations_and_whom_each_begins_with():
    state, unit, watch = register(tomllib.loads(REGISTER), ZONES)
    assert (state.kind, state.country, state.people) == (OrganisationKind.STATE, "UTO", ())
    assert (unit.parent, watch.oversees) == ("state", ("unit",))
    assert [(each.email, each.roles) for each in unit.people] == [
        ("ada@unit.example", {Role.ADMINISTRATOR}),
        ("bo@unit.example", {Role.DATA_PROTECTION_OFFICER}),
    ]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('kind = "state"', 'kind = "empire"', ("directory.value_unfit", "state")),
        ('kind = "state"\n', "", ("directory.field_missing", "state")),
        ('name = "Utopia"', 'name = " "', ("directory.field_missing", "state")),
        ('country = "UTO"', 'country = "ut"', ("directory.value_unfit", "state")),
        ('country = "UTO"', 'colour = "blue"', ("directory.field_unknown", "state")),
        ('parent = "state"', 'parent = "watch"', ("directory.reference_unknown", "unit")),
        ('oversees = ["unit"]', 'oversees = ["nobody"]', ("directory.reference_unknown", "watch")),
        ('time_zone = "Europe/London"', 'time_zone = "Moon/Base"', ("directory.value_unfit", "unit")),
        ('language = "fr"', 'language = "tlh"', ("directory.value_unfit", "unit")),
        ('roles = ["administrator"]', 'roles = ["king"]', ("directory.value_unfit", "unit")),
        ('email = "bo@unit.example"', 'email = "ada@unit.example"', ("directory.person_repeated", "unit")),
        ('email = "bo@unit.example"', 'email = "nobody"', ("directory.value_unfit", "unit")),
        ('name = "Utopia Watch"', 'name = "Utopia Unit"', ("directory.name_repeated", "watch")),
    ],
)
def test_what_is_wrong_is_told_with_the_organisation_it_stands_in(before, after, told):
    assert before in REGISTER
    assert refused(REGISTER.replace(before, after)) == told


@pytest.mark.parametrize(
    "roles", ['["data_protection_officer"]', '["supervisor"]', '["passenger_data_officer"]']
)
def test_no_organisation_begins_with_nobody_who_invites(roles):
    assert refused(REGISTER.replace('["administrator"]', roles)) == ("directory.two_needed", "unit")


def test_one_person_who_invites_and_confirms_is_not_two():
    alone = REGISTER[: REGISTER.index('[[unit.people]]\nname = "Bo')]
    assert refused(alone) == ("directory.two_needed", "unit")


def test_roles_that_nobody_holds_together_are_refused_from_the_beginning():
    both = REGISTER.replace('["administrator"]', '["administrator", "oversight"]')
    assert refused(both)[0] == "mandate.roles_incompatible"


@pytest.mark.parametrize(("text", "code"), [("", "register_empty"), ("kind = 'unit'", "field_unknown")])
def test_what_is_no_register_is_told(text, code):
    assert refused(text)[0] == f"directory.{code}"


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["unit", "state", "a@b.example"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["kind", "name", "people", "roles", "email", "oversees", "parent"]), inner
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text(min_size=1, max_size=4), VALUES, max_size=3))
def test_whatever_a_file_says_is_a_register_or_refused_with_a_code(told):
    with suppress(ProblemError):
        assert register(told, ZONES)


@pytest.mark.parametrize("field", ["parent", "oversees", "people", "language", "time_zone", "country"])
@given(value=VALUES)
def test_no_field_of_an_organisation_breaks_the_reading(field, value):
    with suppress(ProblemError):
        assert register({"unit": {"kind": "unit", "name": "Unit", field: value}}, ZONES)
