from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.core.measures.editions import UNHURRIED, small_edition, with_question, without

from catenary.basis.findings import ProblemError
from catenary.core.mandate.model import Actor, Role
from catenary.core.measures.carrying import Carry, Pairing, decide, propose
from catenary.core.measures.flow import (
    FIRST_ROUND,
    LATER_ROUND,
    STEPS,
    Comment,
    Draft,
    EditionAct,
    EditionState,
    Grounds,
    against,
    comment,
    earliest_end,
    reply,
    revise,
    take,
)

SMALL = small_edition()
TODAY = date(2031, 5, 1)
END = TODAY + FIRST_ROUND
AFTER = Grounds(END + timedelta(days=1))
AUTHOR = Actor("author", "body", {Role.ASSESSOR})
REVIEWER = Actor("reviewer", "body", {Role.REVIEWER})
SECRETARY = Actor("secretary", "body", {Role.COMMITTEE_SECRETARY})
EVERYBODY = Actor("everybody", "body", set(Role))
DRAFT = Draft(SMALL, frozenset({"author"}))
CONSULTED = Draft(SMALL, frozenset({"author"}), EditionState.CONSULTED, rounds=1, comments_until=END)
WAYS = {
    EditionAct.CONSULT: (DRAFT, REVIEWER, Grounds(TODAY, comments_until=END)),
    EditionAct.DRAFT_AGAIN: (CONSULTED, REVIEWER, Grounds(TODAY, reason="A State found a mistake")),
    EditionAct.FREEZE: (CONSULTED, SECRETARY, AFTER),
    EditionAct.RETIRE: (evolve(CONSULTED, state=EditionState.FROZEN), SECRETARY, Grounds(TODAY, reason="E2")),
}


def refusals(draft, act, actor, grounds):
    return [each.code.removeprefix("measures.") for each in against(draft, act, actor, grounds)]


@pytest.mark.parametrize("act", EditionAct)
def test_each_step_leads_where_the_table_says(act):
    draft, actor, grounds = WAYS[act]
    assert take(draft, act, actor, grounds).state is STEPS[draft.state, act].to


@pytest.mark.parametrize("act", EditionAct)
@pytest.mark.parametrize("state", EditionState)
def test_what_is_not_in_the_table_cannot_be_done_by_anybody(state, act):
    impossible = "step_impossible" in refusals(evolve(DRAFT, state=state), act, EVERYBODY, AFTER)
    assert impossible == ((state, act) not in STEPS)


@pytest.mark.parametrize("act", EditionAct)
@pytest.mark.parametrize("role", Role)
def test_a_step_is_for_its_roles_alone(role, act):
    draft, _, grounds = WAYS[act]
    allowed = refusals(draft, act, Actor("somebody", "body", {role}), grounds) == []
    assert allowed == (role in STEPS[draft.state, act].roles)


def test_an_edition_with_errors_is_neither_put_out_for_comments_nor_frozen():
    for act in (EditionAct.CONSULT, EditionAct.FREEZE):
        draft, actor, grounds = WAYS[act]
        unsound = evolve(draft, edition=without(SMALL, "HUM-1-L", "HUM-1-P"))
        assert refusals(unsound, act, actor, grounds) == ["edition_unsound"]


def test_a_safeguard_of_an_earlier_edition_that_was_left_out_keeps_the_next_from_being_frozen():
    second = evolve(without(SMALL, "HUM-1-L"), code="E2", follows="E1")
    grounds = evolve(AFTER, earlier=[SMALL], carry_over=propose(SMALL, second))
    draft = evolve(CONSULTED, edition=second)
    assert refusals(draft, EditionAct.FREEZE, SECRETARY, grounds) == ["edition_unsound"]
    follows_none = evolve(draft, edition=evolve(second, follows=""))
    assert refusals(follows_none, EditionAct.FREEZE, SECRETARY, grounds) == ["edition_unsound"]


def test_who_wrote_a_word_of_it_does_not_freeze_it():
    draft = evolve(CONSULTED, authors={"author", "secretary"})
    assert refusals(draft, EditionAct.FREEZE, SECRETARY, AFTER) == ["own_edition"]


@pytest.mark.parametrize(("rounds", "least"), [(0, FIRST_ROUND), (1, LATER_ROUND), (4, LATER_ROUND)])
def test_a_round_is_long_enough_to_be_read_in(rounds, least):
    draft = evolve(DRAFT, rounds=rounds)
    assert earliest_end(draft, TODAY) == TODAY + least
    for days, told in ((0, []), (-1, ["round_too_short"])):
        until = TODAY + least + timedelta(days=days)
        assert refusals(draft, EditionAct.CONSULT, REVIEWER, Grounds(TODAY, comments_until=until)) == told
    assert refusals(draft, EditionAct.CONSULT, REVIEWER, Grounds(TODAY)) == ["round_too_short"]


def test_nothing_is_frozen_before_the_last_day_for_comments_is_over():
    assert refusals(CONSULTED, EditionAct.FREEZE, SECRETARY, Grounds(END)) == ["round_running"]


