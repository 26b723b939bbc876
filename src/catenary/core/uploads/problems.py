"""The coded problems of files that people add."""

from catenary.basis.findings import Catalogue, Severity

UPLOADS = Catalogue(
    "uploads",
    {
        "empty": (Severity.ERROR, "The file is empty"),
        "too_large": (Severity.ERROR, "The file has %(size)s bytes; %(limit)s are the most that is taken"),
        "kind_unknown": (Severity.ERROR, "The content is of no kind that is taken here"),
        "kind_other": (
            Severity.ERROR,
            "The name ends in %(ending)s, but the content is %(found)s: rename the file, or save it anew in the right form",
        ),
        "not_scanned": (Severity.ERROR, "No scanner found the file clean: say that you open it all the same"),
        "name_unusable": (Severity.ERROR, "The file needs a name with an ending, such as .pdf"),
    },
)
