"""What one listed name is worth beside a query: its parts laid out, joined, paired, and the rest set against each other.

These kernels run for every name that a search touches. They take the arrays they use one by one: handing over whole
tables of arrays would take longer than the work.
"""

from typing import NamedTuple

from numba import njit

from catenary.core.screening.alignment import (
    MOST_PARTS,
    Weights,
    ceiling_of,
    meet,
    oppose,
    saturate,
)
from catenary.core.screening.arrays import BoolArray, ByteArray, FloatArray, HashArray, IntArray, LongArray
from catenary.core.screening.births import BirthIndex
from catenary.core.screening.channel import pair_evidence
from catenary.core.screening.index import Attributes, Names, Query, Vocabulary, Workspace
from catenary.core.screening.joining import find_joins
from catenary.core.screening.model_values import Tables
from catenary.core.screening.neighbours import distance, places_of

ALIKE, DIFFERENT, UNLIKE_LOSS = 0.2, 0.7, 9.0
"""Shares of differing letters, and the nats lost by parts that differ so much."""

UNLIKE = -99.0
"""Stands for parts that do not resemble each other at all."""

UNASKED = 1.0
"""Stands for an opposition not yet weighed; those weighed are 0 at most."""


class Target(NamedTuple):
    """Everything a query is searched in and scored against: the arrays of one list, the rules, and room to work."""

    names: Names
    vocabulary: Vocabulary
    attributes: Attributes
    births: BirthIndex
    tables: Tables
    weights: Weights
    work: Workspace


@njit(cache=True, nogil=True)
def _slot_of(
    part: int,
    slots: IntArray,
    mapped: IntArray,
    mapped_count: LongArray,
    similarity: FloatArray,
    opposition: FloatArray,
) -> int:
    """The row of a vocabulary part in the similarity map; a new one says that nothing is known of the part."""
    slot = int(slots[part])
    if slot < 0:
        slot = int(mapped_count[0])
        mapped_count[0] += 1
        slots[part], mapped[slot] = slot, part
        similarity[slot, :], opposition[slot, :] = UNLIKE, UNASKED
    return slot


@njit(cache=True, nogil=True)
def spread(query: Query, work: Workspace) -> None:
    """Write the query's neighbours into the similarity map."""
    slots, mapped, mapped_count, best = work.slot, work.mapped, work.mapped_count, work.best
    similarity, opposition = work.similarity, work.opposition
    for i in range(query.parts):
        places_of(query.key[i, : query.key_length[i]], work.letters[i])
        for k in range(query.neighbour_start[i], query.neighbour_start[i + 1]):
            part = query.neighbour[k]
            slot = _slot_of(part, slots, mapped, mapped_count, similarity, opposition)
            similarity[slot, i] = query.evidence[k]
            best[part] = max(best[part], query.evidence[k])


@njit(cache=True, nogil=True)
def gather(work: Workspace) -> None:
    """Take the query out of the similarity map again, entry by entry."""
    for k in range(work.mapped_count[0]):
        part = work.mapped[k]
        work.slot[part] = -1
        work.best[part] = 0
    work.mapped_count[0] = 0


@njit(cache=True, nogil=True)
def _lay_out(
    query_parts: int,
    parts: IntArray,
    first_letters: ByteArray,
    light_parts: BoolArray,
    slots: IntArray,
    similarity: FloatArray,
    first: ByteArray,
    pairs: FloatArray,
) -> int:
    """Fill `pairs` and `first` for a listed name; the set of its particles and titles."""
    light = 0
    for j in range(parts.size):
        part = parts[j]
        first[j] = first_letters[part]
        if light_parts[part]:
            light |= 1 << j
        slot = slots[part]
        for i in range(query_parts):
            pairs[i, j] = similarity[slot, i] if slot >= 0 else UNLIKE
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
    """Ask how unlike the left-over parts are that did not pass for resembling.

    Within a script by their letters; between scripts, where letters cannot be held against each other, by the spelling model.
    """
    slots, mapped, mapped_count = work.slot, work.mapped, work.mapped_count
    similarity, opposition = work.similarity, work.opposition
    for j in range(parts.size):
        if t_used >> j & 1:
            continue
        part = parts[j]
        key = vocabulary.key[part, : vocabulary.key_length[part]]
        slot = _slot_of(part, slots, mapped, mapped_count, similarity, opposition)
        for i in range(query.parts):
            if q_used >> i & 1:
                continue
            if opposition[slot, i] == UNASKED and query.script[i] == vocabulary.script[part]:
                opposition[slot, i] = _unlikeness(work.letters[i], query.key_length[i], key)
            elif opposition[slot, i] == UNASKED:
                nats = pair_evidence(
                    query.units[i, : query.unit_count[i]],
                    query.script[i],
                    query.key[i, : query.key_length[i]],
                    vocabulary.units[part, : vocabulary.unit_count[part]],
                    vocabulary.script[part],
                    key,
                    query.rarity[i],
                    vocabulary.rarity[part],
                    query.own[i],
                    vocabulary.own[part],
                    tables,
                )
                opposition[slot, i] = min(0.0, nats)
            work.pairs[i, j] = opposition[slot, i]


@njit(cache=True, nogil=True)
def _unlikeness(letters: HashArray, length: int, other: ByteArray) -> float:
    """What two parts of one script that do not resemble each other say against one person, in nats; 0 at most.

    By the share of letters that differ: from none lost at `ALIKE` to `UNLIKE_LOSS` at `DIFFERENT`.
    """
    share: float = distance(letters, length, other) / max(length, other.size)
    return -UNLIKE_LOSS * min(1.0, max(0.0, (share - ALIKE) / (DIFFERENT - ALIKE)))


@njit(cache=True, nogil=True)
def score_name(query: Query, name: int, floor: float, target: Target, joined: bool) -> float:
    """Evidence in nats that the listed name is the query's; `work.met` says which part met which.

    Below the floor it may be more than the true evidence, never less.
    """
    names, vocabulary, weights, work = target.names, target.vocabulary, target.weights, target.work
    start = names.start[name]
    parts = names.part[start : min(names.start[name + 1], start + MOST_PARTS)]
    light = _lay_out(
        query.parts,
        parts,
        vocabulary.first,
        vocabulary.light,
        work.slot,
        work.similarity,
        work.first,
        work.pairs,
    )
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
    _weigh_opposed(query, parts, vocabulary, target.tables, work, q_used, t_used)
    lost = oppose(
        work.pairs, query.parts, parts.size, q_used, t_used, weights.conflict, work.against, work.gain
    )
    return saturate(nats, ceiling_of(lost, weights)) - cost - lost
