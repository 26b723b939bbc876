"""The charts of a State's page: how levels changed, and which areas need most, each as dots in their intervals, with its table."""

from collections.abc import Callable, Mapping, Sequence
from math import ceil
from typing import Final

from attrs import frozen
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_bidi, pgettext
from django.utils.translation import gettext as _

from catenary.core.assessment.change import AreaChange
from catenary.core.assessment.needs import AreaNeed, Needs
from catenary.core.assessment.rating_model import Interval
from catenary.desk.assessment.states.words import OBSTACLES
from catenary.desk.shell.charts import Figure
from catenary.desk.shell.parts import Download, Source
from catenary.desk.shell.svg import Canvas, wrapped

WIDTH: Final = 680.0
_LABELS, _ENDS, _LINE, _TEXT, _TOP = 210.0, 60.0, 30.0, 13.0, 24.0
_ROUND: Final = "M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0z"

Names = Mapping[str, str]
"""What areas are called, by code."""


@frozen
class _Scale:
    """Whole numbers from `first` to `last` along the chart, from where reading starts."""

    first: int
    last: int
    told: Callable[[int], str] = str

    def at(self, value: float) -> float:
        return _LABELS + (value - self.first) / (self.last - self.first) * (WIDTH - _LABELS - _ENDS)


def change_figure(
    changes: Sequence[AreaChange],
    names: Names,
    years: tuple[int, int],
    sources: tuple[str, str],
    downloads: tuple[Download, ...] = (),
) -> Figure:
    """How far each area moved, right of zero where it rose; what cannot be compared says why in the table.

    `sources` say where the levels before and now are from.
    """
    reach = max([1, *(ceil(max(-each.low, each.high)) for each in _moved(changes))])
    scale = _Scale(-reach, reach, lambda mark: f"{mark:+d}" if mark else "0")
    canvas = _canvas(len(changes), scale)
    canvas.line(scale.at(0), _TOP - 4, scale.at(0), _TOP + len(changes) * _LINE, paint="quiet")
    for place, each in enumerate(changes):
        y = _line(canvas, names[each.area], place)
        if each.difference is None:
            canvas.text(scale.at(-reach) + 6, y + 4, _("not comparable"), size=11, paint="quiet")
        else:
            _dot(canvas, scale, each.difference, y, names[each.area], _signed(each.difference.value))
    title = _("Change of levels from %(before)s to %(now)s") % {"before": years[0], "now": years[1]}
    told = {"compared": len(_moved(changes)), "areas": len(changes)}
    description = _("%(compared)s of %(areas)s areas can be compared; the table below tells each.") % told
    return _figure(
        "change",
        canvas,
        title,
        description,
        _change_rows(changes, names, _sources(years, sources)),
        downloads,
    )


def needs_figure(found: Needs, names: Names, source: str, downloads: tuple[Download, ...] = ()) -> Figure:
    """The areas of one State by rank of need, each in the interval of its rank; what the order hangs on stands in the table.

    `source` says where its levels are from.
    """
    scale = _Scale(1, max(2, len(found.areas)))
    canvas = _canvas(len(found.areas), scale)
    for place, each in enumerate(found.areas):
        y = _line(canvas, names[each.area], place)
        _dot(canvas, scale, Interval(each.rank, each.low, each.high), y, names[each.area], str(each.rank))
    title = _("Which areas need most, by rank")
    description = _("Rank 1 needs most; an interval holds the rank in 90 of 100 draws.")
    return _figure("needs", canvas, title, description, _needs_rows(found, names, source), downloads)


@frozen
class _Table:
    headings: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    source: Source
    note: str = ""


CHANGE_KEYS: Final = (
    "area", "before", "now", "change", "from", "to", "risen", "same", "fallen", "unknown", "other", "why",
)  # fmt: skip
NEEDS_KEYS: Final = (
    "area",
    "rank",
    "from",
    "to",
    "need_percent",
    "first_three_percent",
    "alone_percent",
    "left_percent",
)
LEVELS_KEYS: Final = ("area", "level", "from", "to", "before")


def _sources(years: tuple[int, int], sources: tuple[str, str]) -> str:
    told = {"before": years[0], "now": years[1], "of_before": sources[0], "of_now": sources[1]}
    return (
        _(
            "levels of %(before)s (%(of_before)s), levels of %(now)s (%(of_now)s), and levels agreed by the team"
        )
        % told
    )


def _change_rows(changes: Sequence[AreaChange], names: Names, source: str) -> _Table:
    heads = (
        _("Area"),
        _("Level before"),
        _("Level now"),
        _("Change"),
        pgettext("interval", "from"),
        pgettext("interval", "to"),
        _("Questions that rose"),
        _("stayed"),
        _("fell"),
        _("not known"),
        _("not asked before"),
        _("Why it is not compared"),
    )
    method = _(
        "Levels are compared where the same questions were rated both times, as the carry-over map between the editions says. Intervals hold the change with 90 of 100, as if the errors of both levels were independent; raters who rated both make them wider than need be. Where editions differ, each level is that of the middling rater of its own time."
    )
    rows = tuple(_change_row(each, names[each.area]) for each in changes)
    return _Table(heads, rows, Source(source, method=method))


