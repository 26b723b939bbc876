"""What an examination of a desk finds."""

from collections.abc import Mapping

from attrs import field, frozen

from catenary.basis.findings import Finding, Param


@frozen
class Looked:
    """One thing looked at, what was found, and what is wrong with it; `fix` is None where nothing is."""

    name: str
    params: Mapping[str, Param] = field(factory=dict)
    fix: Finding | None = None
