"""Invented figures for the style page; no State has these values."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from catenary.desk.shell import tilemap
from catenary.desk.shell.charts import Chart, Figure, Kind, Series
from catenary.desk.shell.parts import Download, Source

YEARS = tuple(str(year) for year in range(2018, 2027))


def figures() -> Mapping[str, Figure]:
    """One of each kind of figure, by the name the template gives it."""
    source = Source(
        _("Invented for this page"), "2026-11-22", _("Counted by nobody; every number is made up."), "#"
    )
    files = (Download("CSV", "#"), Download("JSON", "#"), Download("SVG", "#"))
    made = {
        chart.kind.value: Figure.of(chart, source, files)
        for chart in (_bars(), _grouped(), _stacked(), _lines(), _multiples())
    }
    return {**made, "map": tilemap.figure(_map(), source, files)}


def _bars() -> Chart:
    return Chart(
        "style-bars", _("Recommendations put into effect, by subject"),
        _("Border control leads with 64 per cent; for aviation security nothing is known."),
        (_("Border control"), _("Criminal justice and prosecution"), _("Financing of terrorism"), _("Aviation security")),
        (Series(_("In effect"), (64, 41.5, 28, None), ((57, 71), (30, 52), (19, 40), None)),),
        unit="%", about=_("Subject"),
    )  # fmt: skip


def _grouped() -> Chart:
    return Chart(
        "style-grouped", _("Requests answered in time"), _("More were answered in time in the second year everywhere."),
        (_("Legal assistance"), _("Police to police"), _("Preservation of data")),
        (Series("2025", (12, 30, 7)), Series("2026", (19, 42, 11))), Kind.GROUPED, about=_("Kind of request"),
    )  # fmt: skip


def _stacked() -> Chart:
    return Chart(
        "style-stacked", _("Candidates and what people judged"), _("Most candidates turn out to be another person."),
        (_("Arrivals"), _("Departures"), _("Transit")),
        (Series(_("The same person"), (18, 9, 4)), Series(_("Another person"), (210, 144, 61)), Series(_("Undecided"), (12, 20, 5))),
        Kind.STACKED, about=_("Direction"),
    )  # fmt: skip


def _lines() -> Chart:
    return Chart(
        "style-lines", _("Flights with complete passenger information"), _("All three rose; the lists of one port are missing for 2020."),
        YEARS,
        (Series(_("Air"), (41, 48, 55, 58, 66, 71, 80, 84, 91)), Series(_("Sea"), (10, 14, None, 20, 26, 31, 40, 44, 52)), Series(_("Rail"), (2, 2, 3, 5, 5, 8, 9, 12, 15))),
        Kind.LINES, "%", _("Year"),
    )  # fmt: skip


def _multiples() -> Chart:
    return Chart(
        "style-multiples", _("Assistance delivered, by region"), _("Two regions doubled; one fell."), YEARS,
        (Series("Ardonia", (3, 4, 4, 6, 7, 9, 9, 10, 12)), Series("Belmora", (8, 8, 7, 7, 6, 5, 5, 4, 3)), Series("Cassaria", (1, 2, 2, 3, 5, 5, 7, 8, 9))),
        Kind.MULTIPLES, about=_("Year"),
    )  # fmt: skip


def _map() -> tilemap.TileMap:
    words = (_("none"), _("begun"), _("partly"), _("largely"), _("fully"))
    shades = {
        code: tilemap.Shade(level, words[level])
        for code, (x, y) in tilemap.places().items()
        if (level := (x * 7 + y * 3) % 6) < tilemap.LEVELS
    }
    return tilemap.TileMap(
        "style-map", _("Invented levels, to show the map"), _("The levels follow the place of the tile, not the State."),
        shades, words, _("Level"),
    )  # fmt: skip
