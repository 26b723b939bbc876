"""What every group of a PAXLST shares while it is read: the day of reading, and the findings that gather."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from attrs import define, field

from catenary.basis.dates import PartialDate
from catenary.basis.findings import Finding, Param, Place
from catenary.core.intake.dates import Century, date_from_digits, local_time_from_digits, usual_digits
from catenary.core.intake.problems import INTAKE
from catenary.core.intake.sensitive import Removals
from catenary.formats.edifact.segment import Segment

Fields: TypeAlias = dict[str, Any]
"""A value under construction: the fields of a frozen value as they become known."""

LONGEST_SHOWN = 40
"""Values in findings are cut to this length; a finding shows what to correct and is no copy of the message."""


@define(eq=False)
class Reading:
    """One message being read."""

    as_of: date
    removals: Removals = field(factory=Removals)
    findings: list[Finding] = field(factory=list)
    _unused: set[tuple[str, str]] = field(factory=set)
    _centuries: dict[Century, Place] = field(factory=dict)

    def note(self, code: str, segment: Segment, **params: Param) -> None:
        """Something noticed about the message, at a segment."""
        self.findings.append(found(code, segment, **params))

    def note_unused(self, segment: Segment, qualifier: str) -> None:
        """A segment that this reader has no use for; each kind is told once."""
        if (segment.tag, qualifier) not in self._unused:
            self._unused.add((segment.tag, qualifier))
            self.note("segment_unused", segment, tag=segment.tag, qualifier=qualifier[:LONGEST_SHOWN])

    def date(
        self, segment: Segment, text: str, rule: Century, format_code: str = ""
    ) -> tuple[PartialDate | None, Finding | None]:
        """A date in digits, or None with a finding where it is none; an empty text is neither."""
        text = self._digits(segment, text, format_code)
        if not text:
            return None, None
        try:
            value = date_from_digits(text, rule, self.as_of)
        except ValueError:
            return None, found("date_unreadable", segment, tag=segment.tag, value=text[:LONGEST_SHOWN])
        if len(text) == 6:
            self._centuries.setdefault(rule, segment.place)
        return value, None

    def local_time(self, segment: Segment, text: str, format_code: str = "") -> str | None:
        """A local date and time in digits as ISO 8601; None with a finding where it is none."""
        text = self._digits(segment, text, format_code)
        if not text:
            return None
        try:
            value = local_time_from_digits(text, self.as_of)
        except ValueError:
            self.note("date_unreadable", segment, tag=segment.tag, value=text[:LONGEST_SHOWN])
            return None
        if len(text) in {6, 10}:
            self._centuries.setdefault(Century.NEAREST, segment.place)
        return value

    def _digits(self, segment: Segment, text: str, format_code: str) -> str:
        """The digits of a date in the usual order; what does not fit the format it states is taken as usual."""
        text, format_code = text.strip(), format_code.strip()
        usual = usual_digits(text, format_code)
        if usual is None and text:
            self.note("date_format_other", segment, stated=format_code, value=text[:LONGEST_SHOWN])
        return text if usual is None else usual

    def rules_used(self) -> list[Finding]:
        """Which rules completed two-digit years, each at the first place it was used."""
        as_of = self.as_of.isoformat()
        return [
            INTAKE.finding(f"century_{rule}", place, as_of=as_of) for rule, place in self._centuries.items()
        ]


Step: TypeAlias = Callable[[Any, Segment, Sequence[str]], None]
"""Takes a group being read, a segment, and the components of the segment's first element."""

Steps: TypeAlias = Mapping[tuple[str, str], Step]
"""The grammar of a group: what to do with a segment of this tag and qualifier."""


def found(code: str, segment: Segment, **params: Param) -> Finding:
    """A finding of the room intake at a segment."""
    return INTAKE.finding(code, segment.place, **params)


def step_for(steps: Steps, tag: str, qualifier: str) -> Step | None:
    """The step for a qualifier as written, or as it should have been: without blanks or leading zeros, in capitals."""
    return steps.get((tag, qualifier)) or steps.get((tag, qualifier.strip().lstrip("0").upper()))
