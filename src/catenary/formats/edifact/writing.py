"""Writing EDIFACT: segments with the service characters released, and the envelope around messages (ISO 9735-1)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from anyascii import anyascii
from attrs import frozen

from catenary.formats.edifact.delimiters import Delimiters

Element: TypeAlias = str | Sequence[str]
"""An element as one value or as its components."""

_DEFAULT = Delimiters()
_UNOA = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,-()/='+:?!\"%&*;<>")


class Repertoire(StrEnum):
    """Which characters an interchange may hold; its name stands in UNB (ISO 9735-1 annex A)."""

    CAPITALS = "UNOA"
    ASCII = "UNOB"
    LATIN_1 = "UNOC"

    @property
    def encoding(self) -> str:
        """The Python name of its encoding."""
        return "latin-1" if self is Repertoire.LATIN_1 else "ascii"

    def fit(self, text: str) -> str:
        """The text in this repertoire: what it lacks is transliterated, and left out where that is impossible."""
        if self is Repertoire.LATIN_1:
            return "".join(c if ord(c) < 0x100 else anyascii(c) for c in text)
        letters = text if text.isascii() else anyascii(text)
        if self is Repertoire.ASCII:
            return letters
        return "".join(c for c in letters.upper() if c in _UNOA)


@frozen
class Style:
    """How an interchange is put into bytes: its service characters, repertoire, line breaks, and whether UNA says so."""

    delimiters: Delimiters = _DEFAULT
    repertoire: Repertoire = Repertoire.CAPITALS
    line_break: str = ""
    announced: bool = True

    def segment(self, tag: str, *elements: Element) -> str:
        """One segment with its terminator: every value fits the repertoire, empty ends are left out."""
        written = [self._element(element) for element in elements]
        while written and not written[-1]:
            written.pop()
        return self.delimiters.element.join([tag, *written]) + self.delimiters.terminator + self.line_break

    def _element(self, element: Element) -> str:
        components = [element] if isinstance(element, str) else list(element)
        while components and not components[-1]:
            components.pop()
        return self.delimiters.component.join(map(self._released, components))

    def _released(self, text: str) -> str:
        marks = self.delimiters
        service = {marks.component, marks.element, marks.repetition, marks.terminator, marks.release} - {""}
        fitting = self.repertoire.fit(text)
        if not service.intersection(fitting):
            return fitting
        if not marks.release:
            return "".join(" " if c in service else c for c in fitting)
        return "".join(marks.release + c if c in service else c for c in fitting)


def local_moment(at_local: str) -> tuple[str, str]:
    """ISO 8601 in digits with the code of their format (UN/EDIFACT 2379): `2026-11-22T09:30` as 2611220930 and 201."""
    digits = "".join(c for c in at_local if c.isdigit())
    if len(digits) < len("CCYYMMDD"):
        return digits, "602" if len(digits) == len("CCYY") else "610"
    short = digits[2:12]
    return short, "201" if len(short) == len("YYMMDDHHMM") else "101"


@frozen
class Envelope:
    """Who sends an interchange to whom and when; `group` names the functional group, None for none."""

    sender: str
    recipient: str
    prepared_at: datetime
    reference: str
    group: str | None = "PAXLST"
    agency: str = "UN"
    version: str = "D:05B"


def write_interchange(messages: Iterable[Sequence[str]], envelope: Envelope, style: Style) -> bytes:
    """Messages, each given as its segments from UNH to UNT, as one interchange."""
    texts = ["".join(message) for message in messages]
    stamp = (f"{envelope.prepared_at:%y%m%d}", f"{envelope.prepared_at:%H%M}")
    ends = (envelope.sender, envelope.recipient, stamp, envelope.reference)
    if envelope.group:
        kind = (envelope.group, *ends, envelope.agency, envelope.version.split(":"))
        texts = [
            style.segment("UNG", *kind),
            *texts,
            style.segment("UNE", str(len(texts)), envelope.reference),
        ]
    count = "1" if envelope.group else str(len(texts))
    start = style.segment("UNB", (style.repertoire.value, "4"), *ends)
    announcement = f"UNA{style.delimiters}{style.line_break}" if style.announced else ""
    whole = "".join([announcement, start, *texts, style.segment("UNZ", count, envelope.reference)])
    return whole.encode(style.repertoire.encoding)
