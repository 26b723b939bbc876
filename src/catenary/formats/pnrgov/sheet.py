"""Segments being written: values that are absent become empty, times become the digits of PNRGOV."""

from collections.abc import Iterable, Sequence

from attrs import define, field

from catenary.core.intake.booking import RecordLocator
from catenary.formats.edifact.writing import Element, Style


@define
class Sheet:
    """The segments of one message, in order."""

    style: Style
    segments: list[str] = field(factory=list)

    def put(self, tag: str, *elements: Element | None) -> None:
        """Add a segment."""
        self.segments.append(self.style.segment(tag, *(element or "" for element in elements)))

    def put_locators(self, locators: Iterable[RecordLocator], created: Sequence[str] = ()) -> None:
        """Add an RCI; the date of creation stands with the first locator."""
        named = [composite(locator.system, locator.number, locator.kind) for locator in locators]
        if named:
            named[0] += created
            self.put("RCI", *named)
        elif any(created):
            self.put("RCI", ["", "", "", *created])


def composite(*values: str | int | None) -> list[str]:
    """Components, absent ones empty."""
    return ["" if value is None else str(value) for value in values]


def day_and_time(moment: str | None) -> list[str]:
    """`2026-12-22T09:15Z` as `221226` and `0915`; a month or year, which PNRGOV cannot say, as nothing."""
    day, _, clock = (moment or "").removesuffix("Z").partition("T")
    if len(day) < len("CCYY-MM-DD"):
        return ["", ""]
    year, month, number = day.split("-")
    return [f"{number}{month}{year[-2:]}", clock.replace(":", "")]


def slashed(*values: str | None) -> str:
    """Fields of a service text; a slash within a value would begin another field, so it becomes a blank."""
    return "".join(f"/{(value or '').replace('/', ' ')}" for value in values).rstrip("/") or "/"
