"""Ratings as a workbook: a sheet each, headings that stay in sight, numbers as numbers, and no text that runs as a formula."""

from io import BytesIO
from typing import Final, TypeAlias

from attrs import field, frozen
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from catenary.formats.reports.plain_text import plain

Value: TypeAlias = str | int | float | None
_WIDEST: Final = 60
_LONGEST_TITLE: Final = 31
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@frozen
class Sheet:
    """Rows under headings; what is not known is None and stays an empty cell."""

    title: str
    headings: tuple[str, ...] = field(converter=tuple[str, ...])
    rows: tuple[tuple[Value, ...], ...]
    right_to_left: bool = False


def write(sheets: tuple[Sheet, ...]) -> bytes:
    """A workbook with these sheets, in their order."""
    book = Workbook(write_only=True)
    titles: list[str] = []
    for each in sheets:
        titles.append(_title(each.title, titles))
        _fill(book.create_sheet(titles[-1]), each)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _title(title: str, taken: list[str]) -> str:
    """A title as workbooks take it: 31 characters, some forbidden, each title once."""
    short = plain(title).translate(_FORBIDDEN).strip()[:_LONGEST_TITLE] or "1"
    place = 2
    told = short
    while told.casefold() in {each.casefold() for each in taken}:
        told = f"{short[: _LONGEST_TITLE - 4]} {place}"
        place += 1
    return told


def _fill(page: WriteOnlyWorksheet, sheet: Sheet) -> None:
    page.freeze_panes = "B2"
    page.sheet_view.rightToLeft = sheet.right_to_left
    for column in range(1, len(sheet.headings) + 1):
        longest = max(len(str(row[column - 1] or "")) for row in (sheet.headings, *sheet.rows))
        page.column_dimensions[get_column_letter(column)].width = min(_WIDEST, longest + 2)
    page.append([_cell(page, heading, bold=True) for heading in sheet.headings])
    for row in sheet.rows:
        page.append([_cell(page, value) for value in row])


def _cell(page: WriteOnlyWorksheet, value: Value, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, plain(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_FORMULA)
    if bold:
        cell.font = Font(bold=True)
    return cell
