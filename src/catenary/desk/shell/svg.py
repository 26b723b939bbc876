"""Writing SVG: escaped elements, a canvas that turns round for right-to-left languages, and text that fits.

No inline style anywhere (the content security policy forbids it): geometry and paper colours are attributes, and classes let
the page's tokens recolour what is drawn. A saved picture therefore looks right on its own too.
"""

import unicodedata
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from attrs import define, field

PAPER = {
    "text": "#17242c", "quiet": "#4c5b64", "grid": "#cbd5d9", "ground": "#ffffff",
    "series-1": "#14606f", "series-2": "#c05a1c", "series-3": "#5b3a8c",
    "series-4": "#3f7d3a", "series-5": "#a3306b", "series-6": "#5a6a73",
    "level-none": "#ffffff", "level-0": "#e6ecee", "level-1": "#c4dde1",
    "level-2": "#8cbcc5", "level-3": "#14707f", "level-4": "#0b3f49",
}  # fmt: skip
"""The colours of tokens.css on paper, by class; a test keeps the two the same."""

_ISOLATED = "\u2068%s\u2069"


def element(name: str, content: str = "", **attributes: str | float) -> str:
    """An element with escaped attributes; `content` is markup. A final underscore is dropped, others become hyphens."""
    told = "".join(
        f" {_name(key)}={quoteattr(_plain(value))}" for key, value in attributes.items() if value != ""
    )
    return f"<{name}{told}>{content}</{name}>" if content else f"<{name}{told}/>"


def _name(key: str) -> str:
    return key if key == "viewBox" else key.rstrip("_").replace("_", "-")


def _plain(value: str | float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def width_of(text: str, size: float) -> float:
    """About how wide a text is in a proportional face; generous rather than short, as no font is at hand to ask."""
    return sum(_em(letter) for letter in text) * size


def _em(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return 1.0
    return 0.68 if letter.isupper() or letter in "mwMW%@" else 0.55


def wrapped(text: str, size: float, room: float, lines: int = 2) -> list[str]:
    """The text in at most so many lines of that room; what does not fit ends in an ellipsis (the table tells it whole)."""
    done: list[str] = []
    for word in _pieces(text):
        if done and width_of(done[-1] + word, size) <= room:
            done[-1] += word
        else:
            done.append(word.lstrip())
    kept = [line.rstrip() for line in done[:lines]]
    if len(done) > lines:
        kept[-1] += "…"
    return [line if width_of(line, size) <= room else _shortened(line, size, room) for line in kept]


def _pieces(text: str) -> Iterable[str]:
    """Words with the space before them; Chinese may break after any character."""
    if any(unicodedata.east_asian_width(letter) == "W" for letter in text):
        return list(text)
    head, *rest = text.split(" ")
    return [head, *(f" {word}" for word in rest)]


def _shortened(line: str, size: float, room: float) -> str:
    line = line.rstrip("…")
    while line and width_of(line + "…", size) > room:
        line = line[:-1]
    return line.rstrip() + "…"


@define
class Canvas:
    """A picture being drawn, in units of one CSS pixel at full width; `rtl` turns every position round."""

    width: float
    height: float
    rtl: bool = False
    parts: list[str] = field(factory=list)

    def x(self, place: float) -> float:
        """A place counted from where reading starts, as SVG counts it."""
        return self.width - place if self.rtl else place

    def rect(
        self, x: float, y: float, width: float, height: float, paint: str, title: str = "", extra: str = ""
    ) -> None:
        """A filled rectangle, with a title that browsers show when it is pointed at."""
        left = self.x(x) - width if self.rtl else x
        inner = element("title", escape(title)) if title else ""
        self.parts.append(
            element("rect", inner, x=left, y=y, width=max(width, 0.0), height=height, fill=PAPER[paint],
                    class_=f"{paint} {extra}".strip())
        )  # fmt: skip

    def line(
        self, x1: float, y1: float, x2: float, y2: float, paint: str = "grid", **extra: str | float
    ) -> None:
        """A straight line."""
        places: dict[str, str | float] = {"x1": self.x(x1), "y1": y1, "x2": self.x(x2), "y2": y2}
        drawn = {**places, "stroke": PAPER[paint], "class_": f"{paint}-line", **extra}
        self.parts.append(element("line", "", **drawn))

    def polyline(self, points: Iterable[tuple[float, float]], paint: str, dash: str = "") -> None:
        """A line through points."""
        told = " ".join(f"{_plain(float(self.x(x)))},{_plain(float(y))}" for x, y in points)
        self.parts.append(
            element("polyline", points=told, fill="none", stroke=PAPER[paint], stroke_width=2.25,
                    stroke_dasharray=dash, stroke_linejoin="round", class_=f"{paint}-line")
        )  # fmt: skip

    def path(self, d: str, x: float, y: float, paint: str, title: str = "", extra: str = "") -> None:
        """A mark whose own 0, 0 stands at that place."""
        inner = element("title", escape(title)) if title else ""
        place = f"translate({_plain(float(self.x(x)))} {_plain(float(y))})"
        drawn = {"d": d, "transform": place, "fill": PAPER[paint], "class_": f"{paint} {extra}".strip()}
        self.parts.append(element("path", inner, **drawn))

    def text(
        self, x: float, y: float, content: str, *, size: float = 13, anchor: str = "start", paint: str = "text",
        weight: str = "", value: bool = False,
    ) -> None:  # fmt: skip
        """A line of text; `anchor` is told in the reading direction. A `value`, such as a name or code, is in no language that is known."""
        self.parts.append(
            element("text", escape(_ISOLATED % content), x=self.x(x), y=y, font_size=size, text_anchor=anchor,
                    font_weight=weight, fill=PAPER[paint], class_=f"ink-{paint}", lang="und" if value else "")
        )  # fmt: skip

    def picture(self, key: str, title: str, description: str, kind: str) -> str:
        """The whole SVG; `key` makes its ids the only ones of the page."""
        head = element("title", escape(title), id=f"{key}-title") + element(
            "desc", escape(description), id=f"{key}-desc"
        )
        return element(
            "svg", head + "".join(self.parts), xmlns="http://www.w3.org/2000/svg", role="img",
            viewBox=f"0 0 {_plain(float(self.width))} {_plain(float(self.height))}",
            direction="rtl" if self.rtl else "ltr", font_family="Noto Sans, Noto Sans Arabic, sans-serif",
            aria_labelledby=f"{key}-title {key}-desc", class_=f"chart chart--{kind}",
        )  # fmt: skip
