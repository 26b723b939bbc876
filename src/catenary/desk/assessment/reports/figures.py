"""The charts of an assessment on a page: levels as dots in their intervals, and gaps at a glance; each with its table."""

from typing import Final

from django.utils.safestring import mark_safe
from django.utils.translation import get_language_bidi, pgettext
from django.utils.translation import gettext as _

from catenary.core.assessment.report_model import Dot, Profile, Strip, StripRow
from catenary.core.measures.model import LEVELS
from catenary.desk.shell.charts import Figure
from catenary.desk.shell.parts import Download, Source
from catenary.desk.shell.svg import Canvas, width_of, wrapped

WIDTH: Final = 680.0
_LABELS, _ENDS, _LINE, _TEXT = 210.0, 70.0, 30.0, 13.0
_CELL, _STEP = 22.0, 25.0
_TOP: Final = 24.0
_ROUND: Final = "M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0z"
_DIAMOND: Final = "M0,-6L6,0L0,6L-6,0z"


def profile_figure(key: str, profile: Profile, downloads: tuple[Download, ...] = ()) -> Figure:
    """Levels as dots in their intervals, and what they were before as diamonds, on the scale of the method, 1 to 5.

    `key` is the only one of its page. What is not known has no dot, and its line says so.
    """
    canvas = Canvas(WIDTH, _TOP + _LINE * len(profile.dots) + _legend_height(profile), get_language_bidi())
    _scale(canvas, len(profile.dots))
    for place, dot in enumerate(profile.dots):
        _dot(canvas, dot, _TOP + place * _LINE + _LINE / 2)
    if profile.has_before:
        _legend(canvas, profile, canvas.height - 12)
    drawn = mark_safe(canvas.picture(key, profile.caption, profile.description, "levels"))  # noqa: S308  escaped by svg.element
    heads = (
        profile.headings.name,
        profile.headings.value,
        pgettext("interval", "from"),
        pgettext("interval", "to"),
    )
    before = (profile.headings.before,) if profile.has_before else ()
    rows = tuple(_row(each, has_before=profile.has_before) for each in profile.dots)
    return Figure(
        profile.caption, drawn, (*heads, *before), rows, Source(profile.source), downloads, _note(profile)
    )


def strip_figure(key: str, strip: Strip, downloads: tuple[Download, ...] = ()) -> Figure:
    """A line of cells for each area, one for each requirement, darker the lower; each holds its level, or a question mark."""
    canvas = Canvas(WIDTH, sum(_height(each) for each in strip.rows) + 4, get_language_bidi())
    top = 2.0
    for each in strip.rows:
        _cells(canvas, each, top)
        top += _height(each)
    drawn = mark_safe(canvas.picture(key, strip.caption, strip.description, "gaps"))  # noqa: S308  escaped by svg.element
    heads = (_("Area"), *(_("Level %(level)s") % {"level": level} for level in LEVELS), _("not known"))
    rows = tuple((each.label, *_counted(each)) for each in strip.rows)
    return Figure(strip.caption, drawn, heads, rows, Source(strip.source), downloads, strip.legend)


def _at(level: float) -> float:
    """Where a level stands, from where reading starts."""
    return _LABELS + (level - LEVELS[0]) / (LEVELS[-1] - LEVELS[0]) * (WIDTH - _LABELS - _ENDS)


def _scale(canvas: Canvas, lines: int) -> None:
    for level in LEVELS:
        canvas.line(_at(level), _TOP - 4, _at(level), _TOP + lines * _LINE)
        canvas.text(_at(level), 14, str(level), size=11, anchor="middle", paint="quiet")


def _dot(canvas: Canvas, dot: Dot, y: float) -> None:
    label = wrapped(dot.label, _TEXT, _LABELS - 20, lines=1)[0]
    canvas.text(_LABELS - 14, y + 4, label, size=_TEXT, anchor="end", value=True)
    if dot.before is not None:
        canvas.path(_DIAMOND, _at(dot.before), y, "series-2", f"{dot.label}: {dot.before:.1f}")
    if dot.value is None:
        canvas.text(_at(LEVELS[0]) + 6, y + 4, _("not enough to say"), size=11, paint="quiet")
        return
    if dot.low is not None and dot.high is not None:
        canvas.line(_at(dot.low), y, _at(dot.high), y, paint="text", stroke_width=2.0)
        for end in (dot.low, dot.high):
            canvas.line(_at(end), y - 5, _at(end), y + 5, paint="text", stroke_width=1.5)
    canvas.path(_ROUND, _at(dot.value), y, "series-1", f"{dot.label}: {dot.value:.1f}")
    canvas.text(WIDTH - _ENDS + 14, y + 4, f"{dot.value:.1f}", size=_TEXT)


def _legend_height(profile: Profile) -> float:
    return 28.0 if profile.has_before else 6.0


def _legend(canvas: Canvas, profile: Profile, y: float) -> None:
    told = ((_ROUND, "series-1", profile.headings.value), (_DIAMOND, "series-2", profile.headings.before))
    x = _LABELS
    for mark, paint, words in told:
        canvas.path(mark, x, y - 4, paint)
        canvas.text(x + 14, y, words, size=11)
        x += 40 + width_of(words, 11)


def _row(dot: Dot, *, has_before: bool) -> tuple[object, ...]:
    values = (_rounded(dot.value), _rounded(dot.low), _rounded(dot.high))
    return (dot.label, *values, *((_rounded(dot.before),) if has_before else ()))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _note(profile: Profile) -> str:
    unknown = [each.label for each in profile.dots if each.value is None]
    return _("Not enough to say: %(areas)s") % {"areas": ", ".join(unknown)} if unknown else ""


def _in_a_line() -> int:
    return int((WIDTH - _LABELS) // _STEP)


def _height(row: StripRow) -> float:
    """As many lines of cells as the row needs, one at least."""
    return max(1, -(-len(row.levels) // _in_a_line())) * _STEP + 5


def _cells(canvas: Canvas, row: StripRow, top: float) -> None:
    label = wrapped(row.label, _TEXT, _LABELS - 20, lines=1)[0]
    canvas.text(_LABELS - 14, top + 16, label, size=_TEXT, anchor="end", value=True)
    for place, level in enumerate(row.levels):
        down, along = divmod(place, _in_a_line())
        x, y = _LABELS + along * _STEP, top + down * _STEP
        paint = "level-none" if level is None else f"level-{LEVELS[-1] - level}"
        canvas.rect(x, y, _CELL, _CELL, paint, extra="tile" if level is None else "")
        ink = "ground" if paint in {"level-3", "level-4"} else "text"
        mark = "?" if level is None else str(level)
        canvas.text(x + _CELL / 2, y + 15, mark, size=11, anchor="middle", paint=ink)


def _counted(row: StripRow) -> tuple[int, ...]:
    """How many requirements stand at each level, and of how many nobody knows."""
    return (*(row.levels.count(level) for level in LEVELS), row.levels.count(None))
