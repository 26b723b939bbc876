"""Which field of a traveller or booking falls under which category of masking, and which stays: every field, one by one.

The categories are those of Directive (EU) 2016/681 art. 12(2). A field that holds further values is `INSIDE` their own rows.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from attrs import frozen

from catenary.core.mandate.model import MaskedCategory

_NAMES = MaskedCategory.NAMES
_CONTACT = MaskedCategory.ADDRESS_AND_CONTACT
_PAYMENT = MaskedCategory.PAYMENT
_FLYER = MaskedCategory.FREQUENT_FLYER
_REMARKS = MaskedCategory.REMARKS
_INFORMATION = MaskedCategory.PASSENGER_INFORMATION


@frozen
class Inside:
    """The field holds one value, or several, whose own fields have rows of this kind."""

    kind: str


STAYS: Final = None
"""The field does not directly identify anybody and is not named by art. 12(2)."""

Rule: TypeAlias = MaskedCategory | Inside | None


def _all(rule: Rule, fields: str) -> dict[str, Rule]:
    return dict.fromkeys(fields.split(), rule)


_TABLE: Final[dict[str, dict[str, Rule]]] = {
    # What a passenger list says of a traveller is passenger information, (f); only what ties the record together stays.
    "Traveller": {
        **_all(STAYS, "id booking_reference role"),
        **_all(_NAMES, "name other_names title"),
        **_all(_CONTACT, "address contacts"),
        **_all(_REMARKS, "remarks"),
        **_all(
            _INFORMATION,
            "sex infant born birth_place nationality residence documents reference seat embarks disembarks bags category "
            "other_nationalities verified cleared_at bag_count bag_weight duty references findings",
        ),
    },
    # The text of a message says all that its travellers and bookings say.
    "CarrierMessage": _all(_INFORMATION, "text findings"),
    # Reasons of a candidate carry values of the traveller beside those of the list's entry.
    "Candidate": _all(_INFORMATION, "listed name findings"),
    # Which facts of a journey and a booking met the criteria of a rule.
    "RuleFinding": _all(_INFORMATION, "met"),
    # Whom an edition of a list adds, changes and takes off, by name.
    "ListChanges": _all(_INFORMATION, "added changed removed"),
    # Findings carry values of the message. The number of travellers travelling together is masked with their names, (a), and so are the links to them.
    "Booking": {
        **_all(STAYS, "locator locators created_at changed_at ticketed_at"),
        **_all(_NAMES, "travellers party_size group_name"),
        **_all(_CONTACT, "contacts"),
        **_all(_PAYMENT, "payment"),
        **_all(_FLYER, "frequent_flyer"),
        **_all(_REMARKS, "remarks unread findings"),
        "segments": Inside("BookedSegment"),
        "agency": Inside("Agency"),
        "tickets": Inside("Ticket"),
        "seats": Inside("Seat"),
        "baggage": Inside("Baggage"),
        "excess_baggage": Inside("ExcessBaggage"),
        "check_in": Inside("CheckIn"),
        "services": Inside("ServiceRequest"),
        "splits": Inside("Split"),
        "history": Inside("HistoryEntry"),
    },
    "BookedSegment": {
        **_all(
            STAYS,
            "kind carrier number origin destination departs_local arrives_local booking_class operating_carrier "
            "operating_number operating_class status equipment service locators",
        ),
        **_all(_NAMES, "seats"),
        **_all(_REMARKS, "description"),
    },
    "Agency": {
        **_all(
            STAYS,
            "system system_location iata_number office location company company_location type country currency language "
            "agent",
        ),
        **_all(_REMARKS, "details"),
    },
    "Ticket": {
        **_all(
            STAYS,
            "number kind booklets issued_at fares taxes deadline_at validating_carrier sold_in validating_number",
        ),
        **_all(_NAMES, "traveller"),
        **_all(_REMARKS, "restrictions fare_details"),
    },
    "Seat": {
        **_all(STAYS, "number source segment cabin status characteristics"),
        **_all(_NAMES, "traveller"),
    },
    "Baggage": {
        **_all(STAYS, "segment pieces weight weight_unit tags destination pool pool_ticket"),
        **_all(_NAMES, "traveller"),
    },
    "ExcessBaggage": {**_all(STAYS, "currency rate quantity"), **_all(_NAMES, "traveller")},
    "CheckIn": {
        **_all(STAYS, "segment at sequence station agent"),
        **_all(_NAMES, "traveller"),
        **_all(_REMARKS, "text"),
    },
    "ServiceRequest": {
        **_all(STAYS, "code status quantity carrier origin destination segment"),
        **_all(_NAMES, "traveller"),
        **_all(_REMARKS, "text details"),
    },
    "Split": {**_all(STAYS, "locators"), **_all(_NAMES, "travellers")},
    # A changed item may be a former name, a remark or a bag: none is told from the others once it is stored, so all go.
    "HistoryEntry": {
        **_all(STAYS, "action at"),
        **_all(_NAMES, "item"),
        **_all(_REMARKS, "text"),
        "by": Inside("Agency"),
    },
}

MASKING: Final[Mapping[str, Mapping[str, Rule]]] = MappingProxyType(
    {kind: MappingProxyType(rules) for kind, rules in _TABLE.items()}
)
"""The rows by the name of the value in `core/intake`."""
