"""The invented States that are assessed, in four invented regions."""

from enum import StrEnum
from functools import cache

from attrs import frozen

from catenary.world.assessments.reading import table


class Income(StrEnum):
    """Income groups, as development banks call them."""

    LOW = "low"
    LOWER_MIDDLE = "lower_middle"
    UPPER_MIDDLE = "upper_middle"
    HIGH = "high"


class Tradition(StrEnum):
    """Where a State's law comes from."""

    CIVIL = "civil"
    COMMON = "common"
    MIXED = "mixed"


@frozen
class AssessedState:
    """An invented State as an assessment knows it; `borders` are codes of its neighbours on land.

    `optimism` is planted: by how many logits it scores itself above where it stands.
    """

    code: str
    name: str
    region: str
    income: Income
    tradition: Tradition
    languages: tuple[str, ...]
    has_coast: bool
    borders: tuple[str, ...]
    optimism: float


@cache
def assessed_states() -> tuple[AssessedState, ...]:
    """All of them, in a fixed order."""
    return tuple(
        AssessedState(
            code=code,
            name=row["name"],
            region=row["region"],
            income=Income(row["income"]),
            tradition=Tradition(row["tradition"]),
            languages=tuple(row["languages"]),
            has_coast=row["coast"],
            borders=tuple(row["borders"]),
            optimism=row["optimism"],
        )
        for code, row in table("states").items()
    )


@cache
def assessed_state(code: str) -> AssessedState:
    """The State with this code. Raises KeyError when there is none."""
    return {each.code: each for each in assessed_states()}[code]


@cache
def regions() -> tuple[str, ...]:
    """The regions, in the order of their first State."""
    return tuple(dict.fromkeys(each.region for each in assessed_states()))
