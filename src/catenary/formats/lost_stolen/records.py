"""Tags and payloads side by side, in numpy arrays: what the builder sorts and the files store."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import frozen

from catenary.formats.lost_stolen.layout import IMPLIED_BITS
from catenary.formats.lost_stolen.tags import STATUS_BITS

Tags: TypeAlias = npt.NDArray[np.uint64]
Payloads: TypeAlias = npt.NDArray[np.uint16]
Words: TypeAlias = npt.NDArray[np.uint64]
Counts: TypeAlias = npt.NDArray[np.int64]
Choice: TypeAlias = npt.NDArray[np.bool_] | npt.NDArray[np.intp] | slice


@frozen
class Records:
    """Tags and their covered payloads."""

    tags: Tags
    payloads: Payloads

    def __len__(self) -> int:
        return len(self.tags)

    @classmethod
    def joined(cls, *parts: "Records") -> "Records":
        """All of the parts, in the order given."""
        tags = [part.tags for part in parts]
        payloads = [part.payloads for part in parts]
        return cls(
            np.concatenate([np.empty(0, np.uint64), *tags]),
            np.concatenate([np.empty(0, np.uint16), *payloads]),
        )

    @property
    def documents(self) -> Payloads:
        """The payloads without their status: with the tag, which document a record is about."""
        return self.payloads >> np.uint16(STATUS_BITS)

    def chosen(self, which: Choice) -> "Records":
        """The records that a mask, an order of positions or a slice picks."""
        return Records(self.tags[which], self.payloads[which])

    def sorted_once(self) -> "Records":
        """In order of tag and payload, each record once."""
        in_order = self.chosen(np.lexsort((self.payloads, self.tags)))
        fresh = np.ones(len(self), bool)
        fresh[1:] = (in_order.tags[1:] != in_order.tags[:-1]) | (
            in_order.payloads[1:] != in_order.payloads[:-1]
        )
        return in_order.chosen(fresh)

    def last_of_each_document(self) -> "Records":
        """In order of tag and payload, of each document only the record that came last."""
        in_order = self.chosen(np.lexsort((np.arange(len(self)), self.documents, self.tags)))
        last = np.ones(len(self), bool)
        documents = in_order.documents
        last[:-1] = (in_order.tags[1:] != in_order.tags[:-1]) | (documents[1:] != documents[:-1])
        return in_order.chosen(last)

    def words(self) -> Words:
        """As stored: the tag without its implied leading bits, above the payload."""
        return self.tags << np.uint64(IMPLIED_BITS) | self.payloads.astype(np.uint64)


@frozen
class Stretch:
    """Consecutive records of a file in order, and how many share each directory entry of the stretch."""

    words: Words
    counts: Counts

    @classmethod
    def of(cls, records: Records, directory_bits: int, first_entry: int, entries: int) -> "Stretch":
        """Sorted records that all fall into `entries` directory entries from `first_entry` on."""
        entry = (records.tags >> np.uint64(64 - directory_bits)).astype(np.int64) - first_entry
        return cls(records.words(), np.bincount(entry, minlength=entries))
