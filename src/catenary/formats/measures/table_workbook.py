"""An edition as a workbook (XLSX): the columns of the table, in a sheet `Questions`, for people who write in spreadsheets."""

from collections.abc import Mapping
from typing import Final

from catenary.basis.findings import Finding
from catenary.core.measures.file_problems import MEASURES_FILE
from catenary.core.measures.model import Edition
from catenary.formats.measures.table_cells import Sheet, rows_of
from catenary.formats.measures.table_columns import COLUMNS, LEVEL_COLUMNS
from catenary.formats.measures.table_reading import ReadTable, table_of
from catenary.formats.measures.table_writing import table_rows
from catenary.formats.measures.workbook import Grid, read_sheets, write_sheets

SHEET: Final = "Questions"
_WIDE: Final = dict.fromkeys(("requirement_text", "text", "help", *LEVEL_COLUMNS, "evidence", "note"), 48)


def write_edition_xlsx(edition: Edition) -> bytes:
    """The edition as a workbook; `read_edition_xlsx` gives it back as `edition.arranged()` has it.

    Raises ProblemError as `write_edition_csv` does, and `measures_file.text_unwritable`.
    """
    rows = [tuple(row.get(column, "") for column in COLUMNS) for row in table_rows(edition)]
    return write_sheets([Grid(SHEET, COLUMNS, tuple(rows), _WIDE)])


def read_edition_xlsx(data: bytes) -> ReadTable:
    """The edition of a workbook, every fault named by its cell, such as `Questions!F17`. Never raises for any bytes.

    Its table stands in the sheet `Questions`, or in the only one there is.
    """
    findings: list[Finding] = []
    sheet = _chosen(read_sheets(data, findings.append), findings)
    rows = rows_of(sheet, COLUMNS, findings.append) if sheet else []
    return table_of(rows, findings)


def _chosen(sheets: Mapping[str, Sheet], findings: list[Finding]) -> Sheet | None:
    if SHEET.casefold() in sheets:
        return sheets[SHEET.casefold()]
    if len(sheets) == 1:
        return next(iter(sheets.values()))
    if not findings:
        findings.append(MEASURES_FILE.finding("sheet_missing", sheet=SHEET))
    return None
