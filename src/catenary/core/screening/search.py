"""Candidate search: which listed names give what is needed of them, without scoring all of them.

What a name must give depends on what else is known of its entry. Nothing that exhaustive scoring would find is lost:
an entry whose birth date leaves less to its names than a floor is looked up by that date, and of all others a name that
reaches the floor either reads the same as the query once parts are joined (found through the skeletons of joined parts),
or its single parts sum to the floor: then, for any cutoffs of the query's parts that sum to less than the floor, at least
one of its parts is above its cutoff. So it suffices to walk the postings of the neighbours above the cutoffs; the cutoffs
are chosen to make the walk short, which skips what is frequent and says little.
"""

import numpy as np
from numba import njit

from catenary.core.screening.alignment import unsaturate
from catenary.core.screening.arrays import FloatArray, IntArray, LongArray
from catenary.core.screening.births import trait_nats
from catenary.core.screening.index import ROW_PARTS, Query, Vocabulary
from catenary.core.screening.name_scoring import Target, gather, score_name, spread
from catenary.core.screening.weighing import Demand, entry_evidence, name_need

PARTICLE_WORTH = 0.3
"""What a particle that both names have is worth, in nats."""

_STEP = 0.5
_STEPS = 24
_MARGIN = 1e-3


@njit(cache=True, nogil=True)
def _is_allowed_for(query: Query, i: int, k: int) -> bool:
    """Whether a neighbour of query part i is the same particle: the budget allows for it, no posting is walked."""
    return bool(query.particle[i] and query.evidence[k] <= np.float32(PARTICLE_WORTH))


@njit(cache=True, nogil=True)
def _volumes(query: Query, i: int, vocabulary: Vocabulary) -> LongArray:
    """Postings to walk for query part i, for each cutoff 0, STEP, 2 STEP ..."""
    volume = np.zeros(_STEPS + 1, np.int64)
    for k in range(query.neighbour_start[i], query.neighbour_start[i + 1]):
        if _is_allowed_for(query, i, k):
            continue
        part = query.neighbour[k]
        size = vocabulary.posting_start[part + 1] - vocabulary.posting_start[part]
        reach = min(_STEPS, int(np.ceil(query.evidence[k] / _STEP)) - 1)
        for step in range(reach + 1):
            volume[step] += size
    return volume


@njit(cache=True, nogil=True)
def cutoffs(query: Query, budget: float, vocabulary: Vocabulary) -> FloatArray:
    """Cutoffs of the query's parts that sum to less than the budget and make the walk shortest (a knapsack)."""
    steps = max(0, min(_STEPS, int((budget - _MARGIN) / _STEP)))
    cost = np.zeros(steps + 1, np.int64)
    chosen = np.zeros((query.parts, steps + 1), np.int32)
    for i in range(query.parts):
        volume = _volumes(query, i, vocabulary)
        after = np.zeros(steps + 1, np.int64)
        for have in range(steps + 1):
            best, best_step = cost[have] + volume[0], 0
            for step in range(1, have + 1):
                if cost[have - step] + volume[step] < best:
                    best, best_step = cost[have - step] + volume[step], step
            after[have], chosen[i, have] = best, best_step
        cost = after
    result = np.zeros(query.parts, np.float32)
    have = steps
    for i in range(query.parts - 1, -1, -1):
        result[i] = chosen[i, have] * _STEP
        have -= chosen[i, have]
    return result


@njit(cache=True, nogil=True)
def _can_reach(
    name: int, need: float, row: IntArray, start: LongArray, part: IntArray, best: FloatArray
) -> bool:
    """Whether the best single neighbours of a name's parts sum to the need at all.

    Asked of every name that is touched: arrays come one by one, because handing over all of them would take longer.
    """
    total = 0.0
    for place in range(ROW_PARTS):
        if row[name, place] < 0:
            return total >= need
        total += best[row[name, place]]
    for position in range(start[name] + ROW_PARTS, start[name + 1]):
        total += best[part[position]]
    return total >= need


@njit(cache=True, nogil=True)
def _is_new(name: int, stamp: IntArray, turn: int) -> bool:
    """Whether this search has not met the name; from now on it has."""
    if stamp[name] == turn:
        return False
    stamp[name] = turn
    return True


@njit(cache=True, nogil=True)
def _touch_joined(query: Query, target: Target) -> int:
    """Note the names that have joined parts, or a part, reading like parts of the query."""
    posting_start, posting = target.vocabulary.posting_start, target.vocabulary.posting
    stamp, turn, touched = target.work.stamp, target.work.turn[0], target.work.found
    count = 0
    for name in query.joined_name:
        if _is_new(name, stamp, turn):
            touched[count] = name
            count += 1
    for part in query.joined_part:
        for position in range(posting_start[part], posting_start[part + 1]):
            if _is_new(posting[position], stamp, turn):
                touched[count] = posting[position]
                count += 1
    return count


