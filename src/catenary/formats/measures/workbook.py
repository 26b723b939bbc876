"""Workbooks (XLSX) as sheets of texts, and sheets of texts as workbooks. openpyxl is needed only where one is read or written.

Numbers that a spreadsheet made of texts come back as they look there (`2`, not `2.0`); a formula, a date or an error stands for no text.
"""

import io
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from attrs import frozen

from catenary.basis.findings import Finding
from catenary.core.measures.file_problems import MEASURES_FILE
from catenary.formats import archives
from catenary.formats.measures.table_cells import Sheet

MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 200
MOST_BYTES: Final = 256 * 1024 * 1024
"""Unpacked: a small file that unpacks to more is not opened."""
_LONGEST: Final = 32_767
UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
"""What XML 1.0 cannot hold (s.2.2), and what a spreadsheet reads as an escape."""
_FAULTS: Final = {"e": "cell_error", "f": "cell_formula"}


@frozen
class Grid:
    """A sheet to be written: its name, header and rows, and how wide its columns are, in characters."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: Mapping[str, int]


def read_sheets(data: bytes, take: Callable[[Finding], None]) -> Mapping[str, Sheet]:
    """The sheets of a workbook by name, in lower case. What keeps it from being read goes to `take`. Never raises."""
    try:
        archives.demand_bounded(data, most=MOST_BYTES)
        return _sheets(data, take)
    except archives.ArchiveTooLargeError:
        take(MEASURES_FILE.finding("workbook_too_large", limit=MOST_BYTES // 1024**2))
        return {}
    except (
        archives.ArchiveUnreadableError,
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        SyntaxError,
    ):
        take(MEASURES_FILE.finding("workbook_unreadable"))
        return {}


def write_sheets(grids: Iterable[Grid]) -> bytes:
    """A workbook in which every cell is a text. Raises ProblemError `measures_file.text_unwritable`, naming the row's first cell."""
    from openpyxl import Workbook  # noqa: PLC0415  an extra
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    sheets = tuple(grids)
    for grid in sheets:
        _demand_writable(grid)
    book = Workbook(write_only=True)
    top = Alignment(vertical="top", wrap_text=True)
    for grid in sheets:
        sheet = book.create_sheet(grid.name)
        _lay_out(sheet, grid)
        sheet.append([_cell(WriteOnlyCell, sheet, name, font=Font(bold=True)) for name in grid.header])
        for row in grid.rows:
            sheet.append([_cell(WriteOnlyCell, sheet, text, alignment=top) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _lay_out(sheet: Any, grid: Grid) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet.freeze_panes = "A2"
    for number, name in enumerate(grid.header, 1):
        sheet.column_dimensions[get_column_letter(number)].width = grid.widths.get(name, 16)


def _cell(kind: Any, sheet: Any, text: str, **style: Any) -> Any:
    """A cell that is a text whatever it begins with; nothing for an empty one."""
    if not text:
        return None
    cell = kind(sheet, value=text)
    cell.data_type, cell.number_format = "s", "@"
    for name, value in style.items():
        setattr(cell, name, value)
    return cell


def _demand_writable(grid: Grid) -> None:
    for row in grid.rows:
        if any(len(text) > _LONGEST or UNWRITABLE.search(text) for text in row):
            named = next((each for each in row if each and not UNWRITABLE.search(each)), "")
            raise MEASURES_FILE.problem("text_unwritable", item=named[:60])


def _sheets(data: bytes, take: Callable[[Finding], None]) -> Mapping[str, Sheet]:
    from openpyxl import load_workbook  # noqa: PLC0415  an extra

    book = load_workbook(io.BytesIO(data), read_only=True)
    try:
        return {sheet.title.casefold(): _sheet(sheet, take) for sheet in book.worksheets}
    finally:
        book.close()


def _sheet(sheet: Any, take: Callable[[Finding], None]) -> Sheet:
    rows: list[list[str]] = []
    faults: dict[tuple[int, int], str] = {}
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows()):
        if number == MOST_ROWS or len(cells) > MOST_COLUMNS:
            take(
                MEASURES_FILE.finding("rows_too_many", limit=MOST_ROWS)
                if number == MOST_ROWS
                else MEASURES_FILE.finding("columns_too_many", limit=MOST_COLUMNS)
            )
            break
        rows.append([_text(cell) for cell in cells])
        faults.update({(number, place): code for place, cell in enumerate(cells) if (code := _fault(cell))})
    return Sheet(rows, faults, sheet.title)


def _fault(cell: Any) -> str:
    if isinstance(cell.value, date | datetime | time | timedelta):
        return "cell_date"
    return "" if cell.value is None else _FAULTS.get(cell.data_type, "")


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
