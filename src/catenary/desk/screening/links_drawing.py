"""The ties of a person as a small drawing beside their table: whoever is tied stands in a row, a line says by what.

It shows no more than the table does, turns round for right-to-left languages, and is left out where there is nothing to draw.
"""

from collections.abc import Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from catenary.desk.screening.links import Link, Tie
from catenary.desk.shell.svg import Canvas, wrapped

MOST: Final = 12
"""So many fit; the table tells all."""
_WIDTH, _STEP, _TOP, _SIZE = 640.0, 34.0, 24.0, 13.0
_HUB, _OTHERS = 150.0, 330.0
_DASHES: Final = {Tie.BOOKING: "", Tie.CONTACT: "6 4"}


def drawing(person: str, links: Sequence[Link], words: dict[Tie, Promise]) -> SafeString | str:
    """Lines from the person to those tied to them: whole for a booking, dashed for a contact; empty where nobody is."""
    drawn = links[:MOST]
    if not drawn:
        return ""
    canvas = Canvas(_WIDTH, 2 * _TOP + _STEP * len(drawn), get_language_bidi())
    middle = _TOP + _STEP * len(drawn) / 2
    for place, each in enumerate(drawn):
        _tied(canvas, each, words[each.tie], _TOP + _STEP * (place + 0.5), middle)
    canvas.rect(6, middle - 16, _HUB - 6, 32, "series-1", person)
    canvas.text(14, middle + 5, wrapped(person, _SIZE, _HUB - 24, 1)[0], size=_SIZE, paint="ground")
    told = _("Lines lead from the person to %(count)s others. The table says what each rests on.")
    picture = canvas.picture("links", _("Ties"), told % {"count": len(drawn)}, "links")
    return mark_safe(picture)  # noqa: S308  escaped by svg.element


def _tied(canvas: Canvas, link: Link, word: Promise, y: float, middle: float) -> None:
    canvas.line(_HUB, middle, _OTHERS, y, "series-6", stroke_width=1.5, stroke_dasharray=_DASHES[link.tie])
    canvas.path("M-5,0a5,5 0 1,0 10,0a5,5 0 1,0 -10,0", _OTHERS, y, "series-6", link.name)
    name = wrapped(link.name, _SIZE, _WIDTH - _OTHERS - 20, 1)[0]
    canvas.text(_OTHERS + 12, y, name, size=_SIZE)
    canvas.text(_OTHERS + 12, y + 13, str(word), size=10, paint="quiet")
