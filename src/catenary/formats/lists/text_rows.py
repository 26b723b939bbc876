"""Rows of a CSV file and lines of a text file, one after another; a file that is not whole or not UTF-8 is refused."""

import codecs
import csv
import io
from collections.abc import Iterator
from io import BufferedReader, BytesIO

from catenary.basis.findings import Place, ProblemError
from catenary.core.screening.list_problems import LISTS
from catenary.formats.cells import LONGEST_CELL
from catenary.formats.lists.source import ListFile

_BLOCK = 1_048_576


def csv_rows(file: ListFile) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its first line, counted from 1; rows without any text are passed over.

    Raises ProblemError where the text is not UTF-8 or a quote never ends: after that no row could be trusted.
    """
    with file.open() as stream:
        rows = csv.reader(io.TextIOWrapper(stream, encoding="utf-8-sig", newline=""), strict=True)
        csv.field_size_limit(LONGEST_CELL)
        line = 1
        try:
            for row in rows:
                if any(row):
                    yield line, row
                line = rows.line_num + 1
        except csv.Error as error:
            raise LISTS.problem("csv_broken", file=file.name, line=line, reason=str(error)) from error
        except UnicodeDecodeError as error:
            raise not_utf_8(file) from error
        except OSError as error:
            raise LISTS.problem("unreadable", file=file.name, reason=error.strerror or str(error)) from error


def lines(file: ListFile, longest: int) -> Iterator[tuple[int, bytes, bool]]:
    """Each line with its number from 1, its bytes and whether it ends; one longer than `longest` comes cut."""
    with file.open() as stream:
        try:
            yield from _lines(stream, longest)
        except OSError as error:
            raise LISTS.problem("unreadable", file=file.name, reason=error.strerror or str(error)) from error


def _lines(stream: BufferedReader | BytesIO, longest: int) -> Iterator[tuple[int, bytes, bool]]:
    number = 0
    while line := stream.readline(longest + 1):
        number += 1
        ends = line.endswith(b"\n")
        if not ends and len(line) > longest:
            _pass_over_rest(stream)
        yield number, line, ends


def _pass_over_rest(stream: BufferedReader | BytesIO) -> None:
    while rest := stream.readline(_BLOCK):
        if rest.endswith(b"\n"):
            return


def not_utf_8(file: ListFile) -> ProblemError:
    """The problem `lists.wrong_encoding` with the place of the first byte that is no UTF-8."""
    offset, byte = _first_bad_byte(file)
    return LISTS.problem(
        "wrong_encoding",
        Place(offset=offset),
        file=file.name,
        offset=offset,
        byte=f"0x{byte:02X}",
        likely=likely_encoding(file.head()),
    )


def likely_encoding(head: bytes) -> str:
    """What text that is not UTF-8 probably is."""
    if (
        head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        or head[:200].count(0) > len(head[:200]) // 4
    ):
        return "UTF-16"
    return "Windows-1252 or ISO 8859"


def _first_bad_byte(file: ListFile) -> tuple[int, int]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    done = 0
    with file.open() as stream:
        while block := stream.read(_BLOCK):
            pending = decoder.getstate()[0]
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                return done - len(pending) + error.start, error.object[error.start]
            done += len(block)
    return done, 0
