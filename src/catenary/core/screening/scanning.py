"""The scan of a list's vocabulary for everything that one name part resembles.

It gives what asking `pair_evidence` of every part behind the gates would give. What it saves is what need not be asked
twice: of each vocabulary part once for all scans (`Aids`), of the part that is looked for once for all
vocabulary parts (`Sought`), of vocabulary parts that begin alike once for all of them (`walking`), and of pairs that can
no longer reach `LEAST_EVIDENCE` whatever their last letters are.
"""

from math import exp, log
from typing import NamedTuple

import numpy as np
from numba import njit

from catenary.core.screening.arrays import (
    AlphabetArray,
    BoolArray,
    ByteArray,
    FloatArray,
    HashArray,
    IntArray,
)
from catenary.core.screening.channel import (
    ESTRANGEMENT,
    LATIN,
    LONGEST_SEGMENT,
    MOST_GAIN,
    NEGLIGIBLE,
    PIVOT,
    SWAPPED,
    background,
    bend,
    find_segments,
    is_learned,
    latin_nats,
    pair_evidence,
    rendering,
    weigh_customs,
)
from catenary.core.screening.index import KEY_LETTERS, Vocabulary
from catenary.core.screening.model_values import Array, Tables
from catenary.core.screening.neighbours import (
    LEAST_EVIDENCE,
    LETTERS,
    alphabet_of,
    distance,
    most_edits,
    most_lacking,
    places_of,
)
from catenary.core.screening.scripts import CHANNELS, LATIN_CHANNELS
from catenary.core.screening.walking import Steps, steps, walk

CUSTOMS = len(LATIN_CHANNELS)

_MARGIN = 1e-6
"""Nats that rounding may take from a bound."""

_NONE = -1.0
"""Stands for evidence known to be too little, without being known."""


class Aids(NamedTuple):
    """What a scan asks of every vocabulary part."""

    alphabet: AlphabetArray
    by_letters: BoolArray
    """Whether the part is compared by its Latin letters, having no learned channel of its own."""
    background: Array
    """float64: `channel.background`."""
    custom: Array
    """float64 [part, custom]: `channel.weigh_customs`."""
    rank: IntArray
    """Where each part stands when those compared by letters come first, in their order, then each script by its units."""
    by_rank: IntArray


class Sought(NamedTuple):
    """A name part that is looked for, with what is the same beside every vocabulary part."""

    units: ByteArray
    script: int
    key: ByteArray
    rarity: float
    own: float
    by_letters: bool
    alphabet: np.uint32
    letters: HashArray
    background: float
    custom: Array
    segments: Array
    """[channel, segment, 3]: `channel.find_segments` of the key, and `counts` [channel] of them."""
    counts: IntArray


class Room(NamedTuple):
    """What one scan at a time writes."""

    masses: Array
    segments: Array
    counts: IntArray
    taken: Steps


def room() -> Room:
    """Room for one scan at a time."""
    return Room(
        np.zeros((3, KEY_LETTERS + 1)),
        np.zeros((CHANNELS, KEY_LETTERS * LONGEST_SEGMENT, 3), np.int16),
        np.zeros(CHANNELS, np.int32),
        steps(),
    )


def aids_of(vocabulary: Vocabulary, tables: Tables) -> Aids:
    """The aids of a vocabulary."""
    parts = vocabulary.rarity.size
    aids = Aids(
        np.empty(parts, np.uint32),
        np.empty(parts, np.bool_),
        np.empty(parts),
        np.empty((parts, CUSTOMS)),
        np.empty(parts, np.int32),
        np.empty(parts, np.int32),
    )
    _fill_aids(aids, vocabulary, tables)
    aids.by_rank[:] = _in_walking_order(aids.by_letters, vocabulary)
    aids.rank[aids.by_rank] = np.arange(parts, dtype=np.int32)
    return aids


def _in_walking_order(by_letters: BoolArray, vocabulary: Vocabulary) -> IntArray:
    rows = np.where(by_letters[:, None], vocabulary.key, vocabulary.units)
    group = np.where(by_letters, 0, 1 + vocabulary.script.astype(np.int16)).astype(np.uint8)
    written = np.ascontiguousarray(np.column_stack([group, rows])).view(f"S{1 + KEY_LETTERS}").ravel()
    return np.argsort(written, kind="stable").astype(np.int32)


