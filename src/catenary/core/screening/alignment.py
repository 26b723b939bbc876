"""Which part of one name met which part of the other, and what all of it is worth: the aligned name scorer.

Evidence is counted in nats (natural-log likelihood ratios): positive speaks for one person, negative against. The
same kernel scores candidates of the index, exhaustive runs and `compare`, so that nothing is scored by two rules.
Names have at most `MOST_PARTS` parts here; sets of parts are bit masks.
"""

from math import exp, log
from typing import NamedTuple

import numpy as np
from numba import njit

from catenary.core.screening.arrays import BoolArray, ByteArray, FloatArray, IntArray

MOST_PARTS = 12
"""Parts of a name that are compared; what stands behind them (in no known name) is not."""


class Weights(NamedTuple):
    """What shapes of agreement and disagreement between two names are worth, in nats."""

    conflict: float
    """Lost for each pair of parts of which both names lack the other's: one person's parts rarely differ."""
    extra: float
    """Lost for each part that only the longer name has: middle names and patronymics are often left out."""
    first: float
    """Lost instead when the part that only one name has stands first: a first name is seldom left out."""
    light: float
    """Lost for a particle or title (al-, bin, van, Dr) without a counterpart: next to nothing."""
    initial: float
    """Won by an initial beside a part that begins with it, where some other part met too."""
    swapped: float
    """Lost when the parts stand in another order: family name first, or fields exchanged."""
    identity: float
    """What names alone can prove when nothing contradicts: namesakes exist."""
    relation: float
    """What shared parts can prove beside others that contradict: relatives share more parts than chance would have it."""


WEIGHTS = Weights(
    conflict=8.0, extra=0.8, first=2.0, light=0.1, initial=1.4, swapped=2.0, identity=26.0, relation=15.0
)

ORDER, FIRST = 0, 1
"""Places in `shape`."""


@njit(cache=True, nogil=True)
def _best_single(
    evidence: FloatArray, m: int, n: int, q_used: int, t_used: int, least: float
) -> tuple[float, int, int]:
    best, best_q, best_t = least, -1, -1
    for i in range(m):
        if q_used >> i & 1:
            continue
        for j in range(n):
            if evidence[i, j] > best and not t_used >> j & 1:
                best, best_q, best_t = float(evidence[i, j]), i, j
    return best, best_q, best_t


@njit(cache=True, nogil=True)
def _best_join(joins: IntArray, worth: FloatArray, count: int, q_used: int, t_used: int) -> tuple[float, int]:
    best, best_join = 0.0, -1
    for k in range(count):
        if worth[k] > best and not joins[k, 0] & q_used and not joins[k, 1] & t_used:
            best, best_join = float(worth[k]), k
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
        single, i, j = _best_single(evidence, m, n, q_used, t_used, 0.0)
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
    nats: float,
) -> tuple[int, int, int]:
    """Pair left-over initials (first letter + 32 marks one) with left-over parts that begin with them."""
    pairs = 0
    for i in range(m):
        for j in range(n):
            if q_used >> i & 1 or t_used >> j & 1 or not (q_first[i] | t_first[j]) & 32:
                continue
            if q_first[i] & 31 == t_first[j] & 31:
                _note(1 << i, 1 << j, nats, m, met, gain)
                pairs, q_used, t_used = pairs + 1, q_used | 1 << i, t_used | 1 << j
    return pairs, q_used, t_used


@njit(cache=True, nogil=True)
def _first_left(used: int) -> int:
    i = 0
    while used >> i & 1:
        i += 1
    return i


@njit(cache=True, nogil=True)
def _count_left(used: int, all_of: int) -> int:
    """How many of a set of parts are not used."""
    left, count = all_of & ~used, 0
    while left:
        left &= left - 1
        count += 1
    return count


@njit(cache=True, nogil=True)
def _lacks_first(used: int, light: int, count: int) -> bool:
    """Whether the first part that is no particle or title met nothing."""
    for i in range(count):
        if not light >> i & 1:
            return not used >> i & 1
    return False


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
def saturate(nats: float, ceiling: float) -> float:
    """Evidence of all parts that met, less what further parts no longer prove; never above the ceiling."""
    return ceiling * (1.0 - exp(-nats / ceiling))


@njit(cache=True, nogil=True)
def ceiling_of(lost: float, weights: Weights) -> float:
    """The ceiling of names of which parts contradict each other by so many nats."""
    return weights.relation + (weights.identity - weights.relation) * exp(-lost)


@njit(cache=True, nogil=True)
def unsaturate(nats: float, ceiling: float) -> float:
    """The evidence of all parts from which `saturate` gives so much; more than any name has for the ceiling itself."""
    return -ceiling * log(1.0 - nats / ceiling) if nats < ceiling else 1e9


@njit(cache=True, nogil=True)
def meet(
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
    shape: BoolArray,
    weights: Weights,
) -> tuple[float, float, int, int]:
    """Evidence in nats of the parts that met, and what the shape of the two names takes from it.

    `evidence[i, j]`: what query part i beside entry part j is worth, positive or UNLIKE. `joins[k]`: a set of query
    parts and a set of entry parts that read the same when joined, worth `worth[k]`. `q_first`, `t_first`: first letters
    1..26, plus 32 for an initial. Fills `met` with the set of entry parts that each query part met (0: none) and `gain`
    with what that was worth, and `shape` with whether the order differs and whether a first part is missing. Also gives the sets of parts that are settled; `oppose` sets the rest against each other.
    """
    total, q_used, t_used = _pair_up(evidence, m, n, joins, worth, join_count, met, gain)
    fitting = weights.initial if q_used & ~q_light else 0.0  # initials alone prove nothing
    initials, q_used, t_used = _meet_initials(q_first, t_first, m, n, q_used, t_used, met, gain, fitting)
    shape[ORDER] = _is_swapped(met, m, q_light)
    light = _count_left(q_used & q_light, q_light) + _count_left(t_used & t_light, t_light)
    q_left, t_left = _count_left(q_used | q_light, (1 << m) - 1), _count_left(t_used | t_light, (1 << n) - 1)
    extra = abs(q_left - t_left)
    shape[FIRST] = extra > 0 and (_lacks_first(q_used, q_light, m) or _lacks_first(t_used, t_light, n))
    cost = light * weights.light + extra * weights.extra
    cost += shape[ORDER] * weights.swapped + shape[FIRST] * (weights.first - weights.extra)
    return total + initials * fitting, cost, q_used | q_light, t_used | t_light


@njit(cache=True, nogil=True)
def oppose(
    evidence: FloatArray,
    m: int,
    n: int,
    q_used: int,
    t_used: int,
    conflict: float,
    against: IntArray,
    gain: FloatArray,
) -> float:
    """What is lost by left-over parts set against each other, the least unlike first; at most `conflict` a pair.

    Fills `against` with the entry part that each query part is set against (-1: none), and `gain` with the loss.
    """
    against[:m] = -1
    lost = 0.0
    while q_used != (1 << m) - 1 and t_used != (1 << n) - 1:
        nats, i, j = _best_single(evidence, m, n, q_used, t_used, -conflict)
        if i < 0:
            i, j = _first_left(q_used), _first_left(t_used)
        against[i], gain[i] = j, min(nats, 0.0)
        lost -= gain[i]
        q_used, t_used = q_used | 1 << i, t_used | 1 << j
    return lost
