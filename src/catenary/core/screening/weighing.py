"""All evidence about the entries that a search found: names, and what else is known of both sides."""

from typing import NamedTuple

from numba import njit

from catenary.core.screening import attributes as facts
from catenary.core.screening.arrays import IntArray
from catenary.core.screening.attributes import attribute_evidence
from catenary.core.screening.index import Attributes, Names, Workspace
from catenary.core.screening.scoring import LEAST_NAME


class Known(NamedTuple):
    """What is known of the person besides names, in the form of `Attributes`."""

    birth: IntArray
    sex: int
    country: IntArray


def best_attribute_nats(known: Known) -> float:
    """What an entry could gain at most by anything but names and documents."""
    born = float(facts.BIRTH_WEIGHTS.max()) if known.birth.size else 0.0
    country = facts.NATIONALITY_AGREES if known.country.size else 0.0
    return born + country + (facts.SEX_AGREES if known.sex != facts.UNKNOWN else 0.0)


@njit(cache=True, nogil=True)
def entry_evidence(known: Known, entry: int, attributes: Attributes) -> float:
    """What birth date, sex and nationality say of the entry, in nats."""
    births = attributes.birth[attributes.birth_start[entry] : attributes.birth_start[entry + 1]]
    countries = attributes.country[attributes.country_start[entry] : attributes.country_start[entry + 1]]
    return attribute_evidence(known.birth, known.sex, known.country, births, attributes.sex[entry], countries)


@njit(cache=True, nogil=True)
def weigh(
    known: Known, count: int, least: float, names: Names, attributes: Attributes, work: Workspace
) -> int:
    """Keep of the found names those whose whole evidence reaches the least; they move to the front with it."""
    kept = 0
    for k in range(count):
        name = work.found[k]
        entry = names.entry[name]
        nats = max(work.worthy[k] - names.discount[name], LEAST_NAME) + entry_evidence(
            known, entry, attributes
        )
        if nats >= least:
            work.found[kept], work.worthy[kept] = name, nats
            kept += 1
    return kept
