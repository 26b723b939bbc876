"""The coded problems of what is to be screened or compared: travellers and pairs as rows and lines."""

from catenary.basis.findings import Catalogue, Severity

TRAVELLERS = Catalogue(
    "travellers",
    {
        "row_unreadable": (
            Severity.ERROR,
            "row %(row)s cannot be read: %(reason)s; the person is not checked",
        ),
        "column_missing": (Severity.ERROR, "no column name, surname or given_names in the header"),
        "name_missing": (Severity.ERROR, "row %(row)s has no name; the person cannot be checked by name"),
        "encoding_unknown": (
            Severity.WARNING,
            (
                "the table is not UTF-8, and its encoding is not in it: names with other than ASCII letters are not checked; "
                "save it as UTF-8, or name the encoding (--encoding windows-1256)"
            ),
        ),
        "name_damaged": (
            Severity.ERROR,
            (
                "row %(row)s, column %(column)s: characters of the name are lost, so it is not compared; "
                "save the table as UTF-8, or name its encoding (--encoding)"
            ),
        ),
        "document_damaged": (
            Severity.ERROR,
            "row %(row)s, column documents: characters of %(value)s are lost, so it is not looked up",
        ),
        "text_damaged": (Severity.WARNING, "row %(row)s, column %(column)s: characters are lost"),
        "born_unreadable": (Severity.WARNING, "row %(row)s, column born: %(value)s is not a date"),
        "sex_unreadable": (Severity.WARNING, "row %(row)s, column sex: %(value)s is not F, M or X"),
        "document_unreadable": (
            Severity.WARNING,
            "row %(row)s, column documents: %(value)s is not type:number:issuer",
        ),
        "value_unreadable": (
            Severity.WARNING,
            "row %(row)s, column %(column)s: the value is of a kind that is not read",
        ),
        "cells_too_many": (Severity.WARNING, "row %(row)s has %(cells)s cells for %(columns)s columns"),
        "country_unknown": (
            Severity.NOTICE,
            "row %(row)s, column %(column)s: %(value)s is no country that is known",
        ),
        "column_unknown": (Severity.NOTICE, "the column %(column)s is not used"),
    },
)

PAIRS = Catalogue(
    "pairs",
    {
        "line_unreadable": (Severity.ERROR, "line %(line)s is not a JSON object; the pair is not compared"),
        "side_missing": (Severity.ERROR, "line %(line)s has no %(side)s; the pair is not compared"),
        "name_missing": (
            Severity.ERROR,
            "line %(line)s: %(side)s has no name; the pair is not compared by name",
        ),
        "born_unreadable": (Severity.WARNING, "line %(line)s: birthDate %(value)s of %(side)s is not a date"),
        "sex_unreadable": (Severity.WARNING, "line %(line)s: gender %(value)s of %(side)s is not known"),
        "country_unknown": (
            Severity.NOTICE,
            "line %(line)s: %(value)s of %(side)s is no country that is known",
        ),
    },
)
