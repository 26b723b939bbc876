import csv
import io
from collections.abc import Sequence

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.core.measures.editions import (
    UNHURRIED,
    editions,
    question,
    small_edition,
    with_question,
    with_requirement,
    without,
)

from catenary.basis.findings import Catalogue, ProblemError
from catenary.core.measures.checking import faults
from catenary.core.measures.model import Area, Source
from catenary.formats.measures import read_edition_csv, write_edition_csv
from catenary.formats.measures.table_columns import COLUMNS, cell_name, cell_text, text_of_cell

SMALL = small_edition()


def rows_of(edition):
    return [*csv.reader(io.StringIO(write_edition_csv(edition).decode("utf-8-sig"), newline=""))]


def written(rows: Sequence[Sequence[str]], separator=",", encoding="utf-8"):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def edited(*changes, edition=SMALL):
    """The table of an edition with some cells changed: row as a spreadsheet counts, column, text."""
    rows = rows_of(edition)
    for row, column, text in changes:
        rows[row - 1][COLUMNS.index(column)] = text
    return written(rows)


def told(data):
    return [
        (each.code.removeprefix("measures_file."), each.params.get("cell"))
        for each in read_edition_csv(data).findings
    ]


@UNHURRIED
@given(editions())
def test_an_edition_comes_back_from_its_table_with_nothing_lost(edition):
    read = read_edition_csv(write_edition_csv(edition))
    assert read.findings == ()
    assert read.edition == edition.arranged()
    assert sorted(read.edition.questions, key=str) == sorted(edition.questions, key=str)


def test_a_complete_edition_comes_back_as_it_was():
    second = evolve(SMALL, follows="E0")
    assert read_edition_csv(write_edition_csv(second)).edition == second


def test_an_edition_without_anything_in_it_has_a_table():
    bare = evolve(SMALL, areas=[], requirements=[], questions=[], vignettes=[])
    assert read_edition_csv(write_edition_csv(bare)).edition == bare


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_however_a_spreadsheet_saved_it(separator, encoding):
    french = with_question(SMALL, "BOR-1-L", text="Où ; quand, et « comment » ?")
    assert read_edition_csv(written(rows_of(french), separator, encoding)).edition == french


def test_there_is_one_row_for_each_question():
    assert [row[COLUMNS.index("question")] for row in rows_of(SMALL)[1:]] == [
        each.code for each in SMALL.questions
    ]


def test_rows_may_be_sorted_otherwise_and_areas_and_requirements_told_again_in_each():
    rows = rows_of(SMALL)
    turned = read_edition_csv(written([rows[0], *reversed(rows[1:])]))
    assert turned.findings == ()
    assert set(turned.edition.questions) == set(SMALL.questions)
    assert set(turned.edition.requirements) == set(SMALL.requirements)
    again = edited((3, "requirement_text", SMALL.requirements[0].text), (3, "area_name", "Borders"))
    assert read_edition_csv(again).edition == SMALL


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        ((2, "force", "orders"), "cell_unreadable", "force"),
        ((2, "force", ""), "cell_empty", "force"),
        ((5, "kind", "habit"), "cell_unreadable", "kind"),
        ((5, "kind", ""), "cell_empty", "kind"),
        ((4, "confidence", "certain"), "cell_unreadable", "confidence"),
        ((6, "marks", "gender\nreligion"), "cell_unreadable", "marks"),
        ((2, "complete", "perhaps"), "cell_unreadable", "complete"),
        ((2, "edition", ""), "cell_empty", "edition"),
        ((4, "requirement", ""), "cell_empty", "requirement"),
        ((5, "question", ""), "cell_empty", "question"),
        ((3, "requirement_text", "Otherwise"), "cell_contradicts", "requirement_text"),
        ((3, "area_name", "Frontiers"), "cell_contradicts", "area_name"),
        ((5, "title", "Another"), "cell_contradicts", "title"),
        ((5, "question", "BOR-1-L"), "code_twice", "question"),
        ((4, "prerequisites", "BOR-1 at level three"), "cell_line_unreadable", "prerequisites"),
        ((4, "vignettes", "A case without a code"), "cell_line_unreadable", "vignettes"),
    ],
)
def test_a_wrong_cell_is_named_as_the_spreadsheet_names_it(change, code, column):
    row, changed, _ = change
    read = read_edition_csv(edited(change))
    assert read.edition is None
    assert (code, cell_name(row, COLUMNS.index(column))) in told(edited(change))
    assert changed in {column, "requirement", "question"} or code == "cell_contradicts"
    for each in read.findings:
        assert Catalogue.sentence(each.code) % each.params != each.code


