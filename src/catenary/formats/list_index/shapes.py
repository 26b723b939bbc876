"""The shapes that the arrays of one segment must have to belong together: kernels read them without further checks."""

from collections.abc import Iterator, Mapping
from typing import Any

from catenary.core.screening.arrays import AnyArray
from catenary.core.screening.index import KEY_LETTERS, ROW_PARTS, ListArrays

_Side = int | str
"""A length: a number, or the name of a count that all arrays with that name share, with `+1` one more."""

_SHAPES: Mapping[str, tuple[str, tuple[_Side, ...]]] = {
    "vocabulary.units": ("u1", ("parts", KEY_LETTERS)),
    "vocabulary.unit_count": ("u1", ("parts",)),
    "vocabulary.script": ("u1", ("parts",)),
    "vocabulary.key": ("u1", ("parts", KEY_LETTERS)),
    "vocabulary.key_length": ("u1", ("parts",)),
    "vocabulary.rarity": ("f4", ("parts",)),
    "vocabulary.own": ("f4", ("parts",)),
    "vocabulary.skeleton": ("u8", ("parts",)),
    "vocabulary.light": ("b1", ("parts",)),
    "vocabulary.particle": ("b1", ("parts",)),
    "vocabulary.first": ("u1", ("parts",)),
    "vocabulary.posting_start": ("i8", ("parts+1",)),
    "vocabulary.posting": ("i4", ("postings",)),
    "vocabulary.outline": ("u8", ("parts",)),
    "vocabulary.by_outline": ("i4", ("parts",)),
    "vocabulary.sorted_outline": ("u8", ("parts",)),
    "vocabulary.by_key": ("i4", ("parts",)),
    "vocabulary.equivalence": ("i4", ("equivalents",)),
    "vocabulary.equivalent": ("i4", ("equivalents",)),
    "names.start": ("i8", ("names+1",)),
    "names.part": ("i4", ("name parts",)),
    "names.row": ("i4", ("names", ROW_PARTS)),
    "names.entry": ("i4", ("names",)),
    "names.discount": ("f4", ("names",)),
    "names.joined_outline": ("u8", ("joins",)),
    "names.joined_name": ("i4", ("joins",)),
    "attributes.birth_start": ("i8", ("entries+1",)),
    "attributes.birth": ("i4", ("births", 4)),
    "attributes.sex": ("u1", ("entries",)),
    "attributes.country_start": ("i8", ("entries+1",)),
    "attributes.country": ("i4", ("countries",)),
    "attributes.document_hash": ("u8", ("documents",)),
    "attributes.document_entry": ("i4", ("documents",)),
}


def first_misfit(arrays: ListArrays, entries: int) -> str | None:
    """The first array, as `group.field`, whose kind or size does not go with the others; None when all fit."""
    counts = {"entries": entries, **_counts(arrays)}
    for name, values in _named(arrays):
        kind, sides = _SHAPES[name]
        if values.dtype.str[1:] != kind or values.shape != tuple(_length(side, counts) for side in sides):
            return name
    return None


def _counts(arrays: ListArrays) -> dict[str, int]:
    """The shared counts, each as one of its arrays has it."""
    vocabulary, names, attributes = arrays
    return {
        "parts": vocabulary.rarity.size,
        "postings": _last(vocabulary.posting_start),
        "equivalents": vocabulary.equivalence.size,
        "names": names.entry.size,
        "name parts": _last(names.start),
        "joins": names.joined_outline.size,
        "births": _last(attributes.birth_start),
        "countries": _last(attributes.country_start),
        "documents": attributes.document_hash.size,
    }


def _last(running: AnyArray) -> int:
    return int(running.flat[-1]) if running.size and running.dtype.kind in "iu" else 0


def _length(side: _Side, counts: Mapping[str, int]) -> int:
    if isinstance(side, int):
        return side
    return counts[side.removesuffix("+1")] + side.endswith("+1")


def _named(arrays: ListArrays) -> Iterator[tuple[str, AnyArray]]:
    groups: tuple[Any, ...] = arrays
    for group, values in zip(ListArrays._fields, groups, strict=True):
        for field, array in zip(values._fields, values, strict=True):
            yield f"{group}.{field}", array
