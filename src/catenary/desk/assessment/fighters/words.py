"""Figures on foreign terrorist fighters in plain words: what became of those counted, their sex and age."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import pgettext_lazy

from catenary.basis.persons import Sex
from catenary.core.measures.fighters import Amount, Cell, Fate, FighterAge
from catenary.desk.shell.sentences import register_words

FATES: Final[Mapping[Fate, Promise]] = {
    Fate.LEFT: pgettext_lazy("fighters", "Left"),
    Fate.KILLED: pgettext_lazy("fighters", "Killed"),
    Fate.RELOCATED_OR_RETURNED: pgettext_lazy("fighters", "Relocated or returned"),
    Fate.REMAINING: pgettext_lazy("fighters", "Remaining"),
}
SEXES: Final[Mapping[Sex, Promise]] = {
    Sex.FEMALE: pgettext_lazy("fighters", "Female"),
    Sex.MALE: pgettext_lazy("fighters", "Male"),
    Sex.UNSPECIFIED: pgettext_lazy("fighters", "Sex not specified"),
}
AGES: Final[Mapping[FighterAge, Promise]] = {
    FighterAge.UNDER_18: pgettext_lazy("fighters", "Under 18"),
    FighterAge.UNDER_30: pgettext_lazy("fighters", "18 to 29"),
    FighterAge.FROM_30: pgettext_lazy("fighters", "30 or older"),
    FighterAge.NOT_KNOWN: pgettext_lazy("fighters", "Age not known"),
}
EVERYBODY: Final = pgettext_lazy("fighters", "All")
_BY_NAME: Final = {
    str(cell): cell
    for fate in Fate
    for sex in (None, *Sex)
    for age in (None, *FighterAge)
    if (cell := Cell(fate, sex, age))
}


def cell_named(name: str) -> Cell:
    """The cell that a finding speaks of. Raises KeyError."""
    return _BY_NAME[name]


def group_words(cell: Cell) -> str:
    """Of whom a figure is, such as `Female, 18 to 29`."""
    parts = [*([SEXES[cell.sex]] if cell.sex else ()), *([AGES[cell.age]] if cell.age else ())]
    return ", ".join(map(str, parts)) or str(EVERYBODY)


def cell_words(cell: Cell) -> str:
    """What a figure counts, such as `Left: Female`."""
    return now("%(fate)s: %(group)s") % {"fate": FATES[cell.fate], "group": group_words(cell)}


def amount_words(amount: Amount | None) -> str:
    """A number, a range, or that it is not known; None was not told at all."""
    if amount is None:
        return now("not told yet")
    return str(amount).replace("-", "–") if amount.is_known else now("not known")


def register() -> None:
    """Have faults name figures in words."""
    register_words("measures", figure=lambda name: cell_words(_BY_NAME[name]) if name in _BY_NAME else name)
