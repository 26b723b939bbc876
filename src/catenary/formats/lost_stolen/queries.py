"""Documents to ask about, as CSV with a header or NDJSON, one at a time as they come in."""

import csv
from collections.abc import Iterable, Iterator

import msgspec
from attrs import frozen

from catenary.basis.findings import Finding, Place
from catenary.core.documents.problems import DOCUMENTS

_COLUMNS = ("number", "issuer", "type")


@frozen
class Query:
    """A document to ask about, as received; with `fault` where the line could not be read."""

    number: str | None = None
    issuer: str | None = None
    type: str | None = None
    fault: Finding | None = None


class _QueryObject(msgspec.Struct):
    number: str | int
    issuer: str | None = None
    type: str | None = None


def read_queries(lines: Iterable[bytes]) -> Iterator[Query]:
    """The documents of a stream: NDJSON if its first line begins with a brace, else CSV.

    The CSV header names `number` and any of `issuer` and `type`; without a header these are the columns. A line that
    cannot be read gives a Query with its fault, and the next one goes on.
    """
    columns: tuple[str, ...] | None = None
    is_json: bool | None = None
    offset = 0
    for raw in lines:
        at, offset = offset, offset + len(raw)
        line = raw.removeprefix(b"\xef\xbb\xbf") if at == 0 else raw
        if not line.strip():
            continue
        if is_json is None:
            is_json = line.lstrip().startswith(b"{")
        if is_json:
            yield _from_json(line, at)
            continue
        values = _values(line)
        if columns is None and (header := _header(values)):
            columns = header
            continue
        columns = columns or _COLUMNS
        yield _from_values(columns, values, at)


def _from_json(line: bytes, at: int) -> Query:
    try:
        read = msgspec.json.decode(line, type=_QueryObject)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return _unreadable(at)
    return Query(str(read.number), read.issuer, read.type)


def _values(line: bytes) -> list[str] | None:
    try:
        return [
            value.strip() for value in next(csv.reader([line.decode("utf-8").strip("\r\n")], strict=True), [])
        ]
    except (csv.Error, UnicodeDecodeError):
        return None


def _header(values: list[str] | None) -> tuple[str, ...] | None:
    named = tuple(value.lower() for value in values or ())
    return named if "number" in named else None


def _from_values(columns: tuple[str, ...], values: list[str] | None, at: int) -> Query:
    if values is None or len(values) > len(columns):
        return _unreadable(at)
    named = dict(zip(columns, values, strict=False))
    return Query(named.get("number") or None, named.get("issuer") or None, named.get("type") or None)


def _unreadable(at: int) -> Query:
    return Query(fault=DOCUMENTS.finding("query_unreadable", Place(offset=at)))
