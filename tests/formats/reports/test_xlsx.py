from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catenary.formats.reports.plain_text import plain
from catenary.formats.reports.xlsx_form import Sheet, write

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
VALUES = st.one_of(TEXTS, st.integers(-1000, 1000), st.none())


def sheets_of(*sheets):
    return openpyxl.load_workbook(BytesIO(write(sheets)))


@given(st.lists(st.tuples(VALUES, VALUES), max_size=5))
@settings(deadline=None, max_examples=50)
def test_every_value_comes_back_and_unknown_is_an_empty_cell(rows):
    page = sheets_of(Sheet("Ratings", ("a", "b"), tuple(rows))).active
    found = [tuple(cell.value for cell in row) for row in page.iter_rows(min_row=2, max_row=len(rows) + 1)]

    def kept(value):
        return plain(value) or None if isinstance(value, str) else value

    assert found[: len(rows)] == [tuple(map(kept, row)) for row in rows]


@pytest.mark.parametrize("said", ["one\rtwo", "one\r\ntwo", "one\ntwo"])
def test_lines_end_as_xml_ends_them_whoever_wrote_them(said):
    page = sheets_of(Sheet("Ratings", ("a",), ((said,),))).active
    assert page["A2"].value == "one\ntwo"


@pytest.mark.parametrize("said", ["=1+1", "+1", "-1", "@x", '=HYPERLINK("http://x")'])
def test_no_text_runs_as_a_formula(said):
    cell = sheets_of(Sheet("Ratings", (said,), ((said,),)))["Ratings"]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (said, "s", True)


def test_titles_are_made_to_fit_and_to_differ():
    long = "Ratings of [all] the questions about borders/customs"
    book = sheets_of(*[Sheet(long, ("a",), ()) for _ in range(3)], Sheet("?", ("a",), ()))
    assert len(set(book.sheetnames)) == 4
    assert all(len(each) <= 31 for each in book.sheetnames)


def test_an_arabic_sheet_begins_at_the_right():
    page = sheets_of(Sheet("x", ("a",), (), right_to_left=True)).active
    assert page.sheet_view.rightToLeft
    assert page.freeze_panes == "B2"
