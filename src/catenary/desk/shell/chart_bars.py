"""Bars that lie along the reading direction: labels of any length stay readable in every script."""

from catenary.desk.shell.chart_values import Chart, Scale
from catenary.desk.shell.svg import Canvas, width_of, wrapped

WIDTH = 680.0
_LABELS, _ENDS, _GAP = 190.0, 62.0, 12.0
_TEXT, _LINE = 13.0, 17.0


def grouped(chart: Chart, *, rtl: bool) -> Canvas:
    """For each category a bar for each series, with its value at its end and a whisker where it has an interval."""
    thick = 20.0 if len(chart.series) == 1 else 13.0
    each = max(thick * len(chart.series), 2 * _LINE) + _GAP
    canvas, top = _frame(chart, each, rtl=rtl)
    scale = Scale.of(chart.known(), WIDTH - _LABELS - _ENDS)
    _grid(canvas, chart, scale, top)
    for at, category in enumerate(chart.categories):
        start = top + at * each
        _label(canvas, category, start, each)
        first = start + (each - thick * len(chart.series)) / 2
        for number in range(len(chart.series)):
            _bar(canvas, chart, scale, at, number, first + number * thick, thick - 2)
    return canvas


def stacked(chart: Chart, *, rtl: bool) -> Canvas:
    """For each category one bar made of the series, with their sum at its end."""
    thick, each = 24.0, 2 * _LINE + _GAP
    canvas, top = _frame(chart, each, rtl=rtl)
    totals = chart.totals()
    scale = Scale.of(totals, WIDTH - _LABELS - _ENDS)
    _grid(canvas, chart, scale, top)
    for at, category in enumerate(chart.categories):
        start = top + at * each
        _label(canvas, category, start, each)
        _stack(canvas, chart, scale, at, start + (each - thick) / 2, thick)
        end = _LABELS + scale.at(totals[at]) + 6
        canvas.text(end, start + each / 2 + 4, chart.told(totals[at]), size=_TEXT, weight="600")
    return canvas


def _frame(chart: Chart, each: float, *, rtl: bool) -> tuple[Canvas, float]:
    """An empty canvas high enough, with the legend drawn; and where the bars begin."""
    top = legend_height(chart) + 6
    canvas = Canvas(WIDTH, top + each * len(chart.categories) + 26, rtl)
    legend(canvas, chart)
    return canvas, top


def _grid(canvas: Canvas, chart: Chart, scale: Scale, top: float) -> None:
    bottom = canvas.height - 22
    for mark in scale.marks():
        x = _LABELS + scale.at(mark)
        canvas.line(x, top, x, bottom, paint="quiet" if mark == 0 else "grid")
        canvas.text(x, canvas.height - 6, chart.told(mark), size=11, anchor="middle", paint="quiet")


def _label(canvas: Canvas, category: str, start: float, each: float) -> None:
    lines = wrapped(category, _TEXT, _LABELS - 16)
    first = start + each / 2 - (len(lines) - 1) * _LINE / 2 + 4
    for at, line in enumerate(lines):
        canvas.text(_LABELS - 10, first + at * _LINE, line, size=_TEXT, anchor="end")


def _bar(canvas: Canvas, chart: Chart, scale: Scale, at: int, number: int, y: float, thick: float) -> None:
    series = chart.series[number]
    value, span, zero = series.values[at], series.span(at), _LABELS + scale.at(0)
    title = f"{chart.categories[at]}, {series.name}: {chart.told(value)}"
    middle = y + thick / 2
    if value is None:
        canvas.text(zero + 6, middle + 4, chart.told(None), size=_TEXT, paint="quiet")
        return
    end = _LABELS + scale.at(value)
    paint = f"series-{number + 1}"
    canvas.rect(min(zero, end), y, abs(end - zero), thick, paint, title)
    hatch(canvas, min(zero, end), y, abs(end - zero), thick, number)
    farthest = max(end, zero)
    if span:
        low, high = (_LABELS + scale.at(edge) for edge in span)
        _whisker(canvas, low, high, middle)
        farthest = max(farthest, high)
    canvas.text(farthest + 6, middle + 4, chart.told(value), size=_TEXT if thick > 12 else 11)


def _whisker(canvas: Canvas, low: float, high: float, middle: float) -> None:
    """An interval of uncertainty, edged so that it shows on the bar and beside it."""
    for paint, width in (("ground", 4.5), ("text", 1.5)):
        canvas.line(low, middle, high, middle, paint=paint, stroke_width=width)
        for edge in (low, high):
            canvas.line(edge, middle - 5, edge, middle + 5, paint=paint, stroke_width=width)


def _stack(canvas: Canvas, chart: Chart, scale: Scale, at: int, y: float, thick: float) -> None:
    x = _LABELS
    for number, series in enumerate(chart.series):
        value = series.values[at]
        length = scale.at(value or 0)
        title = f"{chart.categories[at]}, {series.name}: {chart.told(value)}"
        canvas.rect(x, y, max(length - 1.5, 0), thick, f"series-{number + 1}", title)
        hatch(canvas, x, y, max(length - 1.5, 0), thick, number)
        x += length


def hatch(canvas: Canvas, x: float, y: float, width: float, height: float, number: int) -> None:
    """What tells a series apart without colour: slanted, upright or lying strokes in the ground's colour."""
    if number == 0 or width < 3:
        return
    slant, step = {1: (6.0, 7.0), 2: (0.0, 5.0), 3: (-6.0, 7.0), 4: (0.0, 9.0), 5: (6.0, 12.0)}[number]
    place = x + max(slant, 0.0) + step / 2
    while place < x + width - max(-slant, 0.0):
        start = min(max(place - slant, x), x + width)
        canvas.line(place, y, start, y + height, paint="ground", stroke_width=1.25)
        place += step


def legend(canvas: Canvas, chart: Chart) -> None:
    """The series' names with a swatch each, in as many lines as they need; none for a single series."""
    for number, x, y in legend_places(chart):
        canvas.rect(x, y, 18, 12, f"series-{number + 1}")
        hatch(canvas, x, y, 18, 12, number)
        canvas.text(x + 24, y + 11, legend_name(chart, number), size=_TEXT)


def legend_name(chart: Chart, number: int) -> str:
    """A series' name, cut where it would leave the picture."""
    return wrapped(chart.series[number].name, _TEXT, WIDTH - 30, lines=1)[0]


def legend_height(chart: Chart) -> float:
    """How much room the legend takes."""
    places = legend_places(chart)
    return places[-1][2] + 24 if places else 0.0


def legend_places(chart: Chart) -> list[tuple[int, float, float]]:
    """Where each series' name stands: its number, x and y."""
    places, x, y = [], 0.0, 2.0
    if len(chart.series) == 1:
        return []
    for number in range(len(chart.series)):
        wide = 24 + width_of(legend_name(chart, number), _TEXT) + 20
        if x and x + wide > WIDTH:
            x, y = 0.0, y + 20
        places.append((number, x, y))
        x += wide
    return places
