"""Criteria as they are written down and kept, read into the closed vocabulary: what is not in it cannot be read at all.

A protected trait has no fact and no value here can stand for one, since every fact has its own form of values.

Source: Directive (EU) 2016/681 art. 6(4).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from catenary.basis.persons import Sex
from catenary.core.screening.targeting import Criterion, Operator
from catenary.core.screening.targeting_facts import KINDS, Fact, Kind
from catenary.core.screening.targeting_problems import TARGETING

MOST_VALUES: Final = 50
_AIRPORT: Final = "[A-Z]{3}"
_VALUES: Final[Mapping[Fact, str]] = MappingProxyType(
    {
        Fact.ORIGIN: _AIRPORT,
        Fact.DESTINATION: _AIRPORT,
        Fact.VIA: _AIRPORT,
        Fact.CARRIER: "[A-Z0-9]{2,3}",
        Fact.AGENCY: "[0-9]{7,8}",
        Fact.PAYMENT: "[A-Z0-9]{2,4}",
        Fact.NATIONALITY: "[A-Z]{3}",
        Fact.BIRTH_PLACE: r"[^\W\d_][^\W\d_ .,'’/-]{1,39}",
        Fact.SEX: "|".join(each.value for each in Sex),
    }
)
"""The form of a fact's values: IATA airports, carriers and agencies, ISO 3166-1 alpha-3 States; a place of birth is one word."""
LIMITS: Final[Mapping[Fact, tuple[int, int]]] = MappingProxyType(
    {
        Fact.BOOKED_DAYS_BEFORE: (0, 400),
        Fact.TICKETED_HOURS_BEFORE: (0, 9_600),
        Fact.CHANGES: (0, 99),
        Fact.PARTY_SIZE: (1, 999),
        Fact.BAGS: (0, 99),
        Fact.STAY_DAYS: (0, 400),
        Fact.AGE: (0, 130),
    }
)
"""The least and the most that a number can be."""
OPERATORS: Final = {
    Kind.CODES: Operator.ANY_OF,
    Kind.NUMBER: Operator.BETWEEN,
    Kind.FLAG: Operator.HOLDS,
}


def criterion(
    fact: str, values: Iterable[str] = (), least: int | None = None, most: int | None = None
) -> Criterion:
    """A criterion as somebody wrote it; of a range either end may be open.

    Raises ProblemError `targeting.fact_unknown`, `targeting.values_odd`, `targeting.values_many`, `targeting.number_odd`.
    """
    named = _fact(fact)
    codes = frozenset(_code(named, each) for each in values)
    if len(codes) > MOST_VALUES:
        raise TARGETING.problem("values_many", field=named.value, most=MOST_VALUES)
    for number in (least, most):
        _demand_possible(named, number)
    return Criterion(named, OPERATORS[KINDS[named]], codes, least, most)


def as_kept(written: Criterion) -> dict[str, Any]:
    """A criterion as plain JSON; `criterion_of` reads it back."""
    return {
        "fact": written.fact.value,
        "codes": sorted(written.codes),
        "least": written.least,
        "most": written.most,
    }


def criteria_of(kept: Iterable[Mapping[str, Any]]) -> tuple[Criterion, ...]:
    """Criteria as they were kept, in their order. Raises ProblemError as `criterion` does, for whatever stands there."""
    return tuple(criterion(*_parts(each)) for each in kept)


def values_in(text: str) -> Iterator[str]:
    """Codes as people list them: between commas, semicolons, spaces or line ends, in any case."""
    return (each for each in re.split(r"[\s,;]+", text) if each)


def _parts(kept: Mapping[str, Any]) -> tuple[str, list[str], int | None, int | None]:
    return (
        str(kept.get("fact")),
        [str(each) for each in kept.get("codes") or ()],
        kept.get("least"),
        kept.get("most"),
    )


def _fact(named: str) -> Fact:
    try:
        return Fact(named)
    except ValueError:
        raise TARGETING.problem("fact_unknown", field=named[:40]) from None


def _code(fact: Fact, written: str) -> str:
    code = written.strip()
    code = code.lower() if fact is Fact.SEX else code.upper()
    if fact not in _VALUES or not re.fullmatch(_VALUES[fact], code):
        raise TARGETING.problem("values_odd", field=fact.value, value=written[:40])
    return code


def _demand_possible(fact: Fact, number: object) -> None:
    if number is None:
        return
    least, most = LIMITS.get(fact, (0, 0))
    whole = isinstance(number, int) and not isinstance(number, bool)
    if fact not in LIMITS or not whole or not least <= number <= most:  # type: ignore[operator]
        raise TARGETING.problem("number_odd", field=fact.value, least=least, most=most)