@njit(cache=True, nogil=True)
def _fill_aids(aids: Aids, vocabulary: Vocabulary, tables: Tables) -> None:
    for part in range(vocabulary.rarity.size):
        key = vocabulary.key[part, : vocabulary.key_length[part]]
        aids.alphabet[part] = alphabet_of(key)
        aids.by_letters[part] = is_by_letters(vocabulary.script[part], tables)
        aids.background[part] = background(key, vocabulary.rarity[part], tables)
        weigh_customs(key, tables, aids.custom[part])


@njit(cache=True, nogil=True)
def is_by_letters(script: int, tables: Tables) -> bool:
    """Whether parts of a script are compared by their Latin letters: Latin, and scripts without a learned channel."""
    return bool(script == LATIN or not is_learned(script, tables))


@njit(cache=True, nogil=True)
def seek(
    units: ByteArray,
    script: int,
    key: ByteArray,
    rarity: float,
    own: float,
    tables: Tables,
) -> Sought:
    """All that a scan needs of a name part; `own` is its `own_log`."""
    custom, letters = np.empty(CUSTOMS), np.zeros(LETTERS, np.uint64)
    segments = np.empty((CHANNELS, key.size * LONGEST_SEGMENT, 3), np.int16)
    counts = np.zeros(CHANNELS, np.int32)
    weigh_customs(key, tables, custom)
    places_of(key, letters)
    for channel in range(CHANNELS):
        if is_learned(channel, tables):
            counts[channel] = find_segments(key, tables.child[channel], segments[channel])
    by_letters, against = is_by_letters(script, tables), background(key, rarity, tables)
    return Sought(
        units,
        script,
        key,
        rarity,
        own,
        by_letters,
        alphabet_of(key),
        letters,
        against,
        custom,
        segments,
        counts,
    )


@njit(cache=True, nogil=True)
def _near(
    key: ByteArray,
    alphabet: np.uint32,
    letters: HashArray,
    by_letters: bool,
    runs: IntArray,
    keys: ByteArray,
    lengths: ByteArray,
    alphabets: AlphabetArray,
    others_by_letters: BoolArray,
    found: IntArray,
) -> int:
    """Fill `found` with the parts in some runs that pass the gate on letters; how many there are."""
    count, size = 0, key.size
    for run in range(runs.shape[0]):
        for part in range(runs[run, 0], runs[run, 1]):
            other = lengths[part]
            most = most_edits(max(size, other), by_letters and others_by_letters[part])
            if abs(size - other) > most or most_lacking(alphabet, alphabets[part]) > most:
                continue
            if distance(letters, size, keys[part, :other]) <= most:
                found[count] = part
                count += 1
    return count


@njit(cache=True, nogil=True)
def _respelled(
    units: ByteArray,
    key: ByteArray,
    segments: Array,
    counts: IntArray,
    weights: Array,
    least: float,
    tables: Tables,
    masses: Array,
) -> float:
    """P(key | units) by the customs that the units follow; where one alone counts, less than the least may be nothing."""
    total, active = NEGLIGIBLE, 0
    for custom in range(CUSTOMS):
        active += weights[custom] > 0.0
    for custom in range(CUSTOMS):
        weight, channel = weights[custom], LATIN_CHANNELS[custom]
        if weight > 0.0:
            enough = (least - 2 * NEGLIGIBLE) / weight if active == 1 else 0.0
            known = segments[channel, : counts[channel]]
            mass = rendering(units, channel, key, known, SWAPPED, enough, tables, masses)
            total += weight * (mass + NEGLIGIBLE)
    return float(total)


@njit(cache=True, nogil=True)
def _least_renderings(backgrounds: float, owns: float, ceiling: float) -> float:
    """The least log P of both renderings with which two Latin keys resemble each other (`latin_nats` turned round)."""
    against_unrelated = 2.0 * LEAST_EVIDENCE - backgrounds
    estranged = owns - 2.0 * (ceiling - LEAST_EVIDENCE) / ESTRANGEMENT
    return max(against_unrelated, estranged) - _MARGIN


