"""What can be noticed about the times and legs of flights: every code, how much it weighs, its English sentence."""

from catenary.basis.findings import Catalogue, Severity, Wording

_WARNING, _NOTICE = Severity.WARNING, Severity.NOTICE

_TIMES: dict[str, tuple[Severity, Wording]] = {
    "time_missing": (
        _WARNING,
        "No time is stated at %(airport)s; the flight cannot be put in order of urgency",
    ),
    "zone_unknown": (
        _WARNING,
        "The time zone of %(airport)s is not known; its local time was not turned into UTC",
    ),
    "time_came_twice": (
        _NOTICE,
        "Clocks at %(airport)s go back that day and %(local)s comes twice; the earlier was taken",
    ),
    "time_never_came": (
        _WARNING,
        "Clocks at %(airport)s go forward that day and %(local)s never comes; the moment it would have been was taken",
    ),
    "departure_unknown": (
        _WARNING,
        "Neither airport nor day of departure is known; the flight cannot be told apart",
    ),
    "leg_of_traveller_unknown": (
        _WARNING,
        "The traveller embarks at %(embarks)s and leaves at %(disembarks)s, which no leg of the flight joins",
    ),
}

TIMETABLE = Catalogue("timetable", _TIMES)
"""The codes about times, for the officer who reads the flight page."""
