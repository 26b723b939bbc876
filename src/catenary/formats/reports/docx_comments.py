"""Comments out of a DOCX that people worked on: who, when, what, about which block, and the words it stands at."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

import docx
from attrs import frozen
from docx.comments import Comment
from docx.document import Document
from docx.oxml.exceptions import InvalidXmlError
from docx.oxml.ns import qn

from catenary.core.assessment.report_problems import REPORT
from catenary.formats import archives
from catenary.formats.reports.docx_form import BOOKMARK

MOST_BYTES: Final = 50_000_000
"""Of a document, unpacked."""
_NUMBER: Final = re.compile(r"\s*([1-9]\d*\.[1-9]\d*)\s")


@frozen
class DraftComment:
    """One comment. `reference` is the number of its block, empty where it stands at none; `author` is empty where none is told."""

    author: str
    at: datetime | None
    text: str
    reference: str = ""
    quoted: str = ""


def read(content: bytes) -> tuple[DraftComment, ...]:
    """Every comment, in the order of the document.

    Raises ProblemError `report.not_a_document` and `report.document_too_large`.
    """
    try:
        archives.demand_bounded(content, most=MOST_BYTES)
        return _comments(docx.Document(BytesIO(content)))
    except archives.ArchiveTooLargeError as error:
        raise REPORT.problem("document_too_large", most=MOST_BYTES // 1_000_000) from error
    except Exception as error:  # whatever a broken archive or broken XML raises is one answer
        raise REPORT.problem("not_a_document") from error


def _comments(document: Document) -> tuple[DraftComment, ...]:
    anchors = _anchors(document)
    found = [
        (place, DraftComment(_author(comment), _aware(comment.timestamp), comment.text, reference, quoted))
        for comment in document.comments
        for place, reference, quoted in [anchors.get(_number_of(comment), (len(anchors), "", ""))]
    ]
    return tuple(comment for _, comment in sorted(found, key=lambda each: each[0]))


def _author(comment: Comment) -> str:
    try:
        return comment.author
    except InvalidXmlError:
        return ""


def _number_of(comment: Comment) -> int | None:
    """What its anchors name it by; None where that is no number, so that it stands nowhere."""
    try:
        return comment.comment_id
    except (InvalidXmlError, ValueError):
        return None


def _aware(at: datetime | None) -> datetime | None:
    return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)


def _anchors(document: Document) -> dict[int | None, tuple[int, str, str]]:
    """By comment: its place, the number of its block, and the words it stands at."""
    found: dict[int | None, tuple[int, str, str]] = {}
    for number, line in _numbered_lines(document):
        for each in line.iter(qn("w:commentRangeStart"), qn("w:commentReference")):
            if (told := _named(each)) is not None:
                found.setdefault(told, (len(found), number, _quoted(line, told)))
    return found


def _named(mark: Any) -> int | None:
    """The number of the comment that a mark in the text names; None where it names none."""
    try:
        return int(mark.get(qn("w:id"), ""))
    except ValueError:
        return None


def _numbered_lines(document: Document) -> Iterator[tuple[str, Any]]:
    """Each paragraph with the number of the block that it belongs to; a section's heading belongs to none."""
    number, ends_with = "", ""
    for line in document.element.body.iter(qn("w:p")):
        for mark in line.iter(qn("w:bookmarkStart")):
            name = str(mark.get(qn("w:name")))
            if name.startswith(BOOKMARK):
                number, ends_with = name.removeprefix(BOOKMARK).replace("_", "."), str(mark.get(qn("w:id")))
        told = _NUMBER.match(_words(line))
        yield number or (told[1] if told else ""), line
        if any(str(mark.get(qn("w:id"))) == ends_with for mark in line.iter(qn("w:bookmarkEnd"))):
            number = ends_with = ""


def _words(element: Any) -> str:
    return "".join(part.text or "" for part in element.iter(qn("w:t")))


def _quoted(line: Any, comment: int) -> str:
    """The words between the ends of a comment's range, as far as they stand in this paragraph."""
    inside, words = False, []
    for each in line.iter(qn("w:commentRangeStart"), qn("w:commentRangeEnd"), qn("w:t")):
        if each.tag == qn("w:t"):
            words += [each.text or ""] if inside else []
        elif _named(each) == comment:
            inside = each.tag == qn("w:commentRangeStart")
    return "".join(words)
