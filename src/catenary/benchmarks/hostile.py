"""What files made to exhaust cost: time and memory for each shape, every one read to its end.

Shapes of one long value have so many megabytes; shapes of many small parts have so many parts. Each is made and read in
a process of its own; memory is the largest resident size of that process, so the file itself is in it.
"""

from collections.abc import Callable, Iterable
from datetime import date

from attrs import frozen
from rich.console import Console
from rich.progress import track
from rich.table import Table

from catenary.basis.findings import ProblemError
from catenary.benchmarks.surroundings import Stopwatch, apart, surroundings
from catenary.core.intake.series import with_series
from catenary.formats.edifact.redact import redact
from catenary.formats.lists.ftm import read_ftm
from catenary.formats.lists.plain_csv import read_plain_csv
from catenary.formats.lists.source import ListFile
from catenary.formats.lists.un import read_un
from catenary.formats.reading import read_carrier_file
from catenary.formats.travellers import read_travellers

AS_OF = date(2026, 11, 22)
_HEAD = b"UNB+UNOA:4+A+B+261122:0800+1'UNH+1+PAXLST:D:05B:UN'BGM+745'"
_UN = b"<CONSOLIDATED_LIST><INDIVIDUALS>"


@frozen
class _Shape:
    """A way of making a file that is hard on its reader, from the bytes or the parts it is to have."""

    kind: str
    make: Callable[[int, int], bytes]
    read: Callable[[bytes], object]


def _messages(data: bytes) -> int:
    read = (("-", message) for message in read_carrier_file(data, AS_OF))
    return sum(1 for _ in with_series(read))


def _travellers(data: bytes) -> int:
    return sum(1 for _ in read_travellers(data, lambda _: None))


def _list_of(reader: Callable[..., Iterable[object]]) -> Callable[[bytes], object]:
    def read(data: bytes) -> object:
        try:
            return sum(1 for _ in reader(ListFile("list", data), lambda _: None, "list"))
        except ProblemError as refusal:
            return refusal.finding.code

    return read


def _long(head: bytes, piece: bytes) -> Callable[[int, int], bytes]:
    """One value that fills the file."""
    return lambda size, _: head + piece * ((size - len(head)) // len(piece))


def _many(head: bytes, piece: bytes) -> Callable[[int, int], bytes]:
    """A file of many small parts."""
    return lambda _, parts: head + piece * parts


SHAPES = {
    "message: one segment": _Shape("PAXLST", _long(_HEAD + b"FTX+AAI+++", b"A"), _messages),
    "message: one segment, written back": _Shape("PAXLST", _long(_HEAD + b"FTX+AAI+++", b"A"), redact),
    "message: one segment of released characters": _Shape(
        "PAXLST", _long(_HEAD + b"FTX+AAI+++", b"?'"), _messages
    ),
    "message: empty segments": _Shape("PAXLST", _many(_HEAD, b"'"), _messages),
    "message: empty segments on lines": _Shape("PAXLST", _many(_HEAD, b"'\r\n"), _messages),
    "message: shortest segments": _Shape("PAXLST", _many(_HEAD, b"A'"), _messages),
    "message: lines without terminators": _Shape("PAXLST", _many(_HEAD, b"A\n \n"), _messages),
    "message: persons without end": _Shape("PAXLST", _many(_HEAD, b"NAD+FL+++A:B'"), _messages),
    "message: one booking without end": _Shape(
        "PNRGOV", _many(b"UNH+1+PNRGOV:11:1:IA'SRC'TIF+A+B'", b"SSR+OTHS:HK:1:UX:::::A+::1'"), _messages
    ),
    "nothing but wrappers": _Shape("-", _long(b"", b"QK XXXXXXX\r\n.YYYYYYY 010101\r\n"), _messages),
    "nothing but zeros": _Shape("-", _long(b"", b"\0"), _messages),
    "nothing but headers UNB": _Shape("-", _many(b"", b"UNB+UNOA:4+A+B+261122:0800+1'"), _messages),
    "a series without end": _Shape("PAXLST", _many(b"", b"UNH+1+PAXLST:D:05B:UN+X+02'"), _messages),
    "travellers: one line": _Shape("CSV", _long(b"id,name\n1,", b"A"), _travellers),
    "travellers: a quote never closed": _Shape("CSV", _many(b'id,name\n1,"', b"A\n"), _travellers),
    "travellers: empty lines": _Shape("CSV", _many(b"id,name\n", b"\n"), _travellers),
    "list: one line": _Shape("CSV", _long(b"id,name\n1,", b"A"), _list_of(read_plain_csv)),
    "list: a quote never closed": _Shape("CSV", _many(b'id,name\n1,"', b"A\n"), _list_of(read_plain_csv)),
    "list: one line of JSON": _Shape("FtM", _long(b'{"id":"', b"A"), _list_of(read_ftm)),
    "list: tiny elements": _Shape("XML", _many(_UN, b"<a/>"), _list_of(read_un)),
    "list: tiny elements in one person": _Shape(
        "XML", _many(_UN + b"<INDIVIDUAL>", b"<a/>"), _list_of(read_un)
    ),
    "list: nested elements": _Shape("XML", _long(_UN, b"<a>"), _list_of(read_un)),
}


def run(megabytes: int = 100, parts: int = 1_000_000) -> list[dict[str, object]]:
    """Print seconds and megabytes for every shape."""
    console = Console()
    console.print(surroundings())
    table = Table(title=f"Files of {megabytes} MB or {parts:,} parts made to exhaust", title_justify="left")
    for heading in ("shape", "read as", "MB", "seconds", "processor", "result", "peak MB"):
        table.add_column(heading, justify="left" if heading in {"shape", "read as", "result"} else "right")
    figures: list[dict[str, object]] = []
    for name in track(SHAPES, "reading", console=console):
        figure, peak = apart(_measured, name, megabytes * 1_000_000, parts)
        figures.append({"shape": name, "read_as": SHAPES[name].kind, **figure, "peak_mb": round(peak)})
        table.add_row(*(str(value) for value in figures[-1].values()))
    console.print(table)
    return figures


def _measured(name: str, size: int, parts: int) -> dict[str, object]:
    shape = SHAPES[name]
    data = shape.make(size, parts)
    watch = Stopwatch()
    result = shape.read(data)
    spent = watch.spent()
    return {
        "mb": round(len(data) / 1e6, 1),
        "seconds": round(spent.clock, 1),
        "processor": round(spent.processor, 1),
        "result": result if isinstance(result, int | str) else "written",
    }
