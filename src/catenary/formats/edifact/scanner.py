"""Cuts an interchange into segments: linear time, memory bounded by the longest segment."""

import re
from collections.abc import Iterator
from functools import lru_cache

from catenary.basis.findings import Finding, Param, Place
from catenary.core.intake.problems import INTAKE
from catenary.formats.edifact.charset import decode, is_expected
from catenary.formats.edifact.delimiters import Delimiters
from catenary.formats.edifact.segment import Segment
from catenary.formats.edifact.service import TYPOGRAPHIC, Interchange

_INTERCHANGE = ("UNA", "UNB", "UNG", "UNH", "UNT", "UNE", "UNZ", "UNS")
_PAXLST = (
    "BGM",
    "RFF",
    "DTM",
    "LOC",
    "NAD",
    "CTA",
    "COM",
    "TDT",
    "ATT",
    "MEA",
    "GEI",
    "FTX",
    "EMP",
    "NAT",
    "DOC",
)
_PAXLST_REST = ("CPI", "QTY", "GID", "CNT", "AUT", "PDT", "ERP", "ERC")
_PNRGOV = (
    "MSG",
    "ORG",
    "TVL",
    "EQN",
    "SRC",
    "RCI",
    "SSR",
    "DAT",
    "IFT",
    "ADD",
    "EBD",
    "TIF",
    "FTI",
    "REF",
    "FAR",
)
_PNRGOV_REST = (
    "TKT",
    "MON",
    "PTK",
    "TXD",
    "FOP",
    "TRA",
    "RPI",
    "APD",
    "TRI",
    "SSD",
    "TBD",
    "LTS",
    "ABI",
    "SAC",
)
TAGS = frozenset((*_INTERCHANGE, *_PAXLST, *_PAXLST_REST, *_PNRGOV, *_PNRGOV_REST))
"""The segments of the messages this package reads."""

_Piece = tuple[int, str]
_TRAILERS = frozenset({"UNT", "UNE", "UNZ"})
_CONTROLS = frozenset(map(chr, range(33))) | {"\x7f"}
_WINDOW = 1 << 15


class Scanner:
    """Yields the segments of successive interchanges, numbered through the file; what was odd goes to `findings`."""

    def __init__(self, text: str, findings: list[Finding]) -> None:
        self._text = text
        self._findings = findings
        self._index = 0
        self._noted: set[str] = set()
        self._syntax = ""
        self._delimiters = Delimiters()

    def segments(self, interchange: Interchange) -> Iterator[Segment]:
        """The segments of one interchange from its header on; a finding precedes the segment it speaks of."""
        self._noted.clear()
        self._syntax, self._delimiters = interchange.syntax, interchange.delimiters
        blank = "".join(_CONTROLS - {self._delimiters.element, self._delimiters.component})
        begin = interchange.header
        for pieces in self._windows(interchange):
            whole = len(self._delimiters.terminator.join(pieces))
            if _without_content(pieces, blank):
                if len(pieces) > 1 or begin + whole < interchange.end:
                    self._note_once("empty_segments", begin + len(pieces[0]))
            elif begin + whole < interchange.end and self._are_plain(pieces):
                yield from self._plain_segments(begin, pieces, blank)
            else:
                yield from self._odd_segments(begin, pieces, blank, interchange.end)
            begin += whole + len(self._delimiters.terminator)

    def _are_plain(self, pieces: list[str]) -> bool:
        """Whether nothing in a window needs mending, decoding or releasing, as is nearly always so."""
        window = "".join(pieces)
        marks = ("\n", "\r", "`", self._delimiters.release or "\n")
        return window.isascii() and not any(mark in window for mark in marks)

    def _plain_segments(self, begin: int, pieces: list[str], blank: str) -> Iterator[Segment]:
        delimiters, width = self._delimiters, len(self._delimiters.terminator)
        element = delimiters.element
        for piece in pieces:
            raw = piece.lstrip(blank)
            length = len(raw)
            offset = begin + len(piece) - length
            begin += len(piece) + width
            tag = raw[:3]
            if tag in TAGS and raw[3:4] == element:
                yield Segment(tag, self._index, offset, length, raw, delimiters, True)
                self._index += 1
            elif raw:
                yield self._segment(offset, raw, plain=True)
            else:
                self._note_once("empty_segments", offset)

    def _odd_segments(self, begin: int, pieces: list[str], blank: str, end: int) -> Iterator[Segment]:
        release, width = self._delimiters.release, len(self._delimiters.terminator)
        for piece in pieces:
            raw = piece.lstrip(blank)
            offset = begin + len(piece) - len(raw)
            begin += len(piece) + width
            if not raw:
                if offset < end:
                    self._note_once("empty_segments", offset)
            elif offset + len(raw) == end:
                yield from self._unterminated(offset, raw)
            elif "\n" in raw or "\r" in raw or "`" in raw or not raw.isascii():
                yield from self._mended(offset, raw)
            else:
                yield self._segment(offset, raw, plain=not release or release not in raw)

    def _windows(self, interchange: Interchange) -> Iterator[list[str]]:
        """The pieces between terminators, many at a time; a released terminator parts nothing."""
        windows = _cut(self._text, interchange.header, interchange.end, self._delimiters.terminator)
        release = self._delimiters.release
        if release and self._text.find(release, interchange.header, interchange.end) >= 0:
            return filter(None, _joined(windows, self._delimiters))
        return windows

    def _segment(self, offset: int, raw: str, *, plain: bool = False) -> Segment:
        tag = raw[:3]
        if tag not in TAGS or raw[3:4] != self._delimiters.element:
            tag = _tag(raw, self._delimiters)
            if tag in TAGS and not raw[:3].isupper():
                self._note_once("tags_in_lower_case", offset)
        segment = Segment(tag, self._index, offset, len(raw), raw, self._delimiters, plain)
        self._index += 1
        return segment

    def _unterminated(self, offset: int, raw: str) -> Iterator[Segment]:
        """The end of an interchange without a terminator; remarks written below a trailer are no part of it."""
        *whole, (offset, raw) = self._parts(offset, raw)
        for part in whole:
            yield self._decoded(*part)
        tag = _tag(raw, self._delimiters)
        if tag not in TAGS:
            yield self._decoded(offset, raw)
            return
        raw, code = self._without_false_terminator(raw)
        self._note(code, offset, tag=tag)
        line, ending, remark = raw.partition("\n") if tag in _TRAILERS else (raw, "", "")
        yield self._decoded(offset, line)
        if remark.strip():
            yield self._decoded(offset + len(line) + len(ending), remark)

    def _without_false_terminator(self, raw: str) -> tuple[str, str]:
        """The last segment without what stands where its terminator belongs, and what that was."""
        bare = raw.rstrip()
        released = self._delimiters.release + self._delimiters.terminator
        if self._delimiters.release and bare.endswith(released):
            return bare.removesuffix(released), "release_dangling"
        quote = next((quote for quote in TYPOGRAPHIC if bare.endswith(quote)), "")
        return (bare.removesuffix(quote), "typographic_terminator") if quote else (raw, "terminator_missing")

    def _mended(self, offset: int, raw: str) -> Iterator[Segment]:
        for part in self._parts(offset, raw):
            yield self._decoded(*part)

    def _parts(self, offset: int, raw: str) -> Iterator[_Piece]:
        """The segments that a lost, released or typographic terminator at the end of a line ran together."""
        begin = 0
        for boundary in _boundary(self._delimiters).finditer(raw):
            part = raw[begin : boundary.start()]
            self._note_boundary(boundary, offset + begin, _tag(part, self._delimiters))
            yield offset + begin, part
            begin = boundary.end()
        yield offset + begin, raw[begin:]

    def _note_boundary(self, boundary: re.Match[str], offset: int, tag: str) -> None:
        if boundary["quote"]:
            self._note("typographic_terminator", offset, tag=tag)
        elif boundary["released"]:
            self._note("release_dangling", offset, tag=tag)
        elif tag in TAGS:
            self._note("terminator_missing", offset, tag=tag)

    def _decoded(self, offset: int, raw: str) -> Segment:
        """A segment with line breaks within it or characters beyond ASCII."""
        text, encoding = (raw, "ascii") if raw.isascii() else decode(raw, self._syntax)
        if encoding != "ascii" and not is_expected(self._syntax, encoding):
            self._note_once("charset_other", offset, stated=self._syntax, read_as=encoding)
        if "\n" in text or "\r" in text:
            self._note_once("line_break_in_data", offset)
        segment = self._segment(offset, text)
        segment.length = len(raw)
        return segment

    def _note(self, code: str, offset: int, **params: Param) -> None:
        self._findings.append(INTAKE.finding(code, Place(self._index, offset), **params))

    def _note_once(self, code: str, offset: int, **params: Param) -> None:
        """Told at its first place in an interchange only: a wrapped file would tell it thousands of times."""
        if code not in self._noted:
            self._noted.add(code)
            self._note(code, offset, **params)


