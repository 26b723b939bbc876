"""Ratings as the statistics see them: who gave which level to which case on which question."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
from attrs import frozen

from catenary.core.assessment.ratings_problems import RATINGS
from catenary.core.measures.model import LEVELS

FloatArray: TypeAlias = npt.NDArray[np.float64]
IntArray: TypeAlias = npt.NDArray[np.int64]
_Key = TypeVar("_Key")


@frozen
class Rating:
    """One rater's answer to one question about one case: a State of one visit, or a vignette.

    `level` is 1 to 5; None where the rater did not know or the question does not apply, which is missing and never zero.
    """

    case: str
    question: str
    rater: str
    level: int | None


def given(ratings: Iterable[Rating]) -> list[Rating]:
    """The ratings that carry a level, in an order that does not depend on how they came.

    Raises ProblemError `ratings.no_such_level` and `ratings.twice` (one rater, one question, one case, two answers).
    """
    kept = sorted((each for each in ratings if each.level is not None), key=_place)
    for each in kept:
        if each.level not in LEVELS:
            raise RATINGS.problem("no_such_level", level=each.level, question=each.question)
    for one, other in pairwise(kept):
        if _place(one) == _place(other):
            raise RATINGS.problem("twice", case=one.case, question=one.question)
    return kept


def _place(rating: Rating) -> tuple[str, str, str]:
    return rating.case, rating.question, rating.rater


def positions(names: Iterable[str]) -> dict[str, int]:
    """Each name once, in order, with its position."""
    return {name: position for position, name in enumerate(sorted(set(names)))}


def grouped(ratings: Iterable[Rating], key: Callable[[Rating], _Key]) -> Mapping[_Key, Sequence[Rating]]:
    """The ratings by what `key` says of each."""
    groups: dict[_Key, list[Rating]] = {}
    for each in ratings:
        groups.setdefault(key(each), []).append(each)
    return groups
