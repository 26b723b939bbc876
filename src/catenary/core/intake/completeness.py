"""Who was announced and who flew: an advance list held against the one sent when the doors closed.

Persons are met by what a carrier does not mistype twice in the same way: a document, else a name with a birth date, else the carrier's
own reference within one booking. Nobody is met by name alone: two people of one name fly together every day.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final, TypeAlias

from attrs import fields, frozen

from catenary.core.intake.model import Traveller

Marks: TypeAlias = frozenset[Hashable]


@frozen
class Changed:
    """A person on both lists, and the fields that the lists tell differently."""

    before: Traveller
    after: Traveller
    fields: tuple[str, ...]


@frozen
class Completeness:
    """What the closing list says beside what was announced."""

    met: tuple[tuple[Traveller, Traveller], ...] = ()
    missing: tuple[Traveller, ...] = ()
    """Announced, and not on board."""
    extra: tuple[Traveller, ...] = ()
    """On board, and never announced: they were not checked before the doors closed."""
    changed: tuple[Changed, ...] = ()

    @property
    def announced_share(self) -> float | None:
        """The share of those on board who had been announced; None where nobody was on board."""
        on_board = len(self.met) + len(self.extra)
        return len(self.met) / on_board if on_board else None


def compare(announced: Sequence[Traveller], on_board: Sequence[Traveller]) -> Completeness:
    """Meet each person at most once, by the strongest mark that both lists state."""
    pairs = meet(announced, on_board)
    met_before, met_after = {id(before) for before, _ in pairs}, {id(after) for _, after in pairs}
    return Completeness(
        met=tuple(pairs),
        missing=tuple(each for each in announced if id(each) not in met_before),
        extra=tuple(each for each in on_board if id(each) not in met_after),
        changed=tuple(Changed(*pair, told) for pair in pairs if (told := changed_fields(*pair))),
    )


def meet(former: Sequence[Traveller], latter: Sequence[Traveller]) -> list[tuple[Traveller, Traveller]]:
    """The same persons on two lists, in the order of the latter.

    A mark that two persons of one list share (a family's contact, a mistyped document) decides nothing.
    """
    pairs: dict[int, tuple[Traveller, Traveller]] = {}
    used: set[int] = set()
    for marks in _STRENGTHS:
        known = _unambiguous(former, marks, used)
        sought = _unambiguous(latter, marks, set(pairs))
        for mark, after in sought.items():
            before = known.get(mark)
            if before is not None and id(before) not in used and id(after) not in pairs:
                pairs[id(after)] = (before, after)
                used.add(id(before))
    return [pairs[id(each)] for each in latter if id(each) in pairs]


def changed_fields(before: Traveller, after: Traveller) -> tuple[str, ...]:
    """Fields that both lists state and tell differently; what only one states is no contradiction."""
    return tuple(
        name
        for name in _TOLD
        if (one := getattr(before, name)) and (other := getattr(after, name)) and one != other
    )


def _unambiguous(
    people: Iterable[Traveller], marks: Callable[[Traveller], Marks], leave_out: set[int]
) -> dict[Hashable, Traveller]:
    found: dict[Hashable, Traveller | None] = {}
    for person in people:
        if id(person) in leave_out:
            continue
        for mark in marks(person):
            found[mark] = None if mark in found else person
    return {mark: person for mark, person in found.items() if person is not None}


def _documents(person: Traveller) -> Marks:
    return frozenset(
        (document.issuer, "".join(document.number.split()).upper())
        for document in person.documents
        if document.number.strip() and document.issuer
    )


def _name_and_birth(person: Traveller) -> Marks:
    if person.born is None or not person.name.full.strip():
        return frozenset()
    return frozenset({(" ".join(sorted(person.name.full.upper().split())), str(person.born))})


def _reference(person: Traveller) -> Marks:
    if not person.reference or not person.booking_reference:
        return frozenset()
    return frozenset({(person.booking_reference, person.reference)})


_STRENGTHS: Final = (_documents, _name_and_birth, _reference)
_UNTOLD: Final = frozenset({"id", "findings", "references", "bags", "remarks", "verified"})
"""What tells of the message or of its handling, not of the person."""
_TOLD: Final = tuple(each.name for each in fields(Traveller) if each.name not in _UNTOLD)
