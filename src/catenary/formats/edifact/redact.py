"""A carrier's file written back without what must not be kept; every other byte stays as it was.

A segment that exists only to say a sensitive thing (a special service request, a free text) goes as a whole and its UNT
counts that much less, because a placeholder would still tell that something was there. Within segments that say more,
only the telling component is emptied.
"""

from collections.abc import Iterator
from typing import Final

from attrs import define, frozen

from catenary.core.intake.sensitive import DEFAULT_POLICY, Removals, SensitivePolicy
from catenary.formats.edifact.charset import as_bytes_text
from catenary.formats.edifact.delimiters import Delimiters
from catenary.formats.edifact.envelope import EdifactMessage, read_interchanges
from catenary.formats.edifact.scanner import TAGS
from catenary.formats.edifact.segment import Segment

_TEXTS: Final = frozenset({"IFT", "LTS", "ADD", "DAT", "FTX"})
_IDENTITY_SERVICES: Final = frozenset({"DOCS", "DOCO", "DOCA", "TKNE", "FOID", "INFT"})
_SEAT_SERVICES: Final = frozenset({"SEAT", "RQST", "NSST"})
_SERVICE_TEXT: Final = 8
_BAG_TAGS: Final = "BAG"
_LONGEST_COUNT: Final = 10


@frozen
class Redacted:
    """The file without its sensitive parts, and how often each category was removed."""

    data: bytes
    removed: dict[str, int]


@define(eq=False)
class _Edit:
    """A stretch of the file and what it becomes."""

    begin: int
    end: int
    text: str


def redact(data: bytes, policy: SensitivePolicy = DEFAULT_POLICY) -> Redacted:
    """The file with sensitive parts removed. Never raises; a file that tells nothing sensitive comes back unchanged.

    A file in a wide character set (UTF-16, EBCDIC) comes back as UTF-8.
    """
    text, transcoded = as_bytes_text(data)
    removals = Removals(policy)
    edits = [edit for message in read_interchanges(data) for edit in _edits(message, text, removals)]
    if not edits:
        return Redacted(text.encode("latin-1") if transcoded else data, removals.counts)
    return Redacted(_applied(text, edits).encode("latin-1"), removals.counts)


def _applied(text: str, edits: list[_Edit]) -> str:
    pieces: list[str] = []
    done = 0
    for edit in edits:
        pieces += (text[done : edit.begin], edit.text)
        done = edit.end
    return "".join([*pieces, text[done:]])


def _edits(message: EdifactMessage, text: str, removals: Removals) -> Iterator[_Edit]:
    gone = 0
    for segment in message.segments:
        if _goes(segment, removals):
            gone += 1
            yield _Edit(segment.offset, _end(segment, text), "")
        elif emptied := _emptied(segment, removals):
            yield from _rewritten(segment, text, emptied)
    if gone and message.trailer:
        yield from _recounted(message.trailer, text, gone)


def _recounted(trailer: Segment, text: str, gone: int) -> Iterator[_Edit]:
    """UNT with so many segments fewer, in as many digits; as it was where it states no number."""
    stated = trailer.value(1)
    at = text.find(stated, trailer.offset, trailer.offset + trailer.length)
    if at >= 0 and stated.isdecimal() and len(stated) < _LONGEST_COUNT:
        yield _Edit(at, at + len(stated), f"{max(int(stated) - gone, 0):0{len(stated)}d}")


def _end(segment: Segment, text: str) -> int:
    """Where what follows the segment begins: after its terminator and the end of its line."""
    end = segment.offset + segment.length
    terminator = segment.delimiters.terminator
    if text.startswith(terminator, end):
        end += len(terminator)
        end += text.startswith("\r", end)
        end += text.startswith("\n", end)
    return end


def _goes(segment: Segment, removals: Removals) -> bool:
    """Whether the segment as a whole tells something that must not be kept."""
    if segment.tag == "SSR":
        return _service_goes(segment, removals)
    if segment.tag in _TEXTS or segment.tag not in TAGS:
        if segment.tag == "FTX" and segment.value(1) == _BAG_TAGS:
            return False
        return removals.takes_text(_text(segment, 1))
    return False


def _service_goes(segment: Segment, removals: Removals) -> bool:
    code = segment.value(1).strip().upper()
    if removals.takes_ssr(code):
        return True
    if code in _IDENTITY_SERVICES or code in _SEAT_SERVICES:
        return False
    said = " ".join([":".join(segment.components(1)[_SERVICE_TEXT:]), _text(segment, 2)])
    return bool(said.strip()) and removals.takes_text(said)


def _text(segment: Segment, first: int) -> str:
    return " ".join(":".join(components) for components in segment.elements[first:])


def _emptied(segment: Segment, removals: Removals) -> frozenset[tuple[int, int]]:
    """Which components must be emptied: seat characteristics that tell a disability, words about a ground service."""
    if segment.tag == "SSD":
        return _telling_seats(segment, 1, 1, removals)
    if segment.tag == "SSR" and segment.value(1).strip().upper() in _SEAT_SERVICES:
        return _telling_seats(segment, 2, 3, removals)
    if segment.tag == "TVL":
        places = [(element, at) for element in (2, 3) for at in range(1, len(segment.components(element)))]
        return frozenset(place for place in places if removals.takes_text(segment.value(*place)))
    return frozenset()


def _telling_seats(
    segment: Segment, first_element: int, first_component: int, removals: Removals
) -> frozenset[tuple[int, int]]:
    return frozenset(
        (element, at)
        for element in range(first_element, len(segment.elements))
        for at, value in enumerate(segment.components(element))
        if (at >= first_component or (segment.tag == "SSD" and element > 1)) and removals.takes_seat(value)
    )


def _rewritten(segment: Segment, text: str, emptied: frozenset[tuple[int, int]]) -> Iterator[_Edit]:
    """The components to empty, found in the segment as it stands in the file."""
    marks = segment.delimiters
    at = segment.offset
    raw = text[at : at + segment.length]
    for element, written in enumerate(marks.split_released(raw, marks.element)):
        yield from _cut(written, at, {part for number, part in emptied if number == element}, marks)
        at += len(written) + len(marks.element)


def _cut(element: str, at: int, emptied: set[int], marks: Delimiters) -> Iterator[_Edit]:
    for number, written in enumerate(marks.split_released(element, marks.component)):
        if number in emptied:
            yield _Edit(at, at + len(written), "")
        at += len(written) + len(marks.component)
