"""Many people at once as arrays: what of each would be asked of a list, their name parts numbered as words."""

from array import array
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from catenary.basis.dates import DateSpan, PartialDate
from catenary.basis.persons import PersonName, Sex
from catenary.core.screening.alignment import MOST_PARTS
from catenary.core.screening.arrays import BoolArray, ByteArray, HashArray, IntArray, LongArray
from catenary.core.screening.building import birth_row, country_code, document_hash, key_codes, sex_code
from catenary.core.screening.glimpse import Glimpse
from catenary.core.screening.index import KEY_LETTERS
from catenary.core.screening.model import Person
from catenary.core.screening.querying import cut_at
from catenary.core.screening.tokens import Token, split_name

_FIRST_ROOM: Final = 1024


class Crowd(NamedTuple):
    """People in order, their names in order, the words of each name; and what else is known, as in `Attributes`."""

    name_start: LongArray
    word_start: LongArray
    word: IntArray
    initials: IntArray
    birth_start: LongArray
    birth: IntArray
    sex: ByteArray
    country_start: LongArray
    country: IntArray
    document_start: LongArray
    document_hash: HashArray


class Words:
    """Every word met so far, in the order in which they were met; a part that may be cut off is a word of its own."""

    def __init__(self, note: Callable[[Token, bool], None]) -> None:
        """`note` is told of every new word."""
        self._note = note
        self._number: dict[tuple[Token, bool], int] = {}
        self._key = np.zeros((_FIRST_ROOM, KEY_LETTERS), np.uint8)
        self._length = np.zeros(_FIRST_ROOM, np.uint8)
        self._particle = np.zeros(_FIRST_ROOM, np.bool_)

    @property
    def keys(self) -> tuple[ByteArray, ByteArray, BoolArray]:
        """The key of every word, its length, and whether it is a particle."""
        count = len(self._number)
        return self._key[:count], self._length[:count], self._particle[:count]

    def numbers(self, name: str) -> tuple[list[int], int]:
        """The words of a name, as far as names are compared, and how many of them are initials."""
        tokens = split_name(name)[:MOST_PARTS]
        cut = cut_at(tokens)
        words = [self._of(token, at == cut) for at, token in enumerate(tokens)]
        return words, sum(len(token.key) == 1 for token in tokens)

    def _of(self, token: Token, cut: bool) -> int:
        known = self._number.get((token, cut))
        return self._new(token, cut) if known is None else known

    def _new(self, token: Token, cut: bool) -> int:
        number = self._number[token, cut] = len(self._number)
        if number == self._length.size:
            self._grow()
        codes = key_codes(token.key)
        self._key[number, : len(codes)] = np.frombuffer(codes, np.uint8)
        self._length[number], self._particle[number] = len(codes), token.particle
        self._note(token, cut)
        return number

    def _grow(self) -> None:
        more = self._length.size
        self._key = np.concatenate([self._key, np.zeros((more, KEY_LETTERS), np.uint8)])
        self._length = np.concatenate([self._length, np.zeros(more, np.uint8)])
        self._particle = np.concatenate([self._particle, np.zeros(more, np.bool_)])


def crowd_of(people: Iterable[Glimpse], words: Words) -> Crowd:
    """People as arrays; a birth date that cannot be read counts as unknown."""
    names, texts = array("q", [0]), array("q", [0])
    word, initials = array("i"), array("i")
    births, birth, sexes = array("q", [0]), array("i"), array("B")
    countries, country = array("q", [0]), array("i")
    documents, document = array("q", [0]), array("Q")
    for each in people:
        for name in each.names:
            numbers, initial = words.numbers(name)
            word.extend(numbers)
            texts.append(len(word))
            initials.append(initial)
        names.append(len(initials))
        birth.extend(_birth(each.born))
        births.append(len(birth) // 4)
        sexes.append(_sex(each.sex))
        country.extend(sorted({_country(code) for code in each.nationalities}))
        countries.append(len(country))
        document.extend(map(document_hash, each.numbers))
        documents.append(len(document))
    return Crowd(
        name_start=np.array(names, np.int64),
        word_start=np.array(texts, np.int64),
        word=np.array(word, np.int32),
        initials=np.array(initials, np.int32),
        birth_start=np.array(births, np.int64),
        birth=np.array(birth, np.int32).reshape(-1, 4),
        sex=np.array(sexes, np.uint8),
        country_start=np.array(countries, np.int64),
        country=np.array(country, np.int32),
        document_start=np.array(documents, np.int64),
        document_hash=np.array(document, np.uint64),
    )


def person_seen(someone: Glimpse) -> Person:
    """Somebody as a person to be screened, without documents, of which a glimpse has the numbers alone."""
    born = _span(someone.born)
    return Person(
        names=tuple(PersonName(name) for name in someone.names),
        born=() if born is None else (born,),
        sex=Sex(someone.sex) if someone.sex in set(Sex) else None,
        nationalities=someone.nationalities,
    )


def _span(born: str | None) -> DateSpan | None:
    try:
        return DateSpan(PartialDate.parse(born)) if born else None
    except ValueError:
        return None


@lru_cache(maxsize=65_536)
def _birth(born: str | None) -> tuple[int, ...]:
    span = _span(born)
    return () if span is None else birth_row(span)


@lru_cache
def _sex(sex: str | None) -> int:
    return sex_code(Sex(sex) if sex in set(Sex) else None)


_country = lru_cache(country_code)
