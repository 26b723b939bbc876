"""What can be wrong with a file of an edition: every code, how much it weighs, its English sentence."""

from catenary.basis.findings import Catalogue, Severity, Wording

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

_FILES: dict[str, tuple[Severity, Wording]] = {
    "unreadable": (_ERROR, "%(file)s cannot be read as an edition: %(reason)s"),
    "format_other": (_ERROR, "The file says that its format is %(stated)s; %(wanted)s is read"),
    "encoding_unknown": (_ERROR, "The encoding of the table is not certain; it is to be saved as UTF-8"),
    "table_broken": (_ERROR, "The table cannot be read from row %(row)s on: %(reason)s"),
    "table_empty": (_ERROR, "The table has no row under its header"),
    "column_missing": (_ERROR, "The table has no column %(column)s"),
    "column_twice": (_ERROR, "The table has the column %(column)s more than once"),
    "column_unknown": (_WARNING, "The column %(column)s is not known and was left out"),
    "cells_too_many": (_ERROR, "Row %(row)s has text beyond the last column"),
    "cell_empty": (_ERROR, "Cell %(cell)s (row %(row)s, %(column)s) is empty"),
    "cell_unreadable": (
        _ERROR,
        "Cell %(cell)s (row %(row)s, %(column)s) has %(value)s where one of these belongs: %(wanted)s",
    ),
    "cell_line_unreadable": (
        _ERROR,
        "Line %(line)s of cell %(cell)s (row %(row)s, %(column)s) is not of the form %(wanted)s",
    ),
    "cell_contradicts": (
        _ERROR,
        "Cell %(cell)s (row %(row)s, %(column)s) says otherwise than row %(first)s, which is about the same (%(item)s)",
    ),
    "text_unknown": (
        _ERROR,
        "Cell %(cell)s (row %(row)s, %(column)s): the edition has no text %(value)s of %(item)s",
    ),
    "original_other": (
        _WARNING,
        "Cell %(cell)s (row %(row)s, %(column)s) has another wording of %(item)s than the edition; its translation was left out",
    ),
    "code_twice": (
        _ERROR,
        "Cell %(cell)s (row %(row)s, %(column)s): %(item)s stands in row %(first)s already",
    ),
}

MEASURES_FILE = Catalogue("measures_file", _FILES)
"""The codes about files, for those who write an edition in a text editor or a spreadsheet."""