@njit(cache=True, nogil=True)
def _by_letters(
    sought: Sought, part: int, vocabulary: Vocabulary, aids: Aids, tables: Tables, space: Room
) -> float:
    """The evidence of two Latin keys that are not one, or `_NONE` where it is too little."""
    key, ceiling = (
        vocabulary.key[part, : vocabulary.key_length[part]],
        min(sought.rarity, vocabulary.rarity[part]),
    )
    backgrounds, owns = sought.background + aids.background[part], sought.own + vocabulary.own[part]
    least = _least_renderings(backgrounds, owns, ceiling)
    enough = exp(least) / MOST_GAIN
    for custom in range(CUSTOMS):
        if sought.custom[custom] > 0.0:
            channel = LATIN_CHANNELS[custom]
            space.counts[channel] = find_segments(key, tables.child[channel], space.segments[channel])
    forth = _respelled(
        sought.key, key, space.segments, space.counts, sought.custom, enough, tables, space.masses
    )
    if forth < enough:
        return _NONE
    back = _respelled(
        key,
        sought.key,
        sought.segments,
        sought.counts,
        aids.custom[part],
        exp(least) / forth,
        tables,
        space.masses,
    )
    nats = latin_nats(log(forth) + log(back), backgrounds, owns, ceiling)
    same_script = vocabulary.script[part] == sought.script
    return float(bend(nats if same_script else nats - PIVOT, ceiling))


@njit(cache=True, nogil=True)
def _is_sought(sought: Sought, part: int, vocabulary: Vocabulary) -> bool:
    """Whether a part is written as the sought one is."""
    key = vocabulary.key[part, : vocabulary.key_length[part]]
    same_script = vocabulary.script[part] == sought.script
    return bool(same_script and key.size == sought.key.size and np.all(key == sought.key))


@njit(cache=True, nogil=True)
def _most_back(
    sought: Sought,
    parts: IntArray,
    enough: Array,
    vocabulary: Vocabulary,
    aids: Aids,
    tables: Tables,
    space: Room,
) -> Array:
    """The most that P(sought key | part's key) can be; exact where that reaches `enough` and one custom alone counts."""
    most = np.full(parts.size, NEGLIGIBLE)
    asked, place = np.empty(parts.size, np.int32), np.empty(parts.size, np.int32)
    least, masses = np.empty(parts.size), np.empty(parts.size)
    for custom in range(CUSTOMS):
        count, channel = 0, LATIN_CHANNELS[custom]
        for k in range(parts.size):
            weights = aids.custom[parts[k]]
            if weights[custom] > 0.0:
                asked[count], place[count] = parts[k], k
                least[count] = enough[k] / (np.sum(weights > 0.0) * weights[custom])
                count += 1
        known = sought.segments[channel, : sought.counts[channel]]
        keys, lengths = vocabulary.key, vocabulary.key_length
        walk(
            asked[:count],
            keys,
            lengths,
            channel,
            sought.key,
            known,
            SWAPPED,
            least,
            tables,
            space.taken,
            masses,
        )
        for k in range(count):
            weight = aids.custom[asked[k], custom]
            most[place[k]] += weight * ((masses[k] if masses[k] > 0.0 else least[k]) + NEGLIGIBLE)
    return most


@njit(cache=True, nogil=True)
def _scan_letters(
    sought: Sought,
    parts: IntArray,
    vocabulary: Vocabulary,
    aids: Aids,
    tables: Tables,
    space: Room,
    nats: Array,
) -> None:
    """Fill in the evidence of parts compared by their letters, in walking order; `_NONE` where it is too little."""
    enough = np.empty(parts.size)
    for k in range(parts.size):
        ceiling = min(sought.rarity, vocabulary.rarity[parts[k]])
        backgrounds = sought.background + aids.background[parts[k]]
        owns = sought.own + vocabulary.own[parts[k]]
        enough[k] = exp(_least_renderings(backgrounds, owns, ceiling)) / MOST_GAIN
    most = _most_back(sought, parts, enough, vocabulary, aids, tables, space)
    for k in range(parts.size):
        if _is_sought(sought, parts[k], vocabulary):
            nats[k] = min(sought.rarity, vocabulary.rarity[parts[k]])
        elif most[k] < enough[k]:
            nats[k] = _NONE
        else:
            nats[k] = _by_letters(sought, parts[k], vocabulary, aids, tables, space)


