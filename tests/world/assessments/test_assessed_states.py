"""The States and raters of the fictional assessments could exist, and none of them is anybody real."""

from collections import Counter

import pytest

from catenary.basis.country import CodeKind, CountryCode
from catenary.basis.country_table import COUNTRIES
from catenary.formats.measures.shipped import first_edition
from catenary.world.assessments.experts import conflicts_of, experts
from catenary.world.assessments.states import assessed_state, assessed_states, regions
from catenary.world.geography import airport_zones, states
from catenary.world.institutions import institutions, officials

REAL = {name.casefold() for line in COUNTRIES.splitlines() for name in line.split(maxsplit=2)[2].split("|")}


def apart(one, other):
    """How many letters are changed, added, left out or exchanged with their neighbour (optimal string alignment)."""
    rows = [list(range(len(other) + 1))]
    for i, mine in enumerate(one, 1):
        row = [i]
        for j, theirs in enumerate(other, 1):
            steps = [rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (mine != theirs)]
            if i > 1 and j > 1 and (mine, one[i - 2]) == (other[j - 2], theirs):
                steps.append(rows[-2][j - 2] + 1)
            row.append(min(steps))
        rows.append(row)
    return rows[-1][-1]


PEOPLES = [
    "wend",
    "sorb",
    "magyar",
    "roma",
    "sami",
    "basque",
    "breton",
    "catalan",
    "corsican",
    "frisian",
    "kurd",
    "yazidi",
    "druze",
    "copt",
    "berber",
    "tuareg",
    "hausa",
    "fulani",
    "yoruba",
    "igbo",
    "zulu",
    "xhosa",
    "amhara",
    "oromo",
    "tigray",
    "somali",
    "tamil",
    "sinhala",
    "punjab",
    "pashtun",
    "hazara",
    "baloch",
    "uzbek",
    "tajik",
    "turkmen",
    "kazakh",
    "tatar",
    "uyghur",
    "mongol",
    "han",
    "hui",
    "tibet",
    "karen",
    "shan",
    "hmong",
    "malay",
    "javan",
    "maori",
    "inuit",
    "maya",
    "quechua",
    "aymara",
    "guarani",
    "cherokee",
    "navajo",
    "slav",
    "serb",
    "croat",
    "bosni",
    "alban",
    "maced",
    "bulgar",
    "pole",
    "czech",
    "slovak",
    "rus",
    "ukrain",
    "belarus",
    "baltic",
    "estoni",
    "latvi",
    "lithu",
    "finn",
    "swed",
    "norw",
    "dane",
    "scot",
    "welsh",
    "irish",
    "cornish",
    "manx",
    "palestin",
    "arab",
    "persia",
    "jew",
    "sikh",
    "hindu",
    "muslim",
    "sunni",
    "shia",
]
"""Beginnings of names of peoples and faiths."""


def test_there_are_twenty_four_states_in_four_regions_of_six():
    assert Counter(Counter(each.region for each in assessed_states()).values()) == {6: 4}


@pytest.mark.parametrize("state", assessed_states(), ids=lambda each: each.name)
def test_no_state_is_named_like_a_real_one_or_a_people(state):
    name = state.name.casefold()
    assert not [real for real in REAL if apart(name, real) <= 2 or real in name]
    assert not [people for people in PEOPLES if name.startswith(people)]


def test_no_region_holds_only_rich_or_only_poor_states_or_one_tradition_of_law():
    for region in regions():
        there = [each for each in assessed_states() if each.region == region]
        assert len({each.income for each in there}) >= 3
        assert len({each.tradition for each in there}) >= 2
        assert len({each.languages[0] for each in there}) >= 3


def test_codes_belong_to_nobody_and_mean_one_state_each():
    codes = [each.code for each in assessed_states()]
    kinds = {CountryCode.of(code).kind for code in codes}
    assert kinds == {CodeKind.SPECIMEN, CodeKind.USER_ASSIGNED}
    assert not set(codes) & set(airport_zones())
    named = {each.code: each.name for each in states()}
    assert all(named.get(each.code, each.name) == each.name for each in assessed_states())
    assert len({each.name for each in assessed_states()} | set(named.values())) == len({*named, *codes})


def test_borders_hold_both_ways():
    for state in assessed_states():
        assert all(state.code in assessed_state(other).borders for other in state.borders)
        assert state.has_coast or state.borders


def test_the_organisations_of_assessed_states_bear_their_names_and_languages():
    organised = {each.country: each for each in institutions() if each.kind == "state"}
    assert set(organised) <= {each.code for each in assessed_states()}
    for code, institution in organised.items():
        state = assessed_state(code)
        assert (institution.name, institution.language) == (state.name, state.languages[0])


def test_thirty_experts_of_all_regions_know_every_area_from_three_regions():
    pool = experts()
    assert len({each.email for each in pool}) == len(pool) == 30
    for area in first_edition().areas:
        assert len({each.region for each in pool if area.code in each.areas}) >= 3, area.code
    assert {area for each in pool for area in each.areas} <= {each.code for each in first_edition().areas}


def test_every_expert_works_for_somebody_and_who_is_an_official_too_is_the_same_person():
    keys = {each.key for each in institutions()}
    people = {each.email: (each.name, each.organisation) for each in officials()}
    for each in experts():
        assert each.organisation in keys
        assert each.email.endswith(".example")
        assert people.get(each.email, (each.name, each.organisation)) == (each.name, each.organisation)


def test_nobody_rates_their_own_state_and_conflicts_are_of_all_kinds():
    kinds = Counter(conflict.kind for each in experts() for conflict in conflicts_of(each))
    assert set(kinds.values()) >= {len(experts())}
    assert len(kinds) == 3
    assert all(assessed_state(conflict.case) for each in experts() for conflict in conflicts_of(each))


def test_severity_and_reliability_are_planted_differently():
    assert len({each.severity for each in experts()}) > 15
    assert min(each.severity for each in experts()) < -0.5 < 0.5 < max(each.severity for each in experts())
    assert all(0.5 <= each.reliability <= 1.5 for each in experts())
