import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.core.measures.editions import (
    UNHURRIED,
    question,
    small_edition,
    successions,
    with_question,
    without,
)

from catenary.core.measures.carrying import (
    CARRIED,
    Carry,
    CarryOverMap,
    Left,
    Pairing,
    carry,
    decide,
    map_faults,
    propose,
    proposed_again,
)
from catenary.core.measures.model import NOT_APPLICABLE, UNKNOWN, Answer, Mark, QuestionKind

SMALL = small_edition()
SECOND = evolve(SMALL, code="E2", follows="E1")
LEVELS = SMALL.question_of["BOR-1-L"].levels
ANSWERS = st.sampled_from([UNKNOWN, NOT_APPLICABLE, *map(Answer.at, range(1, 6))])
EDITED = evolve(
    with_question(with_question(SECOND, "BOR-1-L", text="Otherwise?"), "BOR-1-P", help="Look elsewhere"),
    questions=[
        *with_question(SECOND, "BOR-1-L", text="Otherwise?").questions[:-1],
        question("NEW-1-L", "BOR-1"),
    ],
)


def verdict(given, before):
    return {each.before: each for each in given.pairings}[before]


def codes(findings):
    return {each.code.removeprefix("measures.") for each in findings}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"help": "Look elsewhere"},
        {"evidence": ["Something else"]},
        {"partners": ["ICAO"]},
        {"marks": {Mark.GENDER}},
        {"text": "  How does BOR-1-L\nstand? "},
    ],
)
def test_a_question_that_asks_the_same_to_the_letter_is_proposed_as_the_same(change):
    proposed = propose(SMALL, with_question(SECOND, "BOR-1-L", **change))
    assert verdict(proposed, "BOR-1-L") == Pairing("BOR-1-L", "BOR-1-L", Carry.SAME)


@pytest.mark.parametrize(
    "change",
    [
        {"text": "How does BOR-1-L stand now?"},
        {"levels": [*LEVELS[:4], "Otherwise"]},
        {"levels": [LEVELS[1], LEVELS[0], *LEVELS[2:]]},
        {"kind": QuestionKind.EFFECT},
        {"not_applicable": "The State has no border."},
        {"requirement": "HUM-1"},
    ],
)
def test_a_question_that_asks_otherwise_is_left_to_a_person(change):
    proposed = propose(SMALL, with_question(SECOND, "BOR-1-L", **change))
    assert verdict(proposed, "BOR-1-L") == Pairing("BOR-1-L", "BOR-1-L", None)
    assert codes(map_faults(proposed, SMALL, with_question(SECOND, "BOR-1-L", **change))) == {"map_undecided"}


@UNHURRIED
@given(successions())
def test_that_it_means_the_same_or_asks_something_else_is_never_proposed(editions):
    before, after = editions
    assert not {Carry.REWORDED, Carry.CHANGED} & {each.verdict for each in propose(before, after).pairings}


@UNHURRIED
@given(successions())
def test_a_proposal_speaks_of_every_question_once_and_lacks_only_decisions(editions):
    before, after = editions
    assert codes(map_faults(propose(before, after), before, after)) <= {"map_undecided"}


def renamed(edition, old, new):
    """The edition with a question under another code."""
    return evolve(
        edition,
        questions=[evolve(each, code=new if each.code == old else each.code) for each in edition.questions],
    )


def test_a_question_under_another_code_is_the_same_where_there_is_no_choice():
    moved = renamed(SECOND, "CIV-1-L", "CIV-1-L2")
    assert verdict(propose(SMALL, moved), "CIV-1-L") == Pairing("CIV-1-L", "CIV-1-L2", Carry.SAME)
    twins = evolve(
        moved, questions=[*moved.questions, evolve(moved.question_of["CIV-1-L2"], code="CIV-1-L3")]
    )
    assert verdict(propose(SMALL, twins), "CIV-1-L") == Pairing("CIV-1-L", None, Carry.DROPPED)


