"""Listed people among the travellers, each distorted in one labelled way, and people who only look like them."""

from collections import deque
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from catenary.basis.dates import PartialDate
from catenary.basis.persons import Sex
from catenary.world.dice import Dice
from catenary.world.distortion import DISTORTIONS, NEAR_MISSES, Kind, distort
from catenary.world.geography import state_of_code, state_of_someone
from catenary.world.listing import Listed
from catenary.world.name_parts import stock
from catenary.world.papers import papers
from catenary.world.people import TODAY, FictionalPerson, birth_date, person, relative

SHARE_OF_LISTED = 0.06
SHARE_OF_NEAR_MISSES = 0.03
_CHOICE = 8
"""How many entries are held in memory for each plant, so that rare kinds find somebody they can happen to."""
_FEWEST_YEARS_APART = 6


@frozen
class Plant:
    """A traveller put among the others on purpose: `entry` is who it truly is, None for a near miss."""

    traveller: FictionalPerson
    kind: Kind
    entry: str | None
    resembles: str


@frozen
class Plan:
    """How many people to plant in a world of so many travellers and entries."""

    listed: int
    near_misses: int
    stride: int

    @classmethod
    def of(cls, travellers: int, entries: int) -> "Plan":
        """One in sixteen travellers is listed and one in thirty looks like it, as far as the list reaches."""
        listed = min(round(travellers * SHARE_OF_LISTED), entries)
        near = min(round(travellers * SHARE_OF_NEAR_MISSES), entries - listed)
        return cls(listed, near, max(1, entries // max(1, (listed + near) * _CHOICE)))

    def wants(self, number: int) -> bool:
        """Whether the entry with this number, counted from 0, is one to choose from."""
        return number % self.stride == 0


def plant(plan: Plan, choice: Sequence[Listed], dice: Dice) -> list[Plant]:
    """The planted travellers in random order; fewer than planned where the choice is too small."""
    planter = _Planter(choice, dice)
    near_misses = planter.plants(plan.near_misses, NEAR_MISSES)
    return dice.shuffled([*near_misses, *planter.plants(plan.listed, DISTORTIONS)])


class _Planter:
    """Goes through the choice once for each kind and uses nobody twice."""

    def __init__(self, choice: Sequence[Listed], dice: Dice) -> None:
        self._choice, self._dice = choice, dice
        self._used: set[int] = set()

    def plants(self, count: int, kinds: Sequence[Kind]) -> list[Plant]:
        """So many plants, the kinds taking turns; a kind that fits nobody any more leaves its turns to the others."""
        turns = deque(self._of_kind(kind) for kind in kinds)
        plants: list[Plant] = []
        while turns and len(plants) < count:
            turn = turns.popleft()
            if planted := next(turn, None):
                plants.append(planted)
                turns.append(turn)
        return plants

    def _of_kind(self, kind: Kind) -> Iterator[Plant]:
        for number, listed in enumerate(self._choice):
            if number not in self._used and (planted := _planted(kind, listed, self._dice)):
                self._used.add(number)
                yield planted


def _planted(kind: Kind, listed: Listed, dice: Dice) -> Plant | None:
    if kind in NEAR_MISSES:
        other = _look_alike(kind, listed, dice)
        return Plant(other, kind, None, listed.entry.entry) if other else None
    if kind in {Kind.DAY_MONTH_SWAP, Kind.YEAR_ONLY} and not _knows_birth_day(listed):
        return None
    if kind is Kind.DOCUMENT_CONFUSED and not listed.entry.documents:
        return None
    traveller = distort(listed.person, kind, dice)
    return Plant(traveller, kind, listed.entry.entry, listed.entry.entry) if traveller else None


def _knows_birth_day(listed: Listed) -> bool:
    return any(span.earliest == listed.person.born for span in listed.entry.born)


def _look_alike(kind: Kind, listed: Listed, dice: Dice) -> FictionalPerson | None:
    """Somebody else; only of entries that know enough to tell the two apart."""
    if not _knows_birth_day(listed):
        return None
    if kind is Kind.RELATIVE:
        return relative(listed.person, listed.person.id, dice)
    if kind is Kind.SAME_BIRTH_DATE:
        return evolve(person(listed.person.id, dice), born=listed.person.born)
    return _namesake(listed.person, dice) if _has_common_name(listed.person) else None


def _has_common_name(someone: FictionalPerson) -> bool:
    """Two parts at most, both of which many people bear: only such people have namesakes."""
    parts = (*someone.formed.given, *someone.formed.family)
    return len(parts) <= 2 and all(part.native in stock(someone.custom).common for part in parts)


def _namesake(listed: FictionalPerson, dice: Dice) -> FictionalPerson:
    """The same name, another birth date years away and own papers; every third also has another sex and nationality."""
    state = state_of_code(listed.nationality or "UTO")
    sex = listed.sex
    if dice.chance(1 / 3):
        state, sex = state_of_someone(dice), Sex.MALE if sex is Sex.FEMALE else Sex.FEMALE
    return evolve(
        listed,
        born=_other_birth_date(listed.born, dice),
        sex=sex,
        nationality=state.code,
        documents=papers(state, TODAY, dice),
    )


def _other_birth_date(born: PartialDate | None, dice: Dice) -> PartialDate:
    while True:
        other = birth_date(dice, (16, 84))
        if born is None or abs(other.year - born.year) >= _FEWEST_YEARS_APART:
            return other
