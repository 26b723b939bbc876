"""What can be said of reports and of what is released of them."""

from catenary.basis.findings import Catalogue, Counted, Severity

_E, _N = Severity.ERROR, Severity.NOTICE

REPORT = Catalogue(
    "report",
    {
        "section_foreign": (_E, "A report of this kind has no section %(section)s"),
        "section_twice": (_E, "The section %(section)s is there more than once"),
        "section_missing": (_E, "A report of this kind needs the section %(section)s"),
        "area_unnamed": (_E, "A section of an area names the area, and no other section does: %(section)s"),
        "release_unknown": (_E, "The report has no section %(section)s to release"),
        "release_names_nothing": (_E, "A release in part names at least one section"),
        "release_names_sections": (_E, "Only a release in part names sections"),
        "secretary_only": (_E, "Only a secretary of the committee lets a report out"),
        "nothing_decided": (_E, "The State has not decided what is published"),
        "nothing_released": (_E, "The State decided to publish nothing"),
        "own_release": (_E, "Who decided for the State what is published does not let it out alone"),
        "released_already": (_E, "This report was let out in this language already"),
        "not_adopted": (_E, "Nothing is let out before the report is adopted"),
        "text_stale": (_E, "The section was changed meanwhile: look at it again before changing it"),
        "section_not_written": (_E, "The section %(section)s is made from the visit and not written"),
        "character_replaced": (
            _N,
            Counted(
                "count",
                "%(count)s character that the report's fonts do not have was replaced: %(codepoint)s",
                "%(count)s characters that the report's fonts do not have were replaced, the first of them %(codepoint)s",
            ),
        ),
        "not_set": (_E, "The report could not be set: %(reason)s"),
        "not_a_document": (_E, "This is not a DOCX document that can be read"),
        "document_too_large": (_E, "The document is larger than %(most)s MB"),
    },
)
"""The codes of reports."""
