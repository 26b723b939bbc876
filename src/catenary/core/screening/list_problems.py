"""The coded problems of reading lists: what stops a build, and what is only noticed on the way."""

from catenary.basis.findings import Catalogue, Counted, Severity

LISTS = Catalogue(
    "lists",
    {
        # What stops a build: a list read in half is a list that lets people through.
        "unreadable": (Severity.ERROR, "%(file)s cannot be read: %(reason)s"),
        "empty": (Severity.ERROR, "%(file)s is empty"),
        "archive": (Severity.ERROR, "%(file)s is a %(kind)s archive; unpack it first"),
        "not_recognised": (Severity.ERROR, "%(file)s is no list format that is known; --format can name it"),
        "wrong_encoding": (
            Severity.ERROR,
            "%(file)s is not UTF-8: byte %(byte)s at offset %(offset)s (it may be %(likely)s)",
        ),
        "xml_broken": (
            Severity.ERROR,
            "%(file)s is cut off or damaged at line %(line)s, column %(column)s: %(reason)s",
        ),
        "xml_entities": (
            Severity.ERROR,
            "%(file)s declares the XML entity %(entity)s; lists have none, so it is refused",
        ),
        "xml_too_deep": (Severity.ERROR, "%(file)s nests XML elements deeper than %(limit)s"),
        "wrong_root": (Severity.ERROR, "%(file)s begins with <%(found)s>, where <%(expected)s> was expected"),
        "csv_broken": (
            Severity.ERROR,
            "%(file)s is damaged in the row that begins at line %(line)s: %(reason)s",
        ),
        "column_missing": (Severity.ERROR, "%(file)s has no column %(column)s in its header"),
        "lines_cut_off": (Severity.ERROR, "%(file)s is cut off in line %(line)s"),
        "part_alone": (
            Severity.ERROR,
            "%(file)s is only a part of a set of files; name the main one (%(main)s) instead",
        ),
        "folder_without_list": (Severity.ERROR, "the folder %(file)s holds no set of list files"),
        "no_persons": (Severity.ERROR, "%(file)s names no person"),
        # What loses or may lose something, and where.
        "line_unreadable": (
            Severity.ERROR,
            "%(file)s line %(line)s is not a JSON object of an entity; it is left out",
        ),
        "line_too_long": (
            Severity.ERROR,
            "%(file)s line %(line)s is longer than %(limit)s bytes; it is left out",
        ),
        "name_missing": (
            Severity.ERROR,
            "%(file)s: entry %(entry)s has no name; it cannot be screened against",
        ),
        "row_too_short": (
            Severity.ERROR,
            Counted(
                "cells",
                "%(file)s line %(line)s has %(cells)s cell, too few to hold an entry",
                "%(file)s line %(line)s has %(cells)s cells, too few to hold an entry",
            ),
        ),
        "id_missing": (Severity.WARNING, "%(file)s line %(line)s has no id; it is listed as %(entry)s"),
        "entry_repeated": (
            Severity.WARNING,
            "list %(list)s has the entry %(entry)s before; this one is listed as %(listed)s",
        ),
        "cells_too_many": (
            Severity.WARNING,
            "%(file)s line %(line)s has %(cells)s cells for %(columns)s columns",
        ),
        "born_unreadable": (Severity.WARNING, "entry %(entry)s: birth date %(value)s cannot be read"),
        "born_open": (Severity.WARNING, "entry %(entry)s: birth year range %(value)s has one end only"),
        "calendar_not_read": (
            Severity.WARNING,
            "entry %(entry)s: birth date %(value)s is in the calendar %(calendar)s",
        ),
        "date_unreadable": (Severity.WARNING, "entry %(entry)s: %(field)s %(value)s is not a date"),
        "sex_unreadable": (Severity.WARNING, "entry %(entry)s: sex %(value)s is not known"),
        "document_unreadable": (
            Severity.WARNING,
            "entry %(entry)s: document %(value)s has no number that can be read",
        ),
        "part_missing": (
            Severity.WARNING,
            "%(part)s is not beside %(file)s; what it holds is not in the list",
        ),
        "remarks_cut": (Severity.WARNING, "entry %(entry)s: remarks are cut off at %(length)s characters"),
        "alias_without_entry": (
            Severity.WARNING,
            "%(file)s line %(line)s belongs to entry %(entry)s, which is not there",
        ),
        "kind_unknown": (
            Severity.WARNING,
            "%(file)s: entry %(entry)s may be a person or an organisation; taken as person",
        ),
        # What lost nothing that screening uses.
        "country_unknown": (
            Severity.NOTICE,
            "entry %(entry)s: %(value)s is no country name that is known; kept as listed",
        ),
        "column_unknown": (Severity.NOTICE, "%(file)s: the column %(column)s is not used"),
        "name_holds_several": (
            Severity.NOTICE,
            "entry %(entry)s: the name %(value)s holds several; each is listed",
        ),
        "name_holds_remark": (
            Severity.NOTICE,
            "entry %(entry)s: the name %(value)s holds a remark; it is left out",
        ),
        "not_persons": (
            Severity.NOTICE,
            Counted(
                "count",
                "%(file)s: %(count)s entry of kind %(kind)s is not a person and not listed",
                "%(file)s: %(count)s entries of kind %(kind)s are not persons and not listed",
            ),
        ),
        "more_of_the_same": (
            Severity.NOTICE,
            Counted(
                "count",
                "%(count)s more finding %(same_code)s, not shown",
                "%(count)s more findings %(same_code)s, not shown one by one",
            ),
        ),
    },
)
