"""Messages out of a file: interchanges (UNB..UNZ), groups (UNG..UNE), messages (UNH..UNT), counts verified.

Nothing in the envelope is needed for a message to be read; whatever is missing or wrong is a finding (ISO 9735-1).
"""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from attrs import define, field, frozen

from catenary.basis.findings import Finding, Param, Place
from catenary.core.intake.problems import INTAKE
from catenary.formats.edifact.charset import as_bytes_text
from catenary.formats.edifact.delimiters import Delimiters
from catenary.formats.edifact.scanner import Scanner
from catenary.formats.edifact.segment import Segment
from catenary.formats.edifact.service import Interchange, find_interchanges

MAX_SEGMENTS = 250_000
"""More than any real message holds by a factor of five; beyond it a message is hostile or broken."""

_SERVICE = frozenset({"UNB", "UNG", "UNH", "UNT", "UNE", "UNZ"})
_FIRST_OF_MESSAGE = frozenset({"BGM", "MSG"})
_ANSWERS = frozenset({"962", "132", "312"})
_BYTE_ORDER_MARKS = "\xef\xbb\xbf"


@frozen
class EdifactMessage:
    """One message of a file, cut into segments but not understood yet.

    `segments` stand between UNH and UNT. `interchange` and `group` are the UNB and UNG it lies in. Without any
    message in the file there is one value of `type` '' and a finding that says so.
    """

    position: int
    header: Segment | None
    segments: list[Segment]
    trailer: Segment | None
    delimiters: Delimiters
    interchange: Segment | None
    group: Segment | None
    findings: tuple[Finding, ...]

    @property
    def type(self) -> str:
        """`PAXLST`, `PNRGOV`, `CUSRES`...; told by its first segment where no UNH says it."""
        if self.header and (stated := self.header.value(2).strip()):
            return stated.upper()
        first = self.segments[0] if self.segments else None
        if first is None:
            return ""
        if first.tag == "MSG":
            return "PNRGOV"
        return "CUSRES" if first.value(1) in _ANSWERS else "PAXLST" if first.tag == "BGM" else ""

    @property
    def version(self) -> str | None:
        """Version, release and agency as UNH states them: `D:05B:UN`, `13:1:IA`."""
        stated = [part.strip() for part in self.header.components(2)[1:4]] if self.header else []
        return ":".join(stated) if any(stated) else None

    @property
    def reference(self) -> str | None:
        """The message reference of UNH."""
        return (self.header.value(1) or None) if self.header else None


Reading: TypeAlias = Iterator[EdifactMessage]
"""The messages of a file in order, read as they are asked for."""


def read_interchanges(data: bytes) -> Reading:
    """Every message in a file, whatever surrounds it. Never raises; one message of type '' where there is none."""
    text, transcoded_from = as_bytes_text(data)
    assembly = _Assembly(text)
    if transcoded_from:
        assembly.note("transcoded", Place(offset=0), encoding=transcoded_from)
    for interchange in find_interchanges(text):
        yield from assembly.messages(interchange)
    yield from assembly.last(len(data))


@define
class _Open:
    """An interchange or group being read: its header and how much it was found to hold."""

    header: Segment | None = None
    messages: int = 0
    groups: int = 0


@define
class _Body:
    """A message being read."""

    header: Segment | None
    interchange: Segment | None
    group: Segment | None
    delimiters: Delimiters
    segments: list[Segment] = field(factory=list)
    trailer: Segment | None = None


