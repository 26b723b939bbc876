"""How fast carrier messages are read with all they mean, beside a peer that only cuts them into tokens.

Same bytes, same process, in turns, so that whatever else the machine does falls on both.
"""

import os
import statistics
import time
import warnings
from collections.abc import Callable
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from attrs import frozen
from rich.console import Console
from rich.table import Table

from catenary.formats.edifact.redact import redact
from catenary.formats.reading import read_carrier_file

AS_OF = date(2026, 11, 22)
_ROUNDS = 15
_REAL_BOOKINGS = Path("messages") / "pnrWithBags.txt"

_PASSENGER = (
    "NAD+FL+++SURNAME{n}:GIVEN MIDDLE'ATT+2++F'DTM+329:800201'GEI+4+173'LOC+22+EVR'LOC+178+NPT'LOC+179+EVR'LOC+174+UTO'NAT+2+UTO'"
    "RFF+AVF:B{n:05d}'RFF+ABO:{n}'RFF+SEA:14C'FTX+BAG+++UX{n:06d}'DOC+P:110:111+AB{n:06d}'DTM+36:300101'LOC+91+UTO'"
    "DOC+V:110:111+V{n:06d}'DTM+36:290101'LOC+91+EVO'"
)
_BOOKING = (
    "SRC'RCI+UX:B{n:05d}::010626:0905'DAT+700:010626:1316+710:020626:1120'IFT+4:28::UX+CTCE PERSON.{n}//EXAMPLE.ORG'"
    "ORG+UX:NPT+70379193:EVR+++A+UT:UTD+D050517'ADD++700:{n} MAIN STREET:NEWPORT:::UT::1000'TIF+SURNAME{n}+GIVEN MRS:A:1'"
    "FTI+UX:{n:07d}'REF+:{n:09d}'FAR+N+++++'SSR+DOCS:HK::UX:::::/P/UTO/AB{n:06d}/UTO/01FEB80/F/01JAN30/SURNAME{n}/GIVEN'"
    "SSR+MOML:HK:1:UX'TKT+999{n:010d}:T:1'MON+B:94.34:UTD+T:100.00:UTD'PTK+NR++150626:1010+UX+006+NPT'"
    "TXD++0.57:::AY6+0.85:::YQ+1.13:::YC'DAT+710:020626'FOP+CC::100.00:VI:XXXXXXXXXXXX1111:0128'"
    "TVL+221126:0930:221126:2110+NPT+EVR+UX+0123:Y'RPI+1+HK'APD+777'SSR+SEAT:HK:1:UX:::NPT:EVR+14C::1'RCI+UX:B{n:05d}'"
    "DAT+2:221126:0800'TRI++{n}:::1'TIF+SURNAME{n}+GIVEN MRS:A:1'SSD+14C++++Y'TBD++2:34:700+++UX:{n:06d}:2:EVR'"
    "EQN+1'RCI+UX:C{n:05d}'ABI+1+:NPTRR+NPT++UX'DAT+ZT:010626:1010'SAC+++A'TIF+SURNAME{n}+GIVEN MRS:A:1'LTS+0/O/SS/UX 123 Y 22NOV 1'"
)


@frozen
class _Measured:
    """Median seconds of one input: read here, cut by the peer, and how often the one is faster than the other."""

    ours: float
    redacting: float
    peer: float | None
    ratio: float | None


def run() -> None:
    """Print, for each input, megabytes a second here and at the peer, and the ratio to reach (4)."""
    peer = _pydifact()
    table = Table(
        title="Reading with semantics, findings and removal of sensitive data", title_justify="left"
    )
    for heading in (
        "input",
        "kB",
        "read MB/s",
        "written back redacted MB/s",
        "pydifact tokens only MB/s",
        "ratio (reach 4)",
    ):
        table.add_column(heading, justify="left" if heading == "input" else "right")
    for name, data in _inputs():
        measured = _measure(data, peer)
        rates = (_rate(data, measured.ours), _rate(data, measured.redacting), _rate(data, measured.peer))
        ratio = "-" if measured.ratio is None else f"{measured.ratio:.1f}"
        table.add_row(name, f"{len(data) / 1000:.1f}", *rates, ratio)
    console = Console()
    console.print(table)
    if peer is None:
        console.print("pydifact is not installed here: no ratio (see requirements/bench.txt)")


def _inputs() -> list[tuple[str, bytes]]:
    inputs = [
        ("PAXLST, 200 passengers, generated", passenger_list(200)),
        ("PNRGOV, 254 kB, generated", bookings(292)),
    ]
    real = Path(os.environ.get("CATENARY_SHARED_DATA", "../shared/data")) / _REAL_BOOKINGS
    return (
        [*inputs, ("PNRGOV, 254 kB, example of a carrier", real.read_bytes())] if real.is_file() else inputs
    )


def passenger_list(passengers: int) -> bytes:
    """A PAXLST D.05B with so many passengers, two documents each."""
    heading = (
        "UNA:+.? 'UNB+UNOA:4+UX+UTO+261122:0800+R1'UNG+PAXLST+UX+UTO+261122:0800+G1+UN+D:05B'UNH+M1+PAXLST:D:05B:UN:IATA'"
        "BGM+745'NAD+MS+++OPS DESK'COM+0445550100:TE'TDT+20+UX0123+++UX'LOC+125+NPT'DTM+189:2611220930:201'LOC+87+EVR'"
        "DTM+232:2611222110:201'"
    )
    body = "".join(_PASSENGER.format(n=n) for n in range(1, passengers + 1))
    count = 11 + body.count("'")
    return f"{heading}{body}CNT+42:{passengers}'UNT+{count}+M1'UNE+1+G1'UNZ+1+R1'".encode()


def bookings(number: int) -> bytes:
    """A PNRGOV 13.1 with so many bookings of every group."""
    heading = (
        "UNA:+.?*'UNB+IATA:1+UX+UTO+261122:0800+R1'UNH+M1+PNRGOV:13:1:IA+AC1'MSG+:22'ORG+UX:NPT+55107'"
        f"TVL+221126:0930:2110+NPT+EVR+UX+0123'EQN+{number}'"
    )
    body = "".join(_BOOKING.format(n=n) for n in range(1, number + 1))
    count = 6 + body.count("'")
    return f"{heading}{body}UNT+{count}+M1'UNZ+1+R1'".encode()


def _measure(data: bytes, peer: Callable[[str], object] | None) -> _Measured:
    text = data.decode("utf-8", "replace")
    rounds = [
        (_seconds(_read, data), _seconds(redact, data), _seconds(peer, text) if peer else 0.0)
        for _ in range(_ROUNDS)
    ]
    ours, redacting, theirs = (statistics.median(column) for column in zip(*rounds, strict=True))
    if peer is None:
        return _Measured(ours, redacting, None, None)
    return _Measured(ours, redacting, theirs, statistics.median(peer / own for own, _, peer in rounds))


def _read(data: bytes) -> int:
    return sum(len(message.travellers) for message in read_carrier_file(data, AS_OF))


def _seconds(work: Callable[..., object], argument: object) -> float:
    start = time.perf_counter()
    work(argument)
    return time.perf_counter() - start


def _rate(data: bytes, seconds: float | None) -> str:
    return "-" if seconds is None else f"{len(data) / seconds / 1e6:.2f}"


def _pydifact() -> Callable[[str], object] | None:
    if find_spec("pydifact") is None:
        return None
    from pydifact.segmentcollection import RawSegmentCollection  # noqa: PLC0415  absent unless the peers are installed

    def tokenise(text: str) -> object:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return RawSegmentCollection.from_str(text)

    return tokenise
