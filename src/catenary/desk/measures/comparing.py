"""Two editions side by side, and the map that says what carries over from the one to the other."""

from collections.abc import Iterable

from attrs import frozen
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from catenary.core.measures.carrying import Carry, CarryOverMap, Pairing, map_faults
from catenary.core.measures.differences import FieldChange, PartChange, differences
from catenary.core.measures.fields import question_fields
from catenary.core.measures.model import Edition as Method
from catenary.desk.measures.models import Edition
from catenary.desk.measures.words import CARRIES, CHANGES, PARTS, field_word, tag
from catenary.desk.shell.parts import Colour, Tag
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.tables import Column, Row, Shown


@frozen
class FieldShown:
    """A field before and after."""

    label: str
    before: str
    after: str


@frozen
class ChangeShown:
    """A part of an edition that differs."""

    part: str
    code: str
    change: Tag
    fields: tuple[FieldShown, ...]


def changes_shown(before: Method, after: Method) -> tuple[ChangeShown, ...]:
    """Every difference of two editions, in words."""
    return tuple(_change_shown(each) for each in differences(before, after))


def fields_shown(changes: Iterable[FieldChange]) -> tuple[FieldShown, ...]:
    """Fields before and after, in words."""
    return tuple(FieldShown(field_word(each.field), each.before, each.after) for each in changes)


def question_differences(
    before: Method, first: str | None, after: Method, second: str | None
) -> tuple[FieldShown, ...]:
    """Two questions side by side, field by field, also where they agree; what is not there is empty."""
    was = question_fields(before.question_of[first]) if first and first in before.question_of else {}
    now = question_fields(after.question_of[second]) if second and second in after.question_of else {}
    return tuple(
        FieldShown(field_word(name), was.get(name, ""), now.get(name, ""))
        for name in dict.fromkeys([*now, *was])
    )


def map_columns() -> tuple[Column, ...]:
    """Of the table of pairings."""
    return (
        Column("before", _("Question before"), Shown.CODE, blank=True),
        Column("after", _("Question now"), Shown.CODE, blank=True),
        Column("verdict", _("What it is"), Shown.TAG),
        Column("decided", _("Decided")),
        Column("reason", _("Reason"), blank=True),
    )


def map_row(row: Edition, pairing: Pairing) -> Row:
    """A pairing as a row, leading to where it is decided."""
    told = {"before": pairing.before or "", "after": pairing.after or ""}
    address = reverse("decide_pairing", args=[row.public_id])
    values = {
        "before": pairing.before or "–",
        "after": pairing.after or "–",
        "verdict": verdict_tag(pairing.verdict),
        "decided": _("by a person")
        if pairing.decided_by
        else _("by comparing the texts")
        if pairing.verdict
        else _("not yet"),
        "reason": pairing.reason or "–",
    }
    return Row(values, f"{address}?{urlencode({name: code for name, code in told.items() if code})}")


def verdict_tag(verdict: Carry | None) -> Tag:
    """What a question is to another, as a tag."""
    return tag(CARRIES, verdict) if verdict else Tag(_("for a person to decide"), Colour.RED)


def in_order_of_need(given: CarryOverMap, wanted: str = "") -> list[Pairing]:
    """Pairings, those that wait for a person first; of one verdict alone where one is wanted."""
    chosen = [each for each in given.pairings if wanted in {"", _code_of(each)}]
    return sorted(chosen, key=lambda each: each.verdict is not None)


def open_questions(given: CarryOverMap, before: Method, after: Method) -> tuple[str, ...]:
    """What keeps the map from being used, in words."""
    return tuple(sentence(each) for each in map_faults(given, before, after))


UNDECIDED = "undecided"


def _code_of(pairing: Pairing) -> str:
    return pairing.verdict.value if pairing.verdict else UNDECIDED


def _change_shown(change: PartChange) -> ChangeShown:
    part = str(PARTS[change.part])
    return ChangeShown(part, change.code, tag(CHANGES, change.change), fields_shown(change.fields))