def test_nothing_is_frozen_while_a_comment_has_no_answer():
    asked = comment(CONSULTED, Comment("BOR-1-L", "A State", "What is a border?"), END)
    assert refusals(asked, EditionAct.FREEZE, SECRETARY, AFTER) == ["comments_unanswered"]
    answered = evolve(asked, comments=[evolve(asked.comments[0], answer="Now it says.")])
    assert refusals(answered, EditionAct.FREEZE, SECRETARY, AFTER) == []


def test_an_edition_that_follows_another_is_frozen_with_a_decided_map_only():
    second = with_question(evolve(SMALL, code="E2", follows="E1"), "BOR-1-L", text="Otherwise?")
    draft = evolve(CONSULTED, edition=second)
    open_map = propose(SMALL, second)
    decided = decide(open_map, Pairing("BOR-1-L", "BOR-1-L", Carry.CHANGED, "reviewer", "It asks more"))
    for carry_over, told in (
        (None, ["carry_over_missing"]),
        (open_map, ["carry_over_missing"]),
        (propose(SMALL, SMALL), ["carry_over_missing"]),
        (decided, []),
    ):
        grounds = evolve(AFTER, earlier=[SMALL], carry_over=carry_over)
        assert refusals(draft, EditionAct.FREEZE, SECRETARY, grounds) == told


def test_a_comment_is_answered_by_those_who_write_the_method():
    asked = CONSULTED
    for text in ("What is a border?", "And a coast?"):
        asked = comment(asked, Comment("BOR-1-L", "A State", text), TODAY)
    answered = reply(asked, 1, "A border too.", AUTHOR)
    assert [each.answer for each in answered.comments] == ["", "A border too."]
    with pytest.raises(ProblemError, match="step_not_yours"):
        reply(asked, 1, "A border too.", SECRETARY)
    with pytest.raises(ProblemError, match="answer_missing"):
        reply(asked, 1, " ", AUTHOR)


@pytest.mark.parametrize("act", [EditionAct.DRAFT_AGAIN, EditionAct.RETIRE])
def test_a_step_back_or_out_has_a_reason(act):
    draft, actor, grounds = WAYS[act]
    assert refusals(draft, act, actor, evolve(grounds, reason=" ")) == ["reason_missing"]


@pytest.mark.parametrize("state", EditionState)
def test_texts_change_in_a_draft_alone(state):
    other = with_question(SMALL, "BOR-1-L", text="Otherwise?")
    draft = evolve(DRAFT, state=state)
    if state is EditionState.DRAFTED:
        assert revise(draft, other, EVERYBODY) == evolve(
            draft, edition=other, authors={"author", "everybody"}
        )
        return
    with pytest.raises(ProblemError, match="edition_settled"):
        revise(draft, other, EVERYBODY)


def test_a_draft_is_revised_by_those_who_write_the_method():
    with pytest.raises(ProblemError, match="step_not_yours"):
        revise(DRAFT, SMALL, SECRETARY)


@pytest.mark.parametrize(
    ("draft", "day"),
    [(DRAFT, TODAY), (CONSULTED, END + timedelta(days=1)), (WAYS[EditionAct.RETIRE][0], TODAY)],
)
def test_comments_come_while_they_are_asked_for(draft, day):
    with pytest.raises(ProblemError, match="comments_closed"):
        comment(draft, Comment("BOR-1-L", "A State", "Late"), day)


def test_a_comment_is_about_something_that_is_there():
    for about in ("BOR", "BOR-1", "BOR-1-L", "V-1"):
        assert comment(CONSULTED, Comment(about, "A State", "Said"), TODAY).comments[-1].about == about
    with pytest.raises(ProblemError, match="comment_about_unknown"):
        comment(CONSULTED, Comment("AIR-1", "A State", "Said"), TODAY)


OTHERS = st.sampled_from(
    [SMALL, with_question(SMALL, "BOR-1-L", text="Otherwise?"), without(SMALL, "BOR-1-L")]
)
MOVES = st.one_of(
    st.tuples(st.sampled_from(EditionAct), st.sampled_from([AUTHOR, REVIEWER, SECRETARY, EVERYBODY])),
    st.tuples(OTHERS, st.sampled_from([AUTHOR, EVERYBODY])),
)


@UNHURRIED
@given(st.lists(MOVES, max_size=12))
def test_whatever_is_tried_the_texts_that_were_frozen_are_those_that_were_put_out_and_never_change(moves):
    draft, day, put_out, frozen = DRAFT, TODAY, None, None
    for move, actor in moves:
        day += timedelta(days=40)
        grounds = Grounds(day, comments_until=day + FIRST_ROUND, reason="Because")
        try:
            draft = (
                take(draft, move, actor, grounds)
                if isinstance(move, EditionAct)
                else revise(draft, move, actor)
            )
        except ProblemError:
            continue
        put_out = draft.edition if draft.state is EditionState.CONSULTED else put_out
        if draft.state in {EditionState.FROZEN, EditionState.RETIRED}:
            frozen = frozen or draft.edition
            assert draft.edition == frozen == put_out
