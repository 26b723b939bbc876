"""Conflicts of interest, the plan, and candidates that are never ranked."""

from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.assessment.candidates import Facts, candidates
from catenary.core.assessment.conflicts import (
    Declared,
    Doubt,
    confirm_keeping,
    exclude,
    found,
    propose_keeping,
)
from catenary.core.assessment.plan import MOST_AT_ONCE, Planned, by_month, clashes
from catenary.core.assessment.visit_words import ConflictGround, ConflictState, Stage
from catenary.core.mandate.model import Actor, Role
from catenary.core.measures.model import VisitKind

TODAY = date(2031, 6, 15)
ONE, TWO = Actor("one", "body", {Role.REVIEWER}), Actor("two", "body", {Role.COMMITTEE_SECRETARY})
DOUBT = Doubt("expert")


def test_a_declaration_shows_its_conflicts_with_that_state_alone():
    declared = Declared({"QMR", "UTO"}, {"QRZ"}, {"UTO"}, "")
    assert found(declared, "UTO") == (ConflictGround.NATIONALITY, ConflictGround.PAID_WORK)
    assert found(declared, "QRZ") == (ConflictGround.PAST_POST,)
    assert found(declared, "QVK") == ()


def test_what_somebody_declares_in_words_is_looked_at_by_people():
    assert found(Declared(other="my sister sits in its parliament"), "UTO") == (ConflictGround.DECLARED,)


def test_one_person_takes_off_and_two_keep():
    assert exclude(DOUBT, ONE, "national").state is ConflictState.EXCLUDED
    proposed = propose_keeping(DOUBT, ONE, "the only one who reads the language")
    assert proposed.is_open
    kept = confirm_keeping(proposed, TWO, "seen and agreed")
    assert (kept.state, kept.decided_by, kept.confirmed_by) == (ConflictState.KEPT, "one", "two")
    assert not kept.is_open


@pytest.mark.parametrize(
    ("act", "doubt", "who", "reason", "code"),
    [
        (confirm_keeping, Doubt("expert", ConflictState.KEEP_PROPOSED, "one"), ONE, "yes", "keeping_own"),
        (confirm_keeping, DOUBT, TWO, "yes", "keeping_not_proposed"),
        (exclude, Doubt("one"), ONE, "I step down", "conflict_own"),
        (confirm_keeping, Doubt("two", ConflictState.KEEP_PROPOSED, "one"), TWO, "yes", "conflict_own"),
        (exclude, DOUBT, Actor("three", "body", {Role.ASSESSOR}), "no", "step_not_yours"),
        (propose_keeping, DOUBT, ONE, " ", "reason_missing"),
        (exclude, Doubt("expert", ConflictState.KEPT, "one", "two"), ONE, "now", "conflict_settled"),
    ],
)
def test_nobody_decides_alone_about_themselves_without_a_role_or_without_a_reason(
    act, doubt, who, reason, code
):
    with pytest.raises(ProblemError, match=rf"visits\.{code}"):
        act(doubt, who, reason)


people = st.sampled_from([ONE, TWO, Actor("expert", "body", {Role.REVIEWER})])
moves = st.lists(st.tuples(st.sampled_from([exclude, propose_keeping, confirm_keeping]), people), max_size=8)


@given(moves)
def test_whatever_people_do_nobody_is_kept_by_fewer_than_two_others(done):
    doubt = DOUBT
    for act, who in done:
        try:
            doubt = act(doubt, who, "because")
        except ProblemError:
            continue
    if doubt.state is ConflictState.KEPT:
        assert len({doubt.decided_by, doubt.confirmed_by, "expert"}) == 3


def visit(number, state, begins, days=10, **others):
    ends = begins + timedelta(days=days) if begins else None
    return Planned(f"v{number}", state, VisitKind.FOCUSED, Stage.PLANNED, begins, ends, **others)