class _Assembly:
    """Puts segments into messages. A message waits until the next begins, so that trailers can still speak of it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._findings: list[Finding] = []
        self._scanner = Scanner(text, self._findings)
        self._position = 0
        self._read_until = 0
        self._interchange: _Open | None = None
        self._group: _Open | None = None
        self._body: _Body | None = None
        self._waiting: _Body | None = None
        self._delimiters = Delimiters()
        self._service: dict[str, Callable[[Segment], None]] = {
            "UNB": self._begin_interchange,
            "UNG": self._begin_group,
            "UNT": self._end_message,
            "UNE": self._end_group,
            "UNZ": self._end_interchange,
        }

    def note(self, code: str, at: Place, **params: Param) -> None:
        """Add a finding to the message being read, or else to the next."""
        self._findings.append(INTAKE.finding(code, at, **params))

    def messages(self, interchange: Interchange) -> Reading:
        """The messages of one interchange, and the one that waited before it."""
        yield from self._released()
        self._note_what_precedes(interchange)
        self._findings.extend(interchange.findings)
        self._delimiters = interchange.delimiters
        for segment in self._scanner.segments(interchange):
            body = self._body
            if body and segment.tag not in _SERVICE and len(body.segments) < MAX_SEGMENTS:
                body.segments.append(segment)
            elif segment.tag == "UNH" or (body is None and segment.tag in _FIRST_OF_MESSAGE):
                self._close_message()
                yield from self._released()
                self._begin_message(segment)
            else:
                self._service.get(segment.tag, self._pass_over)(segment)
        self._close_interchange()
        self._read_until = interchange.end

    def last(self, size: int) -> Reading:
        """The message that still waits; the finding that there was none at all."""
        yield from self._released()
        if self._position == 0:
            self.note("no_message", Place(offset=_first_content(self._text)), bytes=size)
            findings = tuple(self._findings)
            yield EdifactMessage(0, None, [], None, self._delimiters, None, None, findings)

    def _note_what_precedes(self, interchange: Interchange) -> None:
        before = self._text[self._read_until : interchange.begin]
        if self._read_until == 0 and before.lstrip(_BYTE_ORDER_MARKS).strip():
            self.note("text_before_message", Place(offset=0), bytes=len(before))

    def _begin_interchange(self, header: Segment) -> None:
        self._close_interchange()
        self._interchange = _Open(header)

    def _begin_group(self, header: Segment) -> None:
        self._close_group()
        self._group = _Open(header)
        if self._interchange:
            self._interchange.groups += 1

    def _begin_message(self, segment: Segment) -> None:
        if self._interchange is None:
            self.note("interchange_header_missing", segment.place)
            self._interchange = _Open()
        group = self._group.header if self._group else None
        header = segment if segment.tag == "UNH" else None
        self._body = _Body(header, self._interchange.header, group, self._delimiters)
        self._interchange.messages += 1
        if self._group:
            self._group.messages += 1
        if header is None:
            self.note("message_header_missing", segment.place, tag=segment.tag)
            self._body.segments.append(segment)

    def _pass_over(self, segment: Segment) -> None:
        """A segment outside of any message, or beyond the most a message may hold."""
        if self._body is None:
            self._note_stray(segment)
        elif self._body.segments[-1].index == segment.index - 1:
            self.note("message_too_long", segment.place, limit=MAX_SEGMENTS)

    def _note_stray(self, segment: Segment) -> None:
        """What stands outside of messages is told by its tag or size, never by its content."""
        if len(segment.tag) == 3 and segment.tag.isalpha() and len(segment.elements) > 1:
            self.note("segment_outside_message", segment.place, tag=segment.tag)
        else:
            self.note("text_outside_message", segment.place, bytes=segment.length)

    def _end_message(self, trailer: Segment) -> None:
        body = self._body
        if body is None:
            self.note("trailer_without_header", trailer.place, tag="UNT")
            return
        body.trailer = trailer
        self._check_count("unt_count", trailer, len(body.segments) + (2 if body.header else 1))
        self._check_reference("unt_reference", trailer, body.header, 1)
        self._close_message()

    def _end_group(self, trailer: Segment) -> None:
        self._close_message()
        if self._group is None:
            self.note("trailer_without_header", trailer.place, tag="UNE")
            return
        self._check_count("une_count", trailer, self._group.messages)
        self._check_reference("une_reference", trailer, self._group.header, 5)
        self._group = None

    def _end_interchange(self, trailer: Segment) -> None:
        self._close_group()
        if self._interchange is None:
            self.note("trailer_without_header", trailer.place, tag="UNZ")
            return
        self._check_count("unz_count", trailer, self._interchange.groups or self._interchange.messages)
        self._check_reference("unz_reference", trailer, self._interchange.header, 5)
        self._interchange = None

    def _check_count(self, code: str, trailer: Segment, counted: int) -> None:
        stated = trailer.value(1).strip()
        if not stated.isdecimal() or len(stated) > 9 or int(stated) != counted:
            self.note(code, trailer.place, stated=stated, counted=counted)

    def _check_reference(self, code: str, trailer: Segment, header: Segment | None, element: int) -> None:
        opened = header.value(element).strip() if header else None
        if opened is not None and trailer.value(2).strip() != opened:
            self.note(code, trailer.place, stated=trailer.value(2), opened=opened)

    def _close_message(self) -> None:
        if self._body and self._body.trailer is None:
            self.note("message_trailer_missing", self._last_place(self._body))
        self._waiting, self._body = self._body or self._waiting, None

    def _close_group(self) -> None:
        self._close_message()
        if self._group and self._group.header:
            self.note("group_trailer_missing", self._group.header.place)
        self._group = None

    def _close_interchange(self) -> None:
        self._close_group()
        if self._interchange and self._interchange.header:
            self.note("interchange_trailer_missing", self._interchange.header.place)
        self._interchange = None

    def _last_place(self, body: _Body) -> Place:
        last = body.segments[-1] if body.segments else body.header
        return last.place if last else Place()

    def _released(self) -> Reading:
        """The waiting message with everything noticed up to now."""
        body, self._waiting = self._waiting, None
        if body is None:
            return
        findings = tuple(self._findings)
        self._findings.clear()
        yield EdifactMessage(
            self._position,
            body.header,
            body.segments,
            body.trailer,
            body.delimiters,
            body.interchange,
            body.group,
            findings,
        )
        self._position += 1


def _first_content(text: str) -> int:
    """Where the text begins that is no message, for the diagnosis."""
    return len(text) - len(text.lstrip())
