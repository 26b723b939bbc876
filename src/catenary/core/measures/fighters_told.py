"""The figures on foreign terrorist fighters as they may be told to those who are not of the visit: no small number, however worked out.

A count below `FEW` is withheld. So is another, the least there is, and one more after it, for as long as a reader who takes all that is
told together could work out a figure, or a sum of some, that is below `FEW`. Zero and unknown are told.

The reader knows that the sexes add up to all, that the ages do, and that those killed, returned and remaining are no more than those
who left; he may also take it that they are all of them. He solves these equations for what he was not told.

Source: Eurostat, Handbook on Statistical Disclosure Control, ch. 4 (threshold rule, complementary suppression).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from itertools import chain, combinations
from typing import Final

from catenary.core.measures.fighters import ASKED, Amount, Cell, Fate, Figure, breakdowns

FEW: Final = 10
"""Counts below it, but 0, are withheld."""
_FATES_OF_LEFT: Final = (Fate.KILLED, Fate.RELOCATED_OR_RETURNED, Fate.REMAINING)

_ZERO: Final = Amount.exactly(0)

_Term = Cell | str
"""A figure, or by name those who left and of whom nothing is accounted for."""
_Equation = Mapping[_Term, Fraction]
"""Terms that, each times its number, add up to nothing."""


def protected(figures: Iterable[Figure], few: int = FEW) -> Mapping[Cell, Amount | None]:
    """Each figure that was asked for and told as it may be told: None for what is withheld. Others are not there."""
    amounts = {each.cell: each.amount for each in figures if each.cell in _ASKED}
    hidden = {cell for cell, amount in amounts.items() if _is_small(amount, few)}
    while (found := _to_withhold(amounts, hidden, few)) is not None:
        hidden.add(found)
    return {cell: None if cell in hidden else amount for cell, amount in amounts.items()}


def _is_small(amount: Amount, few: int) -> bool:
    return any(0 < (end or 0) < few for end in (amount.least, amount.most))


def _to_withhold(amounts: Mapping[Cell, Amount], hidden: set[Cell], few: int) -> Cell | None:
    """The next figure without which a small number could be worked out less easily; None where none can."""
    told = {cell: each for cell, each in amounts.items() if each.is_known and cell not in hidden}
    for each in _worked_out(told):
        if _is_given_away(each, told, hidden, few):
            used = [cell for cell in told if each.get(cell) and told[cell] != _ZERO]
            return min(used, key=lambda cell: (told[cell].most or 0, str(cell)))
    return None


def _worked_out(told: Mapping[Cell, Amount]) -> Iterator[_Equation]:
    """What a reader has: each sum alone, all of them solved, by exact figures and by ranges too, and one solved set against another."""
    yield from _CAUTIOUS
    exact = {cell for cell, each in told.items() if each.least == each.most}
    for known in (exact, *([set(told)] if len(exact) < len(told) else ())):
        for sums in (_CAUTIOUS, _BOLD):
            solved = _solved(sums, known)
            yield from solved
            yield from _in_pairs(solved, known)


def _in_pairs(solved: Sequence[_Equation], known: AbstractSet[Cell]) -> Iterator[_Equation]:
    """Two equations with what both ask for taken out: what they leave may be told together, though each has terms to subtract."""
    for each, other in combinations(solved, 2):
        for term in (shared for shared in each if shared in other and shared not in known):
            yield _without(term, each, other)


def _is_given_away(each: _Equation, told: Mapping[Cell, Amount], hidden: set[Cell], few: int) -> bool:
    """Whether what is not told of an equation, none of it below 0, is together too little, or is one withheld small figure."""
    asked = {term: number for term, number in each.items() if term not in told}
    if not asked or len({number > 0 for number in asked.values()}) > 1:
        return False
    least, most = _limits(each, told, -1 if min(asked.values()) > 0 else 1)
    largest = max(abs(number) for number in asked.values())
    if 0 < most < few * largest:
        return True
    return len(asked) == 1 and asked.keys() <= hidden and 0 < least < few * largest


def _limits(each: _Equation, told: Mapping[Cell, Amount], sign: int) -> tuple[Fraction, Fraction]:
    """The least and the most that the told terms add up to."""
    ends = [
        sorted((sign * number * (told[term].least or 0), sign * number * (told[term].most or 0)))
        for term, number in each.items()
        if isinstance(term, Cell) and term in told
    ]
    return sum((low for low, _ in ends), Fraction()), sum((high for _, high in ends), Fraction())


def _solved(sums: Iterable[_Equation], known: AbstractSet[Cell]) -> list[_Equation]:
    """The same equations, each for one term that is asked for and that stands in no other (Gauss and Jordan)."""
    solved: dict[_Term, _Equation] = {}
    for told in sums:
        each = told
        for term, found in solved.items():
            each = _without(term, each, found)
        asked = next((term for term in each if term not in known), None)
        if asked is not None:
            solved = {term: _without(asked, found, each) for term, found in solved.items()}
            solved[asked] = each
    return list(solved.values())


def _without(term: _Term, each: _Equation, found: _Equation) -> _Equation:
    """An equation with a term taken out of it by means of another that has it."""
    if term not in each:
        return each
    times, nothing = each[term] / found[term], Fraction()
    terms = dict.fromkeys(chain(each, found))
    less = {other: each.get(other, nothing) - times * found.get(other, nothing) for other in terms}
    return {other: number for other, number in less.items() if number}


def _sums(*, bold: bool) -> Iterator[_Equation]:
    """Every sum; a bold reader takes it that each of those who left is accounted for."""
    for cell in ASKED:
        if cell.sex is None and cell.age is None:
            for parts in breakdowns(cell):
                yield _sum(cell, parts)
        if cell.fate is Fate.LEFT:
            others: list[_Term] = [cell._replace(fate=fate) for fate in _FATES_OF_LEFT]
            yield _sum(cell, others if bold else [*others, f"{cell} and not accounted for"])


def _sum(whole: Cell, parts: Iterable[_Term]) -> _Equation:
    return {whole: Fraction(-1), **dict.fromkeys(parts, Fraction(1))}


_ASKED: Final = frozenset(ASKED)
_CAUTIOUS: Final = tuple(_sums(bold=False))
_BOLD: Final = tuple(_sums(bold=True))
