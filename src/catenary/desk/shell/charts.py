"""Charts drawn on the server as SVG: bars, grouped and stacked bars, lines, small multiples.

A chart needs no script, prints, turns round for right-to-left languages and always stands beside its table (`c-figure`).
Series are told apart by lightness and by hatch, dash or mark, never by colour alone.
"""

from attrs import field, frozen
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi, gettext

from catenary.desk.shell import chart_bars, chart_lines
from catenary.desk.shell.chart_values import Chart, Kind, Series
from catenary.desk.shell.parts import Download, Source

__all__ = ["Chart", "Figure", "Kind", "Series", "drawing"]

_DRAWERS = {
    Kind.BARS: chart_bars.grouped,
    Kind.GROUPED: chart_bars.grouped,
    Kind.STACKED: chart_bars.stacked,
    Kind.LINES: chart_lines.lines,
    Kind.MULTIPLES: chart_lines.multiples,
}


def drawing(chart: Chart, *, rtl: bool | None = None) -> SafeString:
    """The chart as SVG, in the reading direction of the language spoken unless `rtl` says otherwise."""
    turned = get_language_bidi() if rtl is None else rtl
    canvas = _DRAWERS[chart.kind](chart, rtl=turned)
    return mark_safe(canvas.picture(chart.key, chart.title, chart.description, chart.kind))  # noqa: S308  escaped by svg.element


@frozen
class Figure:
    """A picture with the same figures as a table, their source, and files of them: the parts of `c-figure`."""

    title: str
    drawing: SafeString
    headings: tuple[str, ...] = field(converter=tuple[str, ...])
    rows: tuple[tuple[object, ...], ...]
    source: Source
    downloads: tuple[Download, ...] = ()
    note: str = ""

    @classmethod
    def of(
        cls, chart: Chart, source: Source, downloads: tuple[Download, ...] = (), note: str = ""
    ) -> "Figure":
        """The figure of a chart, whose table is made from the chart's own values."""
        headings = (chart.about or gettext("Of"), *(_heading(chart, series) for series in chart.series))
        rows = tuple(
            (category, *(series.values[at] for series in chart.series))
            for at, category in enumerate(chart.categories)
        )
        return cls(chart.title, drawing(chart), headings, rows, source, downloads, note)


def _heading(chart: Chart, series: Series) -> str:
    return f"{series.name} ({chart.unit})" if chart.unit else series.name
