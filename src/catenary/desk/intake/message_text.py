"""The text of a message as its page shows it: segment by segment, what was noticed beside the segment it speaks of.

The text is read again as it was kept, since parts that must not be kept have left it and places in the file are not places here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from attrs import frozen

from catenary.basis.findings import Finding, Place, Severity
from catenary.desk.intake.keeping import ENVELOPE, FINDINGS, TEXT, all_findings, message_alone
from catenary.desk.intake.words import SEVERITIES, tag
from catenary.desk.shell.parts import Tag
from catenary.desk.shell.sentences import sentence
from catenary.formats.edifact.delimiters import without_line_breaks
from catenary.formats.edifact.envelope import EdifactMessage, read_interchanges

WHOLE: Final = 300
"""A message of up to so many segments is shown whole; of a longer one, what stands around each finding."""
AROUND: Final = 3


@frozen
class Remark:
    """A finding in words, and how grave it is."""

    severity: Tag
    sentence: str
    code: str
    grave: bool


@frozen
class Line:
    """A segment with its number in the message, counted from 1, and what was noticed in it; `left_out` segments stand before it."""

    number: int
    text: str
    remarks: tuple[Remark, ...] = ()
    left_out: int = 0

    @property
    def grave(self) -> bool:
        """Whether an error or a warning speaks of it."""
        return any(each.grave for each in self.remarks)


@frozen
class TextShown:
    """The lines, and what was noticed of the message as a whole or of what is not in its text."""

    lines: tuple[Line, ...]
    elsewhere: tuple[Remark, ...]


def text_shown(fields: Mapping[str, Any], as_of: date) -> TextShown:
    """The text that a record keeps, read as it was when it came."""
    segments, first = _segments(fields)
    placed, elsewhere = _placed(fields, as_of, first, len(segments))
    lines = [
        Line(number + 1, text, tuple(map(_remark, placed[number]))) for number, text in enumerate(segments)
    ]
    return TextShown(tuple(_shortened(lines)), tuple(map(_remark, elsewhere)))


def editable(fields: Mapping[str, Any]) -> str:
    """The text for correcting: one segment on each line, in its true characters."""
    segments, _first = _segments(fields)
    return "\n".join(segments)


def as_kept(written: str) -> str:
    """A corrected text with one character for each byte, as texts of messages are kept; line breaks are none of its data."""
    return "".join(written.splitlines()).encode().decode("latin-1")


def _segments(fields: Mapping[str, Any]) -> tuple[list[str], int]:
    """Each segment with its terminator, and the number that the first has in the envelope."""
    message = _message(fields)
    if message is None or not message.segments:
        return [], 0
    ends = (each for each in (message.trailer,) if each)
    every = [*([message.header] if message.header else []), *message.segments, *ends]
    texts = [without_line_breaks(each.raw) + message.delimiters.terminator for each in every]
    return texts, every[0].index


def _message(fields: Mapping[str, Any]) -> EdifactMessage | None:
    data = (fields.get(ENVELOPE, "") + fields.get(TEXT, "")).encode("latin-1")
    return next(iter(read_interchanges(data)), None)


def _placed(
    fields: Mapping[str, Any], as_of: date, first: int, count: int
) -> tuple[Mapping[int, Sequence[Finding]], Sequence[Finding]]:
    """What was kept as noticed, each at the place where reading the text alone notices the same."""
    said = message_alone(fields.get(TEXT, ""), fields.get(ENVELOPE, ""), as_of).message
    places: defaultdict[tuple[Any, ...], list[Place]] = defaultdict(list)
    for finding in all_findings(said):
        places[_what(finding)].append(finding.at)
    placed: defaultdict[int, list[Finding]] = defaultdict(list)
    elsewhere: list[Finding] = []
    for finding in _kept(fields.get(FINDINGS) or ()):
        at = places[_what(finding)].pop(0).segment if places[_what(finding)] else None
        inside = at is not None and 0 <= at - first < count
        (placed[at - first] if at is not None and inside else elsewhere).append(finding)
    return placed, elsewhere


def _kept(records: Iterable[Mapping[str, Any]]) -> Iterable[Finding]:
    for each in records:
        yield Finding(each["code"], Severity(each["severity"]), each["params"])


def _what(finding: Finding) -> tuple[Any, ...]:
    return finding.code, *sorted((name, str(value)) for name, value in finding.params.items())


def _remark(finding: Finding) -> Remark:
    grave = finding.severity is not Severity.NOTICE
    return Remark(tag(SEVERITIES, finding.severity), sentence(finding), finding.code, grave)


def _shortened(lines: Sequence[Line]) -> Iterable[Line]:
    """All of a short message; of a long one the head and whatever stands near something grave."""
    if len(lines) <= WHOLE:
        return lines
    grave = {at for at, line in enumerate(lines) if line.grave}
    near = {at + step for at in {0, *grave} for step in range(-AROUND, AROUND + 1)}
    return list(_with_gaps(lines, sorted(at for at in near if 0 <= at < len(lines))[:WHOLE]))


def _with_gaps(lines: Sequence[Line], shown: Sequence[int]) -> Iterable[Line]:
    before = -1
    for at in shown:
        line = lines[at]
        yield Line(line.number, line.text, line.remarks, left_out=at - before - 1)
        before = at
