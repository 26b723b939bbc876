"""Figures on foreign terrorist fighters of an invented State: sound together, some of them ranges, some not known."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Final, TypeVar

from catenary.basis.dates import PartialDate
from catenary.basis.persons import Sex
from catenary.core.measures.fighters import (
    ASKED,
    UNKNOWN_AMOUNT,
    Amount,
    Cell,
    Fate,
    FighterAge,
    Figure,
)
from catenary.world.assessments.states import AssessedState
from catenary.world.dice import Dice

_T = TypeVar("_T")
_SOURCES: Final = (
    "Ministry of the Interior, register of departures",
    "Office of the Chief Prosecutor, list of proceedings",
    "Coordinator's yearly return, chapter on travel",
    "Joint count of police and border command",
)
_SEXES: Final = {Sex.MALE: 0.79, Sex.FEMALE: 0.2, Sex.UNSPECIFIED: 0.01}
_AGES: Final = {
    FighterAge.UNDER_30: 0.5,
    FighterAge.FROM_30: 0.25,
    FighterAge.NOT_KNOWN: 0.13,
    FighterAge.UNDER_18: 0.12,
}
_FATES: Final = {Fate.REMAINING: 0.45, Fate.RELOCATED_OR_RETURNED: 0.35, Fate.KILLED: 0.2}
_UNKNOWN_TOTAL, _UNKNOWN_PART, _RANGE = 0.08, 0.2, 0.25


def fighters_figures(seed: int, state: AssessedState, as_of: date) -> tuple[Figure, ...]:
    """Every figure a visit asks for, as the State tells them; counts that exist nowhere else."""
    dice = Dice.keyed(seed, "fighters", state.code)
    counts = _counts(dice)
    day, source = PartialDate.from_date(as_of), dice.pick(_SOURCES)
    return tuple(_told(cell, counts[cell], source, day, dice) for cell in ASKED)


def _counts(dice: Dice) -> Counter[Cell]:
    """Person by person, so that the parts of every figure are its own."""
    counts: Counter[Cell] = Counter()
    for _ in range(dice.between(8, 240)):
        sex, age, fate = _drawn(_SEXES, dice), _drawn(_AGES, dice), _drawn(_FATES, dice)
        for each in (Fate.LEFT, fate):
            counts.update((Cell(each), Cell(each, sex), Cell(each, age=age)))
    return counts


def _drawn(shares: Mapping[_T, float], dice: Dice) -> _T:
    rest = dice.roll()
    for each, share in shares.items():
        rest -= share
        if rest < 0:
            return each
    return next(iter(shares))


def _told(cell: Cell, count: int, source: str, day: PartialDate, dice: Dice) -> Figure:
    """The count, widened to a range or not known: a range holds the count, so that figures stay sound together."""
    is_part = cell.sex is not None or cell.age is not None
    if dice.chance(_UNKNOWN_PART if is_part else _UNKNOWN_TOTAL):
        return Figure(cell, UNKNOWN_AMOUNT)
    if count > 4 and dice.chance(_RANGE):
        return Figure(cell, Amount(count - dice.between(1, count // 4), count + count // 4), source, day)
    return Figure(cell, Amount.exactly(count), source, day)
