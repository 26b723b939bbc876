"""What can be wrong with a built list."""

from catenary.basis.findings import Catalogue, Severity

_E, _W = Severity.ERROR, Severity.WARNING

LIST_INDEX = Catalogue(
    "list_index",
    {
        "absent": (
            _E,
            "%(path)s holds no built list; build one with: catenary list build SOURCE --out %(path)s",
        ),
        "layout": (
            _E,
            "%(path)s was built by another version (layout %(found)s, this one reads %(wanted)s): build it again",
        ),
        "algorithm": (_E, "%(path)s was built for the rules %(found)s, these are %(wanted)s: build it again"),
        "damaged": (_E, "%(path)s is damaged (%(file)s): build it again"),
        "not_written": (_E, "%(path)s could not be written (%(reason)s); what was there before is untouched"),
        "busy": (_E, "%(path)s is being changed by another process; try again when that has ended"),
        "removal_met_nothing": (_W, "the list %(list)s has no entry %(entry)s: nothing was taken off"),
        "occupied": (_E, "%(path)s holds other files; choose an empty or new folder"),
    },
)
