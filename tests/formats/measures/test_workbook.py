"""An edition as a workbook: it comes back whole, and whatever is wrong is named by its cell."""

import io
import subprocess
import sys
import zipfile
from datetime import UTC, datetime

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from tests.core.measures.editions import UNHURRIED, editions, question, small_edition, with_question

from catenary.basis.findings import ProblemError
from catenary.core.measures.checking import faults
from catenary.formats.measures import (
    first_edition,
    read_edition_xlsx,
    write_edition_csv,
    write_edition_xlsx,
)
from catenary.formats.measures import workbook as books
from catenary.formats.measures.table_columns import COLUMNS, cell_name

SMALL = small_edition()


def edited(*changes, edition=SMALL, sheet="Questions"):
    """The workbook of an edition with some cells changed: row as a spreadsheet counts, column, value."""
    book = load_workbook(io.BytesIO(write_edition_xlsx(edition)))
    for row, column, value in changes:
        book["Questions"].cell(row, COLUMNS.index(column) + 1).value = value
    book["Questions"].title = sheet
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def told(data):
    findings = read_edition_xlsx(data).findings
    return [(each.code.removeprefix("measures_file."), each.params.get("cell")) for each in findings]


def at(row, column):
    return f"Questions!{cell_name(row, COLUMNS.index(column))}"


def large(rows):
    """An edition of many questions about one requirement."""
    more = [question(f"BOR-1-P{number}", "BOR-1") for number in range(rows - len(SMALL.questions))]
    return evolve(SMALL, questions=(*SMALL.questions, *more)).arranged()


def test_the_first_edition_comes_back_from_its_workbook_to_the_letter():
    read = read_edition_xlsx(write_edition_xlsx(first_edition()))
    assert (read.edition, read.findings) == (first_edition(), ())


@settings(UNHURRIED, max_examples=25)
@given(editions())
def test_any_edition_that_a_workbook_can_hold_comes_back_from_it(edition):
    if books.UNWRITABLE.search(write_edition_csv(edition).decode()):
        with pytest.raises(ProblemError, match="text_unwritable"):
            write_edition_xlsx(edition)
        return
    read = read_edition_xlsx(write_edition_xlsx(edition))
    assert (read.edition, read.findings) == (edition.arranged(), ())


def test_ten_thousand_rows_with_errors_in_three_cells_name_exactly_these_three():
    data = edited(
        (17, "kind", "custom"),
        (5_000, "level_3", "=A1"),
        (9_999, "marks", "humans"),
        edition=large(10_000),
    )
    assert told(data) == [
        ("cell_formula", at(5_000, "level_3")),
        ("cell_unreadable", at(17, "kind")),
        ("cell_unreadable", at(9_999, "marks")),
    ]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (datetime(1999, 6, 1, tzinfo=UTC).replace(tzinfo=None), "cell_date"),
        ("=1+1", "cell_formula"),
        ("#REF!", "cell_error"),
    ],
)
def test_what_a_spreadsheet_made_of_a_text_is_told_at_its_cell(value, code):
    assert told(edited((2, "paragraph", value))) == [(code, at(2, "paragraph"))]


@pytest.mark.parametrize(("value", "text"), [(2, "2"), (2.0, "2"), (2.5, "2.5"), (True, "yes")])
def test_numbers_are_read_as_they_look(value, text):
    read = read_edition_xlsx(edited((2, "paragraph", value)))
    assert read.edition.requirements[0].source.paragraph == text


def test_a_text_that_looks_like_a_formula_stays_a_text():
    edition = with_question(SMALL, "BOR-1-L", help="=2+2 is asked", text="'quoted'")
    data = write_edition_xlsx(edition)
    assert read_edition_xlsx(data).edition == edition
    cells = [cell for row in load_workbook(io.BytesIO(data))["Questions"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}


def test_a_fault_of_the_edition_is_found_in_its_sheet():
    read = read_edition_xlsx(edited((2, "level_2", None)))
    (fault,) = faults(read.edition)
    assert read.cell_of(fault) == at(2, "level_2")


def test_the_sheet_is_found_under_its_name_or_alone():
    assert read_edition_xlsx(edited(sheet="Anything")).edition == SMALL
    book = load_workbook(io.BytesIO(edited(sheet="Anything")))
    book.create_sheet("Another")
    assert told(saved(book)) == [("sheet_missing", None)]


def test_an_empty_workbook_lacks_its_columns():
    assert ("column_missing", None) in told(saved(Workbook()))


@pytest.mark.parametrize("change", ["bell \x07", "half \ufffe", "escape _x0041_", "x" * 32_768])
def test_what_a_workbook_cannot_hold_is_refused_and_not_lost(change):
    with pytest.raises(ProblemError, match="text_unwritable"):
        write_edition_xlsx(with_question(SMALL, "BOR-1-L", help=change))


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading(data):
    for given_bytes in (data, b"PK\x03\x04" + data):
        read = read_edition_xlsx(given_bytes)
        assert read.edition is None
        assert [each.code for each in read.findings] == ["measures_file.workbook_unreadable"]


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
def test_a_workbook_with_a_broken_part_is_told_as_unreadable(part):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(edited())) as whole, zipfile.ZipFile(out, "w") as broken:
        for name in whole.namelist():
            broken.writestr(name, b"<not" if name == part else whole.read(name))
    assert told(out.getvalue()) == [("workbook_unreadable", None)]


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(monkeypatch):
    monkeypatch.setattr(books, "MOST_BYTES", 1_000)
    assert told(edited()) == [("workbook_too_large", None)]


def test_a_workbook_packed_in_another_way_is_not_opened():
    out = io.BytesIO(edited())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_BZIP2) as packed:
        packed.writestr("xl/bomb.xml", bytes(1000))
    assert told(out.getvalue()) == [("workbook_unreadable", None)]


@pytest.mark.parametrize(
    ("limit", "name", "code"),
    [(5, "MOST_ROWS", "rows_too_many"), (3, "MOST_COLUMNS", "columns_too_many")],
)
def test_a_sheet_beyond_its_bounds_is_told(monkeypatch, limit, name, code):
    monkeypatch.setattr(books, name, limit)
    assert (code, None) in told(edited())


def test_tables_are_read_where_openpyxl_is_not_installed():
    code = (
        "import sys; sys.modules.update(openpyxl=None, pyxform=None); import catenary.formats.measures as m; "
        "assert m.read_edition_csv(m.write_edition_csv(m.first_edition())).edition == m.first_edition()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
