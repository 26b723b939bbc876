"""What happens to a person's data between a passport, a keyboard and a list: one function per kind of distortion."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from attrs import evolve

from catenary.basis.dates import PartialDate
from catenary.core.intake.model import TravelDocument
from catenary.world.customs import form_name
from catenary.world.dice import Dice
from catenary.world.machine_zone import cut_to_zone
from catenary.world.name_parts import NamePart, stock
from catenary.world.people import FictionalPerson

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHORTEST_TO_SPLIT = 7
_CONFUSABLE = {
    "0": "O",
    "O": "0",
    "1": "I",
    "I": "1",
    "5": "S",
    "S": "5",
    "8": "B",
    "B": "8",
    "2": "Z",
    "Z": "2",
}


class Kind(StrEnum):
    """The kinds of distortion of a planted person, and of people who only look like one."""

    EXACT = "exact"
    ONE_EDIT = "one_edit"
    TWO_EDITS = "two_edits"
    ORDER_SWAP = "order_swap"
    DROPPED_NAME = "dropped_name"
    ADDED_NAME = "added_name"
    JOINED = "joined"
    SPLIT = "split"
    ONE_RESPELLED = "one_respelled"
    ALL_RESPELLED = "all_respelled"
    INITIALS = "initials"
    SHORT_FORM = "short_form"
    MRZ_CUT = "mrz_cut"
    DAY_MONTH_SWAP = "day_month_swap"
    YEAR_ONLY = "year_only"
    DOCUMENT_CONFUSED = "document_confused"
    NAMESAKE = "namesake"
    RELATIVE = "relative"
    SAME_BIRTH_DATE = "same_birth_date"


NEAR_MISSES = (Kind.NAMESAKE, Kind.RELATIVE, Kind.SAME_BIRTH_DATE)
"""People who are somebody else: no distortion makes them."""
DISTORTIONS = tuple(kind for kind in Kind if kind not in NEAR_MISSES)


def distort(person: FictionalPerson, kind: Kind, dice: Dice) -> FictionalPerson | None:
    """The same person as a record with this distortion has them; None where it cannot happen to this person.

    A distortion changes what its name says and nothing else. Raises KeyError for the kinds that are near misses.
    """
    return _DISTORTIONS[kind](person, dice)


def _exact(person: FictionalPerson, dice: Dice) -> FictionalPerson | None:  # noqa: ARG001
    return person


def _with_names(person: FictionalPerson, given: Sequence[str], family: Sequence[str]) -> FictionalPerson:
    return evolve(person, given=tuple(given), family=tuple(family))


def _names(person: FictionalPerson) -> list[str]:
    return [*person.given, *person.family]


def _replaced(person: FictionalPerson, names: Sequence[str]) -> FictionalPerson:
    own = len(person.given)
    return _with_names(person, names[:own], names[own:])


def _edits(count: int) -> Callable[[FictionalPerson, Dice], FictionalPerson | None]:
    def edit(person: FictionalPerson, dice: Dice) -> FictionalPerson | None:
        names = _names(person)
        for _ in range(count):
            place = _longish(names, dice)
            if place is None:
                return None
            names[place] = slip(names[place], dice)
        return _replaced(person, names) if names != _names(person) else None

    return edit


def _longish(names: Sequence[str], dice: Dice) -> int | None:
    places = [i for i, name in enumerate(names) if len(name) >= 4]
    return dice.pick(places) if places else None


def slip(word: str, dice: Dice) -> str:
    """A typing slip: one letter lost, put in, replaced, or swapped with its neighbour."""
    place = dice.between(1, len(word) - 2)
    letter = dice.pick(_LETTERS).lower()
    kind = dice.below(4)
    if kind == 0:
        return word[:place] + word[place + 1 :]
    if kind == 1:
        return word[:place] + letter + word[place:]
    if kind == 2 and letter != word[place]:
        return word[:place] + letter + word[place + 1 :]
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return swapped if swapped != word else word[:place] + word[place + 1 :]


def _order_swap(person: FictionalPerson, dice: Dice) -> FictionalPerson | None:  # noqa: ARG001
    return _with_names(person, person.family, person.given) if person.given else None


def _dropped_name(person: FictionalPerson, dice: Dice) -> FictionalPerson | None:
    own, family = len(person.given), len(person.family)
    places = [*range(1, own), *range(own + 1, own + family)]
    if not places or own == 0:
        return None
    place = dice.pick(places)
    given = [name for i, name in enumerate(person.given) if i != place]
    return _with_names(person, given, [name for i, name in enumerate(person.family, own) if i != place])


def _added_name(person: FictionalPerson, dice: Dice) -> FictionalPerson | None:
    if person.sex is None:
        return None
    others = form_name(person.custom, person.sex, dice)
    added = (*others.given, *others.family)[0].spelled(dice.below(12))
    return None if added in person.given else _with_names(person, (*person.given, added), person.family)


def _joined(person: FictionalPerson, dice: Dice) -> FictionalPerson | None:
    """Two neighbouring words of the given names or of the family written as one."""
    halves = [half for half in (person.given, person.family) if " ".join(half).count(" ")]
    if not halves:
        return None
    half = dice.pick(halves)
    words = " ".join(half).split(" ")
    place = dice.below(len(words) - 1)
    words[place : place + 2] = [words[place] + words[place + 1].lower()]
    return _with_half(person, half, words)


def _split(person: FictionalPerson, dice: Dice) -> FictionalPerson | None:
    names = _names(person)
    places = [i for i, name in enumerate(names) if len(name) >= _SHORTEST_TO_SPLIT and name.isalpha()]
    if not places:
        return None
    place = dice.pick(places)
    name = names[place]
    cut = dice.between(3, len(name) - 3)
    names[place] = f"{name[:cut]} {name[cut:].capitalize()}"
    return _replaced(person, names)


def _with_half(person: FictionalPerson, half: tuple[str, ...], words: Sequence[str]) -> FictionalPerson:
    if half is person.given:
        return _with_names(person, words, person.family)
    return _with_names(person, person.given, words)


def _one_respelled(person: FictionalPerson, dice: Dice) -> FictionalPerson | None:
    names = _names(person)
    for place in dice.shuffled(range(len(names))):
        if (other := _other_spelling(_parts(person)[place], names[place], dice)) is not None:
            names[place] = other
            return _replaced(person, names)
    return None


def _all_respelled(person: FictionalPerson, dice: Dice) -> FictionalPerson | None:
    spelled = [
        _other_spelling(part, name, dice) for part, name in zip(_parts(person), _names(person), strict=True)
    ]
    if None in spelled or len(spelled) < 2:
        return None
    return _replaced(person, [name for name in spelled if name is not None])


def _parts(person: FictionalPerson) -> list[NamePart]:
    return [*person.formed.given, *person.formed.family]


def _other_spelling(part: NamePart, now: str, dice: Dice) -> str | None:
    others = sorted({form for form in part.spellings if form.isascii() and form.casefold() != now.casefold()})
    return dice.pick(others) if others else None


def _initials(person: FictionalPerson, dice: Dice) -> FictionalPerson | None:  # noqa: ARG001
    initials = [name[0] for name in person.given]
    return _with_names(person, initials, person.family) if initials and _names(person) != initials else None


def _short_form(person: FictionalPerson, dice: Dice) -> FictionalPerson | None:
    source = stock(person.custom)
    for place, part in enumerate(person.formed.given):
        if forms := source.short_forms.get(part.native):
            short = source.part(dice.pick(forms)).spelled(dice.below(12))
            given = [*person.given[:place], short, *person.given[place + 1 :]]
            return _with_names(person, given, person.family)
    return None


def _mrz_cut(person: FictionalPerson, dice: Dice) -> FictionalPerson | None:  # noqa: ARG001
    surname, given = cut_to_zone(person.surname, person.given_names)
    shorter = _with_names(person, given.split(), surname.split())
    whole = sum(map(len, (*_words(person.surname), *_words(person.given_names))))
    return shorter if len("".join(_names(shorter))) < whole else None


def _words(text: str) -> list[str]:
    return text.replace("-", " ").split()


def _day_month_swap(person: FictionalPerson, dice: Dice) -> FictionalPerson | None:  # noqa: ARG001
    born = person.born
    if born is None or born.day is None or born.month is None or born.day > 12 or born.day == born.month:
        return None
    return evolve(person, born=PartialDate(born.year, born.day, born.month))


def _year_only(person: FictionalPerson, dice: Dice) -> FictionalPerson | None:
    if person.born is None or person.born.day is None:
        return None
    first_of_january = dice.chance(0.4)
    year = person.born.year
    born = PartialDate(year, 1, 1) if first_of_january else PartialDate(year)
    return evolve(person, born=born) if born != person.born else None


def _document_confused(person: FictionalPerson, dice: Dice) -> FictionalPerson | None:
    if not person.documents:
        return None
    first, *others = person.documents
    places = [i for i, character in enumerate(first.number) if character in _CONFUSABLE]
    if not places:
        return None
    return evolve(person, documents=(_misread(first, dice.pick(places)), *others))


def _misread(document: TravelDocument, place: int) -> TravelDocument:
    number = document.number
    return evolve(document, number=number[:place] + _CONFUSABLE[number[place]] + number[place + 1 :])


_DISTORTIONS: dict[Kind, Callable[[FictionalPerson, Dice], FictionalPerson | None]] = {
    Kind.EXACT: _exact,
    Kind.ONE_EDIT: _edits(1),
    Kind.TWO_EDITS: _edits(2),
    Kind.ORDER_SWAP: _order_swap,
    Kind.DROPPED_NAME: _dropped_name,
    Kind.ADDED_NAME: _added_name,
    Kind.JOINED: _joined,
    Kind.SPLIT: _split,
    Kind.ONE_RESPELLED: _one_respelled,
    Kind.ALL_RESPELLED: _all_respelled,
    Kind.INITIALS: _initials,
    Kind.SHORT_FORM: _short_form,
    Kind.MRZ_CUT: _mrz_cut,
    Kind.DAY_MONTH_SWAP: _day_month_swap,
    Kind.YEAR_ONLY: _year_only,
    Kind.DOCUMENT_CONFUSED: _document_confused,
}
