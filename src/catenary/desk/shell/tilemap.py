"""The 193 Member States of the United Nations as tiles of equal size: no border is drawn, and no State is too small to see."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from attrs import field, frozen
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi, gettext, gettext_lazy

from catenary.basis.country_table import COUNTRIES
from catenary.desk.shell import geomap
from catenary.desk.shell.charts import Figure
from catenary.desk.shell.geomap import Outlines
from catenary.desk.shell.numbers import babel_locale
from catenary.desk.shell.parts import Download, Source
from catenary.desk.shell.svg import Canvas, width_of

DISCLAIMER = gettext_lazy(
    "The designations employed and the presentation of material on this map do not imply the expression of any opinion "
    "whatsoever concerning the legal status of any country, territory, city or area or of its authorities, or concerning "
    "the delimitation of its frontiers or boundaries."
)
"""In the words of the United Nations for its own maps."""

LEVELS = 5
_TILE, _LEGEND = 32.0, 34.0


@frozen
class Shade:
    """What a State's tile shows: a level from 0 to 4, and the words for it."""

    level: int = field()
    words: str

    @level.validator
    def _known(self, _attribute: object, level: int) -> None:
        if not 0 <= level < LEVELS:
            raise ValueError(f"a level is 0 to {LEVELS - 1}, not {level}")


@frozen
class TileMap:
    """A map of levels by ISO 3166-1 alpha-3 code; a Member State it leaves out is told as not known."""

    key: str
    title: str
    description: str
    shades: Mapping[str, Shade]
    legend: tuple[str, ...]
    """The words of levels 0, 1, ... in order."""
    about: str = ""

    def __attrs_post_init__(self) -> None:
        """Only Member States have a tile."""
        strangers = set(self.shades) - set(places())
        if strangers:
            raise ValueError(f"no Member State: {', '.join(sorted(strangers))}")


@cache
def places() -> Mapping[str, tuple[int, int]]:
    """The column and row of each Member State, by alpha-3 code."""
    text = (files("catenary.desk.shell") / "data/member_states.txt").read_text("utf-8")
    rows = [line.split() for line in text.splitlines() if not line.startswith("#")]
    return {code: (x, y) for y, row in enumerate(rows) for x, code in enumerate(row) if code != "..."}


@cache
def _alpha_2() -> Mapping[str, str]:
    return {line[:3]: line[4:6] for line in COUNTRIES.splitlines()}


def state_name(code: str) -> str:
    """A State's name in the reader's language as Unicode CLDR gives it, which is not always the form the UN uses."""
    return str(babel_locale().territories.get(_alpha_2()[code], code))


def drawing(tiles: TileMap, *, rtl: bool = False, outlines: Outlines | None = None) -> SafeString:
    """The map as SVG: tiles, or areas where outlines are given.

    East stays right in every language; only the legend follows the reading direction.
    """
    canvas = _areas(tiles, outlines) if outlines else _tiles(tiles)
    _legend(canvas, tiles, canvas.height - _LEGEND + 12, rtl=rtl)
    return mark_safe(canvas.picture(tiles.key, tiles.title, tiles.description, "map"))  # noqa: S308  escaped by svg.element


def _tiles(tiles: TileMap) -> Canvas:
    columns = 1 + max(x for x, _ in places().values())
    rows = 1 + max(y for _, y in places().values())
    canvas = Canvas(columns * _TILE, rows * _TILE + _LEGEND)
    for code, (x, y) in places().items():
        _tile(canvas, code, tiles.shades.get(code), x * _TILE, y * _TILE)
    return canvas


def _areas(tiles: TileMap, outlines: Outlines) -> Canvas:
    """States as areas, and those that the outlines leave out as small tiles below, so that none is missing."""
    left_out = [code for code in sorted(places()) if not outlines.path(code)]
    in_row = int(geomap.WIDTH // _TILE)
    rows = -(-len(left_out) // in_row)
    canvas = Canvas(geomap.WIDTH, geomap.HEIGHT + rows * _TILE + _LEGEND)
    for code in sorted(places()):
        paint = f"level-{shade.level}" if (shade := tiles.shades.get(code)) else "level-none"
        if path := outlines.path(code):
            canvas.path(path, 0.0, 0.0, paint, f"{state_name(code)}: {_told(tiles, code)}", "tile")
    for number, code in enumerate(left_out):
        y, x = divmod(number, in_row)
        _tile(canvas, code, tiles.shades.get(code), x * _TILE, geomap.HEIGHT + y * _TILE)
    return canvas


def figure(tiles: TileMap, source: Source, downloads: tuple[Download, ...] = ()) -> Figure:
    """The map with its table of all 193, in the order of their names, and the disclaimer."""
    rows = sorted((state_name(code), _told(tiles, code)) for code in places())
    headings = (gettext("State"), tiles.about or gettext("Level"))
    chosen = settings.CATENARY.map_outlines
    outlines = geomap.outlines_of(chosen) if chosen else None
    drawn = drawing(tiles, rtl=get_language_bidi(), outlines=outlines)
    return Figure(tiles.title, drawn, headings, tuple(rows), source, downloads, str(DISCLAIMER))


def _told(tiles: TileMap, code: str) -> str:
    shade = tiles.shades.get(code)
    return shade.words if shade else gettext("not known")


def _tile(canvas: Canvas, code: str, shade: Shade | None, x: float, y: float) -> None:
    told = shade.words if shade else gettext("not known")
    paint = f"level-{shade.level}" if shade else "level-none"
    canvas.rect(x + 1, y + 1, _TILE - 2, _TILE - 2, paint, f"{state_name(code)}: {told}", "tile")
    ink = "ground" if shade and shade.level >= 3 else "text"
    canvas.text(x + _TILE / 2, y + 15, code, size=10.5, anchor="middle", paint=ink, weight="600")
    mark = str(shade.level) if shade else "–"
    canvas.text(x + _TILE / 2, y + 26, mark, size=9.5, anchor="middle", paint=ink)


def _legend(canvas: Canvas, tiles: TileMap, y: float, *, rtl: bool) -> None:
    """Each level's swatch with its digit, then the words; and the swatch of what is not known."""
    turned = Canvas(canvas.width, canvas.height, rtl)
    x = 1.0
    entries = [(f"level-{level}", str(level), words) for level, words in enumerate(tiles.legend)]
    for paint, mark, words in [*entries, ("level-none", "–", gettext("not known"))]:
        turned.rect(x, y, 18, 18, paint, "", "tile")
        ink = "ground" if paint in {"level-3", "level-4"} else "text"
        turned.text(x + 9, y + 13, mark, size=10.5, anchor="middle", paint=ink)
        turned.text(x + 24, y + 14, words, size=13)
        x += 24 + width_of(words, 13) + 18
    canvas.parts.append(f'<g direction="{"rtl" if rtl else "ltr"}">{"".join(turned.parts)}</g>')
