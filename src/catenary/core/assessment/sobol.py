"""Which uncertain input makes an outcome uncertain: Sobol's first-order and total shares of variance.

First-order: A. Saltelli and others, Comput. Phys. Commun. 181 (2010) 259, eq. (b) of table 2; total: M. J. W. Jansen, Comput.
Phys. Commun. 117 (1999) 35.
"""

from collections.abc import Callable, Sequence

import numpy as np
from attrs import frozen

from catenary.core.assessment.ratings import FloatArray


@frozen
class Share:
    """Of one input: how much variance goes when it alone becomes known, and how much stays when it alone stays unknown."""

    first: float
    total: float


def variance_shares(
    outcome: Callable[[FloatArray], FloatArray],
    one: FloatArray,
    other: FloatArray,
    groups: Sequence[Sequence[int]],
) -> list[Share] | None:
    """The shares of each group of columns, from two independent samples of the inputs (rows draws, columns inputs).

    `outcome` gives one number a row. None where the outcome does not vary. Shares are estimates: they may miss the range from
    0 to 1 by their own error, which falls with the square root of the number of draws.
    """
    at_one, at_other = outcome(one), outcome(other)
    every = np.concatenate([at_one, at_other])
    variance = float(every.var())
    if variance < np.finfo(float).eps * max(1.0, float(np.abs(every).max())):
        return None
    middle = every.mean()
    return [
        _share(at_one - middle, at_other - middle, outcome(_mixed(one, other, group)) - middle, variance)
        for group in groups
    ]


def _mixed(one: FloatArray, other: FloatArray, group: Sequence[int]) -> FloatArray:
    mixed = one.copy()
    mixed[:, list(group)] = other[:, list(group)]
    return mixed


def _share(one: FloatArray, other: FloatArray, mixed: FloatArray, variance: float) -> Share:
    first = float((other * (mixed - one)).mean()) / variance
    return Share(first, float(((one - mixed) ** 2).mean()) / (2 * variance))
