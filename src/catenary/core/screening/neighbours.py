"""Which parts of a list's vocabulary a name part resembles, and how much each resemblance is worth.

Gates on consonant skeletons and letters spare the learned spelling model from parts that cannot be meant; what they
refuse counts as no resemblance everywhere (search, exhaustive scoring, `compare`), so they are part of the scorer and lose nothing
against it.
"""

import numpy as np
from numba import njit

from catenary.core.screening.arrays import AlphabetArray, ByteArray, FloatArray, HashArray, IntArray
from catenary.core.screening.channel import pair_evidence
from catenary.core.screening.index import Vocabulary
from catenary.core.screening.model_values import Tables

LEAST_EVIDENCE = 1.0
"""Nats below which a resemblance is none."""

EQUIVALENT_LOSS = 1.5
"""Nats lost when a given name is met by another that stands for it (William, Bill)."""

CLASSES = 16
LETTERS = 32


@njit(cache=True, nogil=True)
def unpack(packed: np.uint64, codes: ByteArray) -> int:
    """The phonetic classes of a skeleton, one by one; their number."""
    count = 0
    while packed:
        codes[count] = packed & np.uint64(15)
        packed >>= np.uint64(4)
        count += 1
    return count


@njit(cache=True, nogil=True)
def places_of(codes: ByteArray, places: HashArray) -> None:
    """For each code the bit set of places where it stands."""
    places[:] = np.uint64(0)
    for at in range(codes.size):
        places[codes[at]] |= np.uint64(1) << np.uint64(at)


@njit(cache=True, nogil=True)
def distance(places: HashArray, length: int, other: ByteArray) -> int:
    """Edit distance, neighbours exchanged counting once, between what `places` was made of and another run of codes.

    Bit vectors after Myers (J. ACM 46(3), 1999) with Hyyro's transpositions (2003).
    """
    if length == 0:
        return other.size
    one = np.uint64(1)
    plus, minus, vertical, before = ~np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(0)
    last = one << np.uint64(length - 1)
    edits = length
    for code in other:
        here = places[code]
        exchanged = ((~vertical & here) << one) & before
        vertical = (((here & plus) + plus) ^ plus) | here | minus | exchanged
        rise, fall = minus | ~(vertical | plus), plus & vertical
        if rise & last:
            edits += 1
        elif fall & last:
            edits -= 1
        rise = (rise << one) | one
        plus, minus, before = (fall << one) | ~(vertical | rise), rise & vertical, here
    return edits


@njit(cache=True, nogil=True)
def passes_skeleton_gate(places: HashArray, length: int, other: ByteArray) -> bool:
    """Whether two skeletons are close enough for the letters to be looked at."""
    return distance(places, length, other) <= 1 + max(length, other.size) // 4


@njit(cache=True, nogil=True)
def _reach(length: int, skeletons: HashArray) -> tuple[int, int]:
    """The range of ascending skeletons whose length alone does not keep them from the gate.

    A skeleton is a number of as many hexadecimal digits as it has classes, so that longer ones stand later.
    """
    shortest, longest = length - 1 - length // 4, length
    while longest + 1 - length <= 1 + (longest + 1) // 4:
        longest += 1
    low = np.uint64(1) << np.uint64(4 * (shortest - 1)) if shortest > 0 else np.uint64(0)
    first = int(np.searchsorted(skeletons, low))
    if longest >= 16:
        return first, skeletons.size
    return first, int(np.searchsorted(skeletons, np.uint64(1) << np.uint64(4 * longest)))


@njit(cache=True, nogil=True)
def _most_edits(longer: int, one_script: bool) -> int:
    return 2 + longer // 4 if one_script else 2 + longer // 2


@njit(cache=True, nogil=True)
def passes_letter_gate(places: HashArray, length: int, other: ByteArray, one_script: bool) -> bool:
    """Whether two keys are close enough for the spelling model to be asked; romanisations may lack their vowels."""
    longer, shorter = max(length, other.size), min(length, other.size)
    most = _most_edits(longer, one_script)
    return longer - shorter <= most and distance(places, length, other) <= most


@njit(cache=True, nogil=True)
def alphabet_of(key: ByteArray) -> np.uint32:
    """The set of letters of a key, one bit each."""
    letters = np.uint32(0)
    for letter in key:
        letters |= np.uint32(1) << np.uint32(letter)
    return letters


@njit(cache=True, nogil=True)
def alphabets(keys: ByteArray, lengths: ByteArray) -> AlphabetArray:
    """`alphabet_of` every key."""
    result = np.empty(lengths.size, np.uint32)
    for part in range(lengths.size):
        result[part] = alphabet_of(keys[part, : lengths[part]])
    return result


@njit(cache=True, nogil=True)
def _lacks_at_most(letters: np.uint32, other: np.uint32, most: int) -> bool:
    """Whether at most so many of some letters are missing in others: each edit can put in or take out one."""
    missing, count = letters & ~other, 0
    while missing:
        missing &= missing - np.uint32(1)
        count += 1
    return count <= most


@njit(cache=True, nogil=True)
def close_runs(packed: np.uint64, skeletons: HashArray) -> IntArray:
    """The runs [first, behind the last] of ascending skeletons that pass the gate of a skeleton."""
    codes, classes = np.zeros(16, np.uint8), np.zeros(CLASSES, np.uint64)
    length = unpack(packed, codes)
    places_of(codes[:length], classes)
    first, last = _reach(length, skeletons)
    runs = np.empty((last - first, 2), np.int32)
    count, passes = 0, False
    for part in range(first, last):
        if part == first or skeletons[part] != skeletons[part - 1]:
            passed = passes
            passes = passes_skeleton_gate(classes, length, codes[: unpack(skeletons[part], codes)])
            if passes and not passed:
                runs[count, 0] = part
                count += 1
        if passes:
            runs[count - 1, 1] = part + 1
    return runs[:count].copy()


@njit(cache=True, nogil=True)
def scan(
    units: ByteArray,
    script: int,
    key: ByteArray,
    rareness: float,
    own: float,
    runs: IntArray,
    alphabet: AlphabetArray,
    vocabulary: Vocabulary,
    tables: Tables,
    found: IntArray,
    evidence: FloatArray,
) -> int:
    """Fill `found` and `evidence` with the parts in some runs of the vocabulary that a token resembles; their count."""
    letters, own_alphabet, count = np.zeros(LETTERS, np.uint64), alphabet_of(key), 0
    places_of(key, letters)
    for run in range(runs.shape[0]):
        for part in range(runs[run, 0], runs[run, 1]):
            one_script = vocabulary.script[part] == script
            most = _most_edits(max(key.size, vocabulary.key_length[part]), one_script)
            if not _lacks_at_most(own_alphabet, alphabet[part], most):
                continue
            other_key = vocabulary.key[part, : vocabulary.key_length[part]]
            if not passes_letter_gate(letters, key.size, other_key, one_script):
                continue
            nats = pair_evidence(
                units,
                script,
                key,
                vocabulary.units[part, : vocabulary.unit_count[part]],
                vocabulary.script[part],
                other_key,
                rareness,
                vocabulary.rarity[part],
                own,
                vocabulary.own[part],
                tables,
            )
            if nats >= LEAST_EVIDENCE:
                found[count], evidence[count] = part, nats
                count += 1
    return count
