"""What can be noticed in a booking: codes of the room intake beside those of `problems`."""

from catenary.basis.findings import Catalogue, Severity

_ERROR, _WARNING, _NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE

BOOKING = Catalogue(
    "intake",
    {
        "pushed_flight_missing": (_WARNING, "The message does not name the flight it is about"),
        "booking_count": (_WARNING, "EQN states %(stated)s bookings; there are %(counted)s"),
        "bookings_too_many": (
            _ERROR,
            "The message has more than %(limit)s bookings; those beyond were left unread",
        ),
        "booking_start_missing": (_WARNING, "A booking begins with %(tag)s; the segment SRC is missing"),
        "booking_locator_missing": (_WARNING, "The booking has no record locator"),
        "booking_without_travellers": (_NOTICE, "The booking names no traveller"),
        "booking_creation_misplaced": (
            _NOTICE,
            "The date of creation stands where the kind of locator belongs",
        ),
        "booking_segment_unknown": (
            _WARNING,
            "The segment %(tag)s is not known here; it was kept as received",
        ),
        "booking_segment_repeated": (
            _NOTICE,
            "The segment %(tag)s is repeated; the first was read, this one kept as received",
        ),
        "booking_segment_of_nobody": (
            _NOTICE,
            "The segment %(tag)s belongs to a traveller and none was named; it was kept as received",
        ),
        "booking_segment_misplaced": (
            _NOTICE,
            "The segment %(tag)s stands where it is not expected; it was read",
        ),
        "booking_date_of_other_kind": (
            _NOTICE,
            "%(tag)s holds a date that is neither of a change nor of ticketing; it was kept as received",
        ),
        "booking_date_unreadable": (_WARNING, "%(tag)s: %(value)s is no date and time"),
        "booking_number_unreadable": (_WARNING, "%(tag)s: %(value)s is no number"),
        "traveller_reference_unknown": (
            _WARNING,
            "%(tag)s refers to traveller %(value)s, who is not in the booking",
        ),
        "traveller_only_at_check_in": (_NOTICE, "Traveller %(traveller)s appears at check-in only"),
        "traveller_infant_from_service": (_NOTICE, "Infant %(traveller)s is named in a service request only"),
        "document_unreadable": (_WARNING, "The text of SSR %(service)s does not hold a document or address"),
        "document_unattached": (
            _WARNING,
            "SSR %(service)s cannot be joined to one traveller; its document was kept apart",
        ),
        "document_name_differs": (
            _NOTICE,
            "A document of traveller %(traveller)s bears a name that differs from the booking",
        ),
        "document_from_history": (
            _NOTICE,
            "The document stands in the history of the booking (action %(action)s)",
        ),
        "document_sex_unknown": (_WARNING, "SSR DOCS: %(value)s is no code for sex"),
        "identity_contradicts": (
            _WARNING,
            "The documents of traveller %(traveller)s give more than one %(field)s",
        ),
        "card_number_masked": (
            _NOTICE,
            "A whole card number was masked to its first six and last four digits",
        ),
        "acknowledgement_without_outcome": (_WARNING, "The acknowledgement states no outcome and no error"),
        "acknowledgement_code_unknown": (
            _WARNING,
            "The code %(value)s of the acknowledgement is in no table",
        ),
        "acknowledgement_without_code": (_ERROR, "The table of acknowledgements has no code for %(meaning)s"),
        "acknowledgement_table_unreadable": (
            _ERROR,
            "The table of acknowledgements cannot be read: %(reason)s",
        ),
        "request_asks_nothing": (_WARNING, "The request names no flight, booking or person"),
        "bag_count": (_NOTICE, "TBD states %(stated)s bags and lists %(counted)s tags"),
    },
)
"""Every sentence is written for the officer who asks the carrier to do better."""
