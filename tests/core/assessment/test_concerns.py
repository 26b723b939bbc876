import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.assessment.assessed import assessed, chain

from catenary.basis.findings import ProblemError
from catenary.core.assessment.concerns import MOST, Weighed, demand_chosen, proposed
from catenary.core.assessment.findings import CONCERNS, Agreed, FindingKind, propose


def gap(requirement, level=2):
    return Weighed(f"{requirement}/{level}", FindingKind.GAP, requirement, level)


def order(*findings, need=None):
    return [each.finding.requirement for each in proposed(chain(), findings, need)]


def test_what_holds_up_most_comes_first_and_what_binds_before_what_does_not():
    assert order(gap("FIN-1", 1), gap("BOR-1", 1), gap("DOC-1"), gap("CIVIL-1")) == [
        "CIVIL-1",
        "DOC-1",
        "BOR-1",
        "FIN-1",
    ]


def test_of_two_alike_the_lower_level_then_the_area_of_greater_need_comes_first():
    edition = chain()
    two = [Weighed("a", FindingKind.GAP, "BOR-1", 2), Weighed("b", FindingKind.GAP, "BOR-1", 1)]
    assert [each.finding.id for each in proposed(edition, two)] == ["b", "a"]


@given(assessed())
def test_only_gaps_and_risks_are_proposed_each_once_and_in_whatever_order_they_came(case):
    drafts = [
        Weighed(each.key, each.kind, each.requirement, each.level)
        for each in propose(Agreed(case.edition, case.answers))
    ]
    found = [each.finding for each in proposed(case.edition, drafts)]
    assert {each.id for each in found} == {each.id for each in drafts if each.kind in CONCERNS}
    assert len(found) == len({each.id for each in found})


def test_the_reasons_stand_beside_the_place():
    (found,) = proposed(chain(), [gap("CIVIL-1")], {"CIVIL": 0.4})
    assert (found.holds_up, found.need, found.level) == (("DOC-1", "BOR-1"), 0.4, 2)


def refusal(findings, chosen):
    with pytest.raises(ProblemError) as refused:
        demand_chosen(findings, chosen)
    return refused.value.finding.code.partition(".")[2]


def test_people_choose_five_at_most_each_once_of_gaps_and_risks_taken_up():
    findings = {str(each): FindingKind.GAP for each in range(MOST + 1)} | {"s": FindingKind.STRENGTH}
    demand_chosen(findings, ["4", "0"])
    demand_chosen(findings, [])
    assert refusal(findings, [str(each) for each in range(MOST + 1)]) == "concern_too_many"
    assert refusal(findings, ["1", "1"]) == "concern_twice"
    assert refusal(findings, ["7"]) == "concern_not_taken_up"
    assert refusal(findings, ["s"]) == "concern_of_kind"


@given(st.lists(st.sampled_from("abcdefg"), max_size=MOST, unique=True))
def test_any_choice_of_five_taken_up_is_accepted_in_any_order(chosen):
    demand_chosen(dict.fromkeys("abcdefg", FindingKind.RISK), chosen)
