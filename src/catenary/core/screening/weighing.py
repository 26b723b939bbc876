"""All evidence about an entry: names, and what else is known of both sides; and what it leaves to the names to give."""

from typing import NamedTuple

import numpy as np
from numba import njit

from catenary.core.screening.alignment import Weights, unsaturate
from catenary.core.screening.arrays import FloatArray, IntArray
from catenary.core.screening.attributes import BIRTH_WEIGHTS, attribute_evidence
from catenary.core.screening.births import (
    NOT_LOOKED_UP,
    Windows,
    birth_nats_by_year,
    most_of_traits,
    windows_of,
)
from catenary.core.screening.index import Attributes, Names, Workspace
from catenary.core.screening.scoring import LEAST_NAME


class Known(NamedTuple):
    """What is known of the person besides names, in the form of `Attributes`."""

    birth: IntArray
    sex: int
    country: IntArray


class Demand(NamedTuple):
    """What candidates must reach, in nats: `total` by everything, `floor` by their name at least.

    A name of an entry that `windows` do not lead to must give `walked`; before parts saturate, `by_year` for its year code.
    `plain` says that nothing but names can be compared.
    """

    known: Known
    plain: bool
    total: float
    floor: float
    walked: float
    by_year: FloatArray
    windows: Windows


def demand_of(known: Known, total: float, floor: float, weights: Weights) -> Demand:
    """What the names of a list must give for a person of whom so much is known."""
    traits = most_of_traits(known.sex, known.country)
    best = float(BIRTH_WEIGHTS.max()) if known.birth.size else 0.0
    least = max(floor, total - best - traits)
    looked_up = NOT_LOOKED_UP if known.birth.size else 0.0
    walked = max(least, total - looked_up - traits)
    by_year = np.maximum(walked, total - traits - birth_nats_by_year(known.birth)).astype(np.float32)
    windows = windows_of(known.birth if walked > least else known.birth[:0])
    return Demand(
        known,
        best + traits == 0 and total >= floor,
        total,
        least,
        walked,
        unsaturated(by_year, weights.identity),
        windows,
    )


@njit(cache=True, nogil=True)
def unsaturated(nats: FloatArray, ceiling: float) -> FloatArray:
    """`alignment.unsaturate` of every value, a little less for what rounding may take."""
    result = np.empty_like(nats)
    for at in range(nats.size):
        result[at] = unsaturate(nats[at], ceiling) - 1e-3
    return result


@njit(cache=True, nogil=True)
def entry_evidence(known: Known, entry: int, attributes: Attributes) -> float:
    """What birth date, sex and nationality say of the entry, in nats."""
    births = attributes.birth[attributes.birth_start[entry] : attributes.birth_start[entry + 1]]
    countries = attributes.country[attributes.country_start[entry] : attributes.country_start[entry + 1]]
    return attribute_evidence(known.birth, known.sex, known.country, births, attributes.sex[entry], countries)


@njit(cache=True, nogil=True)
def name_need(
    demand: Demand, name: int, entry: IntArray, discount: FloatArray, attributes: Attributes
) -> float:
    """What this very name must give, all else that is known of its entry considered."""
    less = float(discount[name])
    if demand.plain:
        return demand.total + less
    rest = demand.total - entry_evidence(demand.known, entry[name], attributes)
    return demand.floor if rest <= LEAST_NAME else max(demand.floor, rest + less)


@njit(cache=True, nogil=True)
def weigh(demand: Demand, count: int, names: Names, attributes: Attributes, work: Workspace) -> int:
    """Keep of the found names those whose whole evidence reaches the total; they move to the front with it."""
    kept = 0
    for k in range(count):
        name = work.found[k]
        nats = max(work.worthy[k] - names.discount[name], LEAST_NAME)
        nats += entry_evidence(demand.known, names.entry[name], attributes)
        if nats >= demand.total:
            work.found[kept], work.worthy[kept] = name, nats
            kept += 1
    return kept
