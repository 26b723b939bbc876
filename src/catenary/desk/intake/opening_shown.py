"""An original that nobody could read, as lines a person can: nothing in it does anything, and what cannot be seen is made visible.

And who asked for originals, as a table.
"""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from catenary.core.mandate.model import Purpose
from catenary.desk.intake.models import Opening
from catenary.desk.shell.parts import Told
from catenary.desk.shell.tables import Column, Row, Shown, Table
from catenary.desk.shell.words import PURPOSES

LONGEST: Final = 500
"""How many are shown, the newest."""

_PICTURES: Final = {**{code: 0x2400 + code for code in range(32)}, 0x7F: 0x2421}
"""Control characters by their pictures (Unicode, "Control Pictures")."""
_HIDDEN: Final = {
    code: 0xFFFD
    for first, last in ((0x80, 0x9F), (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F), (0xFEFF, 0xFEFF))
    for code in range(first, last + 1)
}
"""What would turn the text round or hide in it, such as marks of direction (Unicode Technical Report 36, s.2.10)."""


def original_lines(data: bytes) -> tuple[str, ...]:
    """The lines, one for each segment where it looks like UN/EDIFACT; octets that are no UTF-8 are read as Latin 1."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    lines = text.replace("\r\n", "\n").replace("'", "'\n").split("\n")
    return tuple(line.translate(_PICTURES | _HIDDEN) for line in lines if line)


def openings_table(rows: Sequence[Opening]) -> Table:
    """Who asked for which original when, for what and why, and whether it could be opened."""
    columns = (
        Column("asked_at", _("Asked (UTC)"), Shown.TIME),
        Column("asked_by", _("By"), Shown.NAME),
        Column("channel", _("Channel"), Shown.NAME),
        Column("purpose", _("Purpose")),
        Column("reason", _("Reason")),
        Column("opened", _("Opened")),
    )
    shown = tuple(Row(_line(each)) for each in rows)
    count = len(shown)
    empty = _("Nobody has asked for the original of a delivery.")
    return Table(
        _("Originals opened"), columns, shown, count, empty, first=min(1, count), last=count, id="originals"
    )  # fmt: skip


def _line(row: Opening) -> dict[str, object]:
    return {
        "asked_at": row.asked_at,
        "asked_by": row.asked_by.name,
        "channel": row.delivery.channel.name,
        "purpose": str(PURPOSES[Purpose(row.purpose)]),
        "reason": Told(row.reason),
        "opened": _("yes") if row.opened_at and not row.fault else _("no"),
    }
