"""Text, as a reader or a carrier gives it, to machine-readable zones. Anything gives a zone or says why not."""

from collections.abc import Iterable, Iterator
from datetime import date

from catenary.basis.findings import Finding
from catenary.core.documents.model import CheckDigits, MachineReadableZone, ZoneFields, ZoneKind
from catenary.core.documents.problems import DOCUMENTS
from catenary.core.documents.zone import understand
from catenary.formats.mrz.layout import LAYOUTS, cut_fields

_ZONE_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<")
_FILLERS = str.maketrans({"\u2039": "<", "\uff1c": "<", "\u3008": "<", "\u00ab": "<<", "\u226a": "<<"})
_ONE_LINE = {90: (3, 30), 88: (2, 44), 72: (2, 36)}
_MOST_SHOWN = 10
_LONGEST_LINE = 200


def read_zone(text: str, as_of: date) -> MachineReadableZone:
    """Read one zone of two or three lines (or all in one), told apart by number and length of lines.

    `as_of` decides centuries and expiry. Lines that are too short are filled up, lower case and blanks repaired,
    each with a finding. A text of another shape gives `kind` None and the finding `documents.no_zone`.
    """
    findings: list[Finding] = []
    lines = _lines(text)
    kind = _kind(lines)
    if kind is None:
        nothing = DOCUMENTS.finding("no_zone", lines=len(lines), longest=max(map(len, lines), default=0))
        return MachineReadableZone(None, ZoneFields(), CheckDigits(), (nothing,))
    length = LAYOUTS[kind].length
    clean = tuple(_clean(line, number, length, findings) for number, line in enumerate(lines, start=1))
    return understand(kind, cut_fields(kind, clean), as_of, tuple(findings))


def split_zones(lines: Iterable[str]) -> Iterator[str]:
    """The zones of a stream of lines, a blank line between two of them."""
    zone: list[str] = []
    for line in lines:
        if line.strip():
            zone.append(line)
        elif zone:
            yield "\n".join(zone)
            zone = []
    if zone:
        yield "\n".join(zone)


def _lines(text: str) -> list[str]:
    lines = [line.strip() for line in text.translate(_FILLERS).splitlines() if line.strip()]
    if len(lines) == 1 and len(lines[0]) in _ONE_LINE:
        count, length = _ONE_LINE[len(lines[0])]
        return [lines[0][at * length : (at + 1) * length] for at in range(count)]
    return lines


def _kind(lines: list[str]) -> ZoneKind | None:
    longest = max(map(len, lines), default=0)
    if longest > _LONGEST_LINE:
        return None
    if len(lines) == 3:
        return ZoneKind.TD1
    if len(lines) != 2:
        return None
    visa = lines[0][:1].upper() == "V"
    if longest > (LAYOUTS[ZoneKind.TD2].length + LAYOUTS[ZoneKind.TD3].length) // 2:
        return ZoneKind.MRV_A if visa else ZoneKind.TD3
    return ZoneKind.MRV_B if visa else ZoneKind.TD2


def _clean(line: str, number: int, length: int, findings: list[Finding]) -> str:
    """A line of the zone's own characters and full length; what was done to it goes to the findings."""
    upper = line.upper().replace(" ", "<")
    if upper != line:
        findings.append(DOCUMENTS.finding("line_repaired", line=number))
    strange = [column for column, char in enumerate(upper, start=1) if char not in _ZONE_CHARACTERS]
    findings += [
        DOCUMENTS.finding("character_strange", line=number, column=column, character=upper[column - 1])
        for column in strange[:_MOST_SHOWN]
    ]
    if len(upper) < length:
        findings.append(DOCUMENTS.finding("line_short", line=number, length=len(upper), expected=length))
    elif upper[length:].strip("<"):
        findings.append(DOCUMENTS.finding("line_long", line=number, length=len(upper), expected=length))
    return upper[:length].ljust(length, "<")
