"""What pages of records call things: fields of travellers and bookings, states, and what two persons decide."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catenary.core.mandate.flow_table import Flow, State
from catenary.core.mandate.retention import RetentionAct, RetentionRule
from catenary.desk.shell.parts import Colour


class Standing(StrEnum):
    """How a record stands with the time it is kept."""

    KEPT = "kept"
    MASKED = "masked"
    DUE = "due"
    HELD = "held"
    LINKED = "linked"
    ERASED = "erased"


STANDINGS: Mapping[Standing, Promise] = {
    Standing.KEPT: _("kept"),
    Standing.MASKED: _("masked"),
    Standing.DUE: _("due to go"),
    Standing.HELD: _("legal hold"),
    Standing.LINKED: _("objective link"),
    Standing.ERASED: _("erased"),
}
COLOURS: Mapping[Standing, Colour] = {
    Standing.KEPT: Colour.GREY,
    Standing.MASKED: Colour.PURPLE,
    Standing.DUE: Colour.ORANGE,
    Standing.HELD: Colour.BLUE,
    Standing.LINKED: Colour.TEAL,
    Standing.ERASED: Colour.GREY,
}
FIELDS: Mapping[str, Promise] = {
    "address": _("Address"),
    "agency": _("Agency"),
    "bag_count": _("Number of bags"),
    "bag_weight": _("Weight of bags"),
    "baggage": _("Baggage"),
    "bags": _("Bag tags"),
    "birth_place": _("Place of birth"),
    "booking_reference": _("Booking reference"),
    "born": _("Date of birth"),
    "category": _("Category"),
    "changed_at": _("Changed"),
    "check_in": _("Check-in"),
    "cleared_at": _("Cleared at"),
    "contacts": _("Contacts"),
    "created_at": _("Booked"),
    "disembarks": _("To"),
    "documents": _("Travel documents"),
    "duty": _("Duty"),
    "embarks": _("From"),
    "excess_baggage": _("Excess baggage"),
    "findings": _("Noticed when it was read"),
    "frequent_flyer": _("Frequent flyer"),
    "group_name": _("Group"),
    "history": _("Earlier versions"),
    "id": _("Number in the message"),
    "infant": _("Infant"),
    "locator": _("Record locator"),
    "locators": _("Record locators"),
    "name": _("Name"),
    "nationality": _("Nationality"),
    "other_names": _("Other names"),
    "other_nationalities": _("Other nationalities"),
    "party_size": _("Travelling together"),
    "payment": _("Payment"),
    "reference": _("Carrier's reference"),
    "references": _("Other references"),
    "remarks": _("Remarks"),
    "residence": _("Residence"),
    "role": _("On board as"),
    "seat": _("Seat"),
    "seats": _("Seats"),
    "segments": _("Itinerary"),
    "services": _("Services"),
    "sex": _("Sex"),
    "splits": _("Split from"),
    "ticketed_at": _("Ticketed"),
    "tickets": _("Tickets"),
    "title": _("Title"),
    "travellers": _("Travellers"),
    "unread": _("Not understood"),
    "verified": _("Verified"),
}
FLOWS: Mapping[Flow, Promise] = {
    Flow.UNMASKING: _("Unmasking a record"),
    Flow.HOLD: _("Keeping a record under a legal hold"),
    Flow.LIFTING: _("Ending a legal hold"),
    Flow.ERASURE: _("Erasing a record before its time"),
    Flow.RETENTION_LAW: _("A State's own times for a class of data"),
}
STATES: Mapping[State, Promise] = {
    State.ASKED: _("waits for a second person"),
    State.IN_FORCE: _("in force"),
    State.REFUSED: _("refused"),
    State.WITHDRAWN: _("withdrawn"),
    State.LAPSED: _("fell, since nobody decided"),
    State.ENDED: _("ended"),
    State.REVIEWED: _("ended and reviewed"),
}
RETENTION_ACTS: Mapping[RetentionAct, Promise] = {
    RetentionAct.MASK: _("Mask"),
    RetentionAct.ERASE: _("Erase"),
}
RULES: Mapping[RetentionRule, Promise] = {
    RetentionRule.MASKED_AFTER: _("time until masking"),
    RetentionRule.ERASED_AFTER: _("time until erasure"),
    RetentionRule.ERASED_AFTER_LINKED: _("time until erasure, with an objective link"),
    RetentionRule.LIMIT: _("the longest time any law allows"),
    RetentionRule.ORDER: _("erasure was ordered"),
}
