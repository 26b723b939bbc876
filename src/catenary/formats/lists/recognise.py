"""Which list format a file is in, told from its first bytes, never from its name."""

import codecs
import csv
import re
from enum import StrEnum

from catenary.core.screening.list_problems import LISTS
from catenary.formats.lists import eu, ofac_advanced, ofac_xml, un
from catenary.formats.lists.plain_csv import NEEDED
from catenary.formats.lists.source import ListFile
from catenary.formats.lists.text_rows import likely_encoding, not_utf_8


class ListFormat(StrEnum):
    """The formats lists come in; the value is what `--format` and an edition call it."""

    UN = "un"
    OFAC_CSV = "ofac-csv"
    OFAC_XML = "ofac-xml"
    OFAC_ADVANCED = "ofac-advanced"
    EU = "eu"
    FTM = "ftm"
    CSV = "csv"


class OfacPart(StrEnum):
    """A file that belongs to a set of OFAC's delimited files and is no list by itself."""

    ALIASES = "aliases"
    ADDRESSES = "addresses"
    COMMENTS = "comments"


_ROOTS = {
    un.ROOT: ListFormat.UN,
    ofac_xml.ROOT: ListFormat.OFAC_XML,
    ofac_advanced.ROOT: ListFormat.OFAC_ADVANCED,
    eu.ROOT: ListFormat.EU,
}
_PROLOGUE = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ELEMENT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ALIAS_TYPES = frozenset({"aka", "fka", "nka"})
_OFAC_WIDTHS: dict[int, ListFormat | OfacPart] = {
    12: ListFormat.OFAC_CSV,
    6: OfacPart.ADDRESSES,
    2: OfacPart.COMMENTS,
}


def recognise(file: ListFile) -> ListFormat | OfacPart:
    """The format. Raises ProblemError for what is unreadable, empty, an archive, in another encoding, or unknown."""
    head = file.head()
    text = _text_of(head).lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        found: ListFormat | OfacPart | None = _format_of_xml(text)
    elif likely_encoding(head) == "UTF-16":
        raise not_utf_8(file)
    else:
        found = ListFormat.FTM if text.startswith("{") else _format_of_rows(text)
    if found is None:
        raise LISTS.problem("not_recognised", file=file.name)
    return found


def _text_of(head: bytes) -> str:
    return head.decode("utf-16" if head.startswith(_UTF_16) else "utf-8", "replace")


def _format_of_xml(text: str) -> ListFormat | None:
    at = 0
    while passed := _PROLOGUE.match(text, at):
        at = passed.end()
    root = _ELEMENT.match(text, at)
    return _ROOTS.get(root[1]) if root else None


def _format_of_rows(text: str) -> ListFormat | OfacPart | None:
    try:
        row = [cell.strip() for cell in next(csv.reader(text.splitlines()[:1]), [])]
    except csv.Error:
        return None
    if set(NEEDED) <= {cell.casefold() for cell in row}:
        return ListFormat.CSV
    if not row or not row[0].isdecimal():
        return None
    if len(row) in {4, 5} and row[2].casefold() in _ALIAS_TYPES:
        return OfacPart.ALIASES
    return _OFAC_WIDTHS.get(len(row))
