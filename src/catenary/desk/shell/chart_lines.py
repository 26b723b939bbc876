"""Lines over time, together or one small picture for each series on the same scale."""

from catenary.desk.shell.chart_bars import legend_name, legend_places
from catenary.desk.shell.chart_values import Chart, Scale, Series
from catenary.desk.shell.svg import Canvas, wrapped

WIDTH, HEIGHT = 680.0, 300.0
_START, _END, _BOTTOM = 62.0, 18.0, 30.0
_DASHES = ("", "7 4", "2 4", "10 3 2 3", "14 5", "5 2")
_MARKS = (
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
    "M-3.6-3.6h7.2v7.2h-7.2z",
    "M0-4.6 4.4 3.4h-8.8z",
    "M0-5 5 0 0 5-5 0z",
    "M0 4.6 4.4-3.4h-8.8z",
    "M-4.5-1.5h9v3h-9z",
)
_ACROSS, _SMALL_HEIGHT = 3, 150.0


def lines(chart: Chart, *, rtl: bool) -> Canvas:
    """One line for each series, each with its own dash and mark; a gap where a value is not known."""
    places = legend_places(chart)
    top = (places[-1][2] + 24 if places else 0.0) + 10
    canvas = Canvas(WIDTH, top + HEIGHT, rtl)
    for number, x, y in places:
        canvas.polyline(((x, y + 6), (x + 22, y + 6)), f"series-{number + 1}", _DASHES[number])
        canvas.path(_MARKS[number], x + 11, y + 6, f"series-{number + 1}")
        canvas.text(x + 28, y + 11, legend_name(chart, number), size=13)
    scale = Scale.of(chart.known(), HEIGHT - _BOTTOM)
    floor, room = top + HEIGHT - _BOTTOM, WIDTH - _START - _END
    _levels(canvas, chart, scale, _START, floor, room)
    _names(canvas, chart, _START, floor, room)
    for number, series in enumerate(chart.series):
        _line(canvas, chart, scale, series, number, _START, floor, room)
    return canvas


def multiples(chart: Chart, *, rtl: bool) -> Canvas:
    """A small picture for each series, all on one scale, so that heights compare."""
    wide = (WIDTH - 24.0 * (_ACROSS - 1)) / _ACROSS
    deep = -(-len(chart.series) // _ACROSS)
    canvas = Canvas(WIDTH, deep * (_SMALL_HEIGHT + 34), rtl)
    scale = Scale.of(chart.known(), _SMALL_HEIGHT - 30, marks=3)
    for number, series in enumerate(chart.series):
        start = number % _ACROSS * (wide + 24)
        top = number // _ACROSS * (_SMALL_HEIGHT + 34)
        canvas.text(start, top + 15, wrapped(series.name, 13, wide, 1)[0], size=13, weight="600")
        floor = top + 26 + scale.length + 6
        _levels(canvas, chart, scale, start + 40, floor, wide - 44)
        _ends(canvas, chart, start + 40, floor, wide - 44)
        _line(canvas, chart, scale, series, 0, start + 40, floor, wide - 44)
    return canvas


def _levels(canvas: Canvas, chart: Chart, scale: Scale, start: float, floor: float, room: float) -> None:
    for mark in scale.marks():
        y = floor - scale.at(mark)
        canvas.line(start, y, start + room, y, paint="quiet" if mark == 0 else "grid")
        canvas.text(start - 8, y + 4, chart.told(mark), size=11, anchor="end", paint="quiet")


def _names(canvas: Canvas, chart: Chart, start: float, floor: float, room: float) -> None:
    """As many category names as fit, the last among them."""
    every = -(-len(chart.categories) * 64 // int(room))
    last = len(chart.categories) - 1
    for at, category in enumerate(chart.categories):
        if (last - at) % every == 0:
            name = wrapped(category, 11, 62 * max(every, 1), 1)[0]
            canvas.text(
                _place(chart, at, start, room), floor + 18, name, size=11, anchor="middle", paint="quiet"
            )


def _ends(canvas: Canvas, chart: Chart, start: float, floor: float, room: float) -> None:
    canvas.text(start, floor + 16, chart.categories[0], size=11, paint="quiet")
    if len(chart.categories) > 1:
        canvas.text(start + room, floor + 16, chart.categories[-1], size=11, anchor="end", paint="quiet")


def _place(chart: Chart, at: int, start: float, room: float) -> float:
    return start + 14 + (room - 28) * at / max(len(chart.categories) - 1, 1)


def _line(
    canvas: Canvas,
    chart: Chart,
    scale: Scale,
    series: Series,
    number: int,
    start: float,
    floor: float,
    room: float,
) -> None:
    paint = f"series-{number + 1}"
    points = [
        None if value is None else (_place(chart, at, start, room), floor - scale.at(value))
        for at, value in enumerate(series.values)
    ]
    for run in _runs(points):
        canvas.polyline(run, paint, _DASHES[number])
    for at, point in enumerate(points):
        if point:
            title = f"{chart.categories[at]}, {series.name}: {chart.told(series.values[at])}"
            canvas.path(_MARKS[number], *point, paint, title)


def _runs(points: list[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """Stretches of points without a gap."""
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if len(run) > 1]
