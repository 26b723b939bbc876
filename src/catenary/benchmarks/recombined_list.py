"""A list of names recombined from real name parts of six scripts' speakers, and distorted people of it to look for.

The parts and how often each occurs come from published transliteration tables (the folder `transliteration` of the
development data); who bears them is invented. Everybody has a birth date, a sex and a nationality.
"""

import lzma
import unicodedata
from bisect import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from zlib import crc32

from attrs import evolve, field, frozen

from catenary.basis.dates import DateSpan, PartialDate
from catenary.basis.persons import PersonName, Sex
from catenary.core.screening.model import ListedName, ListEntry, Person
from catenary.world.dice import Dice

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_RESPELLED = 0.12
_FIRST_BIRTH, _BIRTHS = date(1950, 1, 1), 56 * 365
_NATIONS = [f"Q{second}{third}" for second in "MNOPQRS" for third in "ABCDEFGH"]
_SPELLINGS = (
    "ph f,kh h,gh g,dj j,ck k,q k,w v,z s,y i,ou u,ee i,oo u,sch sh,ll l,mm m,ss s,e i,o u,ai ei,ch tch,v w,i y,k q,s z,"
    "f ph,h kh,u ou,a e"
)
_RULES = [tuple(rule.split()) for rule in _SPELLINGS.split(",")]
_SHORTEST_SPLIT = 7

Words = list[str]


@frozen(eq=False)
class Urn:
    """Name parts to draw from, each as often as its count to the power of three quarters says."""

    parts: Sequence[str]
    reached: Sequence[float]

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> "Urn":
        """Of parts and how often each was seen."""
        parts = sorted(counts)
        return cls(parts, list(accumulate(counts[part] ** 0.75 for part in parts)))

    def draw(self, dice: Dice) -> str:
        """One part."""
        return self.parts[bisect(self.reached, dice.roll() * self.reached[-1])]


@frozen(eq=False)
class Names:
    """Names of invented people: given and family names of one table at a time, one part in eight spelt otherwise."""

    tables: Sequence[tuple[Urn, Urn]]
    variants: dict[str, str] = field(factory=dict)

    @classmethod
    def read(cls, folder: Path) -> "Names":
        """From every `wd_*.tsv.xz` of a folder. Raises FileNotFoundError where there is none."""
        paths = sorted(folder.glob("wd_*.tsv.xz"))
        if not paths:
            raise FileNotFoundError(folder)
        return cls([_urns(_counts(path)) for path in paths])

    def make(self, dice: Dice) -> Words:
        """The parts of one name: two to four."""
        given, family = dice.pick(self.tables)
        middle = dice.roll()
        parts = [given.draw(dice) for _ in range(1 + (middle < 0.6) + (middle < 0.16))]
        return [self._spelt(part, dice) for part in (*parts, family.draw(dice))]

    def _spelt(self, part: str, dice: Dice) -> str:
        if not dice.chance(_RESPELLED):
            return part
        if part not in self.variants:
            own = Dice.keyed(0, part)  # the same variant whoever asks first
            self.variants[part] = respell(part, own) if own.chance(0.6) else edit(part, own)
        return self.variants[part]


def _counts(path: Path) -> dict[str, int]:
    """Latin parts that a table has more than once."""
    counts: dict[str, int] = {}
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            latin, _, count = line.rstrip("\n").split("\t")
            part = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode().lower()
            if part.isalpha() and int(count) > 1:
                counts[part] = max(counts.get(part, 0), int(count))
    return counts


def _urns(counts: Mapping[str, int]) -> tuple[Urn, Urn]:
    """Given and family names: two parts in five are taken for given names, always the same ones."""
    given = {part: count for part, count in counts.items() if crc32(part.encode()) % 5 < 2}
    return Urn.of(given), Urn.of({part: count for part, count in counts.items() if part not in given})


def entries(names: Names, count: int, dice: Dice) -> Iterator[ListEntry]:
    """So many listed people of different names, numbered from 1."""
    seen: set[str] = set()
    while len(seen) < count:
        name = " ".join(names.make(dice))
        if name not in seen:
            seen.add(name)
            known = person(name.split(), dice)
            listed = (ListedName(known.names[0]),)
            yield ListEntry("recombined", f"R{len(seen)}", listed, known.born, known.sex, known.nationalities)


def person(words: Words, dice: Dice) -> Person:
    """Somebody of that name with a birth date, a sex and a nationality."""
    day = _FIRST_BIRTH + timedelta(days=dice.below(_BIRTHS))
    return Person(
        (PersonName(" ".join(words).upper()),),
        (DateSpan(PartialDate(day.year, day.month, day.day)),),
        Sex.FEMALE if dice.chance(0.3) else Sex.MALE,
        (_NATIONS[int(len(_NATIONS) * dice.roll() ** 2)],),
    )


def edit(part: str, dice: Dice) -> str:
    """One slip: a letter left out, put in, exchanged for another, or for its neighbour."""
    at, letter, kind = dice.below(len(part)), dice.pick(_LETTERS), dice.below(4)
    if kind == 0 and len(part) > 2:
        return part[:at] + part[at + 1 :]
    if kind == 1:
        return part[:at] + letter + part[at:]
    if kind == 2 and at + 1 < len(part):
        return part[:at] + part[at + 1] + part[at] + part[at + 2 :]
    return part[:at] + letter + part[at + 1 :]


def respell(part: str, dice: Dice) -> str:
    """One spelling for another that clerks of some country write."""
    fitting = [rule for rule in _RULES if rule[0] in part]
    if not fitting:
        return edit(part, dice)
    written, otherwise = dice.pick(fitting)
    return part.replace(written, otherwise, 1)


def _edited(words: Words, dice: Dice) -> Words:
    at = dice.below(len(words))
    return [*words[:at], edit(words[at], dice), *words[at + 1 :]]


def _dropped(words: Words, _: Dice) -> Words | None:
    return [words[0], *words[2:]] if len(words) > 2 else None


def _joined(words: Words, dice: Dice) -> Words:
    at = dice.below(len(words) - 1)
    return [*words[:at], words[at] + words[at + 1], *words[at + 2 :]]


def _split(words: Words, dice: Dice) -> Words | None:
    at = max(range(len(words)), key=lambda place: len(words[place]))
    longest = words[at]
    cut = dice.between(3, max(3, len(longest) - 3))
    whole = len(longest) >= _SHORTEST_SPLIT
    return [*words[:at], longest[:cut], longest[cut:], *words[at + 1 :]] if whole else None


def _one_respelled(words: Words, dice: Dice) -> Words:
    at = dice.below(len(words))
    return [*words[:at], respell(words[at], dice), *words[at + 1 :]]


DISTORTIONS: Mapping[str, Callable[[Words, Dice], Words | None]] = {
    "exact": lambda words, _: words,
    "one edit": _edited,
    "two edits": lambda words, dice: _edited(_edited(words, dice), dice),
    "order swapped": lambda words, _: words[::-1],
    "middle name dropped": _dropped,
    "joined": _joined,
    "split": _split,
    "one part respelled": _one_respelled,
    "all parts respelled": lambda words, dice: [respell(word, dice) for word in words],
}
"""Each gives None for a name it does not fit."""


def distorted(entry: ListEntry, kind: str, dice: Dice) -> Person | None:
    """A listed person under a distorted name, all else as listed; None where the name does not fit."""
    words = DISTORTIONS[kind](entry.names[0].name.full.lower().split(), dice)
    if words is None:
        return None
    known = Person((entry.names[0].name,), entry.born, entry.sex, entry.nationalities)
    return evolve(known, names=(PersonName(" ".join(words).upper()),))
