"""Parts written as one, or one as several: `JONG UN` beside `JONGUN`, `MARYANN` beside `MARY ANN`.

What is joined must read like the other part: the same outline (consonants, and vowels of two kinds), and at most
`MOST_EDITS` letters different. Short joins are left alone: too many names share their outline.
"""

import numpy as np
from numba import njit

from catenary.core.screening.arrays import BoolArray, ByteArray, FloatArray, HashArray, IntArray, LongArray
from catenary.core.screening.index import KEY_LETTERS, Query, Vocabulary, Workspace
from catenary.core.screening.neighbours import distance

LONGEST_JOIN = 3
LEAST_SYMBOLS = 5
MOST_SYMBOLS = 12
LEAST_LETTERS = 4
_VERY_LETTERS = np.uint64(1 << 63)
MOST_EDITS = 2
EDIT_LOSS = 3.0
"""Nats lost by each letter in which a join differs."""

JOINED = 0.8
"""Nats lost when two parts are written as one, or one as two."""

_SYMBOL = np.zeros(27, np.uint8)
for _number, _letters in enumerate(
    ["aeouw", "iy", "b", "cqk", "d", "f", "g", "j", *"lmnpr", "sz", *"tvx"], start=1
):
    for _letter in _letters:
        _SYMBOL[ord(_letter) - 96] = _number


@njit(cache=True, nogil=True)
def outline_of(key: ByteArray, length: int) -> np.uint64:
    """The outline of a key, 5 bits a symbol: runs of one symbol count once, h is left out.

    Keys of few symbols have their very letters for an outline; 0 when even those are too few to tell names apart.
    """
    packed, count, last = np.uint64(0), 0, 0
    for k in range(length):
        symbol = _SYMBOL[key[k]]
        if symbol and symbol != last and count < MOST_SYMBOLS:
            packed |= np.uint64(symbol) << np.uint64(5 * count)
            count += 1
        last = symbol or last
    return packed if count >= LEAST_SYMBOLS else _very_letters(key, length)


@njit(cache=True, nogil=True)
def _very_letters(key: ByteArray, length: int) -> np.uint64:
    if not LEAST_LETTERS <= length <= MOST_SYMBOLS:
        return np.uint64(0)
    packed = _VERY_LETTERS
    for k in range(length):
        packed |= np.uint64(key[k]) << np.uint64(5 * k)
    return packed


@njit(cache=True, nogil=True)
def join_keys(keys: ByteArray, lengths: ByteArray, parts: IntArray, skipped: int, joined: ByteArray) -> int:
    """Write the keys of some parts one behind the other, but the one at place `skipped`; the letters written."""
    length = 0
    for place in range(parts.size):
        if place != skipped:
            for k in range(min(lengths[parts[place]], KEY_LETTERS - length)):
                joined[length] = keys[parts[place], k]
                length += 1
    return length


TWO, THREE, LEAPING = 0, 1, 2
SHAPES = 3
"""Ways to join from a part on: with the next, with the next two, with the one after a particle."""


@njit(cache=True, nogil=True)
def span_of(start: int, count: int, shape: int, particle: BoolArray, parts: IntArray) -> int:
    """How many neighbouring parts a join of this shape takes from a part on; 0 when it cannot be."""
    length = 2 if shape == TWO else LONGEST_JOIN
    if start + length > count or (shape == LEAPING and not particle[parts[start + 1]]):
        return 0
    return length


@njit(cache=True, nogil=True)
def joined_outlines(
    start: LongArray, part: IntArray, keys: ByteArray, lengths: ByteArray, particle: BoolArray
) -> tuple[HashArray, IntArray]:
    """The outlines of neighbouring parts of every name joined, and the names they stand in."""
    most = SHAPES * part.size
    outlines, names = np.empty(most, np.uint64), np.empty(most, np.int32)
    room = np.zeros(KEY_LETTERS, np.uint8)
    count = 0
    for name in range(start.size - 1):
        parts = part[start[name] : start[name + 1]]
        for first in range(parts.size - 1):
            for shape in range(SHAPES):
                span = span_of(first, parts.size, shape, particle, parts)
                if span:
                    skipped = 1 if shape == LEAPING else -1
                    length = join_keys(keys, lengths, parts[first : first + span], skipped, room)
                    outlines[count], names[count] = outline_of(room, length), name
                    count += outlines[count] > 0
    return outlines[:count].copy(), names[:count].copy()


@njit(cache=True, nogil=True)
def join_worth(letters: HashArray, length: int, other: ByteArray, rarity: float) -> float:
    """Nats for a join beside what it reads like: the rarity less what differs; 0 when it differs too much."""
    edits = distance(letters, length, other)
    return max(0.0, rarity - JOINED - EDIT_LOSS * edits) if edits <= MOST_EDITS else 0.0


@njit(cache=True, nogil=True)
def find_joins(query: Query, parts: IntArray, vocabulary: Vocabulary, work: Workspace) -> int:
    """Fill `work.joins` and `work.worth` with every way in which joined parts of one name read like a part of the other."""
    key, key_length, particle, room = vocabulary.key, vocabulary.key_length, vocabulary.particle, work.room
    count = _joined_by_query(query, parts, work)
    for first in range(parts.size - 1):
        for shape in range(SHAPES):
            span = span_of(first, parts.size, shape, particle, parts)
            if not span:
                continue
            joined = parts[first : first + span]
            length = join_keys(key, key_length, joined, 1 if shape == LEAPING else -1, room)
            outline = outline_of(room, length)
            if outline and _is_among(outline, query.outline):
                mask = ((1 << span) - 1) << first
                count = _joined_by_entry(
                    query, joined, mask, outline, room[:length], vocabulary.rarity, work, count
                )
    return count


@njit(cache=True, nogil=True)
def _is_among(outline: np.uint64, outlines: HashArray) -> bool:
    for other in outlines:  # noqa: SIM110  the compiler has no generators
        if other == outline:
            return True
    return False


@njit(cache=True, nogil=True)
def _joined_by_query(query: Query, parts: IntArray, work: Workspace) -> int:
    """Joins of query parts, whose resembling vocabulary parts the query brings along."""
    count = 0
    for k in range(query.joined_part.size):
        for place in range(parts.size):
            if parts[place] == query.joined_part[k] and count < work.worth.size:
                work.joins[count, 0], work.joins[count, 1] = query.joined_mask[k], 1 << place
                work.worth[count] = query.joined_worth[k]
                count += 1
    return count


@njit(cache=True, nogil=True)
def _joined_by_entry(
    query: Query,
    joined: IntArray,
    mask: int,
    outline: np.uint64,
    letters: ByteArray,
    rarities: FloatArray,
    work: Workspace,
    count: int,
) -> int:
    """Joins of some entry parts, which make these letters, with whatever query part reads like them."""
    rarity = 0.0
    for part in joined:
        rarity += rarities[part]
    for i in range(query.parts):
        if query.outline[i] != outline or count == work.worth.size:
            continue
        worth = join_worth(work.letters[i], query.key_length[i], letters, min(rarity, query.rarity[i]))
        if worth > 0:
            work.joins[count, 0], work.joins[count, 1] = 1 << i, mask
            work.worth[count] = worth
            count += 1
    return count
