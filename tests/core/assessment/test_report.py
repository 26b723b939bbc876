import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.assessment.reports import any_report, frame, short_parts, short_report

from catenary.basis.findings import ProblemError
from catenary.core.assessment.findings import FindingKind
from catenary.core.assessment.report import (
    NEEDED,
    ORDER,
    Decision,
    Part,
    compose,
    decision_faults,
    faults,
    find,
    findings_in,
    is_reference,
    labels,
    released,
)
from catenary.core.assessment.report_model import PaperKind, ReportKind, Section, SectionKind, Table, Text
from catenary.core.assessment.visit_words import Publication

UNHURRIED = settings(deadline=None, max_examples=40)


def codes(found):
    return {each.code.partition(".")[2] for each in found}


@given(any_report())
@UNHURRIED
def test_whatever_order_the_parts_came_in_the_report_has_the_order_of_its_kind(report):
    assert [each.kind for each in report.sections] == list(ORDER[report.kind])
    assert [each.number for each in report.sections] == list(range(1, len(report.sections) + 1))


@given(any_report())
@UNHURRIED
def test_every_number_is_a_reference_and_leads_back_to_its_block(report):
    for section in report.sections:
        assert is_reference(str(section.number))
        assert find(report, str(section.number)) == section
        for each in section.blocks:
            assert is_reference(each.number)
            assert find(report, each.number) == each


@pytest.mark.parametrize("text", ["", "0", "3.0", "03", "3.4.1", "G", "G0", "X1", "3.", "g1"])
def test_what_the_grammar_does_not_make_is_no_reference(text):
    assert not is_reference(text)


def test_findings_are_labelled_by_kind_in_the_order_given():
    kinds = [
        ("a", FindingKind.GAP),
        ("b", FindingKind.RISK),
        ("c", FindingKind.GAP),
        ("d", FindingKind.FOLLOW_UP),
    ]
    assert labels(kinds) == {"a": "G1", "b": "R1", "c": "G2", "d": "Q1"}
    assert all(is_reference(each) for each in labels(kinds).values())


def test_a_finding_is_found_by_its_label():
    report = short_report()
    assert [each.label for each in findings_in(report)] == ["G1", "G2", "G3", "G4", "G5", "S1"]
    assert find(report, "S1").block.label == "S1"
    assert find(report, "G9") is None


@pytest.mark.parametrize("kind", ReportKind)
def test_what_weighs_most_is_never_left_out(kind):
    assert codes(faults(kind, [])) == {"section_missing"}
    assert len(faults(kind, [])) == len(NEEDED[kind])


def test_foreign_doubled_and_unnamed_sections_are_refused_by_name():
    parts = short_parts()
    assert codes(faults(ReportKind.SHORT, [*parts, parts[0]])) == {"section_twice"}
    assert codes(faults(ReportKind.SHORT, [*parts, Part(SectionKind.ROADMAP, "", [])])) == {"section_foreign"}
    areas = [Part(SectionKind.AREA, "Borders", [], "BOR"), Part(SectionKind.AREA, "Finance", [])]
    needed = [Part(each, "", []) for each in NEEDED[ReportKind.FULL]]
    assert codes(faults(ReportKind.FULL, [*needed, *areas])) == {"area_unnamed"}
    with pytest.raises(ProblemError) as refused:
        compose(frame(), parts[:1])
    assert refused.value.finding.code == "report.section_missing"


@given(any_report(), st.data())
@UNHURRIED
def test_only_released_sections_are_there_under_the_numbers_they_always_had(report, data):
    keys = [each.key for each in report.sections]
    chosen = data.draw(st.sets(st.sampled_from(keys), min_size=1))
    told = released(report, Decision(Publication.PARTIAL, chosen))
    assert {each.key for each in told.sections} == chosen
    assert set(told.sections) <= set(report.sections)
    assert set(told.withheld) == {each.number for each in report.sections if each.key not in chosen}
    assert told.imprint == report.imprint


@given(any_report())
@UNHURRIED
def test_full_is_all_and_none_is_nothing(report):
    assert released(report, Decision(Publication.FULL)) == report
    assert released(report, Decision(Publication.NONE)) is None


def test_a_decision_that_cannot_be_carried_out_is_told_before():
    report = short_report()
    assert codes(decision_faults(report, Decision(Publication.PARTIAL))) == {"release_names_nothing"}
    assert codes(decision_faults(report, Decision(Publication.PARTIAL, {"BOR"}))) == {"release_unknown"}
    assert codes(decision_faults(report, Decision(Publication.NONE, {"facts"}))) == {"release_names_sections"}
    with pytest.raises(ProblemError):
        released(report, Decision(Publication.PARTIAL, {"nothing"}))


def test_a_row_without_a_cell_for_each_heading_is_no_table():
    with pytest.raises(ValueError, match="cell for each heading"):
        Table("x", ("a", "b"), ((Text("1"),),))


def test_every_text_that_people_wrote_is_among_its_texts():
    report = short_report()
    marked = evolve(report, state=Text("MARK"))
    assert Text("MARK") in set(marked.texts())
    assert {"Births", "3 for, 1 against", "BOR-1"} <= {each.text for each in report.texts()}
    assert isinstance(find(report, "1"), Section)


def test_a_paper_that_is_no_report_is_not_composed_as_one():
    with pytest.raises(ValueError, match="briefing"):
        compose(evolve(frame(), kind=PaperKind.BRIEFING), short_parts())
