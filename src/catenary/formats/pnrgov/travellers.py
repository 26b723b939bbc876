"""Groups 2 to 4 of PNRGOV: who travels, their memberships, tickets and payment."""

import re

from catenary.core.intake.booking import FrequentFlyer, Money
from catenary.formats.edifact.segment import Segment
from catenary.formats.pnrgov.cards import mask_card_number
from catenary.formats.pnrgov.draft import Draft, Elements, Fields, TravellerDraft, part
from catenary.formats.pnrgov.reservation import dates

_GROUP = "G"
INFANT_CATEGORIES = frozenset({"IN", "INF", "INS"})
_APART = re.compile(r"^(?P<given>.+?) +(?P<title>MR|MRS|MS|MISS|MSTR|MST|MDM|MME|MLLE|DR|PROF|CAPT|SIR)\.?$")
_RUN_ON = re.compile(r"^(?P<given>.{2,}?)(?P<title>MISS|MSTR|MRS|MR)$")
_LONGEST_NAME = 200
_ACCOUNT = 6
_NAMES_LIKE_TITLES = frozenset({"QAMR", "SAMR", "TAMR", "NIMR", "HAMR"})


def without_title(given_names: str) -> tuple[str, str | None]:
    """Given names and the title that reservation systems put behind them, apart (`JOHNMR`) or with a blank.

    Titles that are also the end of names (`WILLIAMS`, `ALEXANDR`) are only taken when they stand apart.
    """
    if len(given_names) > _LONGEST_NAME:
        return given_names, None
    found = _APART.match(given_names)
    if found is None and given_names not in _NAMES_LIKE_TITLES:
        found = _RUN_ON.match(given_names)
    return (found["given"].rstrip(), found["title"]) if found else (given_names, None)


def read_travellers(draft: Draft, _: Segment, elements: Elements) -> None:
    """TIF of group 2: a traveller, or several of one surname, or the name of a group."""
    surname = part(elements, 1) or ""
    draft.traveller, draft.ticket = None, None
    if part(elements, 1, 1) == _GROUP or (len(elements) > 2 and part(elements, 2, 1) == _GROUP):
        name = " ".join(value for value in (surname, part(elements, 2)) if value)
        if not draft.removals.takes_text(name):
            draft.booking["group_name"] = name
        return
    for n in range(2, max(len(elements), 3)):
        draft.traveller = read_traveller(draft, elements, surname, n)


def read_traveller(draft: Draft, elements: Elements, surname: str, n: int) -> TravellerDraft:
    """The traveller in element `n` of a TIF."""
    given_names, title = without_title(part(elements, n) or "")
    added = draft.add_traveller(surname, given_names, part(elements, n, 2))
    added.title, added.category = title, part(elements, n, 1)
    added.infant = added.category in INFANT_CATEGORIES
    return added


def read_memberships(draft: Draft, _: Segment, elements: Elements) -> None:
    """FTI: membership in frequent flyer programmes."""
    for components in elements[1:]:
        carrier, number, reference = (*components, "", "", "")[:3]
        owner = draft.owner(reference)
        draft.frequent_flyers.append(
            FrequentFlyer(carrier, number, tuple(filter(None, components[3:])), owner)
        )


def read_references(draft: Draft, segment: Segment, elements: Elements) -> None:
    """REF: the number by which the carrier's system knows the traveller whatever happens to the booking."""
    if draft.traveller is None:
        draft.keep_as_received(segment, "booking_segment_of_nobody")
        return
    draft.traveller.references += [value for components in elements[1:] for value in components[1:2] if value]


def read_fare(draft: Draft, _: Segment, elements: Elements) -> None:
    """FAR: fare type and designators; they wait for the ticket that follows."""
    draft.fare_details += [value for components in elements[1:] for value in components if value]


def read_ticket(draft: Draft, segment: Segment, elements: Elements) -> None:
    """TKT: a ticket number, or the statement that there is none."""
    draft.ticket = {
        "number": part(elements, 1),
        "kind": part(elements, 1, 1),
        "booklets": draft.number(segment, part(elements, 1, 2)),
        "traveller": draft.traveller.id if draft.traveller else None,
        "fare_details": tuple(draft.fare_details),
    }
    draft.fare_details.clear()
    draft.tickets.append(draft.ticket)


def _ticket(draft: Draft) -> Fields:
    """The ticket that has the word; prices that stand before any ticket get one without a number."""
    if draft.ticket is None:
        draft.ticket = {"number": None, "traveller": draft.traveller.id if draft.traveller else None}
        draft.tickets.append(draft.ticket)
    return draft.ticket


def read_fares(draft: Draft, segment: Segment, elements: Elements) -> None:
    """MON: base fare and total."""
    _ticket(draft).setdefault("fares", []).extend(draft.once(segment, elements, _fares))


def _fares(elements: Elements) -> list[Money]:
    stated = [(*components, "", "", "")[:3] for components in elements[1:]]
    return [Money(kind, amount, currency or None) for kind, amount, currency in stated if kind or amount]


def read_taxes(draft: Draft, segment: Segment, elements: Elements) -> None:
    """TXD: taxes, each an amount with its code."""
    _ticket(draft).setdefault("taxes", []).extend(draft.once(segment, elements, _taxes))


def _taxes(elements: Elements) -> list[Money]:
    stated = [(*components, "", "", "", "")[:4] for components in elements[2:]]
    return [
        Money(code, amount, currency or None, country or None)
        for amount, country, currency, code in stated
        if amount or code
    ]


def read_pricing(draft: Draft, segment: Segment, elements: Elements) -> None:
    """PTK: restrictions, ticketing deadline, validating carrier and place of sale."""
    ticket = _ticket(draft)
    if "restrictions" in ticket:
        draft.keep_repeated(segment)
        return
    ticket["restrictions"] = tuple(filter(None, elements[1])) if len(elements) > 1 else ()
    ticket["deadline_at"] = draft.moment(segment, part(elements, 3), part(elements, 3, 1), "")
    ticket["validating_carrier"], ticket["validating_number"] = part(elements, 4), part(elements, 5)
    ticket["sold_in"] = part(elements, 6)


def read_ticket_dates(draft: Draft, segment: Segment, elements: Elements) -> None:
    """DAT after TKT: when the ticket was issued."""
    for _, at in dates(draft, segment, elements):
        _ticket(draft)["issued_at"] = at


def read_payments(draft: Draft, segment: Segment, elements: Elements) -> None:
    """FOP: the forms of payment. Whole card numbers never enter; see `cards`."""
    ticket = draft.ticket["number"] if draft.ticket else None
    for components in elements[1:]:
        kind, indicator, amount, vendor, number, expires = (*components, "", "", "", "", "", "")[:_ACCOUNT]
        shown = mask_card_number(number)
        if shown != number:
            draft.note("card_number_masked", segment)
        draft.payments.append(
            {
                "kind": kind,
                "indicator": indicator or None,
                "amount": amount or None,
                "vendor": vendor or None,
                "number": shown or None,
                "expires": expires or None,
                "traveller": draft.traveller.id if draft.traveller else None,
                "ticket": ticket,
                "details": tuple(mask_card_number(value) for value in components[_ACCOUNT:] if value),
            }
        )
