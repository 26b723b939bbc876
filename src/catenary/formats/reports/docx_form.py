"""A report as DOCX, for drafting: people write into it and comment on it, and the comments come back under their numbers.

Each block carries its number as a bookmark (`block_3_4`), so that a comment is found again even where the text around it moved.
"""

from collections.abc import Iterable
from io import BytesIO
from typing import Any, Final

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as Line

from catenary.core.assessment.report_model import (
    Block,
    Dot,
    FindingTold,
    Numbered,
    Paragraph,
    Profile,
    Report,
    Strip,
    Table,
    Text,
)
from catenary.formats.reports.fonts import families
from catenary.formats.reports.plain_text import plain
from catenary.formats.reports.words import ENGLISH, FrameWords

BOOKMARK: Final = "block_"
_RIGHT_TO_LEFT: Final = frozenset({"ar"})


def write(report: Report, words: FrameWords = ENGLISH) -> bytes:
    """The report as a document to be edited. Charts are told as tables."""
    return _Writing(report, words).done()


class _Writing:
    """One document while it is written."""

    def __init__(self, report: Report, words: FrameWords) -> None:
        self.report, self.words = report, words
        self.language = report.language.partition("-")[0]
        self.document: Document = docx.Document()
        self.marks = 0

    def done(self) -> bytes:
        self._set_up()
        self._handling()
        self._line(self.report.title, "Title")
        self._line(self.report.state.text, "Subtitle")
        self._table([(each.label, each.value.text) for each in self.report.facts])
        for section in self.report.sections:
            self._line(f"{section.number}  {section.title}", "Heading 1")
            for each in section.blocks:
                self._numbered(each)
        self._imprint()
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _set_up(self) -> None:
        told = self.report.imprint
        properties = self.document.core_properties
        properties.title, properties.language = plain(self.report.title), self.report.language
        properties.author, properties.comments = plain(told.edition), ""
        for style in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Caption"):
            _set_font(self.document.styles[style], families(self.language)[0])
        self.document.styles["Normal"].font.size = Pt(10)

    def _handling(self) -> None:
        """The code by which the paper is handled, at the head of every page."""
        line = self.document.sections[0].header.paragraphs[0]
        line.add_run(plain(self.report.handling))
        self._turn(line, self.language)

    def _imprint(self) -> None:
        told = self.report.imprint
        if not told.edition:
            return
        self._line(self.words.edition.replace("{edition}", told.edition).replace("{hash}", told.edition_hash))

    def _line(self, text: str, style: str = "Normal", language: str = "") -> Line:
        line = self.document.add_paragraph(style=style)
        line.add_run(plain(text))
        self._turn(line, language or self.language)
        return line

    def _turn(self, line: Line, language: str) -> None:
        if language.partition("-")[0] in _RIGHT_TO_LEFT:
            line._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001  python-docx has no name for it
            for run in line.runs:
                run.font.rtl = True

    def _numbered(self, each: Numbered) -> None:
        block: Block = each.block
        if isinstance(block, Paragraph):
            self._marked(self._text(f"{each.number}  ", block.text), each.number)
        elif isinstance(block, FindingTold):
            self._finding(each.number, block)
        else:
            self._marked([self._line(f"{each.number}  {block.caption}", "Caption")], each.number)
            self._table(self._cells(block), heads=True)

    def _text(self, before: str, text: Text) -> list[Line]:
        parts = [part for part in text.text.split("\n") if part.strip()] or [""]
        return [
            self._line((before if place == 0 else "") + part, language=text.language)
            for place, part in enumerate(parts)
        ]

    def _finding(self, number: str, told: FindingTold) -> None:
        head = f"{number}  {told.label} · {told.kind_word} · {told.title.text}"
        lines = [self._line(head, "Heading 2", told.title.language), *self._text("", told.text)]
        lines += [self._line(fact.text, "List Bullet", fact.language) for fact in told.facts]
        self._marked(lines, number)

    def _cells(self, block: Table | Profile | Strip) -> list[tuple[str, ...]]:
        if isinstance(block, Table):
            return [block.headings, *(tuple(cell.text for cell in row) for row in block.rows)]
        if isinstance(block, Strip):
            longest = max((len(row.levels) for row in block.rows), default=0)
            return [("", *(str(place) for place in range(1, longest + 1))), *_strip(block, longest)]
        heads = (block.headings.name, block.headings.value, block.headings.interval)
        return [heads, *((each.label, _level(each.value), self._interval(each)) for each in block.dots)]

    def _interval(self, dot: Dot) -> str:
        if dot.low is None:
            return dot.note or self.words.unknown
        return self.words.interval.replace("{low}", _level(dot.low)).replace("{high}", _level(dot.high))

    def _table(self, rows: list[tuple[str, ...]], *, heads: bool = False) -> None:
        if not rows:
            return
        table = self.document.add_table(len(rows), len(rows[0]), style="Table Grid")
        for row, values in zip(table.rows, rows, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = plain(value)
                self._turn(cell.paragraphs[0], self.language)
        if heads:
            properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001
            properties.append(OxmlElement("w:tblHeader"))

    def _marked(self, lines: list[Line], number: str) -> None:
        """One bookmark around the lines of a block."""
        self.marks += 1
        name = BOOKMARK + number.replace(".", "_")
        start, end = (
            _element("w:bookmarkStart", id=self.marks, name=name),
            _element("w:bookmarkEnd", id=self.marks),
        )
        first = lines[0]._p  # noqa: SLF001
        first.insert(1 if first.pPr is not None else 0, start)
        lines[-1]._p.append(end)  # noqa: SLF001


def _strip(block: Strip, longest: int) -> Iterable[tuple[str, ...]]:
    for row in block.rows:
        told = ["?" if level is None else str(level) for level in row.levels]
        yield (row.label, *told, *([""] * (longest - len(told))))


def _level(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _element(tag: str, **attributes: object) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def _set_font(style: Any, name: str) -> None:
    """The font of every script: Latin, Eastern Asian, and complex ones such as Arabic."""
    style.font.name = name
    fonts = style.element.rPr.rFonts
    for place in ("w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(place), name)
