"""The name model as plain values: what the channel kernels read, and the two dictionaries beside them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from attrs import field, frozen

Array = np.ndarray[Any, np.dtype[Any]]


class Tables(NamedTuple):
    """Arrays of the channel kernels; the first axis (or offset) is the channel number: a `Script`, or a Latin custom."""

    trigram: Array
    """float32 [27, 27, 27]: log P(third letter | two before); 0 is the edge of the token."""
    customs: Array
    """float32 [3, 27, 27, 27]: the same for spellings of each Latin custom, to tell which one a token follows."""
    child: Array
    """int16 [channel, node, 27]: tree of the Latin segments a unit may become; 0 is the root and 'no such child'."""
    rows: Array
    """int16, flat: the row of (left unit, unit, right unit), 0 being the edge."""
    rows_at: Array
    """int64 [channel]: where the channel's part of `rows` begins; -1 for numbers without a channel."""
    sizes: Array
    """int64 [channel]: number of units + 1, the side of the channel's cube in `rows`."""
    shares: Array
    """float32, flat: P(segment | unit in context), one run of `widths[channel]` nodes per row."""
    shares_at: Array
    """int64 [channel]: where the channel's part of `shares` begins."""
    widths: Array
    """int64 [channel]: number of nodes of the channel's segment tree."""
    floors: Array
    """float32 [channel, 7]: P(any one segment of 0..6 letters) that every unit keeps in reserve."""


@frozen(eq=False)
class NameModel:
    """Everything learned about names, immutable and shared by all comparisons of a process."""

    version: str
    tables: Tables
    rarities: Mapping[str, float] = field(repr=False)
    """Nats, by key, of the tokens frequent enough to be counted; all others are told by their spelling."""
    classes: Mapping[str, tuple[int, ...]] = field(repr=False)
    """Equivalence classes (given names that stand for one another), by key."""

    def classes_of(self, key: str) -> tuple[int, ...]:
        """The equivalence classes of a key, ascending; none for most."""
        return self.classes.get(key, ())
