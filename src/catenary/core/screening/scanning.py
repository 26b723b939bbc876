"""The scan of a list's vocabulary for everything that one name part resembles.

It gives what asking `pair_evidence` of every part behind the gates would give. What it saves is what need not be asked
twice: of each vocabulary part once for all scans (`Aids`), of the part that is looked for once for all
vocabulary parts (`Sought`), and of pairs that can no longer reach `LEAST_EVIDENCE` whatever their last letters are.
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


def room() -> Room:
    """Room for one scan at a time."""
    return Room(
        np.zeros((3, KEY_LETTERS + 1)),
        np.zeros((CHANNELS, KEY_LETTERS * LONGEST_SEGMENT, 3), np.int16),
        np.zeros(CHANNELS, np.int32),
    )


@njit(cache=True, nogil=True)
def aids_of(vocabulary: Vocabulary, tables: Tables) -> Aids:
    """The aids of a vocabulary."""
    parts = vocabulary.rarity.size
    aids = Aids(
        np.empty(parts, np.uint32), np.empty(parts, np.bool_), np.empty(parts), np.empty((parts, CUSTOMS))
    )
    for part in range(parts):
        key = vocabulary.key[part, : vocabulary.key_length[part]]
        aids.alphabet[part] = alphabet_of(key)
        aids.by_letters[part] = is_by_letters(vocabulary.script[part], tables)
        aids.background[part] = background(key, vocabulary.rarity[part], tables)
        weigh_customs(key, tables, aids.custom[part])
    return aids


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
    """The evidence of two Latin keys, or `_NONE` where it is too little."""
    key, ceiling = (
        vocabulary.key[part, : vocabulary.key_length[part]],
        min(sought.rarity, vocabulary.rarity[part]),
    )
    same_script = vocabulary.script[part] == sought.script
    if same_script and key.size == sought.key.size and np.all(key == sought.key):
        return float(ceiling)
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
    return float(bend(nats if same_script else nats - PIVOT, ceiling))


@njit(cache=True, nogil=True)
def _by_units(sought: Sought, part: int, vocabulary: Vocabulary, tables: Tables, space: Room) -> float:
    """The evidence that a part of a script with a channel becomes a Latin key, or less than `LEAST_EVIDENCE`."""
    units, script = vocabulary.units[part, : vocabulary.unit_count[part]], vocabulary.script[part]
    least = exp(LEAST_EVIDENCE - sought.background - _MARGIN) - NEGLIGIBLE
    segments = sought.segments[script, : sought.counts[script]]
    mass = rendering(units, script, sought.key, segments, 0.0, least, tables, space.masses)
    nats = log(mass + NEGLIGIBLE) + sought.background if units.size else 0.0
    return float(bend(nats, min(sought.rarity, vocabulary.rarity[part])))


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
def _evidence(
    sought: Sought, part: int, vocabulary: Vocabulary, aids: Aids, tables: Tables, space: Room
) -> float:
    if sought.script != LATIN:  # travel documents are Latin: others are rarely asked for
        return _by_pair(sought, part, vocabulary, tables)
    if aids.by_letters[part]:
        return _by_letters(sought, part, vocabulary, aids, tables, space)
    return _by_units(sought, part, vocabulary, tables, space)


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
    count = 0
    for k in range(near):
        nats = _evidence(sought, found[k], vocabulary, aids, tables, space)
        if nats >= LEAST_EVIDENCE:
            found[count], evidence[count] = found[k], nats
            count += 1
    return count
