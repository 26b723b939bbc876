"""How likely two tokens are the same part of a name: the channel kernels.

A token of one script becomes Latin letters unit by unit, each unit giving a segment of 0 to 6 letters with a probability
that depends on its neighbours; P(latin | token) sums over all ways to cut the letters. Evidence is the logarithm (nats)
of how much likelier the letters are as a rendering of the token than as a token of their own.
"""

from math import log

import numpy as np
from numba import njit

from catenary.core.screening.model_values import Array, NameModel, Tables

RAREST = 11.5
"""Nats: what agreement on the rarest token may count at most, a chance of 1 in 100,000."""
LEAST = -14.0
"""Nats: contradiction says no more than this; beyond it the letters tell nothing further."""
LONGEST_SEGMENT = 6
SAME_SPELLING = 0.55
"""Share of the same names that are spelt alike within one script."""
WITHOUT_CHANNEL = 0.35
"""Share of a canonical romanisation's weight kept where two scripts only meet in it."""


@njit(cache=True, nogil=True)
def spelling_nats(key: Array, tables: Tables) -> float:
    """-log P(key) by the letter trigrams, the end of the token included."""
    before, last, nats = 0, 0, 0.0
    for letter in key:
        nats -= tables.trigram[before, last, letter]
        before, last = last, letter
    return nats - tables.trigram[before, last, 0]


@njit(cache=True, nogil=True)
def rendering_log(units: Array, script: int, key: Array, tables: Tables) -> float:
    """log P(key | units) of a script with a channel, over all segmentations."""
    length, size, width = key.size, tables.sizes[script], tables.widths[script]
    nodes = np.zeros((length + 1, LONGEST_SEGMENT + 1), np.int64)
    for start in range(length):
        node = 0
        for taken in range(1, min(LONGEST_SEGMENT, length - start) + 1):
            node = tables.child[script, node, key[start + taken - 1]]
            if node == 0:
                break
            nodes[start, taken] = node
    reached = np.zeros(length + 1)
    reached[0] = 1.0
    onward = np.zeros(length + 1)
    for at in range(units.size):
        left = units[at - 1] if at > 0 else 0
        right = units[at + 1] if at + 1 < units.size else 0
        row = tables.rows[tables.rows_at[script] + (left * size + units[at]) * size + right]
        first = tables.shares_at[script] + row * width
        onward[:] = 0.0
        for start in range(length + 1):
            mass = reached[start]
            if mass > 1e-60:
                onward[start] += mass * (tables.shares[first] + tables.floors[script, 0])
                for taken in range(1, min(LONGEST_SEGMENT, length - start) + 1):
                    node = nodes[start, taken]
                    share = tables.floors[script, taken] + (tables.shares[first + node] if node else 0.0)
                    onward[start + taken] += mass * share
        reached, onward = onward, reached
    return log(reached[length] + 1e-300)


@njit(cache=True, nogil=True)
def _background(key: Array, rarity: float, tables: Tables) -> float:
    """-log P(key): the counted rarity, or the spelling's where the token was too rare to count."""
    return rarity if rarity < RAREST else max(RAREST, spelling_nats(key, tables))


@njit(cache=True, nogil=True)
def _alike(a: Array, b: Array) -> bool:
    if a.size != b.size:
        return False
    for at in range(a.size):
        if a[at] != b[at]:
            return False
    return True


@njit(cache=True, nogil=True)
def _within_latin(a_key: Array, b_key: Array, rarity_a: float, rarity_b: float, tables: Tables) -> float:
    forth = rendering_log(a_key, 0, b_key, tables) + _background(b_key, rarity_b, tables)
    back = rendering_log(b_key, 0, a_key, tables) + _background(a_key, rarity_a, tables)
    return 0.5 * (forth + back)


@njit(cache=True, nogil=True)
def pair_evidence(
    a_units: Array,
    a_script: int,
    a_key: Array,
    b_units: Array,
    b_script: int,
    b_key: Array,
    rarity_a: float,
    rarity_b: float,
    tables: Tables,
) -> float:
    """Nats of evidence that both tokens are the same part of a name; at most the smaller rarity.

    `*_key` holds letter numbers 1 to 26, `*_units` unit codes (`scripts.units_of`). Symmetric in its two tokens.
    A token without letters gives 0: nothing is known.
    """
    if a_key.size == 0 or b_key.size == 0:
        return 0.0
    ceiling = min(rarity_a, rarity_b)
    if a_script == b_script and _alike(a_units, b_units) and _alike(a_key, b_key):
        return ceiling
    if a_script != 0 and b_script == 0 and tables.rows_at[a_script] >= 0 and a_units.size > 0:
        nats = rendering_log(a_units, a_script, b_key, tables) + _background(b_key, rarity_b, tables)
    elif b_script != 0 and a_script == 0 and tables.rows_at[b_script] >= 0 and b_units.size > 0:
        nats = rendering_log(b_units, b_script, a_key, tables) + _background(a_key, rarity_a, tables)
    else:
        nats = _within_latin(a_key, b_key, rarity_a, rarity_b, tables)
    return max(LEAST, min(nats, ceiling))


def letters_of(key: str) -> Array:
    """A key as letter numbers 1 to 26."""
    return np.frombuffer(key.encode("ascii"), np.uint8) - np.uint8(96)


def rarity(model: NameModel, key: str) -> float:
    """Nats, -log P(token): counted for known tokens, told by the spelling for others, at most `RAREST`."""
    counted = model.rarities.get(key)
    if counted is None:
        return min(RAREST, max(6.0, float(spelling_nats(letters_of(key), model.tables))))
    return min(counted, RAREST)
