"""The twelve segment groups of PNRGOV (10.1 and later): which segment may stand where, and who reads it there.

    SRC  1  RCI SSR* DAT* IFT* ORG ADD* EBD
            2  TIF FTI IFT* REF EBD FAR SSR* ADD*
               3  TKT MON PTK TXD* DAT
                  4  FOP IFT ADD
            5  TVL TVL(code share) TRA RPI APD SSR* RCI IFT*
               6  DAT ORG
                  7  TRI TIF SSD TBD
            LTS*
            8  EQN RCI
            9  MSG TVL
            10 ABI DAT
               11 SAC TIF SSR IFT TBD
                  12 TVL RPI

A group's table holds its own segments and those of the groups around it, so that a segment closes as many groups as it
must. A segment that none of them expects is still read, by the reader it has anywhere else, and told as misplaced.
"""

from collections.abc import Callable
from typing import Final, TypeAlias

from catenary.formats.edifact.segment import Segment
from catenary.formats.pnrgov import check_in, history, itinerary, reservation, texts, travellers
from catenary.formats.pnrgov.cards import mask_card_numbers_in_text
from catenary.formats.pnrgov.draft import Draft, Elements

Reader: TypeAlias = Callable[[Draft, Segment, Elements], None]
Step: TypeAlias = tuple[Reader, int]
"""Who reads a segment, and the group that is open after it."""

_OWN: Final[dict[int, dict[str, Step]]] = {
    1: {
        "RCI": (reservation.read_locators, 1),
        "SSR": (texts.read_service, 1),
        "DAT": (reservation.read_booking_dates, 1),
        "IFT": (texts.read_text, 1),
        "ORG": (reservation.read_agency, 1),
        "ADD": (texts.read_address, 1),
        "EBD": (reservation.read_excess_baggage, 1),
        "TIF": (travellers.read_travellers, 2),
        "TVL": (itinerary.read_flight, 5),
        "LTS": (texts.read_history_line, 1),
        "EQN": (reservation.read_split, 8),
        "MSG": (itinerary.read_ground_service, 9),
        "ABI": (history.read_history_source, 10),
    },
    2: {
        "FTI": (travellers.read_memberships, 2),
        "IFT": (texts.read_text, 2),
        "REF": (travellers.read_references, 2),
        "EBD": (reservation.read_excess_baggage, 2),
        "FAR": (travellers.read_fare, 2),
        "SSR": (texts.read_service, 2),
        "ADD": (texts.read_address, 2),
        "TKT": (travellers.read_ticket, 3),
    },
    3: {
        "MON": (travellers.read_fares, 3),
        "PTK": (travellers.read_pricing, 3),
        "TXD": (travellers.read_taxes, 3),
        "DAT": (travellers.read_ticket_dates, 3),
        "FOP": (travellers.read_payments, 4),
    },
    4: {"IFT": (texts.read_payer_text, 4), "ADD": (texts.read_payer_address, 4)},
    5: {
        "TRA": (itinerary.read_operating_flight, 5),
        "RPI": (itinerary.read_status, 5),
        "APD": (itinerary.read_equipment, 5),
        "SSR": (texts.read_service, 5),
        "RCI": (itinerary.read_flight_locators, 5),
        "IFT": (texts.read_text, 5),
        "DAT": (check_in.read_check_in_date, 6),
        "ORG": (check_in.read_check_in_agent, 6),
        "TRI": (check_in.read_boarding, 7),
    },
    6: {"TIF": (check_in.read_boarding_name, 7)},
    7: {
        "TIF": (check_in.read_boarding_name, 7),
        "SSD": (check_in.read_seat, 7),
        "TBD": (check_in.read_bags, 7),
    },
    8: {"RCI": (reservation.read_split_locators, 8)},
    9: {
        "TVL": (itinerary.read_ground_details, 9),
        "RPI": (itinerary.read_status, 9),
        "RCI": (itinerary.read_flight_locators, 9),
        "IFT": (texts.read_text, 9),
    },
    10: {
        "ABI": (history.read_history_source, 10),
        "DAT": (history.read_history_date, 10),
        "SAC": (history.read_action, 11),
        "LTS": (texts.read_history_line, 10),
        "EQN": (reservation.read_split, 8),
        "MSG": (itinerary.read_ground_service, 9),
    },
    11: {
        "TIF": (history.read_changed_name, 11),
        "SSR": (history.read_changed_service, 11),
        "IFT": (history.read_changed_text, 11),
        "TBD": (history.read_changed_bags, 11),
        "TVL": (history.read_changed_flight, 12),
    },
    12: {"RPI": (history.read_changed_status, 12)},
}
_AROUND: Final = {2: 1, 3: 2, 4: 3, 5: 1, 6: 5, 7: 6, 8: 1, 9: 1, 11: 10, 12: 11}
_HISTORY = 10


def _table(group: int) -> dict[str, Step]:
    around = _AROUND.get(group)
    return {**(_table(around) if around else {}), **_OWN[group]}


TABLES: Final[dict[int, dict[str, Step]]] = {group: _table(group) for group in _OWN}
"""For every group: tag -> reader and the group open after it."""

_ANYWHERE: Final[dict[str, Reader]] = {
    tag: step[0] for group in range(_HISTORY - 1, 0, -1) for tag, step in _OWN[group].items()
}


def read_unexpected(draft: Draft, segment: Segment, elements: Elements, group: int) -> None:
    """Read a segment that this group does not expect, or keep it as received, and tell so. The group stays open."""
    tag = segment.tag
    reader = _ANYWHERE.get(tag)
    draft.note("booking_segment_misplaced" if reader else "booking_segment_unknown", segment, tag=tag[:10])
    if group >= _HISTORY:
        history.read_other_change(draft, segment, elements)
    elif reader:
        reader(draft, segment, elements)
    elif not draft.removals.takes_text(segment.raw):
        draft.unread.append(mask_card_numbers_in_text(segment.raw))
