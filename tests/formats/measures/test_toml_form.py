import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.measures.editions import requirement

from catenary.basis.findings import ProblemError
from catenary.core.measures.model import Mark, Prerequisite, Source, Vignette
from catenary.formats.measures.toml_form import (
    read_area,
    read_prerequisites,
    read_vignettes,
    source_from,
    with_prerequisites,
)

AREA = """
[area]
code = "BOR"
name = "Borders"

[[requirement]]
code = "BOR-1"
text = "The State has a border."
resolution = "S/RES/2396 (2017)"
paragraph = "about 11"
also = ["S/RES/2178 (2014) 6(a)"]
force = "decides"
confidence = "low"
note = ""

[[requirement.question]]
code = "BOR-1-L"
kind = "law"
text = "Is there a law?"
help = "Look at it."
levels = ["One", "Two", "Three", "Four", "Five"]
not_applicable = ""
evidence = ["Its text"]
marks = ["gender"]
partners = []
"""
NEEDS = """
[[prerequisite]]
requirement = "BOR-2"
needs = "BOR-1"
level = 3
because = "No border"
"""


def test_an_area_is_read_with_its_requirements_and_questions():
    read = read_area(AREA.encode(), "bor.toml")
    assert (read.area.code, [each.area for each in read.requirements]) == ("BOR", ["BOR"])
    assert read.requirements[0].source == Source("S/RES/2396 (2017)", "about 11")
    assert read.requirements[0].also == (Source("S/RES/2178 (2014)", "6(a)"),)
    assert read.questions[0].requirement == "BOR-1"
    assert read.questions[0].marks == {Mark.GENDER}


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ('kind = "law"', 'kind = "habit"', "$.requirement[0].question[0].kind"),
        ('help = "Look at it."', 'hlep = "Look at it."', "$.requirement[0].question[0]"),
        ('force = "decides"', "", "$.requirement[0]"),
        ('name = "Borders"', "name = Borders", "line 4"),
        ("[area]", "[[area]]", "$.area"),
    ],
)
def test_a_mistake_in_a_file_is_named_by_its_place(before, after, place):
    with pytest.raises(ProblemError) as told:
        read_area(AREA.replace(before, after, 1).encode(), "bor.toml")
    assert told.value.finding.params["file"] == "bor.toml"
    assert place in told.value.finding.params["reason"]


def test_what_a_requirement_needs_is_put_to_it():
    needs = read_prerequisites(NEEDS.encode(), "prerequisites.toml")
    first, second = with_prerequisites(
        [requirement("BOR-1"), requirement("BOR-2")], needs, "prerequisites.toml"
    )
    assert (first.prerequisites, second.prerequisites) == ((), (Prerequisite("BOR-1", 3, "No border"),))


def test_a_need_of_a_requirement_that_is_not_there_is_refused():
    needs = read_prerequisites(NEEDS.encode(), "prerequisites.toml")
    with pytest.raises(ProblemError, match="unreadable"):
        with_prerequisites([requirement("BOR-1")], needs, "prerequisites.toml")


def test_a_case_is_read():
    text = '[[vignette]]\ncode = "V-1"\nquestion = "BOR-1-L"\ncase = "A State\\nwithout a border."\n'
    assert read_vignettes(text.encode(), "vignettes.toml") == (
        Vignette("V-1", "BOR-1-L", "A State without a border."),
    )


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("S/RES/1373 (2001) 3(d)-(e)", Source("S/RES/1373 (2001)", "3(d)-(e)")),
        ("S/RES/2395 (2017)", Source("S/RES/2395 (2017)", "")),
        ("ICAO Annex 9", Source("ICAO Annex 9", "")),
    ],
)
def test_a_source_is_read_with_its_paragraph(text, source):
    assert source_from(text) == source


@given(st.binary(max_size=60))
def test_no_bytes_whatever_raise_anything_but_a_problem(data):
    for read in (read_area, read_prerequisites, read_vignettes):
        with pytest.raises(ProblemError):
            read(data, "x.toml")
