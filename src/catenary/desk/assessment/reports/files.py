"""Reports as files to take away, in one language, and ratings as a workbook."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.utils.translation import get_language_bidi, override
from django.utils.translation import gettext as _

from catenary.core.assessment.report_model import Report
from catenary.core.measures.model import UNKNOWN
from catenary.desk.assessment.models import SelfScore, Visit
from catenary.desk.assessment.reports.agreed import outcome_of
from catenary.desk.assessment.reports.words import frame_words
from catenary.formats.reports.words import FrameWords

if TYPE_CHECKING:
    from catenary.formats.reports.pdf import Pdf

TYPES: Final[Mapping[str, str]] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def report_file(report: Report, kind: str, name: str) -> HttpResponse:
    """A report as a file of one kind, `pdf`, `docx` or `json`; characters that were replaced are told in a header.

    Raises KeyError for another kind, ProblemError `report.not_set`.
    """
    from catenary.formats.reports import docx_form, json_form  # noqa: PLC0415  docx is slow to load

    if kind == "pdf":
        made = typeset(report)
        return pdf_file(made.content, replaced_in(made), name)
    writers = {
        "docx": lambda: docx_form.write(report, _words(report)),
        "json": lambda: json_form.write(report),
    }
    return a_file(writers[kind](), kind, name)


def typeset(report: Report) -> "Pdf":
    """A report as PDF, in its own language. Raises ProblemError `report.not_set`."""
    from catenary.formats.reports import pdf  # noqa: PLC0415  typst is slow to load

    return pdf.write(report, _words(report), author=report.imprint.edition)


def replaced_in(made: "Pdf") -> int:
    """How many characters no font could show."""
    return sum(int(note.params["count"] or 0) for note in made.notes)


def pdf_file(content: bytes, replaced: int, name: str) -> HttpResponse:
    """A PDF to take away; characters that were replaced are told in a header."""
    response = a_file(content, "pdf", name)
    response.headers["X-Characters-Replaced"] = str(replaced)
    return response


def ratings_file(visit: Visit, name: str) -> HttpResponse:
    """A workbook in the reader's language: each question with what the State said, what raters gave and what was agreed."""
    from catenary.formats.reports.xlsx_form import Sheet, write  # noqa: PLC0415  openpyxl is slow to load

    outcome = outcome_of(visit)
    own = dict(SelfScore.objects.filter(visit=visit).values_list("question", "level"))
    most = max((len(each) for each in outcome.given.values()), default=0)
    heads = (_("Question"), _("Kind"), _("State's own level"), _("Agreed level"))
    raters = tuple(_("Rater %(number)s") % {"number": place + 1} for place in range(most))
    rows = tuple(
        (
            each.code,
            each.kind.value,
            own.get(each.code),
            outcome.answers.get(each.code, UNKNOWN).level,
            *_filled(sorted(outcome.given.get(each.code, ())), most),
        )
        for each in outcome.edition.questions
        if each.code in outcome.answers
    )
    sheet = Sheet(_("Ratings"), (*heads, *raters), rows, get_language_bidi())
    return a_file(write((sheet,)), "xlsx", name)


def _filled(levels: list[int], most: int) -> tuple[int | None, ...]:
    """Levels without names, lowest first: who gave which is not told."""
    return (*levels, *([None] * (most - len(levels))))


def _words(report: Report) -> FrameWords:
    with override(report.language):
        return frame_words()


def a_file(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file of one kind to take away."""
    response = HttpResponse(content, content_type=TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
