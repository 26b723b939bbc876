import pytest
from attrs import evolve
from hypothesis import given
from tests.core.measures.editions import (
    UNHURRIED,
    editions,
    question,
    requirement,
    small_edition,
    with_question,
    with_requirement,
    without,
)

from catenary.basis.findings import Catalogue
from catenary.core.measures.checking import errors, faults
from catenary.core.measures.model import Area, Confidence, Mark, Prerequisite, Source, Vignette
from catenary.core.measures.obligations import ALWAYS_ASKED

SMALL = small_edition()
LEVELS = SMALL.question_of["BOR-1-L"].levels


def told(edition, *earlier):
    """Codes of the faults, each with what it is about."""
    return {
        (each.code.removeprefix("measures."), each.params.get("item")) for each in faults(edition, earlier)
    }


def needing(*pairs):
    """The small edition with one prerequisite for each of some requirements, the first of each pair."""
    edition = SMALL
    for code, needs in pairs:
        edition = with_requirement(edition, code, prerequisites=[Prerequisite(needs, 3, "Because")])
    return edition


def test_nothing_is_wrong_with_a_sound_edition():
    assert faults(SMALL) == ()


@UNHURRIED
@given(editions())
def test_a_sound_edition_of_any_shape_has_no_error_but_requirements_that_nobody_asks_about(edition):
    assert {each.code for each in errors(faults(edition))} <= {"measures.question_missing"}


