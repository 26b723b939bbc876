"""How likely many runs of units become one key, working out only once what the beginnings of the runs share.

`channel.rendering` of each would give the same. Runs in the order of their units share the rows of their common
beginnings, and a beginning after which the least asked for can no longer be reached spares all runs that begin so.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from catenary.core.screening.arrays import ByteArray, IntArray
from catenary.core.screening.channel import LONGEST_SEGMENT, MOST_GAIN, exchanged, shares_begin
from catenary.core.screening.index import KEY_LETTERS
from catenary.core.screening.model_values import Array, Tables


class Steps(NamedTuple):
    """The rows of one run's beginnings: after so many units, the mass of every way to have reached each end in the key."""

    masses: Array
    """float64 [units, end]"""
    sums: Array
    """float64 [units]: of each row."""
    lowest: Array
    """float64 [units]: the most that any run with this beginning may still reach."""


def steps() -> Steps:
    """Room for one walk at a time."""
    rows = KEY_LETTERS + 1
    return Steps(np.zeros((rows, rows)), np.zeros(rows), np.zeros(rows))


@njit(cache=True, nogil=True)
def walk(
    parts: IntArray,
    units: ByteArray,
    counts: ByteArray,
    channel: int,
    key: ByteArray,
    segments: Array,
    swapped: float,
    least: Array,
    tables: Tables,
    taken: Steps,
    masses: Array,
) -> None:
    """Fill `masses` with P(key | units) of each part, or with 0 where it is below the `least` asked for.

    `parts`: rows of `units`, in the order of their units. `segments`: the key's `find_segments`. *swapped*: P(two
    neighbouring letters change places).
    """
    _begin(key.size, taken)
    known = 0
    for k in range(parts.size):
        here = units[parts[k], : counts[parts[k]]]
        if k > 0:
            before = units[parts[k - 1], : counts[parts[k - 1]]]
            known = min(known, max(0, _common(before, here) - 1))
        while known < here.size and taken.lowest[known] >= least[k]:
            known += 1
            _step(known, here, channel, key, segments, swapped, tables, taken)
        reached = known == here.size and taken.lowest[known] >= least[k]
        masses[k] = taken.masses[known, key.size] if reached else 0.0


@njit(cache=True, nogil=True)
def _begin(length: int, taken: Steps) -> None:
    taken.masses[0, : length + 1] = 0.0
    taken.masses[0, 0] = taken.sums[0] = 1.0
    taken.lowest[0] = MOST_GAIN


@njit(cache=True, nogil=True)
def _common(one: ByteArray, other: ByteArray) -> int:
    """How many units two runs have in common at the beginning; the end of both counts as one more."""
    at, shorter = 0, min(one.size, other.size)
    while at < shorter and one[at] == other[at]:
        at += 1
    return at + (at == one.size == other.size)


@njit(cache=True, nogil=True)
def _step(
    units_taken: int,
    units: ByteArray,
    channel: int,
    key: ByteArray,
    segments: Array,
    swapped: float,
    tables: Tables,
    taken: Steps,
) -> None:
    """Work out the row after so many units from the two rows before it."""
    at = units_taken - 1
    row, before = taken.masses[units_taken], taken.masses[at]
    first = shares_begin(units, at, channel, tables)
    row[: key.size + 1] = 0.0
    if swapped > 0.0 and at > 0:
        for start in range(key.size - 1):
            if exchanged(units, at - 1, key, start):
                row[start + 2] += taken.masses[at - 1, start] * swapped
    _reserve(row, before, tables.shares[first], tables.floors[channel], key.size)
    for k in range(segments.shape[0]):
        row[segments[k, 1]] += before[segments[k, 0]] * tables.shares[first + segments[k, 2]]
    total = 0.0
    for end in range(key.size + 1):
        total += row[end]
    taken.sums[units_taken] = total
    most = (total + swapped * taken.sums[at]) * MOST_GAIN
    taken.lowest[units_taken] = min(taken.lowest[at], most)


@njit(cache=True, nogil=True)
def _reserve(row: Array, before: Array, nothing: float, floors: Array, length: int) -> None:
    """Let a unit become nothing, and what every unit keeps in reserve for any segment."""
    for end in range(length + 1):
        mass = row[end] + before[end] * nothing
        for start in range(max(0, end - LONGEST_SEGMENT), end + 1):
            mass += before[start] * floors[end - start]
        row[end] = mass
