"""How likely two tokens are the same part of a name: the channel kernels.

A token of one script becomes Latin letters unit by unit, each unit giving a segment of 0 to 6 letters with a probability
that depends on its neighbours; P(latin | token) sums over all ways to cut the letters. Evidence is the logarithm (nats)
of how much likelier the letters are as a rendering of the token than as a token of their own.
"""

from math import exp, log, tanh

import numpy as np
from numba import njit

from catenary.core.screening.model_values import Array, NameModel, Tables
from catenary.core.screening.scripts import CHANNELS, LATIN_CHANNELS, WEAK_LETTERS, Script, units_of
from catenary.core.screening.tokens import Token

RAREST = 11.5
"""Nats: what agreement on the rarest token may count at most, a chance of 1 in 100,000."""
LEAST = -14.0
"""Nats: contradiction says no more than this; beyond it the letters tell nothing further."""
LONGEST_SEGMENT = 6
LATIN, ARABIC, HEBREW = int(Script.LATIN), int(Script.ARABIC), int(Script.HEBREW)
HAN, HANGUL = int(Script.HAN), int(Script.HANGUL)
WEAK_SLIP, LETTER_SLIP, SYLLABLE_SLIP = 1.5, 8.0, 10.0
"""Nats against a slip in a weak letter, in another letter, and in the sound of a syllable (which makes another name)."""
WEAK = np.zeros((CHANNELS, 256), np.bool_)
for _script, _letters in WEAK_LETTERS.items():
    WEAK[_script, list(units_of(_letters, _script, ""))] = True
NEGLIGIBLE = 1e-17
"""Added to every P: what is less likely contradicts as strongly as `LEAST` anyway."""
MOST_GAIN = 1.7
"""What the shares of all ways from a state on may sum to: reserves add up to 0.02 a unit, and swaps 0.002."""
SWAPPED = 2e-3
"""Share of neighbouring letters that a typist swaps."""
LEAST_CUSTOM = 0.1
"""Weight that no custom of romanisation falls below; one that does is not tried."""
KNOWN_SPELLING = 0.25
"""How far respelling draws towards spellings in use: 0 not at all, 1 as often as they are used."""
ESTRANGEMENT = 0.7
"""Nats of evidence that each nat of respelling takes from two Latin tokens."""
PIVOT = 1.0
"""Nats lost where neither token is Latin and one of them meets the other's romanisation only."""


@njit(cache=True, nogil=True)
def spelling_nats(key: Array, trigram: Array) -> float:
    """-log P(key) by letter trigrams, the end of the token included."""
    before, last, nats = 0, 0, 0.0
    for letter in key:
        nats -= trigram[before, last, letter]
        before, last = last, letter
    return float(nats - trigram[before, last, 0])


@njit(cache=True, nogil=True)
def find_segments(key: Array, tree: Array, segments: Array) -> int:
    """Fill in where each segment that a unit has been seen to become begins and ends in a key, and its tree's node."""
    count = 0
    for start in range(key.size):
        node = 0
        for end in range(start + 1, min(start + LONGEST_SEGMENT, key.size) + 1):
            node = tree[node, key[end - 1]]
            if node == 0:
                break
            segments[count, 0], segments[count, 1], segments[count, 2] = start, end, node
            count += 1
    return count


@njit(cache=True, nogil=True)
def shares_begin(units: Array, at: int, channel: int, tables: Tables) -> int:
    """Where the shares of the unit in its context begin."""
    left = units[at - 1] if at > 0 else 0
    right = units[at + 1] if at + 1 < units.size else 0
    size = tables.sizes[channel]
    row = tables.rows[tables.rows_at[channel] + (left * size + units[at]) * size + right]
    return int(tables.shares_at[channel] + row * tables.widths[channel])


@njit(cache=True, nogil=True)
def exchanged(units: Array, at: int, key: Array, start: int) -> bool:
    """Whether the next two units stand in the key the other way round."""
    if at + 1 >= units.size or start + 1 >= key.size:
        return False
    return bool(key[start] == units[at + 1] and key[start + 1] == units[at])


