"""Which parts of a list's vocabulary a name part resembles, and how much each resemblance is worth.

A gate on consonant skeletons spares the learned spelling model from parts that cannot be meant; what the gate refuses
counts as no resemblance everywhere (search, exhaustive scoring, `compare`), so it is part of the scorer and loses nothing
against it.
"""

import numpy as np
from numba import njit

from catenary.core.screening.arrays import ByteArray, FloatArray, HashArray, IntArray
from catenary.core.screening.channel import pair_evidence
from catenary.core.screening.index import Vocabulary
from catenary.core.screening.model_values import Tables

LEAST_EVIDENCE = -4.0
"""Nats below which a resemblance is none; above, unlike parts count against one person by how unlike they are."""

EQUIVALENT_LOSS = 1.5
"""Nats lost when a given name is met by another that stands for it (William, Bill)."""

_CLASS_BITS = 4


@njit(cache=True, nogil=True)
def _class_positions(packed: np.uint64, positions: HashArray) -> int:
    """For each phonetic class the bit set of places where the skeleton has it; the skeleton's length."""
    positions[:] = np.uint64(0)
    length = 0
    while packed:
        positions[packed & np.uint64(15)] |= np.uint64(1) << np.uint64(length)
        packed >>= np.uint64(_CLASS_BITS)
        length += 1
    return length


@njit(cache=True, nogil=True)
def _skeleton_distance(positions: HashArray, length: int, other: np.uint64) -> tuple[int, int]:
    """Edit distance to another skeleton, neighbours exchanged counting once, and the other's length.

    Bit vectors after Myers (J. ACM 46(3), 1999) with Hyyro's transpositions (2003).
    """
    one = np.uint64(1)
    plus, minus, vertical, before = ~np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(0)
    last = one << np.uint64(max(length - 1, 0))
    distance, steps = length, 0
    while other:
        here = positions[other & np.uint64(15)]
        exchanged = ((~vertical & here) << one) & before
        vertical = (((here & plus) + plus) ^ plus) | here | minus | exchanged
        rise, fall = minus | ~(vertical | plus), plus & vertical
        if rise & last:
            distance += 1
        elif fall & last:
            distance -= 1
        rise = (rise << one) | one
        plus, minus = (fall << one) | ~(vertical | rise), rise & vertical
        before = here
        other >>= np.uint64(_CLASS_BITS)
        steps += 1
    return (distance if length else steps), steps


@njit(cache=True, nogil=True)
def passes_gate(positions: HashArray, length: int, other: np.uint64) -> bool:
    """Whether two skeletons are close enough for the spelling model to be asked."""
    distance, other_length = _skeleton_distance(positions, length, other)
    return distance <= 1 + max(length, other_length) // 4


@njit(cache=True, nogil=True)
def scan(
    units: ByteArray,
    script: int,
    key: ByteArray,
    rareness: float,
    packed: np.uint64,
    vocabulary: Vocabulary,
    tables: Tables,
    found: IntArray,
    evidence: FloatArray,
) -> int:
    """Fill `found` and `evidence` with the vocabulary parts that a token resembles; their count."""
    positions = np.zeros(16, np.uint64)
    length = _class_positions(packed, positions)
    count, passes, before = 0, False, np.uint64(0)
    for rank in range(vocabulary.by_skeleton.size):
        part = vocabulary.by_skeleton[rank]
        other = vocabulary.skeleton[part]
        if rank == 0 or other != before:
            passes, before = passes_gate(positions, length, other), other
        if not passes:
            continue
        nats = pair_evidence(
            units,
            script,
            key,
            vocabulary.units[part, : vocabulary.unit_count[part]],
            vocabulary.script[part],
            vocabulary.key[part, : vocabulary.key_length[part]],
            rareness,
            vocabulary.rarity[part],
            tables,
        )
        if nats >= LEAST_EVIDENCE:
            found[count], evidence[count] = part, nats
            count += 1
    return count
