"""Consonant skeletons: a coarse gate that two spellings of one name nearly always pass together."""

from collections.abc import Sequence

import numpy as np
from numba import njit

from catenary.core.screening.model_values import Array

_CLASS_OF_LETTER = np.zeros(27, np.uint8)
for _number, _letters in enumerate(("bpfvw", "td", "kgqcxhj", "sz", "lr", "mn"), start=1):
    for _letter in _letters:
        _CLASS_OF_LETTER[ord(_letter) - 96] = _number


@njit(cache=True, nogil=True)
def skeleton_of(key: Array, classes: Array) -> np.uint64:
    """Up to 12 classes of 4 bits, first class lowest; doubles collapsed, vowels and y dropped."""
    packed, count, last = np.uint64(0), 0, 0
    for letter in key:
        found = classes[letter]
        if found not in (0, last) and count < 12:
            packed |= np.uint64(found) << np.uint64(4 * count)
            count += 1
        last = found
    return packed


def skeleton(key: str) -> int:
    """The skeleton of one key, as an unsigned 64-bit number."""
    return int(skeleton_of(np.frombuffer(key.encode("ascii"), np.uint8) - np.uint8(96), _CLASS_OF_LETTER))


def skeletons(keys: Sequence[str]) -> Array:
    """uint64 skeletons of many keys."""
    return np.fromiter((skeleton(key) for key in keys), np.uint64, len(keys))
