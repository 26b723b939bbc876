import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.core.measures.editions import AREAS, REQUIREMENTS, UNHURRIED, small_edition, with_question, without

from catenary.core.measures.model import Mark, VisitKind
from catenary.core.measures.obligations import ALWAYS_ASKED, is_protected
from catenary.core.measures.selection import SCOPES, Asked, Choice, Scope, Why, select

SMALL = with_question(small_edition(), "BOR-2-P", marks={Mark.HUMAN_RIGHTS, Mark.GENDER})
ALL = [each.code for each in SMALL.questions]
ALWAYS = {"STR-03-L", "STR-03-P", "PRR-10-L", "PRR-10-P"}
PROTECTED = {"BOR-2-P", "HUM-1-L", "HUM-1-P", "CIV-1-L", "CIV-1-P"}
CHOICES = st.builds(
    Choice,
    kind=st.sampled_from(VisitKind),
    areas=st.sets(st.sampled_from([*AREAS, "AIR"])),
    requirements=st.sets(st.sampled_from(REQUIREMENTS)),
    without=st.sets(st.sampled_from([*ALL, "AIR-1-L"])),
)


def codes(selection):
    return [each.code for each in selection.questions]


def told(selection):
    return {(each.code.removeprefix("measures."), each.params.get("item")) for each in selection.findings}


@UNHURRIED
@given(CHOICES)
def test_every_visit_asks_for_the_threat_assessment_and_the_figures_of_fighters(choice):
    asked = {each.code: each.why for each in select(SMALL, choice).questions}
    assert all(asked[code] is Why.ALWAYS for code in ALWAYS)


@UNHURRIED
@given(CHOICES)
def test_what_is_asked_is_chosen_or_asked_always_and_in_the_editions_order(choice):
    asked = codes(select(SMALL, choice))
    assert asked == [code for code in ALL if code in asked]
    if SCOPES[choice.kind] is Scope.CHOSEN:
        chosen = {
            each.code
            for each in SMALL.questions
            if each.requirement in choice.requirements
            or SMALL.requirement_of[each.requirement].area in choice.areas
        }
        assert chosen - choice.without <= set(asked) <= chosen | ALWAYS


@UNHURRIED
@given(CHOICES)
def test_what_could_not_be_left_out_is_asked_and_told(choice):
    selection = select(SMALL, choice)
    kept = {item for code, item in told(selection) if code in {"always_asked", "safeguard_asked"}}
    assert kept == set(codes(selection)) & choice.without


@given(st.sets(st.sampled_from(ALL)))
def test_a_comprehensive_visit_asks_about_everything_but_what_may_be_left_out(left):
    asked = codes(select(SMALL, Choice(VisitKind.COMPREHENSIVE, without=left)))
    assert set(ALL) - set(asked) == left - PROTECTED - ALWAYS


@pytest.mark.parametrize("kind", VisitKind)
def test_where_nothing_is_chosen_a_visit_asks_everything_or_says_that_something_has_to_be_chosen(kind):
    selection = select(SMALL, Choice(kind))
    if SCOPES[kind] is Scope.CHOSEN:
        assert told(selection) == {("nothing_chosen", None)}
        assert set(codes(selection)) == ALWAYS
    else:
        assert (codes(selection), selection.findings) == (ALL, ())


def test_a_comprehensive_visit_cannot_be_narrowed():
    selection = select(SMALL, Choice(VisitKind.COMPREHENSIVE, areas={"BOR"}))
    assert codes(selection) == ALL
    assert told(selection) == {("whole_not_chosen", None)}


def test_a_focused_visit_asks_the_safeguards_of_what_it_is_about():
    selection = select(
        SMALL, Choice(VisitKind.FOCUSED, requirements={"BOR-2"}, without={"BOR-2-P", "BOR-2-L"})
    )
    assert Asked("BOR-2-P", Why.SAFEGUARD) in selection.questions
    assert set(codes(selection)) == {"BOR-2-P"} | ALWAYS
    assert told(selection) == {("safeguard_asked", "BOR-2-P")}


def test_what_the_edition_does_not_have_is_told():
    choice = Choice(VisitKind.FOCUSED, areas={"BOR", "AIR"}, requirements={"AIR-1"}, without={"AIR-1-L"})
    assert told(select(SMALL, choice)) == {("chosen_unknown", code) for code in ("AIR", "AIR-1", "AIR-1-L")}


@pytest.mark.parametrize("requirement", ALWAYS_ASKED)
def test_with_an_edition_that_lacks_what_every_visit_asks_no_visit_begins(requirement):
    edition = evolve(without(SMALL, f"{requirement}-L", f"{requirement}-P"), complete=False)
    found = select(edition, Choice(VisitKind.COMPREHENSIVE)).findings
    assert [(each.code, each.params["requirement"]) for each in found] == [
        ("measures.always_missing", requirement)
    ]


def test_every_kind_of_visit_has_a_scope_and_every_protected_question_is_known():
    assert SCOPES.keys() == set(VisitKind)
    assert {each.code for each in SMALL.questions if is_protected(SMALL, each)} == PROTECTED
