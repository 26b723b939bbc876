"""Coverage: which State was visited when, as tiles by region and as a table. Darker is longer ago, never better or worse."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _

from catenary.core.assessment.coverage import YearBand, band_of, year_bands
from catenary.desk.assessment.states.known import Known
from catenary.desk.shell.charts import Figure
from catenary.desk.shell.parts import Download, Source
from catenary.desk.shell.svg import Canvas, wrapped
from catenary.desk.shell.tables import Column, Row, Shown, Table

WIDTH: Final = 680.0
_REGIONS, _TILE, _TEXT, _LEGEND = 170.0, 44.0, 13.0, 26.0
_IN_A_ROW: Final = int((WIDTH - _REGIONS) // _TILE)
_NO_YEAR: Final = "–"
_CAPTION: Final = gettext_lazy("When each State was last visited")
_INK_ON_DARK: Final = frozenset({"level-3", "level-4"})


def columns() -> tuple[Column, ...]:
    """Of the table, whose copies have the same."""
    return (
        Column("state", _("State"), Shown.NAME),
        Column("code", _("Code"), Shown.CODE),
        Column("region", _("Region"), Shown.NAME),
        Column("last", _("Last visit"), Shown.CODE),
        Column("visits", _("Visits on record"), Shown.NUMBER),
        Column("under_way", _("Visits under way"), Shown.NUMBER),
    )


def row_of(each: Known) -> Row:
    """A State with when it was visited; it leads to its page."""
    values: dict[str, object] = {
        "state": each.name,
        "code": each.code,
        "region": each.region or None,
        "last": _told(each),
        "visits": len(each.years),
        "under_way": each.under_way,
    }
    return Row(values, reverse("assessed_state", args=[each.code]))


def states_table(states: Sequence[Known], twins: tuple[Download, ...]) -> Table:
    """Every State that is seen."""
    return Table(
        caption=str(_CAPTION),
        columns=columns(),
        rows=[row_of(each) for each in states],
        count=len(states),
        first=min(1, len(states)),
        last=len(states),
        empty=_("No State is known here. A body loads its earlier visits; a State sees itself."),
        twins=twins,
        id="states",
    )


def coverage_figure(states: Sequence[Known], this_year: int, downloads: tuple[Download, ...]) -> Figure:
    """Tiles of one size, a line for each region; each holds the State's code and the year of its last visit."""
    bands = year_bands(this_year)
    groups = [(region, list(group)) for region, group in groupby(states, key=lambda each: each.region)]
    canvas = Canvas(
        WIDTH,
        sum(map(_height, (group for _region, group in groups))) + _LEGEND * (len(bands) + 1),
        get_language_bidi(),
    )
    top = 2.0
    for region, group in groups:
        _tiles(canvas, region, group, this_year, top)
        top += _height(group)
    _legend(canvas, bands, top)
    told = _("%(visited)s of %(states)s States have a visit on record; the table below tells each.")
    description = told % {"visited": sum(bool(each.years) for each in states), "states": len(states)}
    drawn = mark_safe(canvas.picture("coverage", str(_CAPTION), description, "coverage"))  # noqa: S308  escaped by svg.element
    rows = tuple((each.name, each.region or None, _told(each), len(each.years)) for each in states)
    heads = (_("State"), _("Region"), _("Last visit"), _("Visits on record"))
    return Figure(str(_CAPTION), drawn, heads, rows, _source(), downloads, _note())


def _source() -> Source:
    method = _(
        "A visit counts once the team was there; desk reviews and self-assessments do not. Regions are those of the body's own register."
    )
    return Source(_("visits of this desk, and the register of earlier ones"), method=method)


def _note() -> str:
    return _("Shades are years. They say nothing of how a State stands.")


def _height(group: Sequence[Known]) -> float:
    return -(-len(group) // _IN_A_ROW) * _TILE + 6


def _tiles(canvas: Canvas, region: str, group: Sequence[Known], this_year: int, top: float) -> None:
    label = wrapped(region or _("no region told"), _TEXT, _REGIONS - 20, lines=2)
    for place, line in enumerate(label):
        canvas.text(_REGIONS - 14, top + 22 + 16 * place, line, size=_TEXT, anchor="end", value=bool(region))
    for place, each in enumerate(group):
        down, along = divmod(place, _IN_A_ROW)
        _tile(canvas, each, this_year, _REGIONS + along * _TILE, top + down * _TILE)


def _tile(canvas: Canvas, each: Known, this_year: int, x: float, y: float) -> None:
    paint = _paint(band_of(each.last, this_year)) if each.last else "level-none"
    canvas.rect(x + 1, y + 1, _TILE - 3, _TILE - 3, paint, f"{each.name}: {_told(each)}", "tile")
    ink = "ground" if paint in _INK_ON_DARK else "text"
    canvas.text(
        x + _TILE / 2, y + 19, each.code, size=12, anchor="middle", paint=ink, weight="600", value=True
    )
    year = str(each.last) if each.last else _NO_YEAR
    canvas.text(x + _TILE / 2, y + 34, year, size=10.5, anchor="middle", paint=ink)


def _told(each: Known) -> str:
    """The year of the last visit, in digits alone."""
    return str(each.last) if each.last else _("no visit on record")


def _paint(band: int) -> str:
    """The longer ago, the darker."""
    return f"level-{band + 1}"


def _legend(canvas: Canvas, bands: Iterable[YearBand], top: float) -> None:
    for place, (paint, words) in enumerate(_entries(bands)):
        y = top + 6 + place * _LEGEND
        canvas.rect(_REGIONS, y, 18, 18, paint, "", "tile")
        canvas.text(_REGIONS + 26, y + 14, words, size=_TEXT)


def _entries(bands: Iterable[YearBand]) -> Iterator[tuple[str, str]]:
    for place, each in enumerate(bands):
        if each.first is None:
            yield _paint(place), _("%(year)s or before") % {"year": each.last}
        else:
            yield _paint(place), _("%(first)s to %(last)s") % {"first": each.first, "last": each.last}
    yield "level-none", _("no visit on record")
