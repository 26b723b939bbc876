"""What can be said about editions as they are kept: every code with its sentence. What speaks against an edition itself stands in core."""

from catenary.basis.findings import Catalogue, Counted, Severity

_E, _W = Severity.ERROR, Severity.WARNING

EDITIONS = Catalogue(
    "editions",
    {
        "code_taken": (_E, "There is an edition %(item)s already"),
        "code_odd": (
            _E,
            "The short name %(item)s cannot be used: capitals and digits, in parts joined by hyphens, at most 40 characters",
        ),
        "title_odd": (_E, "The title of an edition has from 1 to 300 characters"),
        "language_odd": (_E, "%(language)s is no code of a language"),
        "before_not_settled": (_E, "The edition %(item)s was never frozen; none follows it"),
        "file_other": (_E, "The file holds the edition %(stated)s; this is %(wanted)s"),
        "file_follows_other": (
            _E,
            "The file says that the edition follows %(stated)s; this one follows %(wanted)s. Nothing was changed",
        ),
        "file_unknown": (_E, "This file is none of those that are read here: CSV, XLSX, XLSForm or JSON"),
        "file_faulty": (
            _E,
            Counted(
                "count",
                "%(count)s thing in the file keeps it from being read. Nothing was changed",
                "%(count)s things in the file keep it from being read. Nothing was changed",
            ),
        ),
        "file_language": (_E, "The file translates into %(stated)s; this page is about %(wanted)s"),
        "no_map": (_E, "The edition follows no other; nothing carries over"),
        "pairing_odd": (_E, "The editions have no such questions"),
        "form_words_other": (
            _W,
            "The form has other words of %(item)s than the edition; its translation was left out",
        ),
    },
)
"""The codes of the desk of the method."""
