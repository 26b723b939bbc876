"""A report as PDF/A-2a (ISO 19005-2) that is PDF/UA-1 (ISO 14289-1) too: what is archived is what a screen reader reads."""

import json
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

import typst
from attrs import asdict, frozen

from catenary.basis.findings import Finding
from catenary.core.assessment.report_model import Report
from catenary.core.assessment.report_problems import REPORT
from catenary.formats.reports.fonts import SHIPPED, families
from catenary.formats.reports.glyphs import substituted
from catenary.formats.reports.json_form import to_data
from catenary.formats.reports.words import ENGLISH, FrameWords

RIGHT_TO_LEFT: Final = frozenset({"ar"})
_ONE_AT_A_TIME: Final = Lock()
"""A typesetter refuses to be used by two threads at once."""
TEMPLATE: Final = Path(__file__).parent / "report.typ"


@frozen
class Pdf:
    """The file, and what is told with it: characters that no font could show."""

    content: bytes
    notes: tuple[Finding, ...]


def write(report: Report, words: FrameWords = ENGLISH, author: str = "", fonts: Path | None = None) -> Pdf:
    """The report as PDF; the same report gives the same bytes. `fonts` is a folder of more fonts, if there is one.

    A character that no font shows is replaced and told. Raises ProblemError `report.not_set` where the frame's own words, or
    the typesetter, fail.
    """
    folders = (SHIPPED, fonts) if fonts else (SHIPPED,)
    clean = substituted(to_data(report), folders)
    data = json.dumps({**clean.data, **_frame(report, words, author, _more_families(fonts))}, sort_keys=True)
    try:
        with _ONE_AT_A_TIME:
            content = _typesetter(folders).compile(
                format="pdf", pdf_standards=["a-2a", "ua-1"], sys_inputs={"report": data}, timestamp=0
            )
    except typst.TypstError as error:
        raise REPORT.problem("not_set", reason=error.message) from error
    assert isinstance(content, bytes)
    return Pdf(content, clean.notes)


@lru_cache(maxsize=2)
def _typesetter(folders: tuple[Path, ...]) -> typst.Compiler:
    """Made once: reading the fonts takes longer than a report does."""
    return typst.Compiler(
        str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=[*map(str, folders)], ignore_system_fonts=True
    )


def _more_families(fonts: Path | None) -> tuple[str, ...]:
    if fonts is None:
        return ()
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
    return tuple(found.families())


def _frame(report: Report, words: FrameWords, author: str, more: tuple[str, ...]) -> dict[str, Any]:
    """What the template needs besides the report."""
    language, _, region = report.language.partition("-")
    made_on = report.imprint.made_on
    others = {each.language for each in report.texts() if each.language}
    return {
        "words": asdict(words),
        "author": author or report.imprint.edition,
        "language": language,
        "region": _REGIONS.get(region.casefold()),
        "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
        "families": families(language, more),
        "families-of": {each: families(each, more) for each in sorted(others)},
        "made": [made_on.year, made_on.month, made_on.day],
    }


_REGIONS: Final = {"hans": "cn", "hant": "tw"}
"""Regions that the typesetter tells the forms of characters by."""
