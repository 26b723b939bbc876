"""Parts written as one, or one as several: `ABDELRAHMAN` beside `ABD AL-RAHMAN`, `MARYANN` beside `MARY ANN`.

Two spellings are held to be one when the consonants of what is joined are equal; the learned spelling model then says
what it is worth. Forms with few consonants are left alone: too many names share them.
"""

import numpy as np
from numba import njit

from catenary.core.screening.alignment import JOINED
from catenary.core.screening.arrays import BoolArray, ByteArray, FloatArray, HashArray, IntArray, LongArray
from catenary.core.screening.channel import pair_evidence
from catenary.core.screening.index import KEY_LETTERS, Query, Vocabulary
from catenary.core.screening.model_values import Tables

LONGEST_JOIN = 3
LEAST_CONSONANTS = 3
MOST_CONSONANTS = 12
MOST_JOINS = 16

_FORM = np.zeros(27, np.uint8)
for _number, _letters in enumerate(
    ["b", "cqk", "d", "f", "g", "j", "l", "m", "n", "p", "r", "sz", "t", "vw", "x"], start=1
):
    for _letter in _letters:
        _FORM[ord(_letter) - 96] = _number


@njit(cache=True, nogil=True)
def consonants_of(key: ByteArray, length: int) -> np.uint64:
    """The consonants of a key, 5 bits each, doubles once; vowels, h and y left out. 0 when they are too few."""
    packed, count, last = np.uint64(0), 0, 0
    for k in range(length):
        form = _FORM[key[k]]
        if form and form != last and count < MOST_CONSONANTS:
            packed |= np.uint64(form) << np.uint64(5 * count)
            count += 1
        last = form
    return packed if count >= LEAST_CONSONANTS else np.uint64(0)


@njit(cache=True, nogil=True)
def join_keys(keys: ByteArray, lengths: ByteArray, span: IntArray, joined: ByteArray) -> int:
    """Write the keys of some parts one behind the other; the letters written (at most KEY_LETTERS)."""
    length = 0
    for part in span:
        for k in range(lengths[part]):
            if length == KEY_LETTERS:
                return length
            joined[length] = keys[part, k]
            length += 1
    return length


@njit(cache=True, nogil=True)
def _next_span(
    start: int, count: int, shape: int, particle: BoolArray, parts: IntArray, span: IntArray
) -> int:
    """Write a span of parts into `span`, its length returned (0: none). Shapes: two, three, three less a particle."""
    length = 2 if shape == 0 else LONGEST_JOIN
    if start + length > count or (shape == 2 and not particle[parts[start + 1]]):
        return 0
    taken = 0
    for k in range(length):
        if shape != 2 or k != 1:
            span[taken] = start + k
            taken += 1
    return taken


@njit(cache=True, nogil=True)
def joined_consonants(
    start: LongArray, part: IntArray, keys: ByteArray, lengths: ByteArray, particle: BoolArray
) -> tuple[HashArray, IntArray]:
    """The joined forms of neighbouring parts of every name, and the names they stand in."""
    most = 3 * part.size
    forms, names = np.empty(most, np.uint64), np.empty(most, np.int32)
    room, span = np.zeros(KEY_LETTERS, np.uint8), np.zeros(LONGEST_JOIN, np.int32)
    count = 0
    for name in range(start.size - 1):
        parts = part[start[name] : start[name + 1]]
        for first in range(parts.size - 1):
            for shape in range(3):
                taken = _next_span(first, parts.size, shape, particle, parts, span)
                form = (
                    consonants_of(room, join_keys(keys, lengths, parts[span[:taken]], room))
                    if taken
                    else np.uint64(0)
                )
                if form:
                    forms[count], names[count] = form, name
                    count += 1
    return forms[:count].copy(), names[:count].copy()


@njit(cache=True, nogil=True)
def _mask(span: IntArray) -> int:
    """The bits of a span, with whatever it leaped over."""
    first, last = int(span[0]), int(span[-1])
    return ((1 << (last - first + 1)) - 1) << first


@njit(cache=True, nogil=True)
def _join_worth(
    room: ByteArray, length: int, rarity: float, key: ByteArray, other_rarity: float, tables: Tables
) -> float:
    joined = room[:length]
    nats: float = pair_evidence(joined, 0, joined, key, 0, key, rarity, other_rarity, tables)
    return nats - JOINED


@njit(cache=True, nogil=True)
def _add(joins: IntArray, worth: FloatArray, count: int, q_mask: int, t_mask: int, nats: float) -> int:
    if nats <= 0 or count == MOST_JOINS:
        return count
    joins[count, 0], joins[count, 1], worth[count] = q_mask, t_mask, nats
    return count + 1


@njit(cache=True, nogil=True)
def _join_side(
    parts: IntArray,
    keys: ByteArray,
    lengths: ByteArray,
    rarities: FloatArray,
    particle: BoolArray,
    others: IntArray,
    other_keys: ByteArray,
    other_lengths: ByteArray,
    other_rarities: FloatArray,
    other_forms: HashArray,
    of_query: bool,
    tables: Tables,
    joins: IntArray,
    worth: FloatArray,
    count: int,
) -> int:
    """Add the joins of `parts` that read like one of `others`."""
    room, span = np.zeros(KEY_LETTERS, np.uint8), np.zeros(LONGEST_JOIN, np.int32)
    for first in range(parts.size - 1):
        for shape in range(3):
            taken = _next_span(first, parts.size, shape, particle, parts, span)
            if not taken:
                continue
            length = join_keys(keys, lengths, parts[span[:taken]], room)
            form = consonants_of(room, length)
            for position in range(others.size if form else 0):
                other = others[position]
                if other_forms[other] != form:
                    continue
                rarity = 0.0
                for step in range(taken):
                    rarity += rarities[parts[span[step]]]
                key = other_keys[other, : other_lengths[other]]
                nats = _join_worth(room, length, rarity, key, other_rarities[other], tables)
                mask = _mask(span[:taken])
                q_mask, t_mask = (mask, 1 << position) if of_query else (1 << position, mask)
                count = _add(joins, worth, count, q_mask, t_mask, nats)
    return count


@njit(cache=True, nogil=True)
def find_joins(
    query: Query, parts: IntArray, vocabulary: Vocabulary, tables: Tables, joins: IntArray, worth: FloatArray
) -> int:
    """Fill `joins` and `worth` with every way in which joined parts of one name read like a part of the other."""
    own = np.arange(query.parts).astype(np.int32)
    q, t = query, vocabulary
    count = _join_side(
        parts, t.key, t.key_length, t.rarity, t.particle,
        own, q.key, q.key_length, q.rarity, q.consonants, False, tables, joins, worth, 0,
    )  # fmt: skip
    return _join_side(
        own, q.key, q.key_length, q.rarity, q.particle,
        parts, t.key, t.key_length, t.rarity, t.consonants, True, tables, joins, worth, count,
    )  # fmt: skip