def test_a_requirement_under_another_code_keeps_its_questions_the_same():
    moved = evolve(
        SECOND,
        requirements=[
            evolve(each, code="CIV-7" if each.code == "CIV-1" else each.code) for each in SECOND.requirements
        ],
    )
    for code in ("CIV-1-L", "CIV-1-P"):
        moved = with_question(moved, code, requirement="CIV-7")
    assert verdict(propose(SMALL, moved), "CIV-1-L").verdict is Carry.SAME


def test_what_is_gone_is_dropped_and_what_came_is_new():
    proposed = propose(SMALL, EDITED)
    assert verdict(proposed, "CIV-1-P").verdict is Carry.DROPPED
    assert Pairing(None, "NEW-1-L", Carry.NEW) in proposed.pairings


@st.composite
def maps(draw):
    """Two editions and a map between them that somebody decided, rightly or wrongly, wholly or in part."""
    before, after = draw(successions())
    first, second = st.sampled_from([*before.question_of, None]), st.sampled_from([*after.question_of, None])
    decided = propose(before, after)
    for _ in range(draw(st.integers(0, 4))):
        pair = Pairing(
            draw(first), draw(second), draw(st.sampled_from([*Carry, None])), "somebody", "Because"
        )
        decided = decide(decided, pair)
    return before, after, decided


@UNHURRIED
@given(maps(), st.data())
def test_answers_carry_only_where_the_map_says_so_and_none_is_lost(made, data):
    before, _, given_map = made
    answers = data.draw(st.fixed_dictionaries(dict.fromkeys(before.question_of, ANSWERS)))
    done = carry(answers, given_map)
    for code, answer in done.answers.items():
        sources = [each for each in given_map.pairings if each.after == code and each.verdict in CARRIED]
        assert answer in [answers[each.before] for each in sources if each.before]
    assert len(done.answers) + len(done.left) == len(answers)
    assert {each.question for each in done.left} <= answers.keys()
    for each in done.left:
        assert answers[each.question] == each.answer


@UNHURRIED
@given(maps(), st.data())
def test_of_a_map_without_fault_nothing_is_carried_that_changed_and_nothing_left_that_is_the_same(made, data):
    before, after, given_map = made
    answers = data.draw(st.fixed_dictionaries(dict.fromkeys(before.question_of, ANSWERS)))
    done = carry(answers, given_map)
    if map_faults(given_map, before, after):
        return
    for each in given_map.pairings:
        if each.verdict in CARRIED:
            assert done.answers[each.after] == answers[each.before]
        elif each.before:
            assert Left(each.before, answers[each.before], each.verdict) in done.left
            assert each.after not in done.answers


def test_an_answer_to_a_question_the_map_does_not_know_is_told_and_not_carried():
    done = carry({"AIR-1-L": Answer.at(4)}, propose(SMALL, SECOND))
    assert done.answers == {}
    assert done.left == (Left("AIR-1-L", Answer.at(4), None),)


def test_a_person_decides_that_a_reworded_question_means_the_same():
    proposed = propose(SMALL, EDITED)
    said = Pairing("BOR-1-L", "BOR-1-L", Carry.REWORDED, "reviewer", "A shorter sentence")
    decided = decide(proposed, said)
    assert map_faults(decided, SMALL, EDITED) == ()
    assert carry({"BOR-1-L": UNKNOWN}, decided).answers == {"BOR-1-L": UNKNOWN}


def test_a_decision_that_takes_a_half_from_others_leaves_them_dropped_or_new():
    said = Pairing("BOR-1-P", "BOR-2-P", Carry.CHANGED, "reviewer", "Merged")
    decided = decide(propose(SMALL, SECOND), said)
    assert verdict(decided, "BOR-2-P") == Pairing("BOR-2-P", None, Carry.DROPPED)
    assert Pairing(None, "BOR-1-P", Carry.NEW) in decided.pairings
    assert map_faults(decided, SMALL, SECOND) == ()


