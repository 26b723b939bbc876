"""What differs between two editions: area by area, requirement by requirement, question by question, field by field."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from attrs import frozen

from catenary.core.measures.fields import (
    area_fields,
    edition_fields,
    order_fields,
    question_fields,
    requirement_fields,
    vignette_fields,
)
from catenary.core.measures.model import Edition


class Part(StrEnum):
    """What of an edition differs."""

    EDITION = "edition"
    AREA = "area"
    REQUIREMENT = "requirement"
    QUESTION = "question"
    VIGNETTE = "vignette"


class Change(StrEnum):
    """How one part differs."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@frozen
class FieldChange:
    """One field before and after, as text; a field of several values has one a line."""

    field: str
    before: str
    after: str


@frozen
class PartChange:
    """One area, requirement, question or case that was added, removed or changed, with the fields that differ."""

    part: Part
    code: str
    change: Change
    fields: tuple[FieldChange, ...]


_Coded = TypeVar("_Coded")


def differences(before: Edition, after: Edition) -> tuple[PartChange, ...]:
    """Every change from one edition to another, in the order of the later one, what was removed at the end of its kind.

    Nothing exactly when the two editions are the same (for editions in which no code stands twice).
    """
    return (
        *_of_the_whole(before, after),
        *_of(Part.AREA, before.area_of, after.area_of, area_fields),
        *_of(Part.REQUIREMENT, before.requirement_of, after.requirement_of, requirement_fields),
        *_of(Part.QUESTION, before.question_of, after.question_of, question_fields),
        *_of(Part.VIGNETTE, before.vignette_of, after.vignette_of, vignette_fields),
    )


def _of_the_whole(before: Edition, after: Edition) -> Iterator[PartChange]:
    first = edition_fields(before) | order_fields(before, after)
    second = edition_fields(after) | order_fields(after, before)
    if changed := _changed(first, second):
        yield PartChange(Part.EDITION, after.code, Change.CHANGED, changed)


def _of(
    part: Part,
    before: Mapping[str, _Coded],
    after: Mapping[str, _Coded],
    fields: Callable[[_Coded], dict[str, str]],
) -> Iterator[PartChange]:
    for code, item in after.items():
        was = fields(before[code]) if code in before else {}
        if changed := _changed(was, fields(item)):
            yield PartChange(part, code, Change.CHANGED if code in before else Change.ADDED, changed)
    for code in [each for each in before if each not in after]:
        yield PartChange(part, code, Change.REMOVED, _changed(fields(before[code]), {}))


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[FieldChange, ...]:
    names = dict.fromkeys([*after, *before])
    return tuple(
        FieldChange(name, before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name, "") != after.get(name, "")
    )
