"""Learns a channel by expectation-maximisation: P(Latin segment | unit, left neighbour, right neighbour)."""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

Array = np.ndarray[Any, np.dtype[Any]]
LETTERS = 27
LONGEST = 6
Example = tuple[bytes, Array, float, float]
"""Units, key letters, weight, log P(key) of the background."""


class Corpus(NamedTuple):
    """Pairs as flat arrays: units and key letters with offsets, weights, log P(key) of the background."""

    units: Array
    units_at: Array
    keys: Array
    keys_at: Array
    weights: Array
    background: Array


class Contexts(NamedTuple):
    """Rows of observed (left, unit, right), and for each the row of its (left, unit), (unit, right) and unit."""

    row: Array
    left_pair: Array
    right_pair: Array
    unit: Array


class Levels(NamedTuple):
    """P(segment | context) from the narrowest context to the unit alone, with the observations behind each row."""

    triple: Array
    triple_seen: Array
    left_pair: Array
    left_seen: Array
    right_pair: Array
    right_seen: Array
    unit: Array


def corpus_of(examples: list[Example]) -> Corpus:
    units_at = np.cumsum([0] + [len(units) for units, _, _, _ in examples])
    keys_at = np.cumsum([0] + [key.size for _, key, _, _ in examples])
    return Corpus(
        np.frombuffer(b"".join(units for units, _, _, _ in examples), np.uint8),
        units_at,
        np.concatenate([key for _, key, _, _ in examples]),
        keys_at,
        np.array([weight for _, _, weight, _ in examples]),
        np.array([background for _, _, _, background in examples]),
    )


def units_alone(size: int) -> Array:
    """Row numbers for the first rounds, when neighbours do not count yet."""
    return np.tile(np.repeat(np.arange(size, dtype=np.int32), size), size)


def contexts_of(corpus: Corpus, size: int) -> Contexts:
    row = np.full(size**3, -1, np.int32)
    _mark(corpus.units, corpus.units_at, row, size)
    seen = np.flatnonzero(row >= 0)
    row[seen] = np.arange(seen.size)
    left, unit, right = seen // size**2, seen // size % size, seen % size
    return Contexts(row, left * size + unit, unit * size + right, unit)


@njit(cache=True)
def _mark(units: Array, at: Array, row: Array, size: int) -> None:
    for example in range(at.size - 1):
        for here in range(at[example], at[example + 1]):
            left = units[here - 1] if here > at[example] else 0
            right = units[here + 1] if here + 1 < at[example + 1] else 0
            row[(left * size + units[here]) * size + right] = 1


def segment_tree(corpus: Corpus, least: int, longest: int) -> Array:
    """Child table of all letter runs up to *longest* seen at least *least* times; short runs always."""
    counts: dict[bytes, int] = {}
    for start, end in zip(corpus.keys_at[:-1], corpus.keys_at[1:], strict=True):
        letters = corpus.keys[start:end].tobytes()
        for at in range(len(letters)):
            for length in range(1, min(longest, len(letters) - at) + 1):
                run = letters[at : at + length]
                counts[run] = counts.get(run, 0) + 1
    runs = sorted(
        (run for run, count in counts.items() if len(run) == 1 or count >= least),
        key=lambda run: (len(run), run),
    )
    number = {b"": 0}
    child = np.zeros((len(runs) + 1, LETTERS), np.int16)
    for run in runs:
        if run[:-1] in number:
            number[run] = len(number)
            child[number[run[:-1]], run[-1]] = number[run]
    return child[: len(number)]


@njit(cache=True)
def _segment_nodes(key: Array, child: Array) -> Array:
    nodes = np.full((key.size + 1, LONGEST + 1), -1, np.int64)
    nodes[:, 0] = 0
    for start in range(key.size):
        node = 0
        for taken in range(1, min(LONGEST, key.size - start) + 1):
            node = child[node, key[start + taken - 1]]
            if node == 0:
                break
            nodes[start, taken] = node
    return nodes


@njit(cache=True)
def _rows_of(units: Array, row: Array, size: int) -> Array:
    where = np.empty(units.size, np.int64)
    for at in range(units.size):
        left = units[at - 1] if at > 0 else 0
        right = units[at + 1] if at + 1 < units.size else 0
        where[at] = row[(left * size + units[at]) * size + right]
    return where


