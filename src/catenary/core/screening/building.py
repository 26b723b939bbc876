"""From list entries to the arrays of an index: names become runs of vocabulary parts, attributes become numbers."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from hashlib import blake2b

import numpy as np
from numba import njit

from catenary.basis.dates import DateSpan
from catenary.basis.persons import Sex
from catenary.core.screening import attributes as facts
from catenary.core.screening.alignment import MOST_PARTS
from catenary.core.screening.arrays import ByteArray, FloatArray, HashArray, IntArray, LongArray
from catenary.core.screening.channel import own_log, rarity
from catenary.core.screening.index import KEY_LETTERS, ROW_PARTS, Attributes, ListArrays, Names, Vocabulary
from catenary.core.screening.joining import joined_outlines, outline_of
from catenary.core.screening.model import ListedDocument, ListEntry, NameKind
from catenary.core.screening.model_values import NameModel, Tables
from catenary.core.screening.scripts import Script
from catenary.core.screening.skeleton import skeletons
from catenary.core.screening.tokens import Token, split_name

WEAK_ALIAS_DISCOUNT = 1.5
"""A low-quality alias is listed as such: others bear it too."""

TABLE_WEIGHT = 20_000
"""Entries of a list that weigh as much as the shipped table of name frequencies."""

_SEX_CODES = {
    Sex.FEMALE: facts.FEMALE,
    Sex.MALE: facts.MALE,
    Sex.UNSPECIFIED: facts.UNKNOWN,
    None: facts.UNKNOWN,
}


def birth_row(span: DateSpan) -> tuple[int, int, int, int]:
    """A birth date as numbers: first and last possible day, precision, and YYYYMMDD of the first."""
    low, high = span.earliest.first, span.latest.last
    day = low.year * 10000 + low.month * 100 + low.day
    if span.approximate:
        return _clamp(low, -facts.APPROXIMATE_DAYS), _clamp(high, facts.APPROXIMATE_DAYS), facts.RANGE, day
    if span.earliest != span.latest:
        return low.toordinal(), high.toordinal(), facts.RANGE, day
    precision = (
        facts.YEAR if span.earliest.month is None else facts.MONTH if span.earliest.day is None else facts.DAY
    )
    return low.toordinal(), high.toordinal(), precision, day


def _clamp(day: date, shift: int) -> int:
    return min(max(day.toordinal() + shift, date.min.toordinal()), date.max.toordinal())


def birth_rows(spans: Iterable[DateSpan]) -> IntArray:
    """Birth dates as the rows of `Attributes.birth`."""
    return np.array([birth_row(span) for span in spans], np.int32).reshape(-1, 4)


def sex_code(sex: Sex | None) -> int:
    """A sex as the number of `Attributes.sex`; unspecified (X) is compared like unknown."""
    return _SEX_CODES[sex]


def country_code(country: str) -> int:
    """A country code as a number; equal codes give equal numbers."""
    return int.from_bytes(country.upper().encode()[:3], "big")


_CONFUSED = str.maketrans("OQILZSBG", "00112586")
"""Letters read or typed as digits, each made the digit it is confused with."""


def plain_number(number: str) -> str:
    """A document number in the form in which numbers are compared: letters and digits, upper case."""
    return "".join(filter(str.isalnum, number)).upper()


def confusable_number(number: str) -> str:
    """The same for numbers that are read for one another (O and 0, I and 1, ...)."""
    return plain_number(number).translate(_CONFUSED)


def document_hash(number: str) -> int:
    """64 bits that numbers confusable with one another share."""
    return int.from_bytes(blake2b(confusable_number(number).encode(), digest_size=8).digest(), "big")


class _Parts:
    """The vocabulary while it grows: each distinct part gets the next number.

    Units alone do not tell parts apart: a letter that no channel has met has none.
    """

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self._number: dict[tuple[bytes, str, Script], int] = {}

    def number_of(self, token: Token) -> int:
        number = self._number.setdefault((token.units, token.key, token.script), len(self.tokens))
        if number == len(self.tokens):
            self.tokens.append(token)
        return number

    def in_order(self) -> tuple[list[Token], IntArray]:
        """The parts by ascending skeleton, and for each number so far the number in that order."""
        order = np.argsort(skeletons([token.key for token in self.tokens]), kind="stable")
        numbers = np.empty(order.size, np.int32)
        numbers[order] = np.arange(order.size, dtype=np.int32)
        return [self.tokens[number] for number in order.tolist()], numbers


class IndexBuilder:
    """Takes entries one by one and gives the arrays at the end; memory grows with names, not with texts.

    A change to a list that is there takes the rarity of name parts from that list (`listed`), where it has them.
    """

    def __init__(self, model: NameModel, listed: Callable[[str], float | None] = lambda _: None) -> None:
        self._model, self._listed = model, listed
        self._parts = _Parts()
        self._name_start, self._name_part = array("q", [0]), array("i")
        self._name_entry, self._discount = array("i"), array("f")
        self._birth_start, self._birth = array("q", [0]), array("i")
        self._country_start, self._country = array("q", [0]), array("i")
        self._sex, self._document = array("B"), array("Q")
        self._document_entry = array("i")

    def add(self, entry: ListEntry) -> None:
        """Take in one entry; its number is the count of entries before it."""
        number = len(self._sex)
        for listed in entry.names:
            self._add_name(
                listed.name.full, number, WEAK_ALIAS_DISCOUNT if listed.kind == NameKind.WEAK_ALIAS else 0.0
            )
        for span in entry.born:
            self._birth.extend(birth_row(span))
        self._birth_start.append(len(self._birth) // 4)
        self._country.extend(country_code(country) for country in entry.nationalities)
        self._country_start.append(len(self._country))
        self._sex.append(sex_code(entry.sex))
        self._add_documents(entry.documents, number)

    def _add_name(self, name: str, entry: int, discount: float) -> None:
        for token in split_name(name)[:MOST_PARTS]:
            self._name_part.append(self._parts.number_of(token))
        self._name_start.append(len(self._name_part))
        self._name_entry.append(entry)
        self._discount.append(discount)

    def _add_documents(self, documents: Iterable[ListedDocument], entry: int) -> None:
        for document in documents:
            self._document.append(document_hash(document.number))
            self._document_entry.append(entry)

    def finish(self) -> ListArrays:
        """All arrays; the builder is used up."""
        tokens, numbers = self._parts.in_order()
        start, part = np.array(self._name_start, np.int64), numbers[np.array(self._name_part, np.int32)]
        entry = np.array(self._name_entry, np.int32)
        rarities = self._rarities(tokens, count_entries(start, part, entry, len(tokens)))
        vocabulary = _vocabulary(tokens, rarities, self._model, start, part)
        form, name = joined_outlines(start, part, vocabulary.key, vocabulary.key_length, vocabulary.particle)
        order = np.argsort(form, kind="stable")
        discount = np.array(self._discount, np.float32)
        names = Names(start, part, rows_of_parts(start, part), entry, discount, form[order], name[order])
        return ListArrays(vocabulary, names, self._attributes())

    def _rarities(self, tokens: Sequence[Token], counts: IntArray) -> FloatArray:
        shipped = np.array([rarity(self._model, token.key) for token in tokens], np.float32)
        rarities = rarity_in_list(shipped, counts, len(self._sex))
        for number, token in enumerate(tokens):
            rarities[number] = self._listed(token.key) or rarities[number]
        return rarities

    def _attributes(self) -> Attributes:
        document = np.array(self._document, np.uint64)
        order = np.argsort(document, kind="stable")
        return Attributes(
            birth_start=np.array(self._birth_start, np.int64),
            birth=np.array(self._birth, np.int32).reshape(-1, 4),
            sex=np.array(self._sex, np.uint8),
            country_start=np.array(self._country_start, np.int64),
            country=np.array(self._country, np.int32),
            document_hash=document[order],
            document_entry=np.array(self._document_entry, np.int32)[order],
        )


def rows_of_bytes(values: list[bytes]) -> tuple[ByteArray, ByteArray]:
    """Byte strings as zero-padded rows of KEY_LETTERS bytes, and their lengths."""
    rows = np.zeros((len(values), KEY_LETTERS), np.uint8)
    lengths = np.zeros(len(values), np.uint8)
    for number, value in enumerate(values):
        rows[number, : len(value)] = np.frombuffer(value, np.uint8)
        lengths[number] = len(value)
    return rows, lengths


def key_codes(key: str) -> bytes:
    """A key as letter numbers 1 to 26."""
    return bytes(ord(letter) - 96 for letter in key)


@njit(cache=True, nogil=True)
def rows_of_parts(start: LongArray, part: IntArray) -> IntArray:
    """The first parts of every name, one row a name; -1 behind the last."""
    rows = np.full((start.size - 1, ROW_PARTS), -1, np.int32)
    for name in range(start.size - 1):
        for place in range(min(ROW_PARTS, start[name + 1] - start[name])):
            rows[name, place] = part[start[name] + place]
    return rows


@njit(cache=True, nogil=True)
def _fill_postings(start: LongArray, part: IntArray, posting_start: LongArray, posting: IntArray) -> None:
    """List, for each part, the names that contain it; `posting_start` holds the counts' running sum."""
    reached = posting_start.copy()
    for name in range(start.size - 1):
        for position in range(start[name], start[name + 1]):
            if part[position] not in part[start[name] : position]:
                posting[reached[part[position]]] = name
                reached[part[position]] += 1


