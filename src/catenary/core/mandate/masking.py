"""Masking: a record without what could directly identify a person (Directive (EU) 2016/681 art. 12(2)).

It works on plain mappings, as rows, files, exports and search documents hold them, and keeps their shape: what is masked becomes
None, or empty where it was a list. What the table does not know is masked: a field nobody has judged is not shown.
"""

from collections.abc import Mapping
from typing import Any

from catenary.core.mandate.masking_table import MASKING, STAYS, Inside, Rule
from catenary.core.mandate.model import MaskedCategory

Fields = Mapping[str, Any]


def mask(fields: Fields, kind: str) -> dict[str, Any]:
    """The fields of a `Traveller` or `Booking` (or of a value inside one), masked; masking twice is masking once.

    Raises KeyError for a kind that the table does not have.
    """
    rules = MASKING[kind]
    return {name: _masked(value, rules.get(name, MaskedCategory.REMARKS)) for name, value in fields.items()}


def category_of(kind: str, name: str) -> MaskedCategory | None:
    """What a field is masked as, for pages that say what is hidden; None where it stays or holds further values."""
    rule = MASKING[kind].get(name, MaskedCategory.REMARKS)
    return rule if isinstance(rule, MaskedCategory) else None


def masked_names(kind: str) -> frozenset[str]:
    """The fields of a kind that are masked as a whole: columns to clear and indexes to drop."""
    return frozenset(name for name in MASKING[kind] if category_of(kind, name))


def categories_in(fields: Fields, kind: str) -> frozenset[MaskedCategory]:
    """Which categories would lose something if these fields were masked: what a receipt may name."""
    found: set[MaskedCategory] = set()
    for name, value in fields.items():
        rule = MASKING[kind].get(name, MaskedCategory.REMARKS)
        if isinstance(rule, Inside):
            found.update(*(categories_in(each, rule.kind) for each in _several(value)))
        elif rule is not STAYS and value not in (None, [], (), {}):
            found.add(rule)
    return frozenset(found)


def _several(value: Any) -> list[Fields]:
    several = value if isinstance(value, list | tuple) else [value]
    return [each for each in several if isinstance(each, Mapping)]


def _masked(value: Any, rule: Rule) -> Any:
    if rule is STAYS or value is None:
        return value
    if isinstance(value, list | tuple):
        return [_masked(each, rule) for each in value] if isinstance(rule, Inside) else []
    if isinstance(rule, Inside) and isinstance(value, Mapping):
        return mask(value, rule.kind)
    return None