def _change_row(each: AreaChange, name: str) -> tuple[object, ...]:
    moves, why = each.moves, OBSTACLES[each.obstacle] if each.obstacle else "–"
    return (
        name,
        _value(each.before),
        _value(each.now),
        *_ends(each.difference),
        moves.risen,
        moves.same,
        moves.fallen,
        moves.unknown,
        moves.other,
        str(why),
    )


def _needs_rows(found: Needs, names: Names, source: str) -> _Table:
    heads = (
        _("Area"),
        _("Rank"),
        pgettext("interval", "from"),
        pgettext("interval", "to"),
        _("Share of the need, %"),
        _("Among the first three, % of draws"),
        _("Doubt that goes when it is known, %"),
        _("Doubt that stays while it alone is unknown, %"),
    )
    method = _(
        "The need of an area is what it takes from the geometric mean of this State's levels, so that a strong area does not hide a weak one. All areas weigh alike, then levels are drawn within their intervals and weights are changed at random. Doubt is the variance of that mean (Sobol shares). States are never compared with each other."
    )
    rows = tuple(_need_row(each, names[each.area]) for each in found.areas)
    told = _("levels of this State: %(source)s") % {"source": source}
    return _Table(heads, rows, Source(told, method=method), _needs_note(found, names))


def _need_row(each: AreaNeed, name: str) -> tuple[object, ...]:
    shares = (each.need, each.among_first, each.first_order, each.total)
    return (name, each.rank, each.low, each.high, *map(_percent, shares))


def _needs_note(found: Needs, names: Names) -> str:
    told = []
    if found.weights_first_order is not None:
        share = {"share": _percent(found.weights_first_order)}
        told.append(_("%(share)s %% of the doubt comes from the weights alone.") % share)
    if found.unknown:
        areas = ", ".join(names[each] for each in found.unknown)
        told.append(_("Not enough to say: %(areas)s") % {"areas": areas})
    return " ".join(told)


def _percent(share: float | None) -> int | None:
    """A share in whole per cent; estimates that miss the range by their own error are told at its end."""
    return None if share is None else round(100 * min(1.0, max(0.0, share)))


def _value(level: Interval | None) -> float | None:
    return round(level.value, 1) if level else None


def _ends(moved: Interval | None) -> tuple[float | None, ...]:
    return tuple(map(_rounded, (moved.value, moved.low, moved.high))) if moved else (None, None, None)


def _rounded(value: float) -> float:
    """To one decimal; nothing is never told as minus nothing."""
    return round(value, 1) + 0.0


def _signed(value: float) -> str:
    moved = _rounded(value)
    return f"{moved:+.1f}" if moved else "0.0"


def _moved(changes: Sequence[AreaChange]) -> list[Interval]:
    return [each.difference for each in changes if each.difference]


def _canvas(lines: int, scale: _Scale) -> Canvas:
    canvas = Canvas(WIDTH, _TOP + _LINE * lines + 6, get_language_bidi())
    for mark in range(scale.first, scale.last + 1):
        canvas.line(scale.at(mark), _TOP - 4, scale.at(mark), _TOP + lines * _LINE)
        canvas.text(scale.at(mark), 14, scale.told(mark), size=11, anchor="middle", paint="quiet")
    return canvas


def _line(canvas: Canvas, label: str, place: int) -> float:
    """The label of a line; where its middle is."""
    y = _TOP + place * _LINE + _LINE / 2
    named = wrapped(label, _TEXT, _LABELS - 20, lines=1)[0]
    canvas.text(_LABELS - 14, y + 4, named, size=_TEXT, anchor="end", value=True)
    return y


def _dot(canvas: Canvas, scale: _Scale, told: Interval, y: float, label: str, value: str) -> None:
    canvas.line(scale.at(told.low), y, scale.at(told.high), y, paint="text", stroke_width=2.0)
    for end in (told.low, told.high):
        canvas.line(scale.at(end), y - 5, scale.at(end), y + 5, paint="text", stroke_width=1.5)
    canvas.path(_ROUND, scale.at(told.value), y, "series-1", f"{label}: {value}")
    canvas.text(WIDTH - _ENDS + 20, y + 4, value, size=_TEXT)


def _figure(
    key: str, canvas: Canvas, title: str, description: str, table: _Table, downloads: tuple[Download, ...]
) -> Figure:
    drawn = mark_safe(canvas.picture(key, title, description, "levels"))  # noqa: S308  escaped by svg.element
    return Figure(title, drawn, table.headings, table.rows, table.source, downloads, table.note)