@njit(cache=True, nogil=True)
def rendering(
    units: Array,
    channel: int,
    key: Array,
    segments: Array,
    swapped: float,
    least: float,
    tables: Tables,
    masses: Array,
) -> float:
    """P(key | units) over all ways to cut the key, or 0 as soon as it is sure to stay below the least asked for.

    `segments`: the key's `find_segments`. *swapped*: P(two neighbouring letters change places). `masses`: room for three
    rows.
    """
    for end in range(key.size + 1):
        masses[0, end] = masses[1, end] = masses[2, end] = 0.0
    masses[0, 0] = 1.0
    for at in range(units.size):
        reached, onward, beyond = at % 3, (at + 1) % 3, (at + 2) % 3
        first = shares_begin(units, at, channel, tables)
        _reserve(reached, onward, channel, first, key.size, tables, masses)
        for k in range(segments.shape[0]):
            share = tables.shares[first + segments[k, 2]]
            masses[onward, segments[k, 1]] += masses[reached, segments[k, 0]] * share
        if swapped > 0.0:
            for start in range(key.size - 1):
                if exchanged(units, at, key, start):
                    masses[beyond, start + 2] += masses[reached, start] * swapped
        most = 0.0
        for end in range(key.size + 1):
            most += masses[onward, end] + masses[beyond, end]
            masses[reached, end] = 0.0
        if most * MOST_GAIN < least:
            return 0.0
    return float(masses[units.size % 3, key.size])


@njit(cache=True, nogil=True)
def _reserve(
    reached: int, onward: int, channel: int, first: int, length: int, tables: Tables, masses: Array
) -> None:
    """Let a unit become nothing, and what every unit keeps in reserve for any segment."""
    for end in range(length + 1):
        mass = masses[onward, end] + masses[reached, end] * tables.shares[first]
        for start in range(max(0, end - LONGEST_SEGMENT), end + 1):
            mass += masses[reached, start] * tables.floors[channel, end - start]
        masses[onward, end] = mass


@njit(cache=True, nogil=True)
def rendering_log(units: Array, channel: int, key: Array, tables: Tables, swapped: float) -> float:
    """Log P(key | units) over all ways to cut the key; *swapped* is P(two neighbouring letters change places)."""
    segments, masses = np.empty((key.size * LONGEST_SEGMENT, 3), np.int16), np.empty((3, key.size + 1))
    count = find_segments(key, tables.child[channel], segments)
    return log(rendering(units, channel, key, segments[:count], swapped, 0.0, tables, masses) + NEGLIGIBLE)


@njit(cache=True, nogil=True)
def background(key: Array, rarity: float, tables: Tables) -> float:
    """-log P(key) of an unrelated token: by its count where it was frequent enough to count, and by its spelling."""
    spelt = spelling_nats(key, tables.trigram)
    counted = rarity if rarity < RAREST else max(RAREST, spelt)
    return KNOWN_SPELLING * spelt + (1.0 - KNOWN_SPELLING) * counted


@njit(cache=True, nogil=True)
def _alike(a: Array, b: Array) -> bool:
    return a.size == b.size and bool(np.all(a == b))


@njit(cache=True, nogil=True)
def weigh_customs(key: Array, tables: Tables, weights: Array) -> None:
    """Fill in how much each Latin custom is to be asked how a key is respelled; 0 for those that it does not follow."""
    for custom in range(weights.size):
        weights[custom] = -spelling_nats(key, tables.customs[custom])
    most, total = weights.max(), 0.0
    for custom in range(weights.size):
        weights[custom] = exp(weights[custom] - most)
        total += weights[custom]
    for custom in range(weights.size):
        weights[custom] = weights[custom] / total if weights[custom] / total > LEAST_CUSTOM else 0.0


