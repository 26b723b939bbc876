import re
import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from catenary.core.measures.checking import faults
from catenary.core.measures.model import Confidence, Mark, QuestionKind, VisitKind
from catenary.core.measures.obligations import ALWAYS_ASKED, PROTECTED_AREAS
from catenary.core.measures.prerequisites import in_order, unlocks
from catenary.core.measures.selection import Choice, select
from catenary.formats.measures import (
    first_edition,
    read_edition_csv,
    read_edition_json,
    write_edition_csv,
    write_edition_json,
)
from catenary.formats.measures.shipped import AREAS

EDITION = first_edition()
ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "src" / "catenary" / "formats" / "measures" / "first_edition"


def test_every_file_of_the_edition_is_read_and_there_is_no_other():
    there = {path.stem for path in FOLDER.iterdir()}
    assert there == {*AREAS, "prerequisites", "vignettes"}
    assert [area.code.lower() for area in EDITION.areas] == [*AREAS]


def test_every_file_of_the_edition_goes_into_the_package():
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]
    packed = {path for each in patterns["catenary"] for path in (ROOT / "src" / "catenary").glob(each)}
    assert set(FOLDER.iterdir()) <= packed
    assert (files("catenary.formats.measures") / "first_edition" / "leg.toml").is_file()


def test_nothing_is_wrong_with_the_edition_not_even_in_small_things():
    assert [(each.code, dict(each.params)) for each in faults(EDITION)] == []


def test_the_edition_is_the_whole_method():
    assert EDITION.complete
    assert len(EDITION.areas) == 15
    assert len(EDITION.requirements) >= 120
    assert len(EDITION.questions) >= 250


def test_every_requirement_has_a_source_and_is_asked_about_twice():
    for requirement in EDITION.requirements:
        assert requirement.source.resolution
        assert len(EDITION.questions_about(requirement.code)) >= 2


LETTERS = {QuestionKind.LAW: "L", QuestionKind.PRACTICE: "P", QuestionKind.EFFECT: "E"}


@pytest.mark.parametrize("question", EDITION.questions, ids=lambda each: each.code)
def test_a_question_is_asked_in_full(question):
    assert re.fullmatch(rf"{question.requirement}-{LETTERS[question.kind]}[2-9]?", question.code)
    assert question.text.endswith("?")
    assert question.help
    assert len(question.evidence) >= 2
    assert all(9 <= len(level.split()) <= 50 for level in question.levels)


def test_no_level_says_that_nothing_is_known():
    """Unknown is an answer of its own, never level 1."""
    unknown = re.compile(
        r"\b(no information|not known whether|unknown whether|cannot be assessed)\b", re.IGNORECASE
    )
    assert not [
        (question.code, level)
        for question in EDITION.questions
        for level in question.levels
        if unknown.search(level)
    ]


def test_a_requirement_is_called_verified_only_with_its_paragraph():
    for each in EDITION.requirements:
        assert each.source.paragraph or each.confidence not in {Confidence.HIGH, Confidence.VERIFIED}


def test_what_cuts_across_is_asked_in_many_areas():
    found = Counter()
    for area in EDITION.areas:
        marks = {
            mark
            for requirement in EDITION.requirements_in(area.code)
            for question in EDITION.questions_about(requirement.code)
            for mark in question.marks
        }
        found.update(marks)
    assert all(found[mark] >= 4 for mark in Mark)
    assert {*PROTECTED_AREAS} <= EDITION.area_of.keys()


def test_prerequisites_are_many_and_registration_of_births_comes_before_booking_data():
    assert sum(len(each.prerequisites) for each in EDITION.requirements) >= 60
    order = in_order(EDITION)
    path = ["BOR-19", "BOR-01", "BOR-03", "BOR-04", "BOR-06"]
    assert sorted(path, key=order.index) == path
    assert {*path[1:]} <= {*unlocks(EDITION, "BOR-19")}


@pytest.mark.parametrize("kind", VisitKind)
def test_every_kind_of_visit_can_be_made_with_it(kind):
    selection = select(EDITION, Choice(kind, areas=() if kind is VisitKind.COMPREHENSIVE else {"BOR"}))
    assert selection.findings == ()
    assert {EDITION.question_of[each.code].requirement for each in selection.questions} >= {*ALWAYS_ASKED}


def test_the_edition_comes_back_from_json_and_from_a_table():
    assert read_edition_json(write_edition_json(EDITION)) == EDITION
    assert read_edition_csv(write_edition_csv(EDITION)).edition == EDITION
