"""Group 1 of PNRGOV: locators, dates, who made the booking, contact address, excess baggage; and group 8, splits."""

from collections.abc import Sequence

from catenary.core.intake.booking import Agency, RecordLocator
from catenary.formats.edifact.segment import Segment
from catenary.formats.pnrgov.draft import Draft, Elements, part, parts

LATEST_CHANGE, TICKET_ISSUE = "700", "710"
_EXCESS_FROM = 2


def read_locators(draft: Draft, segment: Segment, elements: Elements) -> None:
    """RCI of the booking: its locator in each system; the first is the carrier's own and tells when it was made."""
    found = draft.once(segment, elements, locators)
    draft.booking.setdefault("locators", []).extend(found)
    if found and "locator" not in draft.booking:
        draft.booking["locator"] = found[0].number or None
    if "created_at" not in draft.booking and (created := _creation(draft, segment, elements)):
        draft.booking["created_at"] = created


def locators(elements: Sequence[Sequence[str]]) -> list[RecordLocator]:
    """Every locator an RCI names."""
    named = [parts(elements, n, 3) for n in range(1, len(elements))]
    return [RecordLocator(system or "", number or "", _kind(kind)) for system, number, kind in named]


def _kind(stated: str | None) -> str | None:
    return None if stated is None or _is_day(stated) else stated


def _is_day(text: str) -> bool:
    return len(text) == 6 and text.isdigit()


def _creation(draft: Draft, segment: Segment, elements: Elements) -> str | None:
    """When the booking was made; some carriers write it one component too early."""
    _, _, misplaced, day, time = parts(elements, 1, 5)
    if misplaced and _is_day(misplaced):
        draft.note("booking_creation_misplaced", segment)
        return draft.moment(segment, misplaced, day)
    return draft.moment(segment, day, time)


def read_booking_dates(draft: Draft, segment: Segment, elements: Elements) -> None:
    """DAT of the booking: when it last changed, when it was ticketed (UTC unless agreed otherwise)."""
    for kind, at in dates(draft, segment, elements):
        if kind == TICKET_ISSUE:
            draft.booking["ticketed_at"] = at
        elif kind in {LATEST_CHANGE, ""}:
            draft.booking["changed_at"] = at
        else:
            draft.keep_as_received(segment, "booking_date_of_other_kind")


def dates(draft: Draft, segment: Segment, elements: Elements) -> list[tuple[str, str]]:
    """The qualified dates of a DAT that can be read."""
    found = []
    for n in range(1, len(elements)):
        kind, day, time = parts(elements, n, 3)
        at = draft.moment(segment, day, time)
        if at:
            found.append((kind or "", at))
    return found


def read_agency(draft: Draft, segment: Segment, elements: Elements) -> None:
    """ORG of the booking: the office that made it."""
    if draft.agency is None:
        draft.agency = draft.once(segment, elements, agency)
    else:
        draft.keep_repeated(segment)


def agency(elements: Sequence[Sequence[str]]) -> Agency | None:
    """The office an ORG describes; None for the empty ORG of a cancelled booking."""
    if not any(any(components) for components in elements[1:]):
        return None
    return Agency(
        system=part(elements, 1),
        system_location=part(elements, 1, 1),
        iata_number=part(elements, 2),
        office=part(elements, 2, 1),
        location=part(elements, 3),
        company=part(elements, 4),
        company_location=part(elements, 4, 1),
        type=part(elements, 5),
        country=part(elements, 6),
        currency=part(elements, 6, 1),
        language=part(elements, 6, 2),
        agent=part(elements, 7),
        details=tuple(value for components in elements[8:] for value in components if value),
    )


def read_excess_baggage(draft: Draft, _: Segment, elements: Elements) -> None:
    """EBD: baggage beyond the allowance."""
    quantity = tuple(value for components in elements[_EXCESS_FROM:] for value in components if value)
    draft.excess_bags.append(
        {
            "currency": part(elements, 1),
            "rate": part(elements, 1, 1),
            "quantity": quantity,
            "traveller": draft.traveller.id if draft.traveller else None,
        }
    )


def read_split(draft: Draft, segment: Segment, elements: Elements) -> None:
    """EQN within a booking: how many travellers left it or came from it."""
    draft.splits.append({"travellers": draft.number(segment, part(elements, 1)), "locators": []})


def read_split_locators(draft: Draft, segment: Segment, elements: Elements) -> None:
    """RCI after EQN: the booking they went to or came from."""
    if not draft.splits:
        draft.splits.append({"travellers": None, "locators": []})
    draft.splits[-1]["locators"] += draft.once(segment, elements, locators)