@njit(cache=True, nogil=True)
def _respelling_log(a: Array, b: Array, tables: Tables) -> float:
    """Log P(b | a) within Latin letters: the customs that *a*'s spelling suggests, mixed."""
    weights, masses = np.empty(len(LATIN_CHANNELS)), np.empty((3, b.size + 1))
    segments = np.empty((b.size * LONGEST_SEGMENT, 3), np.int16)
    weigh_customs(a, tables, weights)
    total = NEGLIGIBLE
    for custom in range(len(LATIN_CHANNELS)):
        if weights[custom] > 0.0:
            channel = LATIN_CHANNELS[custom]
            count = find_segments(b, tables.child[channel], segments)
            mass = rendering(a, channel, b, segments[:count], SWAPPED, 0.0, tables, masses)
            total += weights[custom] * (mass + NEGLIGIBLE)
    return log(total)


@njit(cache=True, nogil=True)
def own_log(key: Array, tables: Tables) -> float:
    """Log P(key | key): how faithfully a Latin token keeps its spelling; what `pair_evidence` takes as `own_*`."""
    return _respelling_log(key, key, tables)


@njit(cache=True, nogil=True)
def _within_latin(
    a: Array, b: Array, rarity_a: float, rarity_b: float, own_a: float, own_b: float, tables: Tables
) -> float:
    renderings = _respelling_log(a, b, tables) + _respelling_log(b, a, tables)
    backgrounds = background(a, rarity_a, tables) + background(b, rarity_b, tables)
    return latin_nats(renderings, backgrounds, own_a + own_b, min(rarity_a, rarity_b))


@njit(cache=True, nogil=True)
def latin_nats(renderings: float, backgrounds: float, owns: float, ceiling: float) -> float:
    """Nats of two Latin tokens: against unrelated ones, and at most what their distance leaves of the rarity.

    Each argument but the ceiling is the sum of both directions or both tokens. Long unrelated names of one custom share
    endings and syllables, so that a rare spelling is no proof of its own: each nat by which respelling is less likely
    than keeping the spelling takes `ESTRANGEMENT` from the evidence.
    """
    estranged = 0.5 * (owns - renderings)
    return min(0.5 * (renderings + backgrounds), ceiling - ESTRANGEMENT * estranged)


@njit(cache=True, nogil=True)
def bend(nats: float, ceiling: float) -> float:
    """Evidence of parts not written alike: above 0 it nears the ceiling without reaching it, below it has a least."""
    return ceiling * tanh(nats / ceiling) if nats > 0.0 else max(LEAST, nats)


@njit(cache=True, nogil=True)
def _slip(unit: int, script: int) -> float:
    """Nats against one unit being put, left out or exchanged by mistake."""
    if WEAK[script, unit]:
        return WEAK_SLIP
    return SYLLABLE_SLIP if script in (HAN, HANGUL) else LETTER_SLIP


@njit(cache=True, nogil=True)
def slips_nats(a: Array, b: Array, script: int) -> float:
    """The least nats of slips that turn one token into another of the same script; neighbours may be exchanged."""
    rows = np.zeros((a.size + 1, b.size + 1))
    for i in range(a.size + 1):
        for j in range(b.size + 1):
            best = 0.0 if i + j == 0 else 1e9
            if i > 0:
                best = min(best, rows[i - 1, j] + _slip(a[i - 1], script))
            if j > 0:
                best = min(best, rows[i, j - 1] + _slip(b[j - 1], script))
            if i > 0 and j > 0:
                slip = 0.0 if a[i - 1] == b[j - 1] else min(_slip(a[i - 1], script), _slip(b[j - 1], script))
                best = min(best, rows[i - 1, j - 1] + slip)
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                best = min(best, rows[i - 2, j - 2] + LETTER_SLIP)
            rows[i, j] = best
    return float(rows[a.size, b.size])


@njit(cache=True, nogil=True)
def _into_latin(units: Array, script: int, key: Array, rarity: float, tables: Tables) -> float:
    return rendering_log(units, script, key, tables, 0.0) + background(key, rarity, tables)


