"""Which parts of a list's vocabulary a name part resembles, and how much each resemblance is worth.

Gates on consonant skeletons and letters spare the learned spelling model from parts that cannot be meant; what they
refuse counts as no resemblance everywhere (search, exhaustive scoring, `compare`), so they are part of the scorer and lose nothing
against it.
"""

import numpy as np
from numba import njit

from catenary.core.screening.arrays import ByteArray, HashArray, IntArray

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
def most_edits(longer: int, by_letters: bool) -> int:
    """Edits that the gate on letters lets pass; more where a key is romanised by rule and may lack its vowels."""
    return 2 + longer // 4 if by_letters else 2 + longer // 2


@njit(cache=True, nogil=True)
def alphabet_of(key: ByteArray) -> np.uint32:
    """The set of letters of a key, one bit each."""
    letters = np.uint32(0)
    for letter in key:
        letters |= np.uint32(1) << np.uint32(letter)
    return letters


@njit(cache=True, nogil=True)
def most_lacking(letters: np.uint32, other: np.uint32) -> int:
    """How many letters one of two alphabets has and the other has not; an edit can put in one and take out one."""
    return max(_count_bits(letters & ~other), _count_bits(other & ~letters))


@njit(cache=True, nogil=True)
def _count_bits(bits: np.uint32) -> int:
    """Counted in parallel: bits of pairs, of fours, of bytes, and all bytes summed in the highest."""
    bits -= (bits >> np.uint32(1)) & np.uint32(0x55555555)
    bits = (bits & np.uint32(0x33333333)) + ((bits >> np.uint32(2)) & np.uint32(0x33333333))
    bits = (bits + (bits >> np.uint32(4))) & np.uint32(0x0F0F0F0F)
    return int(np.uint32(bits * np.uint32(0x01010101)) >> np.uint32(24))


@njit(cache=True, nogil=True)
def close_runs(packed: np.uint64, skeletons: HashArray, begin: IntArray) -> IntArray:
    """Runs [first, behind the last] of parts whose skeletons pass the gate of one.

    `skeletons` are the different ones, ascending, and `begin` where the parts of each begin; one more ends the last.
    """
    codes, classes = np.zeros(16, np.uint8), np.zeros(CLASSES, np.uint64)
    length = unpack(packed, codes)
    places_of(codes[:length], classes)
    first, last = _reach(length, skeletons)
    runs = np.empty((last - first, 2), np.int32)
    count, passed = 0, False
    for k in range(first, last):
        passes = passes_skeleton_gate(classes, length, codes[: unpack(skeletons[k], codes)])
        if passes and not passed:
            runs[count, 0] = begin[k]
            count += 1
        if passes:
            runs[count - 1, 1] = begin[k + 1]
        passed = passes
    return runs[:count].copy()
