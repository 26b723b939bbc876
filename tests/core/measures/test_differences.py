from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.core.measures.editions import (
    UNHURRIED,
    editions,
    question,
    small_edition,
    successions,
    with_question,
    with_requirement,
    without,
)

from catenary.core.measures.differences import Change, FieldChange, Part, PartChange, differences
from catenary.core.measures.model import Mark

SMALL = small_edition()


@UNHURRIED
@given(successions())
def test_two_editions_differ_in_nothing_exactly_when_they_are_the_same(pair):
    first, second = pair[0], evolve(pair[1], code=pair[0].code, follows="", vignettes=pair[0].vignettes)
    assert differences(first, first) == ()
    assert (differences(first, second) == ()) == (first == second)


@UNHURRIED
@given(editions(), st.data())
def test_another_order_alone_is_a_difference(edition, data):
    turned = evolve(edition, requirements=data.draw(st.permutations(edition.requirements)))
    found = differences(edition, turned)
    assert {each.field for change in found for each in change.fields} == (
        set() if turned == edition else {"order_of_requirements"}
    )


@UNHURRIED
@given(successions())
def test_what_was_added_one_way_was_removed_the_other_way(pair):
    def codes(changes, change):
        return {(each.part, each.code) for each in changes if each.change is change}

    there, back = differences(*pair), differences(*reversed(pair))
    assert codes(there, Change.ADDED) == codes(back, Change.REMOVED)
    assert codes(there, Change.REMOVED) == codes(back, Change.ADDED)


def test_a_changed_level_is_told_with_what_it_was_and_is():
    levels = [*SMALL.question_of["BOR-1-L"].levels[:4], "Otherwise"]
    changed = with_question(SMALL, "BOR-1-L", levels=levels, marks={Mark.GENDER})
    assert differences(SMALL, changed) == (
        PartChange(
            Part.QUESTION,
            "BOR-1-L",
            Change.CHANGED,
            (FieldChange("level_5", "BOR-1-L stands at 5", "Otherwise"), FieldChange("marks", "", "gender")),
        ),
    )


def test_an_added_question_is_told_with_all_its_fields_and_a_removed_one_last():
    more = evolve(without(SMALL, "CIV-1-P"), questions=[*SMALL.questions[:-1], question("BOR-1-P2", "BOR-1")])
    found = differences(SMALL, more)
    assert [(each.code, each.change) for each in found] == [
        ("BOR-1-P2", Change.ADDED),
        ("CIV-1-P", Change.REMOVED),
    ]
    assert FieldChange("kind", "", "practice") in found[0].fields
    assert FieldChange("kind", "practice", "") in found[1].fields


def test_a_requirement_without_its_prerequisite_is_told_with_the_reason_it_had():
    found = differences(SMALL, with_requirement(SMALL, "BOR-2", prerequisites=[]))
    assert found[0].fields == (FieldChange("prerequisites", "BOR-1 | 3 | No border", ""),)


def test_the_edition_itself_is_told_first():
    second = evolve(
        with_question(SMALL, "BOR-1-L", text="Otherwise?"), code="E2", follows="E1", complete=False
    )
    found = differences(SMALL, second)
    assert [each.part for each in found] == [Part.EDITION, Part.QUESTION]
    assert [each.field for each in found[0].fields] == ["code", "complete", "follows"]