@njit(cache=True, nogil=True)
def is_learned(channel: int, tables: Tables) -> bool:
    """Whether there is a learned way from a script, or a Latin custom, into Latin letters."""
    return bool(tables.rows_at[channel] >= 0)


@njit(cache=True, nogil=True)
def _without_vowels(script: int) -> bool:
    return script in (ARABIC, HEBREW)


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
    own_a: float,
    own_b: float,
    tables: Tables,
) -> float:
    """Nats of evidence that both tokens are the same part of a name; at most the smaller rarity, at least `LEAST`.

    `*_key` holds letter numbers 1 to 26 (`letters_of`), `*_units` unit codes (`scripts.units_of`), `own_*` the keys'
    `own_log`. Symmetric.
    A token without letters or units gives 0: nothing is known. Above 0 the evidence bends towards the smaller rarity and
    reaches it only where both tokens are written alike.
    """
    if min(a_key.size, b_key.size, a_units.size, b_units.size) == 0:
        return 0.0
    ceiling = min(rarity_a, rarity_b)
    if a_script == b_script and _alike(a_units, b_units) and _alike(a_key, b_key):
        return ceiling
    a_learned, b_learned = is_learned(a_script, tables), is_learned(b_script, tables)
    if a_script == b_script and a_script > 0 and a_learned:
        return max(LEAST, ceiling - slips_nats(a_units, b_units, a_script))
    if a_script == b_script or not (a_learned or b_learned):
        nats = _within_latin(a_key, b_key, rarity_a, rarity_b, own_a, own_b, tables)
    elif b_script == 0 and a_learned:
        nats = _into_latin(a_units, a_script, b_key, rarity_b, tables)
    elif a_script == 0 and b_learned:
        nats = _into_latin(b_units, b_script, a_key, rarity_a, tables)
    else:
        nats = _between_scripts(
            a_units, a_script, a_key, b_units, b_script, b_key, rarity_a, rarity_b, own_a, own_b, tables
        )
    return bend(nats, ceiling)


@njit(cache=True, nogil=True)
def _between_scripts(
    a_units: Array,
    a_script: int,
    a_key: Array,
    b_units: Array,
    b_script: int,
    b_key: Array,
    rarity_a: float,
    rarity_b: float,
    own_a: float,
    own_b: float,
    tables: Tables,
) -> float:
    """The better of each token's way into the other's romanisation, unless that lacks the vowels."""
    nats = _within_latin(a_key, b_key, rarity_a, rarity_b, own_a, own_b, tables)
    if a_script > 0 and is_learned(a_script, tables) and not _without_vowels(b_script):
        nats = max(nats, _into_latin(a_units, a_script, b_key, rarity_b, tables))
    if b_script > 0 and is_learned(b_script, tables) and not _without_vowels(a_script):
        nats = max(nats, _into_latin(b_units, b_script, a_key, rarity_a, tables))
    return nats - PIVOT


def letters_of(key: str) -> Array:
    """A key as letter numbers 1 to 26."""
    return np.frombuffer(key.encode("ascii"), np.uint8) - np.uint8(96)


def rarity(model: NameModel, key: str) -> float:
    """Nats, -log P(token): counted for known tokens, told by the spelling for others, at most `RAREST`."""
    counted = model.rarities.get(key)
    if counted is None:
        return min(RAREST, max(6.0, float(spelling_nats(letters_of(key), model.tables.trigram))))
    return min(counted, RAREST)


def token_evidence(a: Token, b: Token, model: NameModel) -> float:
    """Nats of evidence that two tokens are the same part of a name (`pair_evidence`, with all that it takes)."""
    keys = letters_of(a.key), letters_of(b.key)
    nats: float = pair_evidence(
        np.frombuffer(a.units, np.uint8),
        int(a.script),
        keys[0],
        np.frombuffer(b.units, np.uint8),
        int(b.script),
        keys[1],
        rarity(model, a.key),
        rarity(model, b.key),
        own_log(keys[0], model.tables),
        own_log(keys[1], model.tables),
        model.tables,
    )
    return float(nats)
