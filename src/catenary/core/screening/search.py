"""Candidate search: which listed names can reach a floor of evidence, without scoring all of them.

Nothing that exhaustive scoring would find is lost. A name whose evidence reaches the floor either reads the same as
the query once parts are joined (found through the skeletons of joined parts), or its single parts sum to the floor:
then, for any cutoffs of the query's parts that sum to less than the floor, at least one of its parts is above its
cutoff. So it suffices to walk the postings of the neighbours above the cutoffs; the cutoffs are chosen to make the
walk short, which skips what is frequent and says little.
"""

from typing import Any

import numpy as np
from numba import njit

from catenary.core.screening.alignment import (
    MOST_PARTS,
    Weights,
    ceiling_of,
    meet,
    oppose,
    saturate,
    unsaturate,
)
from catenary.core.screening.arrays import FloatArray, IntArray, LongArray
from catenary.core.screening.channel import pair_evidence
from catenary.core.screening.index import ROW_PARTS, Names, Query, Vocabulary, Workspace
from catenary.core.screening.joining import find_joins
from catenary.core.screening.model_values import Tables
from catenary.core.screening.neighbours import distance, places_of

PARTICLE_WORTH = 0.3
"""What a particle that both names have is worth, in nats."""

ALIKE, DIFFERENT, UNLIKE_LOSS = 0.2, 0.7, 9.0
"""Shares of differing letters, and the nats lost by parts that differ so much."""

UNLIKE = -99.0
"""Stands for parts that do not resemble each other at all."""

UNASKED = 1.0
"""Stands for an opposition not yet weighed; those weighed are 0 at most."""

_STEP = 0.5
_STEPS = 24
_MARGIN = 1e-3


@njit(cache=True, nogil=True)
def _map(part: int, work: Workspace) -> int:
    """The row of a vocabulary part in the similarity map; a new one says that nothing is known of the part."""
    slot = int(work.slot[part])
    if slot < 0:
        slot = int(work.mapped_count[0])
        work.mapped_count[0] += 1
        work.slot[part], work.mapped[slot] = slot, part
        work.similarity[slot, :], work.opposition[slot, :] = UNLIKE, UNASKED
    return slot


@njit(cache=True, nogil=True)
def spread(query: Query, work: Workspace) -> None:
    """Write the query's neighbours into the similarity map."""
    for i in range(query.parts):
        places_of(query.key[i, : query.key_length[i]], work.letters[i])
        for k in range(query.neighbour_start[i], query.neighbour_start[i + 1]):
            part = query.neighbour[k]
            work.similarity[_map(part, work), i] = query.evidence[k]
            work.best[part] = max(work.best[part], query.evidence[k])


@njit(cache=True, nogil=True)
def gather(work: Workspace) -> None:
    """Take the query out of the similarity map again, entry by entry."""
    for k in range(work.mapped_count[0]):
        part = work.mapped[k]
        work.slot[part] = -1
        work.best[part] = 0
    work.mapped_count[0] = 0


@njit(cache=True, nogil=True)
def _lay_out(query: Query, parts: IntArray, vocabulary: Vocabulary, work: Workspace) -> int:
    """Fill `work.pairs` and `work.first` for a listed name; the set of its particles and titles."""
    light = 0
    for j in range(parts.size):
        part = parts[j]
        work.first[j] = vocabulary.first[part]
        if vocabulary.light[part]:
            light |= 1 << j
        slot = work.slot[part]
        for i in range(query.parts):
            work.pairs[i, j] = work.similarity[slot, i] if slot >= 0 else UNLIKE
    return light


@njit(cache=True, nogil=True)
def _weigh_opposed(
    query: Query,
    parts: IntArray,
    vocabulary: Vocabulary,
    tables: Tables,
    work: Workspace,
    q_used: int,
    t_used: int,
) -> None:
    """Ask the spelling model how unlike the left-over parts are that did not pass for resembling."""
    for i in range(query.parts):
        for j in range(parts.size):
            if not q_used >> i & 1 and not t_used >> j & 1:
                slot = _map(parts[j], work)
                if work.opposition[slot, i] == UNASKED:
                    work.opposition[slot, i] = _unlikeness(query, i, parts[j], vocabulary, tables, work)
                work.pairs[i, j] = work.opposition[slot, i]