@njit(cache=True, nogil=True)
def _touch_births(query: Query, demand: Demand, target: Target, count: int) -> int:
    """Note the names of entries with the person's birth date, where less is needed than walking looks for."""
    births, windows, known = target.births, demand.windows, demand.known
    for k in range(windows.nats.size):
        begins, ends = births.block[windows.block[k]], births.block[windows.block[k] + 1]
        low = births.low[begins:ends]
        first = begins + np.searchsorted(low, windows.first[k], "left")
        last = begins + np.searchsorted(low, windows.last[k], "right")
        asked = demand.total - windows.nats[k] - _MARGIN
        for row in range(first, last):
            if asked - trait_nats(known.sex, known.country, births.traits[row]) < demand.walked:
                count = _touch_entry(query, births.entry[row], demand, target, count)
    return count


@njit(cache=True, nogil=True)
def _touch_entry(query: Query, entry: int, demand: Demand, target: Target, count: int) -> int:
    """Note the names of an entry that can give what is needed of them."""
    row, start, part = target.names.row, target.names.start, target.names.part
    stamp, turn, best, touched = target.work.stamp, target.work.turn[0], target.work.best, target.work.found
    rest = max(demand.floor, demand.total - entry_evidence(demand.known, entry, target.attributes))
    need = unsaturate(rest, target.weights.identity) - query.initials * target.weights.initial - _MARGIN
    for name in range(target.births.name_start[entry], target.births.name_start[entry + 1]):
        if stamp[name] != turn and _can_reach(name, need, row, start, part, best):
            stamp[name] = turn
            touched[count] = name
            count += 1
    return count


@njit(cache=True, nogil=True)
def _most(query: Query) -> float:
    """What the parts of the query can give together at most, before they saturate."""
    nats = 0.0
    for i in range(query.parts):
        if query.neighbour_start[i] < query.neighbour_start[i + 1]:
            nats += query.evidence[query.neighbour_start[i]]
    return nats


@njit(cache=True, nogil=True)
def _touch_neighbours(query: Query, demand: Demand, target: Target, count: int) -> int:
    """Note the names with a neighbour above its cutoff, but for those that cannot give what is needed of them."""
    row, start, part = target.names.row, target.names.start, target.names.part
    stamp, turn, best, touched = target.work.stamp, target.work.turn[0], target.work.best, target.work.found
    by_year, year, vocabulary = demand.by_year, target.births.year, target.vocabulary
    initials, most = query.initials * target.weights.initial, _most(query)
    least = unsaturate(demand.walked, target.weights.identity) - initials
    limits = cutoffs(query, least - query.particle_count * PARTICLE_WORTH, vocabulary)
    for i in range(query.parts):
        for k in range(query.neighbour_start[i], query.neighbour_start[i + 1]):
            if query.evidence[k] <= limits[i] or _is_allowed_for(query, i, k):
                continue
            met = query.neighbour[k]
            for position in range(vocabulary.posting_start[met], vocabulary.posting_start[met + 1]):
                name = vocabulary.posting[position]
                need = by_year[year[name]] - initials
                if need > most or not _is_new(name, stamp, turn):
                    continue
                if _can_reach(name, need, row, start, part, best):
                    touched[count] = name
                    count += 1
    return count


@njit(cache=True, nogil=True)
def _score_touched(query: Query, demand: Demand, target: Target, touched: int, joined: int) -> int:
    """Score the names noted in `work.found`, the first ones with joined parts; those that give enough move to the front."""
    found, worthy, count = target.work.found, target.work.worthy, 0
    for k in range(touched):
        name = found[k]
        need = name_need(demand, name, target.names.entry, target.names.discount, target.attributes)
        if need < target.weights.identity:
            evidence = score_name(query, name, need, target, k < joined)
            if evidence >= need:
                found[count], worthy[count] = name, evidence
                count += 1
    return count


@njit(cache=True, nogil=True)
def search(query: Query, demand: Demand, target: Target) -> int:
    """Find all names that give what is needed of them; they stand in `work.found`, with `work.worthy` beside."""
    target.work.turn[0] += 1
    spread(query, target.work)
    joined = _touch_joined(query, target)
    touched = _touch_births(query, demand, target, joined)
    touched = _touch_neighbours(query, demand, target, touched)
    count = _score_touched(query, demand, target, touched, joined)
    gather(target.work)
    return count


@njit(cache=True, nogil=True)
def search_exhaustively(query: Query, demand: Demand, target: Target) -> int:
    """Score every name: what `search` must not lose anything against."""
    spread(query, target.work)
    every = target.names.start.size - 1
    for name in range(every):
        target.work.found[name] = name
    count = _score_touched(query, demand, target, every, every)
    gather(target.work)
    return count