WRONG = {
    "map_same_differs": Pairing("BOR-1-L", "BOR-1-L", Carry.SAME, "reviewer", "Because"),
    "map_person_missing": Pairing("BOR-1-L", "BOR-1-L", Carry.REWORDED, "reviewer"),
    "map_reworded_kind": Pairing("BOR-1-P", "BOR-1-L", Carry.REWORDED, "reviewer", "Because"),
    "map_ends": Pairing("BOR-1-L", "BOR-1-L", Carry.NEW),
    "map_undecided": Pairing("BOR-1-L", "BOR-1-L", None),
    "map_question_unknown": Pairing("BOR-1-L", "AIR-1-L", Carry.CHANGED),
}


@pytest.mark.parametrize("code", WRONG)
def test_a_wrong_pairing_is_named(code):
    assert code in codes(map_faults(decide(propose(SMALL, EDITED), WRONG[code]), SMALL, EDITED))


def test_a_map_with_a_question_left_out_or_said_twice_is_not_used():
    whole = propose(SMALL, SECOND)
    assert codes(map_faults(evolve(whole, pairings=whole.pairings[1:]), SMALL, SECOND)) == {
        "map_lacks_before",
        "map_lacks_after",
    }
    twice = evolve(whole, pairings=[*whole.pairings, whole.pairings[0]])
    assert codes(map_faults(twice, SMALL, SECOND)) == {"map_before_twice", "map_after_twice"}


def test_a_map_of_other_editions_is_refused():
    assert codes(map_faults(CarryOverMap("E1", "E3", ()), SMALL, SECOND)) == {"map_of_others"}


def test_dropping_a_question_carries_nothing_of_it():
    without_one = without(SECOND, "BOR-1-L")
    done = carry({"BOR-1-L": Answer.at(2), "BOR-1-P": Answer.at(3)}, propose(SMALL, without_one))
    assert done.answers == {"BOR-1-P": Answer.at(3)}
    assert done.left == (Left("BOR-1-L", Answer.at(2), Carry.DROPPED),)


DECIDED = Pairing("BOR-1-L", "BOR-1-L", Carry.REWORDED, "somebody", "It asks the same")
FIRST_WORDS = with_question(SECOND, "BOR-1-L", text="Otherwise?")


def test_what_a_person_decided_stands_while_both_questions_stand():
    given = decide(propose(SMALL, FIRST_WORDS), DECIDED)
    again = proposed_again(given, SMALL, FIRST_WORDS, with_question(FIRST_WORDS, "BOR-2-L", text="What?"))
    assert verdict(again, "BOR-1-L") == DECIDED
    assert verdict(again, "BOR-2-L").verdict is None


def test_other_words_are_decided_anew_and_other_help_is_not():
    given = decide(propose(SMALL, FIRST_WORDS), DECIDED)
    otherwise = with_question(FIRST_WORDS, "BOR-1-L", text="Quite otherwise?")
    assert verdict(proposed_again(given, SMALL, FIRST_WORDS, otherwise), "BOR-1-L").verdict is None
    helped = with_question(FIRST_WORDS, "BOR-1-L", help="Look there")
    assert verdict(proposed_again(given, SMALL, FIRST_WORDS, helped), "BOR-1-L") == DECIDED


def test_a_decision_about_a_question_that_is_gone_falls():
    given = decide(propose(SMALL, FIRST_WORDS), DECIDED)
    again = proposed_again(given, SMALL, FIRST_WORDS, without(FIRST_WORDS, "BOR-1-L"))
    assert verdict(again, "BOR-1-L").verdict is Carry.DROPPED


@UNHURRIED
@given(successions())
def test_written_again_to_the_letter_a_map_stays_and_covers_both_editions(pair):
    before, after = pair
    given = propose(before, after)
    assert proposed_again(given, before, after, after) == given
