"""Candidate search: which listed names can reach a floor of evidence, without scoring all of them.

Nothing that exhaustive scoring would find is lost. A name whose evidence reaches the floor either reads the same as
the query once parts are joined (found through the skeletons of joined parts), or its single parts sum to the floor:
then, for any cutoffs of the query's parts that sum to less than the floor, at least one of its parts is above its
cutoff. So it suffices to walk the postings of the neighbours above the cutoffs; the cutoffs are chosen to make the
walk short, which skips what is frequent and says little.
"""

import numpy as np
from numba import njit

from catenary.core.screening.alignment import MOST_PARTS, Weights, align
from catenary.core.screening.arrays import FloatArray, LongArray
from catenary.core.screening.index import Names, Query, Vocabulary, Workspace
from catenary.core.screening.joining import find_joins
from catenary.core.screening.model_values import Tables

PARTICLE_WORTH = 0.3
"""What a particle that both names have is worth, in nats."""

UNLIKE = -99.0
"""Stands for parts that do not resemble each other at all."""

_STEP = 0.5
_STEPS = 16
_MARGIN = 1e-3


@njit(cache=True, nogil=True)
def spread(query: Query, work: Workspace) -> int:
    """Write the query's neighbours into the similarity map; the count of mapped vocabulary parts."""
    used = 0
    for i in range(query.parts):
        for k in range(query.neighbour_start[i], query.neighbour_start[i + 1]):
            part = query.neighbour[k]
            slot = work.slot[part]
            if slot < 0:
                slot = used
                work.slot[part], work.mapped[used] = slot, part
                work.similarity[slot, :] = UNLIKE
                used += 1
            work.similarity[slot, i] = query.evidence[k]
            work.best[part] = max(work.best[part], query.evidence[k])
    return used


@njit(cache=True, nogil=True)
def gather(work: Workspace, used: int) -> None:
    """Take the query out of the similarity map again, entry by entry."""
    for k in range(used):
        part = work.mapped[k]
        work.slot[part] = -1
        work.best[part] = 0


@njit(cache=True, nogil=True)
def score_name(
    query: Query,
    name: int,
    names: Names,
    vocabulary: Vocabulary,
    tables: Tables,
    weights: Weights,
    work: Workspace,
    joined: bool,
) -> float:
    """Evidence in nats that the listed name is the query's; `work.met` says which part met which."""
    start = names.start[name]
    n = min(names.start[name + 1] - start, MOST_PARTS)
    light = 0
    for j in range(n):
        part = names.part[start + j]
        work.first[j] = vocabulary.first[part]
        if vocabulary.light[part]:
            light |= 1 << j
        slot = work.slot[part]
        for i in range(query.parts):
            work.pairs[i, j] = work.similarity[slot, i] if slot >= 0 else UNLIKE
    joins = (
        find_joins(query, names.part[start : start + n], vocabulary, tables, work.joins, work.worth)
        if joined
        else 0
    )
    return align(
        work.pairs,
        query.parts,
        n,
        work.joins,
        work.worth,
        joins,
        query.first,
        work.first,
        query.light,
        light,
        work.met,
        work.gain,
        weights,
    )


@njit(cache=True, nogil=True)
def _volumes(query: Query, i: int, vocabulary: Vocabulary) -> LongArray:
    """Postings to walk for query part i, for each cutoff 0, STEP, 2 STEP ..."""
    volume = np.zeros(_STEPS + 1, np.int64)
    if query.particle[i]:
        return volume
    for k in range(query.neighbour_start[i], query.neighbour_start[i + 1]):
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
def _can_reach(name: int, floor: float, names: Names, work: Workspace) -> bool:
    """Whether the best single neighbours of a name's parts sum to the floor at all."""
    total = 0.0
    for position in range(names.start[name], min(names.start[name + 1], names.start[name] + MOST_PARTS)):
        total += work.best[names.part[position]]
    return total >= floor


@njit(cache=True, nogil=True)
def _take(
    query: Query,
    name: int,
    floor: float,
    names: Names,
    vocabulary: Vocabulary,
    tables: Tables,
    weights: Weights,
    work: Workspace,
    joined: bool,
    count: int,
) -> int:
    """Score a name and keep it when it reaches the floor; the new count of kept names."""
    evidence = score_name(query, name, names, vocabulary, tables, weights, work, joined)
    if evidence >= floor and count < work.found.size:
        work.found[count], work.worthy[count] = name, evidence
        return count + 1
    return count


@njit(cache=True, nogil=True)
def _walk_joined(
    query: Query,
    floor: float,
    names: Names,
    vocabulary: Vocabulary,
    tables: Tables,
    weights: Weights,
    work: Workspace,
    count: int,
) -> int:
    """Score the names that have joined parts, or a part, reading like parts of the query."""
    for k in range(query.joined_name.size):
        name = query.joined_name[k]
        if work.stamp[name] != work.turn[0]:
            work.stamp[name] = work.turn[0]
            count = _take(query, name, floor, names, vocabulary, tables, weights, work, True, count)
    for k in range(query.joined_part.size):
        part = query.joined_part[k]
        for position in range(vocabulary.posting_start[part], vocabulary.posting_start[part + 1]):
            name = vocabulary.posting[position]
            if work.stamp[name] != work.turn[0]:
                work.stamp[name] = work.turn[0]
                count = _take(query, name, floor, names, vocabulary, tables, weights, work, True, count)
    return count


@njit(cache=True, nogil=True)
def _walk_neighbours(
    query: Query,
    floor: float,
    names: Names,
    vocabulary: Vocabulary,
    tables: Tables,
    weights: Weights,
    work: Workspace,
    count: int,
) -> int:
    slack = query.initials * weights.initial
    limits = cutoffs(query, floor - slack - query.particle_count * PARTICLE_WORTH, vocabulary)
    for i in range(query.parts):
        for k in range(query.neighbour_start[i], query.neighbour_start[i + 1]):
            if query.evidence[k] <= limits[i] or query.particle[i]:
                continue
            part = query.neighbour[k]
            for position in range(vocabulary.posting_start[part], vocabulary.posting_start[part + 1]):
                name = vocabulary.posting[position]
                if work.stamp[name] == work.turn[0]:
                    continue
                work.stamp[name] = work.turn[0]
                if _can_reach(name, floor - slack, names, work):
                    count = _take(query, name, floor, names, vocabulary, tables, weights, work, False, count)
    return count


@njit(cache=True, nogil=True)
def search(
    query: Query,
    floor: float,
    names: Names,
    vocabulary: Vocabulary,
    tables: Tables,
    weights: Weights,
    work: Workspace,
) -> int:
    """Find all names whose evidence reaches the floor; they stand in `work.found`, with `work.worthy` beside."""
    work.turn[0] += 1
    used = spread(query, work)
    count = _walk_joined(query, floor, names, vocabulary, tables, weights, work, 0)
    count = _walk_neighbours(query, floor, names, vocabulary, tables, weights, work, count)
    gather(work, used)
    return count


@njit(cache=True, nogil=True)
def search_exhaustively(
    query: Query,
    floor: float,
    names: Names,
    vocabulary: Vocabulary,
    tables: Tables,
    weights: Weights,
    work: Workspace,
) -> int:
    """Score every name: what `search` must not lose anything against."""
    used = spread(query, work)
    count = 0
    for name in range(names.start.size - 1):
        count = _take(query, name, floor, names, vocabulary, tables, weights, work, True, count)
    gather(work, used)
    return count