WRONG = {
    "a title that is not there": (evolve(SMALL, title=" "), "text_missing", "E1"),
    "a language that is none": (evolve(SMALL, language="English"), "language_unusable", None),
    "a code with a blank": (evolve(SMALL, areas=[*SMALL.areas, Area("B R", "x")]), "code_unusable", "B R"),
    "a question twice": (
        evolve(SMALL, questions=[*SMALL.questions, SMALL.questions[0]]),
        "code_twice",
        "BOR-1-L",
    ),
    "an area's code for a question": (
        evolve(SMALL, questions=[*SMALL.questions, question("BOR", "BOR-1")]),
        "code_twice",
        "BOR",
    ),
    "an area without requirement": (
        evolve(SMALL, areas=[*SMALL.areas, Area("SEA", "Sea")]),
        "area_empty",
        "SEA",
    ),
    "a requirement of no area": (with_requirement(SMALL, "BOR-1", area="AIR"), "area_unknown", "BOR-1"),
    "a requirement without question": (
        evolve(SMALL, requirements=[*SMALL.requirements, requirement("BOR-9")]),
        "question_missing",
        "BOR-9",
    ),
    "a requirement without text": (with_requirement(SMALL, "BOR-1", text=""), "text_missing", "BOR-1"),
    "a requirement without source": (
        with_requirement(SMALL, "BOR-1", source=Source("")),
        "text_missing",
        "BOR-1",
    ),
    "another source without symbol": (
        with_requirement(SMALL, "BOR-1", also=[Source("", "2")]),
        "text_missing",
        "BOR-1",
    ),
    "two documents in one": (
        with_requirement(SMALL, "BOR-1", source=Source("S/RES/1373 (2001) | S/RES/2396 (2017)", "2")),
        "source_unusable",
        "BOR-1",
    ),
    "a certain requirement without paragraph": (
        with_requirement(SMALL, "BOR-1", source=Source("S/RES/1373 (2001)"), confidence=Confidence.VERIFIED),
        "paragraph_missing",
        "BOR-1",
    ),
    "a question of no requirement": (
        with_question(SMALL, "BOR-1-L", requirement="AIR-1"),
        "requirement_unknown",
        "BOR-1-L",
    ),
    "a case of no question": (
        evolve(SMALL, vignettes=[Vignette("V-1", "AIR-1-L", "A case")]),
        "question_unknown",
        "V-1",
    ),
    "a question without text": (with_question(SMALL, "BOR-1-L", text=""), "text_missing", "BOR-1-L"),
    "four levels": (with_question(SMALL, "BOR-1-L", levels=LEVELS[:4]), "levels_count", "BOR-1-L"),
    "six levels": (with_question(SMALL, "BOR-1-L", levels=[*LEVELS, "More"]), "levels_count", "BOR-1-L"),
    "an empty level": (with_question(SMALL, "BOR-1-L", levels=[*LEVELS[:4], ""]), "text_missing", "BOR-1-L"),
    "two levels alike": (
        with_question(SMALL, "BOR-1-L", levels=[*LEVELS[:4], LEVELS[0].upper()]),
        "levels_alike",
        "BOR-1-L",
    ),
    "a level of another question": (
        with_question(SMALL, "BOR-1-P", levels=[*LEVELS[:1], "b", "c", "d", "e"]),
        "level_shared",
        "BOR-1-P",
    ),
    "the text of another question": (
        with_question(SMALL, "BOR-1-P", text="how does bor-1-l stand?"),
        "questions_alike",
        "BOR-1-P",
    ),
    "no evidence": (with_question(SMALL, "BOR-1-P", evidence=[]), "evidence_missing", "BOR-1-P"),
    "two partners in one": (
        with_question(SMALL, "BOR-1-P", partners=["ICAO; IATA"]),
        "partner_unusable",
        "BOR-1-P",
    ),
    "a prerequisite that leads nowhere": (needing(("BOR-1", "AIR-1")), "prerequisite_unknown", "BOR-1"),
    "a prerequisite at level six": (
        with_requirement(SMALL, "BOR-2", prerequisites=[Prerequisite("BOR-1", 6, "Because")]),
        "prerequisite_level",
        "BOR-2",
    ),
    "a prerequisite twice": (
        with_requirement(SMALL, "BOR-2", prerequisites=[Prerequisite("BOR-1", 2, "a")] * 2),
        "prerequisite_twice",
        "BOR-2",
    ),
    "a prerequisite without reason": (
        with_requirement(SMALL, "BOR-2", prerequisites=[Prerequisite("BOR-1", 2, "")]),
        "text_missing",
        "BOR-2",
    ),
    "no threat assessment": (without(SMALL, "STR-03-L", "STR-03-P"), "complete_lacks_threat", None),
    "no figures of fighters": (without(SMALL, "PRR-10-L", "PRR-10-P"), "complete_lacks_fighters", None),
    "no human rights": (without(SMALL, "HUM-1-L", "HUM-1-P"), "complete_lacks_area", None),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_named_by_its_code_and_what_it_is_about(case):
    edition, code, item = WRONG[case]
    assert (code, item) in told(edition)


@pytest.mark.parametrize("case", WRONG)
def test_every_fault_can_be_said_in_a_sentence(case):
    for fault in faults(WRONG[case][0]):
        assert Catalogue.sentence(fault.code) % fault.params != fault.code


@pytest.mark.parametrize(
    ("pairs", "path"),
    [
        ([("BOR-1", "BOR-1")], "BOR-1 > BOR-1"),
        ([("BOR-1", "BOR-2")], "BOR-1 > BOR-2 > BOR-1"),
        ([("BOR-1", "BOR-3"), ("BOR-3", "HUM-1"), ("HUM-1", "BOR-1")], "BOR-1 > BOR-3 > HUM-1 > BOR-1"),
    ],
)
def test_a_circle_of_prerequisites_is_named_with_its_path(pairs, path):
    found = [each for each in faults(needing(*pairs)) if each.code == "measures.prerequisite_cycle"]
    assert path in {each.params["path"] for each in found}


def test_an_incomplete_edition_may_leave_out_what_a_complete_one_may_not():
    small = without(SMALL, "HUM", "HUM-1", "HUM-1-L", "HUM-1-P", "STR", "STR-03", "STR-03-L", "STR-03-P")
    assert ("complete_lacks_threat", None) in told(small)
    assert told(evolve(small, complete=False)) == set()


MARKED = with_question(SMALL, "BOR-1-P", marks={Mark.HUMAN_RIGHTS})
SECOND = evolve(MARKED, code="E2", follows="E1")


@pytest.mark.parametrize(
    ("second", "code", "item"),
    [
        (without(SECOND, "BOR-1-P", "V-1"), "complete_lacks_question", "BOR-1-P"),
        (with_question(SECOND, "BOR-1-P", marks={Mark.GENDER}), "complete_lacks_question", "BOR-1-P"),
        (with_question(SECOND, "HUM-1-P", marks=set()), "complete_lost_mark", "HUM-1-P"),
        (without(SECOND, "CIV-1", "CIV-1-L", "CIV-1-P"), "complete_lacks_requirement", "CIV-1"),
        (with_requirement(SECOND, "HUM-1", area="BOR"), "complete_lacks_requirement", "HUM-1"),
    ],
)
def test_a_safeguard_of_the_edition_before_stays_in_a_complete_one(second, code, item):
    assert told(SECOND, MARKED) == set()
    assert (code, item) in told(second, MARKED)


def test_a_safeguard_is_not_lost_by_way_of_an_incomplete_edition():
    stripped = evolve(without(SECOND, "BOR-1-P", "V-1"), complete=False)
    third = evolve(stripped, code="E3", follows="E2", complete=True)
    assert told(stripped, MARKED) == set()
    assert ("complete_lacks_question", "BOR-1-P") in told(third, MARKED, stripped)


def test_a_complete_edition_cannot_pass_for_a_first_one_where_there_are_others():
    assert told(evolve(SECOND, follows=""), MARKED) == {("follows_missing", "E2")}
    assert told(evolve(SECOND, follows=""), evolve(MARKED, complete=False)) == set()


def test_an_edition_that_follows_one_not_at_hand_says_so_instead_of_passing():
    assert told(SECOND) == {("before_missing", None)}


@pytest.mark.parametrize("earlier", [(), (evolve(SMALL, follows="E2", complete=False),)])
def test_editions_that_follow_each_other_in_a_circle_are_told(earlier):
    second = evolve(SMALL, code="E2", follows="E1" if earlier else "E2")
    assert ("follows_itself", "E2") in told(second, *earlier)


def test_what_every_visit_asks_stands_under_the_codes_of_the_shipped_edition():
    assert ALWAYS_ASKED == ("STR-03", "PRR-10")