def _cut(text: str, begin: int, end: int, terminator: str) -> Iterator[list[str]]:
    """The pieces between terminators, a window of text at a time: str.split is fast, and memory stays bounded."""
    width = len(terminator)
    while begin <= end:
        stop = text.rfind(terminator, begin, min(end, begin + _WINDOW))
        if stop < 0:
            stop = text.find(terminator, begin, end)
        if stop < 0:
            stop = end
        yield text[begin:stop].split(terminator)
        begin = stop + width


def _without_content(pieces: list[str], blank: str) -> bool:
    """Whether a window holds blanks alone between its terminators: told without a look at each, for files of nothing else."""
    if pieces[0].strip(blank) or pieces[-1].strip(blank):
        return False
    return not any(piece.strip(blank) for piece in set(pieces))


def _joined(windows: Iterator[list[str]], delimiters: Delimiters) -> Iterator[list[str]]:
    """Pieces whose terminator was released are one segment with what follows."""
    held: list[str] = []
    for pieces in windows:
        whole: list[str] = []
        for piece in pieces:
            if piece.endswith(delimiters.release) and delimiters.ends_released(piece):
                held.append(piece)
            elif held:
                whole.append(delimiters.terminator.join([*held, piece]))
                held.clear()
            else:
                whole.append(piece)
        yield whole
    if held:
        yield [delimiters.terminator.join(held)]


def _tag(raw: str, delimiters: Delimiters) -> str:
    """The tag however it is written: blanks around it, nested indications after it, a line break within it."""
    return delimiters.components(delimiters.elements(raw[:40])[0])[0].strip().upper()


@lru_cache(maxsize=64)
def _boundary(delimiters: Delimiters) -> re.Pattern[str]:
    """Where a segment begins although no terminator stands before it."""
    quotes = "|".join(re.escape(quote) for quote in TYPOGRAPHIC if quote != delimiters.terminator)
    released = re.escape(delimiters.release + delimiters.terminator) if delimiters.release else r"(?!)"
    line_end = rf"(?:(?P<released>{released})|(?<![\r\n]))[\r\n]++[ \t]*+"
    tags = "|".join(sorted(TAGS))
    return re.compile(
        rf"(?:(?P<quote>{quotes})\s*+|{line_end})(?=(?:{tags})[ \t]*+(?:{re.escape(delimiters.element)}|\Z))"
    )