@njit(cache=True, nogil=True)
def _scan_units(
    sought: Sought, parts: IntArray, vocabulary: Vocabulary, tables: Tables, space: Room, nats: Array
) -> None:
    """Fill in the evidence that parts of one script with a channel become a Latin key, in walking order."""
    script = vocabulary.script[parts[0]]
    least = np.full(parts.size, exp(LEAST_EVIDENCE - sought.background - _MARGIN) - NEGLIGIBLE)
    segments = sought.segments[script, : sought.counts[script]]
    units, counts = vocabulary.units, vocabulary.unit_count
    walk(parts, units, counts, script, sought.key, segments, 0.0, least, tables, space.taken, nats)
    for k in range(parts.size):
        known = log(nats[k] + NEGLIGIBLE) + sought.background if counts[parts[k]] else 0.0
        nats[k] = bend(known, min(sought.rarity, vocabulary.rarity[parts[k]]))


@njit(cache=True, nogil=True)
def _by_pair(sought: Sought, part: int, vocabulary: Vocabulary, tables: Tables) -> float:
    return float(
        pair_evidence(
            sought.units,
            sought.script,
            sought.key,
            vocabulary.units[part, : vocabulary.unit_count[part]],
            vocabulary.script[part],
            vocabulary.key[part, : vocabulary.key_length[part]],
            sought.rarity,
            vocabulary.rarity[part],
            sought.own,
            vocabulary.own[part],
            tables,
        )
    )


@njit(cache=True, nogil=True)
def _scan_groups(
    sought: Sought,
    parts: IntArray,
    vocabulary: Vocabulary,
    aids: Aids,
    tables: Tables,
    space: Room,
    nats: Array,
) -> None:
    """Fill in the evidence of parts in walking order beside a Latin key."""
    begin = 0
    while begin < parts.size:
        first, end = parts[begin], begin + 1
        while end < parts.size and _stand_together(first, parts[end], vocabulary, aids):
            end += 1
        group, known = parts[begin:end], nats[begin:end]
        if aids.by_letters[first]:
            _scan_letters(sought, group, vocabulary, aids, tables, space, known)
        else:
            _scan_units(sought, group, vocabulary, tables, space, known)
        begin = end


@njit(cache=True, nogil=True)
def _stand_together(one: int, other: int, vocabulary: Vocabulary, aids: Aids) -> bool:
    if aids.by_letters[one] or aids.by_letters[other]:
        return bool(aids.by_letters[one] and aids.by_letters[other])
    return bool(vocabulary.script[one] == vocabulary.script[other])


@njit(cache=True, nogil=True)
def scan(
    sought: Sought,
    runs: IntArray,
    vocabulary: Vocabulary,
    aids: Aids,
    tables: Tables,
    space: Room,
    found: IntArray,
    evidence: FloatArray,
) -> int:
    """Fill `found` and `evidence` with the parts in some runs of the vocabulary that a token resembles; their count."""
    near = _near(
        sought.key,
        sought.alphabet,
        sought.letters,
        sought.by_letters,
        runs,
        vocabulary.key,
        vocabulary.key_length,
        aids.alphabet,
        aids.by_letters,
        found,
    )
    parts, nats = aids.by_rank[np.sort(aids.rank[found[:near]])], np.empty(near)
    if sought.script == LATIN:
        _scan_groups(sought, parts, vocabulary, aids, tables, space, nats)
    else:  # travel documents are Latin: others are rarely asked for
        for k in range(near):
            nats[k] = _by_pair(sought, parts[k], vocabulary, tables)
    count = 0
    for k in range(near):
        if nats[k] >= LEAST_EVIDENCE:
            found[count], evidence[count] = parts[k], nats[k]
            count += 1
    return count
