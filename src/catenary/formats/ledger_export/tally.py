"""How the entries of an exported log add up: read, withheld, proved and not."""

from typing import NamedTuple

from attrs import Factory, define, frozen

MOST_STRETCHES = 100
"""How many are told, the first; all are counted."""


class Mark(NamedTuple):
    """A place in the log: how many entries stand before it, and how many of them were withheld."""

    entries: int = 0
    withheld: int = 0


@frozen
class Tally:
    """The entries of an export in three parts, which together are the size of its tree."""

    read: int
    """They stand in the file, and their place is proved."""
    withheld: int
    """Their hash stands in the file, and its place is proved; what they say is not known."""
    not_proved: int
    """No checkpoint that was verified counts them."""
    withheld_places: tuple[tuple[int, int], ...] = ()
    """First and last index of each stretch of withheld entries, from 0, proved or not; of many the first `MOST_STRETCHES`."""
    more_places: bool = False
    """There are more stretches than told."""

    @property
    def entries(self) -> int:
        """All of them."""
        return self.read + self.withheld + self.not_proved


@define
class Withheld:
    """The withheld entries as they go by."""

    count: int = 0
    stretches: list[tuple[int, int]] = Factory(list)
    left_out: bool = False

    def add(self, index: int) -> None:
        """The entry of this index is withheld, which is greater than all before."""
        self.count += 1
        if self.stretches and not self.left_out and self.stretches[-1][1] == index - 1:
            self.stretches[-1] = (self.stretches[-1][0], index)
        elif len(self.stretches) < MOST_STRETCHES:
            self.stretches.append((index, index))
        else:
            self.left_out = True

    def tally(self, entries: int, proved: Mark) -> Tally:
        """The parts of a log of so many entries, of which those before a mark are proved."""
        read = proved.entries - proved.withheld
        places = tuple(self.stretches)
        return Tally(read, proved.withheld, entries - proved.entries, places, self.left_out)