@njit(cache=True)
def _forward(where: Array, nodes: Array, shares: Array, floors: Array) -> Array:
    """Probability of having rendered the first i units as the first j letters."""
    n, m = where.size, nodes.shape[0] - 1
    forward = np.zeros((n + 1, m + 1))
    forward[0, 0] = 1.0
    for i in range(n):
        for j in range(m + 1):
            if forward[i, j] > 0.0:
                for taken in range(min(LONGEST, m - j) + 1):
                    node = nodes[j, taken]
                    share = shares[where[i], node] if node >= 0 else 0.0
                    forward[i + 1, j + taken] += forward[i, j] * (share + floors[taken])
    return forward


@njit(cache=True)
def _count(
    forward: Array, where: Array, nodes: Array, shares: Array, floors: Array, scale: float, counts: Array
) -> None:
    """Add the expected segments, walking backwards; what the floors explain is no observation."""
    n, m = where.size, nodes.shape[0] - 1
    backward = np.zeros((n + 1, m + 1))
    backward[n, m] = 1.0
    for i in range(n - 1, -1, -1):
        for j in range(m + 1):
            for taken in range(min(LONGEST, m - j) + 1):
                onward, node = backward[i + 1, j + taken], nodes[j, taken]
                share = shares[where[i], node] if node >= 0 else 0.0
                backward[i, j] += onward * (share + floors[taken])
                if node >= 0:
                    counts[where[i], node] += scale * forward[i, j] * share * onward


@njit(cache=True)
def expect(
    corpus: Corpus, row: Array, size: int, shares: Array, child: Array, floors: Array, clean: float
) -> tuple[Array, float, float]:
    """Expected segment counts per context row, the weighted log likelihood, and the weight of clean pairs."""
    counts = np.zeros(shares.shape)
    total, kept = 0.0, 0.0
    for example in range(corpus.weights.size):
        units = corpus.units[corpus.units_at[example] : corpus.units_at[example + 1]]
        key = corpus.keys[corpus.keys_at[example] : corpus.keys_at[example + 1]]
        nodes, where = _segment_nodes(key, child), _rows_of(units, row, size)
        forward = _forward(where, nodes, shares, floors)
        likelihood = forward[units.size, key.size]
        if likelihood <= 0.0:
            continue
        noise = (1.0 - clean) * np.exp(corpus.background[example])
        posterior = clean * likelihood / (clean * likelihood + noise)
        weight = corpus.weights[example]
        total += weight * np.log(clean * likelihood + noise)
        kept += weight * posterior
        _count(forward, where, nodes, shares, floors, weight * posterior / likelihood, counts)
    return counts, total, kept


def unit_shares(counts: Array, prior: Array) -> Array:
    """P(segment | unit) with the prior worth one observation."""
    return (counts + prior) / (counts.sum(1, keepdims=True) + 1.0)


def maximise(counts: Array, contexts: Contexts, size: int, prior: Array, pull: float) -> Levels:
    """Each context is pulled towards its two halves, these towards the unit, this to the prior."""
    unit = unit_shares(_gathered(counts, contexts.unit, size), prior)
    left, left_seen = _half(counts, contexts.left_pair, size, unit, np.arange(size * size) % size, pull)
    right, right_seen = _half(counts, contexts.right_pair, size, unit, np.arange(size * size) // size, pull)
    halves = 0.5 * (left[contexts.left_pair] + right[contexts.right_pair])
    seen = counts.sum(1)
    return Levels(
        (counts + pull * halves) / (seen[:, None] + pull), seen, left, left_seen, right, right_seen, unit
    )


def _half(
    counts: Array, group: Array, size: int, unit: Array, owner: Array, pull: float
) -> tuple[Array, Array]:
    sums = _gathered(counts, group, size * size)
    seen = sums.sum(1)
    return (sums + pull * unit[owner]) / (seen[:, None] + pull), seen


def _gathered(counts: Array, group: Array, groups: int) -> Array:
    sums = np.zeros((groups, counts.shape[1]))
    order = np.argsort(group, kind="stable")
    present, starts = np.unique(group[order], return_index=True)
    if present.size:
        sums[present] = np.add.reduceat(counts[order], starts, axis=0)
    return sums


def pruned_tree(child: Array, weight: Array, least: float) -> tuple[Array, Array]:
    """The tree without segments of less expected weight, and for each kept node its old number."""
    needed = weight >= least
    needed[0] = True
    for node in range(len(child) - 1, -1, -1):
        below = child[node][child[node] > 0]
        needed[node] |= bool(needed[below].any())
    needed[child[0][child[0] > 0]] = True
    kept = np.flatnonzero(needed)
    number = np.zeros(len(child), np.int16)
    number[kept] = np.arange(kept.size)
    return number[np.where(needed[child], child, 0)][kept], kept
