"""A report as values: sections of numbered blocks, in the report's language; a text of another language says which.

**Numbers** (the grammar that readers cite by; `reference` = a section, `section "." block`, or a finding's label):

    section   = ordinal                  ; from 1, in the whole report
    block     = section "." ordinal      ; paragraphs, findings, tables and charts alike
    label     = letter ordinal           ; of a finding: G gap, R risk, S strength, P good practice, Q question for follow-up

A finding keeps its label in every report of the visit, a section its number in what is released of a report.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Final, TypeAlias

from attrs import field, frozen

from catenary.core.assessment.findings import FindingKind


class ReportKind(StrEnum):
    """Which report of a visit."""

    SHORT = "short"
    """About five pages, with the first concerns."""
    FULL = "full"
    REPLY = "reply"
    """The State's, point by point."""
    SUMMARY = "summary"
    """For those who read one page."""


class SectionKind(StrEnum):
    """What a section is about."""

    FACTS = "facts"
    NARRATIVE = "narrative"
    PROFILE = "profile"
    """Levels by area, with their intervals."""
    CONCERNS = "concerns"
    PROGRESS = "progress"
    """Strengths and good practices."""
    AREA = "area"
    """The findings of one area; one section each."""
    FOLLOW_UP = "follow_up"
    ROADMAP = "roadmap"
    ASSISTANCE = "assistance"
    METHOD = "method"
    """Edition, raters, agreement, and what was not found out."""
    OBSERVATIONS = "observations"
    """The State's factual comments, each with its answer."""
    REPLIES = "replies"
    """What the State says to each finding."""
    FIGURES = "figures"
    """On foreign terrorist fighters, small numbers withheld."""
    ANSWERS = "answers"
    """Every question with the levels given."""


class PaperKind(StrEnum):
    """What is set as a report is, and is none: nobody decides on it, and it is never released."""

    BRIEFING = "briefing"
    """Of one member of a team, before a visit."""


class BriefingSection(StrEnum):
    """What a section of a briefing is about, in its order."""

    TEAM = "team"
    PROGRAMME = "programme"
    OWN_PART = "own_part"
    """The questions that the member rates."""
    KNOWN = "known"
    """What earlier visits found, as far as it was adopted or published."""
    DOCUMENTS = "documents"
    CONDUCT = "conduct"


LETTERS: Final[Mapping[FindingKind, str]] = {
    FindingKind.GAP: "G",
    FindingKind.RISK: "R",
    FindingKind.STRENGTH: "S",
    FindingKind.GOOD_PRACTICE: "P",
    FindingKind.FOLLOW_UP: "Q",
}


@frozen
class Text:
    """Words of a report; `language` where they are not in the report's own."""

    text: str
    language: str = ""


@frozen
class Paragraph:
    """Free text."""

    text: Text


@frozen
class FindingTold:
    """A finding as a report tells it."""

    label: str
    kind: FindingKind
    kind_word: str
    title: Text
    text: Text
    facts: tuple[Text, ...] = ()
    """What it rests on, in a few words each: level, questions, evidence for and against."""


@frozen
class Table:
    """Rows under headings; the first cell of a row names it."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    source: str = ""

    def __attrs_post_init__(self) -> None:
        if not self.headings or any(len(row) != len(self.headings) for row in self.rows):
            raise ValueError("each row has a cell for each heading")


@frozen
class Dot:
    """One line of a profile: a level from 1 to 5 in its interval, and what it was before; None where not enough to say."""

    label: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    before: float | None = None
    note: str = ""
    """Why nothing can be said."""


@frozen
class ProfileHeadings:
    """The headings of a profile's table."""

    name: str
    value: str
    interval: str
    before: str = ""


@frozen
class Profile:
    """Levels as dots with their intervals; told as a table too."""

    caption: str
    description: str
    """For a reader who cannot see it: what to know first, in a sentence."""
    headings: ProfileHeadings
    dots: tuple[Dot, ...]
    source: str = ""

    @property
    def has_before(self) -> bool:
        """Whether any dot was there before."""
        return any(each.before is not None for each in self.dots)


@frozen
class StripRow:
    """One line of a strip: the level of each of its requirements, None where it is not known."""

    label: str
    levels: tuple[int | None, ...]


@frozen
class Strip:
    """Gaps at a glance: a line of cells for each area, darker the lower, each with its level written in it."""

    caption: str
    description: str
    rows: tuple[StripRow, ...]
    legend: str = ""
    source: str = ""


Block: TypeAlias = Paragraph | FindingTold | Table | Profile | Strip


@frozen
class Numbered:
    """A block under its number, such as `3.4`."""

    number: str
    block: Block


@frozen
class Section:
    """A section under its number. `about` is the code of the area, where there is one section for each."""

    kind: SectionKind | BriefingSection
    number: int
    title: str
    blocks: tuple[Numbered, ...]
    about: str = ""

    @classmethod
    def of(
        cls,
        kind: SectionKind | BriefingSection,
        number: int,
        title: str,
        blocks: Iterable[Block],
        about: str = "",
    ) -> "Section":
        """A section whose blocks are numbered within it, in the order given."""
        told = (Numbered(f"{number}.{place}", block) for place, block in enumerate(blocks, 1))
        return cls(kind, number, title, tuple(told), about)

    @property
    def key(self) -> str:
        """What decides upon it is kept by: the kind, and the area where there are several."""
        return section_key(self.kind, self.about)


def section_key(kind: SectionKind | BriefingSection, about: str = "") -> str:
    """The key of a section: the code of its area, such as `BOR`, or its kind, such as `concerns`."""
    return about or kind.value


@frozen
class Fact:
    """A line of the head of a report: what it is, and how it stands."""

    label: str
    value: Text


@frozen
class Imprint:
    """What a report, and every copy of it, is known by: its day, the edition with its hash, and the ledger entry that proves it."""

    made_on: date
    edition: str
    edition_hash: str
    proof: str = ""


@frozen
class Report:
    """A whole report, or what is released of it; or a paper that is set like one."""

    kind: ReportKind | PaperKind
    language: str
    title: str
    state: Text
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    imprint: Imprint
    handling: str = ""
    withheld: tuple[int, ...] = field(default=(), converter=tuple[int, ...])
    """Numbers of sections that are not released."""

    def __attrs_post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("a report has a title: readers of its file know it by nothing else")

    def texts(self) -> Iterator[Text]:
        """Every text in it that people wrote, in reading order; captions and titles are the desk's own."""
        yield self.state
        for fact in self.facts:
            yield fact.value
        for section in self.sections:
            for each in section.blocks:
                yield from _texts_of(each.block)


def _texts_of(block: Block) -> Iterable[Text]:
    if isinstance(block, Paragraph):
        return (block.text,)
    if isinstance(block, FindingTold):
        return (block.title, block.text, *block.facts)
    if isinstance(block, Table):
        return (cell for row in block.rows for cell in row)
    return ()
