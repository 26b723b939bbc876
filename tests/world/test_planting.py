from collections import Counter

import pytest

from catenary.world.dice import Dice
from catenary.world.distortion import DISTORTIONS, NEAR_MISSES, Kind
from catenary.world.listing import listed_people
from catenary.world.planting import Plan, plant


@pytest.fixture(scope="module")
def plants():
    plan = Plan.of(4000, 3000)
    choice = {each.entry.entry: each for n, each in enumerate(listed_people(2, 3000)) if plan.wants(n)}
    return [
        (each, choice[each.resembles])
        for each in plant(plan, list(choice.values()), Dice.keyed(2, "planting"))
    ]


def test_every_kind_is_planted_about_equally_often(plants):
    counts = Counter(each.kind for each, _ in plants)
    assert set(counts) == set(Kind)
    assert max(counts[kind] for kind in DISTORTIONS) - min(counts[kind] for kind in DISTORTIONS) <= 12


def test_no_entry_is_used_twice(plants):
    entries = [each.resembles for each, _ in plants]
    assert len(set(entries)) == len(entries)


def test_near_misses_are_nobody_on_the_list(plants):
    for each, _ in plants:
        assert (each.entry is None) == (each.kind in NEAR_MISSES)


def test_a_namesake_is_born_years_apart_from_an_entry_that_knows_its_birth_date(plants):
    namesakes = [(each, listed) for each, listed in plants if each.kind is Kind.NAMESAKE]
    for each, listed in namesakes:
        assert each.traveller.name == listed.person.name
        assert abs(each.traveller.born.year - listed.entry.born[0].earliest.year) >= 6
        assert each.traveller.documents != listed.person.documents or not listed.person.documents
    assert {each.traveller.sex == listed.person.sex for each, listed in namesakes} == {True, False}


def test_the_other_near_misses_are_what_they_say(plants):
    for each, listed in plants:
        if each.kind is Kind.RELATIVE:
            assert each.traveller.family == listed.person.family
        if each.kind is Kind.SAME_BIRTH_DATE:
            assert each.traveller.born == listed.person.born


def test_a_list_shorter_than_the_plan_plants_fewer():
    plan = Plan.of(1000, 5)
    assert plan.listed + plan.near_misses <= 5
    assert len(plant(plan, list(listed_people(1, 5)), Dice.keyed(1))) <= 5
    assert plant(Plan.of(0, 10), list(listed_people(1, 10)), Dice.keyed(1)) == []
