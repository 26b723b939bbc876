"""The arrays of a list index, and of one query against it: plain named tuples that the kernels take."""

from typing import NamedTuple

import numpy as np

from catenary.core.screening.alignment import MOST_PARTS
from catenary.core.screening.arrays import BoolArray, ByteArray, FloatArray, HashArray, IntArray, LongArray

ALGORITHM = "names-2"
"""Names the rules by which names are compared; every result states it. Any change of scores needs a new one."""

KEY_LETTERS = 24
ROW_PARTS = 8


class Vocabulary(NamedTuple):
    """The distinct name parts of a list, one row each by ascending skeleton, and the names that contain each."""

    units: ByteArray
    unit_count: ByteArray
    script: ByteArray
    key: ByteArray
    key_length: ByteArray
    rarity: FloatArray
    own: FloatArray
    skeleton: HashArray
    light: BoolArray
    particle: BoolArray
    first: ByteArray
    posting_start: LongArray
    posting: IntArray
    outline: HashArray
    by_outline: IntArray
    sorted_outline: HashArray
    by_key: IntArray
    equivalence: IntArray
    equivalent: IntArray


class Names(NamedTuple):
    """Listed names as runs of vocabulary parts; whose they are; and the names by the outline of joined parts.

    `row` repeats the first parts of each name in one place of memory, -1 behind the last.
    """

    start: LongArray
    part: IntArray
    row: IntArray
    entry: IntArray
    discount: FloatArray
    joined_outline: HashArray
    joined_name: IntArray


class Attributes(NamedTuple):
    """What is known of each entry besides names. Birth rows: first day, last day, precision, YYYYMMDD."""

    birth_start: LongArray
    birth: IntArray
    sex: ByteArray
    country_start: LongArray
    country: IntArray
    document_hash: HashArray
    document_entry: IntArray


class ListArrays(NamedTuple):
    """Everything of one built list (or of one later change to it) that the kernels need."""

    vocabulary: Vocabulary
    names: Names
    attributes: Attributes


class Query(NamedTuple):
    """One name to look for, with the vocabulary parts that each of its parts resembles (strongest first)."""

    parts: int
    particle: BoolArray
    light: int
    particle_count: int
    initials: int
    neighbour_start: IntArray
    neighbour: IntArray
    evidence: FloatArray
    first: ByteArray
    units: ByteArray
    unit_count: ByteArray
    script: ByteArray
    key: ByteArray
    key_length: ByteArray
    rarity: FloatArray
    own: FloatArray
    outline: HashArray
    joined_name: IntArray
    joined_part: IntArray
    joined_mask: IntArray
    joined_worth: FloatArray


class Workspace(NamedTuple):
    """What one thread writes while it searches; made once per thread and list."""

    slot: IntArray
    best: FloatArray
    mapped: IntArray
    mapped_count: LongArray
    similarity: FloatArray
    opposition: FloatArray
    stamp: IntArray
    turn: LongArray
    found: IntArray
    worthy: FloatArray
    pairs: FloatArray
    first: ByteArray
    joins: IntArray
    worth: FloatArray
    met: IntArray
    gain: FloatArray
    letters: HashArray
    room: ByteArray
    against: IntArray
    shape: BoolArray


def workspace(parts: int, names: int) -> Workspace:
    """An empty workspace for a list of so many vocabulary parts and names."""
    return Workspace(
        slot=np.full(parts, -1, np.int32),
        best=np.zeros(parts, np.float32),
        mapped=np.zeros(parts, np.int32),
        mapped_count=np.zeros(1, np.int64),
        similarity=np.zeros((parts, MOST_PARTS), np.float32),
        opposition=np.zeros((parts, MOST_PARTS), np.float32),
        stamp=np.zeros(names, np.int32),
        turn=np.zeros(1, np.int64),
        found=np.zeros(names, np.int32),
        worthy=np.zeros(names, np.float32),
        pairs=np.zeros((MOST_PARTS, MOST_PARTS), np.float32),
        first=np.zeros(MOST_PARTS, np.uint8),
        joins=np.zeros((16, 2), np.int32),
        worth=np.zeros(16, np.float32),
        met=np.zeros(MOST_PARTS, np.int32),
        gain=np.zeros(MOST_PARTS, np.float32),
        letters=np.zeros((MOST_PARTS, 32), np.uint64),
        room=np.zeros(KEY_LETTERS, np.uint8),
        shape=np.zeros(2, np.bool_),
        against=np.full(MOST_PARTS, -1, np.int32),
    )