@njit(cache=True, nogil=True)
def _count_postings(start: LongArray, part: IntArray, posting_start: LongArray) -> None:
    for name in range(start.size - 1):
        for position in range(start[name], start[name + 1]):
            if part[position] not in part[start[name] : position]:
                posting_start[part[position] + 1] += 1


def _postings(start: LongArray, part: IntArray, parts: int) -> tuple[LongArray, IntArray]:
    posting_start = np.zeros(parts + 1, np.int64)
    _count_postings(start, part, posting_start)
    np.cumsum(posting_start, out=posting_start)
    posting = np.empty(int(posting_start[-1]), np.int32)
    _fill_postings(start, part, posting_start, posting)
    return posting_start, posting


@njit(cache=True, nogil=True)
def count_entries(start: LongArray, part: IntArray, entry: IntArray, parts: int) -> IntArray:
    """How many entries have each part in any of their names; the names of an entry stand together."""
    counts, last = np.zeros(parts, np.int32), np.full(parts, -1, np.int32)
    for name in range(start.size - 1):
        for position in range(start[name], start[name + 1]):
            if last[part[position]] != entry[name]:
                last[part[position]] = entry[name]
                counts[part[position]] += 1
    return counts


def rarity_in_list(shipped: FloatArray, counts: IntArray, entries: int) -> FloatArray:
    """Nats, -log P(part), where the list itself shows a part to be more common than the shipped table knows.

    The table counts as `TABLE_WEIGHT` entries. One bearer in the list is no sign of being common, so only the others
    count: a list of one leaves the table's word.
    """
    expected = np.exp(-shipped) * TABLE_WEIGHT
    seen = (np.maximum(counts - 1, 0) + expected) / (entries + TABLE_WEIGHT)
    rarities: FloatArray = np.minimum(shipped, -np.log(seen)).astype(np.float32)
    return rarities


