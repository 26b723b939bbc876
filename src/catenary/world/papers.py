"""Travel documents of the invented States: numbers in their formats, one person with several."""

from datetime import date, timedelta
from functools import cache
from itertools import groupby

from catenary.basis.dates import PartialDate
from catenary.core.intake.model import TravelDocument
from catenary.world.dice import Dice
from catenary.world.geography import State

_LETTERS = "ABCDEFGHJKLMNPRSTVWXYZ"
"""Without I, O, Q and U, as many States leave them out of document numbers."""
_LIFETIME_DAYS = 3652


def document_number(pattern: str, dice: Dice) -> str:
    """A number in a State's format: `9` is a digit, `A` a letter, anything else stands for itself."""
    return "".join(_characters(place, count, dice) for place, count in _runs(pattern))


@cache
def _runs(pattern: str) -> tuple[tuple[str, int], ...]:
    return tuple((place, len(list(run))) for place, run in groupby(pattern))


def _characters(place: str, count: int, dice: Dice) -> str:
    if place == "9":
        return f"{dice.below(10**count):0{count}d}"
    return "".join(dice.pick(_LETTERS) for _ in range(count)) if place == "A" else place * count


def passport(state: State, today: date, dice: Dice) -> TravelDocument:
    """A passport issued within the last ten years; one in thirty has expired."""
    issued = today - timedelta(days=dice.between(1, _LIFETIME_DAYS - 30))
    if dice.chance(1 / 30):
        issued -= timedelta(days=_LIFETIME_DAYS)
    return TravelDocument(
        type="P",
        number=document_number(dice.pick(state.passports), dice),
        issuer=state.code,
        expires=PartialDate.from_date(issued + timedelta(days=_LIFETIME_DAYS)),
        issued=PartialDate.from_date(issued),
    )


def papers(state: State, today: date, dice: Dice) -> tuple[TravelDocument, ...]:
    """What one person holds: a passport, sometimes an older or second one, sometimes an identity card, rarely nothing."""
    kind = dice.roll()
    first = passport(state, today, dice)
    if kind < 0.02:
        return ()
    if kind < 0.05:
        return (TravelDocument("I", document_number("999999999", dice), state.code, first.expires),)
    if kind < 0.11:
        return (first, passport(state, today, dice))
    return (first,)
