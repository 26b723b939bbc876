"""What can be wrong with a file of an edition: every code, how much it weighs, its English sentence."""

from catenary.basis.findings import Catalogue, Counted, Severity, Wording

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
    "workbook_unreadable": (_ERROR, "The file cannot be read as a workbook (XLSX)"),
    "workbook_too_large": (_ERROR, "The workbook is larger than %(limit)s MiB"),
    "rows_too_many": (_ERROR, "The workbook has too many rows; the most is %(limit)s"),
    "columns_too_many": (_ERROR, "The workbook has too many columns; the most is %(limit)s"),
    "sheet_missing": (_ERROR, "The workbook has no sheet %(sheet)s"),
    "cell_formula": (
        _ERROR,
        "Cell %(cell)s (row %(row)s, %(column)s) has a formula; a text belongs there",
    ),
    "cell_date": (
        _ERROR,
        "Cell %(cell)s (row %(row)s, %(column)s) has become a date; it is to be formatted as text and written again",
    ),
    "cell_error": (_ERROR, "Cell %(cell)s (row %(row)s, %(column)s) has an error of the spreadsheet"),
    "text_unwritable": (
        _ERROR,
        "%(item)s has a character that a workbook cannot hold, or more than 32,767 characters",
    ),
    "form_unsound": (_ERROR, "The edition has errors; a form is made of one that has none"),
    "form_method_missing": (
        _ERROR,
        "The form has no sheet %(sheet)s, so sources, kinds and prerequisites of its questions are not known",
    ),
    "form_column_mixed": (
        _ERROR,
        "Column %(column)s (cell %(cell)s) names no language, while other columns of the form do; it is to be called like %(wanted)s",
    ),
    "form_language_unreadable": (
        _ERROR,
        "Column %(column)s (cell %(cell)s) names its language without a known code in brackets; it is to be called like %(wanted)s",
    ),
    "form_language_twice": (
        _ERROR,
        "Column %(column)s (cell %(cell)s) is in a language that column %(first)s is in already",
    ),
    "form_language_alone": (
        _WARNING,
        "Column %(column)s (cell %(cell)s) is in a language in which the questions have no label",
    ),
    "form_question_unknown": (
        _WARNING,
        "Cell %(cell)s: the edition has no question %(item)s; it was left out",
    ),
    "form_text_missing": (
        _WARNING,
        Counted(
            "count",
            "%(count)s text is not translated into %(language)s; the form shows none there",
            "%(count)s texts are not translated into %(language)s; the form shows none there",
        ),
    ),
    "review_reworded": (
        _WARNING,
        "The translation of %(item)s into %(language)s has other words than those that were reviewed; it is a draft again",
    ),
    "code_twice": (
        _ERROR,
        "Cell %(cell)s (row %(row)s, %(column)s): %(item)s stands in row %(first)s already",
    ),
}

MEASURES_FILE = Catalogue("measures_file", _FILES)
"""The codes about files, for those who write an edition in a text editor or a spreadsheet."""