def first_letter(token: Token) -> int:
    """The first letter, 1 to 26, plus 32 for an initial."""
    return ord(token.key[0]) - 96 + (32 if len(token.key) == 1 else 0)


@njit(cache=True, nogil=True)
def outlines(key: ByteArray, key_length: ByteArray) -> HashArray:
    """`joining.outline_of` of every key."""
    forms = np.empty(key_length.size, np.uint64)
    for part in range(key_length.size):
        forms[part] = outline_of(key[part], key_length[part])
    return forms


@njit(cache=True, nogil=True)
def own_logs(key: ByteArray, key_length: ByteArray, tables: Tables) -> FloatArray:
    """`channel.own_log` of every key."""
    logs = np.empty(key_length.size, np.float32)
    for part in range(key_length.size):
        logs[part] = own_log(key[part, : key_length[part]], tables)
    return logs


def _equivalents(tokens: Sequence[Token], model: NameModel) -> tuple[IntArray, IntArray]:
    """Equivalence classes, ascending, and the parts that belong to each."""
    pairs = [(known, number) for number, token in enumerate(tokens) for known in model.classes_of(token.key)]
    table = np.array(sorted(pairs), np.int32).reshape(-1, 2)
    return table[:, 0].copy(), table[:, 1].copy()


def _vocabulary(
    tokens: Sequence[Token], rarities: FloatArray, model: NameModel, start: LongArray, part: IntArray
) -> Vocabulary:
    units, unit_count = rows_of_bytes([token.units for token in tokens])
    key, key_length = rows_of_bytes([key_codes(token.key) for token in tokens])
    posting_start, posting = _postings(start, part, len(tokens))
    skeleton, outline = skeletons([token.key for token in tokens]), outlines(key, key_length)
    by_outline = np.argsort(outline, kind="stable").astype(np.int32)
    equivalence, equivalent = _equivalents(tokens, model)
    return Vocabulary(
        units=units,
        unit_count=unit_count,
        script=np.array([token.script for token in tokens], np.uint8),
        key=key,
        key_length=key_length,
        rarity=rarities,
        own=own_logs(key, key_length, model.tables),
        skeleton=skeleton,
        light=np.array([token.particle or token.title for token in tokens], np.bool_),
        particle=np.array([token.particle for token in tokens], np.bool_),
        first=np.array([first_letter(token) for token in tokens], np.uint8),
        posting_start=posting_start,
        posting=posting,
        outline=outline,
        by_outline=by_outline,
        sorted_outline=outline[by_outline],
        by_key=np.argsort(key.view("S24").ravel(), kind="stable").astype(np.int32),
        equivalence=equivalence,
        equivalent=equivalent,
    )