def test_a_year_is_told_by_month_with_those_without_a_day_apart():
    plan = [visit(1, "B", date(2031, 3, 20)), visit(2, "A", date(2031, 3, 2)), visit(3, "C", None)]
    plan.append(visit(4, "D", date(2030, 12, 30)))
    months = by_month(plan, 2031)
    assert [each.state for each in months[3]] == ["A", "B"]
    assert [each.state for each in months[0]] == ["C"]
    assert sum(map(len, months.values())) == 3


def test_somebody_in_two_states_at_once_is_told_and_a_day_apart_is_not():
    first = visit(1, "A", date(2031, 3, 1), team={"p"})
    assert [each.code for each in clashes([first, visit(2, "B", date(2031, 3, 11), team={"p"})])] == [
        "visits.clash_team"
    ]
    assert clashes([first, visit(2, "B", date(2031, 3, 12), team={"p"})]) == ()
    assert clashes([first, visit(2, "B", date(2031, 3, 11), team={"q"})]) == ()


def test_a_state_twice_and_too_many_at_once_are_told():
    twice = [visit(1, "A", date(2031, 3, 1)), visit(2, "A", date(2031, 9, 1))]
    assert [(each.code, each.params["count"]) for each in clashes(twice)] == [("visits.clash_state", 2)]
    many = [visit(number, f"S{number}", date(2031, 3, number + 1)) for number in range(MOST_AT_ONCE + 2)]
    (finding,) = clashes(many)
    assert (finding.code, finding.params["count"]) == ("visits.clash_load", MOST_AT_ONCE + 2)


def test_what_was_cancelled_or_refused_clashes_with_nothing():
    rows = [visit(n, "A", date(2031, 3, 1), team={"p"}) for n in range(2)]
    rows = [
        evolve(each, stage=stage) for each, stage in zip(rows, (Stage.CANCELLED, Stage.REFUSED), strict=True)
    ]
    assert clashes(rows) == ()


dates = st.dates(date(2000, 1, 1), date(2031, 6, 14))
facts = st.builds(
    Facts,
    state=st.text("ABC", min_size=3, max_size=3),
    name=st.sampled_from(["Utopia", "Marvona", "Lusaria", "Grenzmark"]),
    region=st.sampled_from(["", "Long Shore", "High Plain"]),
    last_visit_on=st.none() | dates,
    refused_on=st.none() | dates,
    agreed_on=st.none() | dates,
    under_way=st.integers(0, 1),
    open_needs=st.none() | st.integers(0, 40),
)


@given(st.lists(facts, max_size=12, unique_by=lambda each: each.state), st.randoms())
def test_candidates_stand_by_name_whatever_their_reasons(known, random):
    shuffled = list(known)
    random.shuffle(shuffled)
    told = candidates(known, {"Long Shore": 2}, TODAY)
    assert told == candidates(shuffled, {"Long Shore": 2}, TODAY)
    assert [(each.name, each.state) for each in told] == sorted((each.name, each.state) for each in told)
    assert {each.state for each in told} == {each.state for each in known if not each.under_way}


@given(facts, st.integers(0, 1000))
def test_more_needs_move_no_state(fact, needs):
    others = [Facts("ZZ1", "Aland"), Facts("ZZ2", "Zubia")]
    before = candidates([*others, evolve(fact, under_way=0)], {}, TODAY)
    after = candidates([*others, evolve(fact, under_way=0, open_needs=needs)], {}, TODAY)
    assert [each.state for each in before] == [each.state for each in after]


def test_every_reason_says_what_it_is_of():
    known = Facts("UTO", "Utopia", "Long Shore", date(2025, 6, 16), date(2028, 1, 5), None, 0, 7)
    (told,) = candidates([known], {"Long Shore": 2}, TODAY)
    assert [(each.code, each.params.get("count")) for each in told.reasons] == [
        ("visits.reason_long_since", 5),
        ("visits.reason_needs", 7),
        ("visits.reason_refused", None),
        ("visits.reason_region", 2),
    ]


def test_what_nobody_recorded_is_no_need_of_nought():
    (told,) = candidates([Facts("UTO", "Utopia")], {}, TODAY)
    assert [each.code for each in told.reasons] == ["visits.reason_never"]