def test_two_requirements_in_different_areas_are_a_contradiction_where_it_is_one():
    assert told(edited((3, "area", "HUM"))) == [("cell_contradicts", cell_name(3, COLUMNS.index("area")))]


def test_three_wrong_cells_among_ten_thousand_rows_are_all_told_and_no_other():
    many = evolve(
        SMALL,
        questions=[*SMALL.questions, *(question(f"BOR-1-{number}", "BOR-1") for number in range(10_000))],
    )
    wrong = [(17, "kind", "habit"), (5_000, "marks", "x"), (9_999, "kind", "")]
    cells = [cell_name(row, COLUMNS.index(column)) for row, column, _ in wrong]
    assert [cell for _, cell in told(edited(*wrong, edition=many))] == cells


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "column_missing"),
        (b"\xff\xfe", "column_missing"),
        ("ô,é\n".encode("latin-1") * 9, "encoding_unknown"),
        (",".join(COLUMNS).encode(), "table_empty"),
        (",".join([*COLUMNS, "kind"]).encode(), "column_twice"),
        (",".join([*COLUMNS, "weight"]).encode(), "column_unknown"),
        (",".join(COLUMNS[1:]).encode(), "column_missing"),
        (",".join(COLUMNS).encode() + b'\n"E1,x', "table_broken"),
        (",".join(COLUMNS).encode() + b"\n" + b"," * 99 + b"x", "cells_too_many"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(data, code):
    assert code in [name for name, _ in told(data)]
    assert read_edition_csv(data).edition is None


@given(st.binary(max_size=200))
def test_no_bytes_whatever_raise(data):
    assert read_edition_csv(data).edition is None


HEADER = ",".join(COLUMNS).encode() + b"\n"


@given(
    st.lists(
        st.lists(st.sampled_from(["", "E1", "BOR", "law", "1", "a | b", '"', "yes"]), max_size=30), max_size=4
    )
)
def test_no_rows_whatever_raise(rows):
    read = read_edition_csv(HEADER + written(rows))
    assert (read.edition is None) == any(each.severity == "error" for each in read.findings)


WRONG = {
    "level_3": with_question(SMALL, "BOR-2-L", levels=["a", "b", "", "d", "e"]),
    "text": with_question(SMALL, "BOR-2-L", text=""),
    "requirement_text": with_requirement(SMALL, "BOR-2", text=""),
    "resolution": with_requirement(SMALL, "BOR-2", source=Source("", "2")),
    "area_name": evolve(SMALL, areas=[Area("BOR", ""), *SMALL.areas[1:]]),
    "prerequisites": with_requirement(
        SMALL, "BOR-2", prerequisites=[evolve(SMALL.requirements[1].prerequisites[0], because="")]
    ),
}


@pytest.mark.parametrize("column", WRONG)
def test_what_is_wrong_with_the_edition_itself_is_found_in_its_cell(column):
    read = read_edition_csv(write_edition_csv(WRONG[column]))
    (fault,) = faults(read.edition)
    row = 2 if column == "area_name" else 4
    assert read.cell_of(fault) == cell_name(row, COLUMNS.index(column))


def test_what_is_nowhere_in_the_table_has_no_cell():
    read = read_edition_csv(write_edition_csv(without(SMALL, "STR-03-L", "STR-03-P")))
    assert {read.cell_of(each) for each in faults(read.edition) if "item" not in each.params} == {None}


@pytest.mark.parametrize(
    "edition",
    [
        evolve(SMALL, questions=[*SMALL.questions, SMALL.questions[0]]),
        without(SMALL, "BOR-1"),
        with_question(SMALL, "BOR-1-L", levels=["a", "b", "c", "d"]),
        with_question(SMALL, "BOR-1-L", partners=["ICAO; IATA"]),
        with_requirement(SMALL, "BOR-1", source=Source("A | B")),
    ],
)
def test_what_a_table_would_hide_is_not_written(edition):
    with pytest.raises(ProblemError):
        write_edition_csv(edition)


@given(st.text())
def test_no_cell_begins_like_a_formula_and_its_text_comes_back(text):
    cell = cell_text(text.strip())
    assert not cell.startswith(("=", "+", "-", "@"))
    assert text_of_cell(cell) == text.strip()


@pytest.mark.parametrize(
    ("place", "name"), [(0, "A7"), (25, "Z7"), (26, "AA7"), (51, "AZ7"), (52, "BA7"), (702, "AAA7")]
)
def test_cells_are_named_as_spreadsheets_do(place, name):
    assert cell_name(7, place) == name
