"""The facts a targeting rule may use: a closed list, so that what is not on it can never be named.

Race, ethnic origin, religion, opinions, union membership, health, sexual life have no field, and free text has none
either, since it could stand for them. Names have none: a rule looks for conduct, lists look for persons.

Source: Directive (EU) 2016/681 art. 6(4).
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from attrs import field, frozen


class Kind(StrEnum):
    """What the values of a fact are, and so which tests fit it."""

    CODES = "codes"
    """A set of codes: airports, carriers, agencies."""
    NUMBER = "number"
    FLAG = "flag"


class Fact(StrEnum):
    """What is known of a traveller's journey and booking, and four traits that never stand alone."""

    ORIGIN = "origin"
    DESTINATION = "destination"
    VIA = "via"
    """Airports of the whole journey between its ends."""
    CARRIER = "carrier"
    AGENCY = "agency"
    """The IATA number of the office that sold the ticket."""
    PAYMENT = "payment"
    """The carrier's codes of the forms of payment."""
    BOOKED_DAYS_BEFORE = "booked_days_before"
    TICKETED_HOURS_BEFORE = "ticketed_hours_before"
    CHANGES = "changes"
    """How often the itinerary was changed after booking."""
    PARTY_SIZE = "party_size"
    BAGS = "bags"
    STAY_DAYS = "stay_days"
    ONE_WAY = "one_way"
    PAID_BY_ANOTHER = "paid_by_another"
    CHILD_WITH_UNRELATED_ADULTS = "child_with_unrelated_adults"
    NATIONALITY = "nationality"
    BIRTH_PLACE = "birth_place"
    SEX = "sex"
    AGE = "age"


KINDS: Final[Mapping[Fact, Kind]] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                Fact.ORIGIN, Fact.DESTINATION, Fact.VIA, Fact.CARRIER, Fact.AGENCY, Fact.PAYMENT, Fact.NATIONALITY,
                Fact.BIRTH_PLACE, Fact.SEX,
            ),
            Kind.CODES,
        ),
        **dict.fromkeys(
            (
                Fact.BOOKED_DAYS_BEFORE, Fact.TICKETED_HOURS_BEFORE, Fact.CHANGES, Fact.PARTY_SIZE, Fact.BAGS,
                Fact.STAY_DAYS, Fact.AGE,
            ),
            Kind.NUMBER,
        ),
        **dict.fromkeys(
            (Fact.ONE_WAY, Fact.PAID_BY_ANOTHER, Fact.CHILD_WITH_UNRELATED_ADULTS), Kind.FLAG
        ),
    }
)  # fmt: skip

TRAITS: Final = frozenset({Fact.NATIONALITY, Fact.BIRTH_PLACE, Fact.SEX, Fact.AGE})
"""Allowed only beside a criterion of conduct that narrows enough by itself."""


@frozen
class Journey:
    """The facts of one traveller's journey; what is not known is absent, and no criterion meets what is absent."""

    codes: Mapping[Fact, frozenset[str]] = field(factory=dict)
    numbers: Mapping[Fact, int] = field(factory=dict)
    flags: Mapping[Fact, bool] = field(factory=dict)