@njit(cache=True, nogil=True)
def _unlikeness(
    query: Query, i: int, part: int, vocabulary: Vocabulary, tables: Tables, work: Workspace
) -> float:
    """What two parts that do not resemble each other say against one person, in nats; 0 at most.

    Within a script by the share of letters that differ: from none lost at `ALIKE` to `UNLIKE_LOSS` at `DIFFERENT`.
    Between scripts, where letters cannot be held against each other, by the spelling model.
    """
    if query.script[i] != vocabulary.script[part]:
        nats: float = part_evidence(query, i, part, vocabulary, tables)
        return min(0.0, nats)
    other = vocabulary.key[part, : vocabulary.key_length[part]]
    length = query.key_length[i]
    share: float = distance(work.letters[i], length, other) / max(length, other.size)
    return -UNLIKE_LOSS * min(1.0, max(0.0, (share - ALIKE) / (DIFFERENT - ALIKE)))


@njit(cache=True, nogil=True)
def part_evidence(query: Query, i: int, part: int, vocabulary: Vocabulary, tables: Tables) -> Any:
    """What the spelling model says of a query part beside a vocabulary part, in nats."""
    return pair_evidence(
        query.units[i, : query.unit_count[i]],
        query.script[i],
        query.key[i, : query.key_length[i]],
        vocabulary.units[part, : vocabulary.unit_count[part]],
        vocabulary.script[part],
        vocabulary.key[part, : vocabulary.key_length[part]],
        query.rarity[i],
        vocabulary.rarity[part],
        query.own[i],
        vocabulary.own[part],
        tables,
    )


@njit(cache=True, nogil=True)
def score_name(
    query: Query,
    name: int,
    floor: float,
    names: Names,
    vocabulary: Vocabulary,
    tables: Tables,
    weights: Weights,
    work: Workspace,
    joined: bool,
) -> float:
    """Evidence in nats that the listed name is the query's; `work.met` says which part met which.

    Below the floor it may be more than the true evidence, never less.
    """
    start = names.start[name]
    parts = names.part[start : min(names.start[name + 1], start + MOST_PARTS)]
    light = _lay_out(query, parts, vocabulary, work)
    joins = find_joins(query, parts, vocabulary, work) if joined else 0
    nats, cost, q_used, t_used = meet(
        work.pairs,
        query.parts,
        parts.size,
        work.joins,
        work.worth,
        joins,
        query.first,
        work.first,
        query.light,
        light,
        work.met,
        work.gain,
        work.shape,
        weights,
    )
    if saturate(nats, weights.identity) - cost < floor:
        return saturate(nats, weights.identity) - cost
    _weigh_opposed(query, parts, vocabulary, tables, work, q_used, t_used)
    lost = oppose(
        work.pairs, query.parts, parts.size, q_used, t_used, weights.conflict, work.against, work.gain
    )
    return saturate(nats, ceiling_of(lost, weights)) - cost - lost


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
def _can_reach(name: int, floor: float, names: Names, work: Workspace) -> bool:
    """Whether the best single neighbours of a name's parts sum to the floor at all."""
    total = 0.0
    for place in range(ROW_PARTS):
        part = names.row[name, place]
        if part < 0:
            return total >= floor
        total += work.best[part]
    for position in range(names.start[name] + ROW_PARTS, names.start[name + 1]):
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
    evidence = score_name(query, name, floor, names, vocabulary, tables, weights, work, joined)
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
    least = unsaturate(floor, weights.identity) - query.initials * weights.initial
    limits = cutoffs(query, least - query.particle_count * PARTICLE_WORTH, vocabulary)
    for i in range(query.parts):
        for k in range(query.neighbour_start[i], query.neighbour_start[i + 1]):
            if query.evidence[k] <= limits[i] or _is_allowed_for(query, i, k):
                continue
            part = query.neighbour[k]
            for position in range(vocabulary.posting_start[part], vocabulary.posting_start[part + 1]):
                name = vocabulary.posting[position]
                if work.stamp[name] == work.turn[0]:
                    continue
                work.stamp[name] = work.turn[0]
                if _can_reach(name, least, names, work):
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
    spread(query, work)
    count = _walk_joined(query, floor, names, vocabulary, tables, weights, work, 0)
    count = _walk_neighbours(query, floor, names, vocabulary, tables, weights, work, count)
    gather(work)
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
    spread(query, work)
    count = 0
    for name in range(names.start.size - 1):
        count = _take(query, name, floor, names, vocabulary, tables, weights, work, True, count)
    gather(work)
    return count
