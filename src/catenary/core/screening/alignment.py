"""Which part of one name met which part of the other, and what all of it is worth: the aligned name scorer.

Evidence is counted in nats (natural-log likelihood ratios): positive speaks for one person, negative against. The
same kernel scores candidates of the index, exhaustive runs and `compare`, so that nothing is scored by two rules.
Names have at most `MOST_PARTS` parts here; sets of parts are bit masks.
"""

import numpy as np
from numba import njit

from catenary.core.screening.arrays import ByteArray, FloatArray, IntArray

MOST_PARTS = 12
"""Parts of a name that are compared; what stands behind them (in no known name) is not."""

CONFLICT = 3.2
"""Both names have a part the other lacks: the same person's parts rarely differ (each such pair costs this)."""

EXTRA = 0.8
"""One name has a part more: middle names and patronymics are often left out."""

LIGHT = 0.1
"""A particle or title (al-, bin, van, Dr) without a counterpart says almost nothing."""

INITIAL = 1.4
"""An initial beside a part that begins with it."""

SWAPPED = 0.6
"""The parts stand in another order: family name first, or fields exchanged."""

JOINED = 0.8
"""Two parts written as one, or one as two."""


@njit(cache=True, nogil=True)
def _best_single(evidence: FloatArray, m: int, n: int, q_used: int, t_used: int) -> tuple[float, int, int]:
    best, best_q, best_t = np.float32(0.0), -1, -1
    for i in range(m):
        if q_used >> i & 1:
            continue
        for j in range(n):
            if evidence[i, j] > best and not t_used >> j & 1:
                best, best_q, best_t = evidence[i, j], i, j
    return best, best_q, best_t


@njit(cache=True, nogil=True)
def _best_join(joins: IntArray, worth: FloatArray, count: int, q_used: int, t_used: int) -> tuple[float, int]:
    best, best_join = np.float32(0.0), -1
    for k in range(count):
        if worth[k] > best and not joins[k, 0] & q_used and not joins[k, 1] & t_used:
            best, best_join = worth[k], k
    return best, best_join


@njit(cache=True, nogil=True)
def _note(q_mask: int, t_mask: int, nats: float, m: int, met: IntArray, gain: FloatArray) -> None:
    """Write down that some query parts met some entry parts; the lowest query part carries what it was worth."""
    for i in range(m):
        if q_mask >> i & 1:
            met[i], gain[i] = t_mask, nats
            nats = 0.0


@njit(cache=True, nogil=True)
def _pair_up(
    evidence: FloatArray,
    m: int,
    n: int,
    joins: IntArray,
    worth: FloatArray,
    join_count: int,
    met: IntArray,
    gain: FloatArray,
) -> tuple[float, int, int]:
    """Pair parts greedily, strongest first; see `align` for `met` and `gain`."""
    met[:m] = 0
    total, q_used, t_used = 0.0, 0, 0
    while True:
        single, i, j = _best_single(evidence, m, n, q_used, t_used)
        join, k = _best_join(joins, worth, join_count, q_used, t_used)
        if i < 0 and k < 0:
            return total, q_used, t_used
        if join > single:
            q_mask, t_mask, best = joins[k, 0], joins[k, 1], join
        else:
            q_mask, t_mask, best = np.int32(1 << i), np.int32(1 << j), single
        _note(q_mask, t_mask, best, m, met, gain)
        total, q_used, t_used = total + best, q_used | q_mask, t_used | t_mask


@njit(cache=True, nogil=True)
def _meet_initials(
    q_first: ByteArray,
    t_first: ByteArray,
    m: int,
    n: int,
    q_used: int,
    t_used: int,
    met: IntArray,
    gain: FloatArray,
) -> tuple[int, int, int]:
    """Pair left-over initials (first letter + 32 marks one) with left-over parts that begin with them."""
    pairs = 0
    for i in range(m):
        for j in range(n):
            if q_used >> i & 1 or t_used >> j & 1 or not (q_first[i] | t_first[j]) & 32:
                continue
            if q_first[i] & 31 == t_first[j] & 31:
                _note(1 << i, 1 << j, INITIAL, m, met, gain)
                pairs, q_used, t_used = pairs + 1, q_used | 1 << i, t_used | 1 << j
    return pairs, q_used, t_used


@njit(cache=True, nogil=True)
def _count_left(used: int, light: int, count: int) -> tuple[int, int]:
    parts, small = 0, 0
    for i in range(count):
        if used >> i & 1:
            continue
        if light >> i & 1:
            small += 1
        else:
            parts += 1
    return parts, small


@njit(cache=True, nogil=True)
def _is_swapped(met: IntArray, m: int, light: int) -> bool:
    reached = 0
    for i in range(m):
        if met[i] and not light >> i & 1:
            if met[i] < reached:
                return True
            reached = met[i]
    return False


@njit(cache=True, nogil=True)
def align(
    evidence: FloatArray,
    m: int,
    n: int,
    joins: IntArray,
    worth: FloatArray,
    join_count: int,
    q_first: ByteArray,
    t_first: ByteArray,
    q_light: int,
    t_light: int,
    met: IntArray,
    gain: FloatArray,
) -> float:
    """Evidence in nats that two names name one person.

    `evidence[i, j]`: what query part i beside entry part j is worth (0: they have nothing in common). `joins[k]`: a
    set of query parts and a set of entry parts that read the same when joined, worth `worth[k]`. `q_first`, `t_first`:
    first letters 1..26, plus 32 for an initial. Fills `met` with the set of
    entry parts that each query part met (0: none) and `gain` with what that was worth.
    """
    total, q_used, t_used = _pair_up(evidence, m, n, joins, worth, join_count, met, gain)
    initials, q_used, t_used = _meet_initials(q_first, t_first, m, n, q_used, t_used, met, gain)
    q_left, q_small = _count_left(q_used, q_light, m)
    t_left, t_small = _count_left(t_used, t_light, n)
    total += initials * INITIAL
    total -= min(q_left, t_left) * CONFLICT + abs(q_left - t_left) * EXTRA + (q_small + t_small) * LIGHT
    if _is_swapped(met, m, q_light):
        total -= SWAPPED
    return total
