"""Groups 10 to 12 of PNRGOV: who changed what when, as the reservation system remembers it."""

from itertools import chain

from catenary.core.intake.booking import Agency, BookedSegment, FormerName, Remark, RemarkKind, ServiceRequest
from catenary.formats.edifact.segment import Segment
from catenary.formats.pnrgov.check_in import baggage
from catenary.formats.pnrgov.draft import Draft, Elements, part
from catenary.formats.pnrgov.identity_text import IDENTITY_SERVICES
from catenary.formats.pnrgov.itinerary import flight_fields
from catenary.formats.pnrgov.reservation import dates
from catenary.formats.pnrgov.texts import REMARK_KINDS, kept_text, read_identity, service_fields


def read_history_source(draft: Draft, segment: Segment, elements: Elements) -> None:
    """ABI: who made the changes that follow."""
    draft.traveller = None
    draft.change = {"by": draft.once(segment, elements, _source)}
    _open(draft)


def _source(elements: Elements) -> Agency:
    return Agency(
        iata_number=part(elements, 2),
        office=part(elements, 2, 1),
        location=part(elements, 3),
        company=part(elements, 5),
        type=part(elements, 1),
        details=tuple(filter(None, chain(*elements[4:5], *elements[6:]))),
    )


def _open(draft: Draft) -> None:
    draft.entry = dict(draft.change)
    draft.history.append(draft.entry)


def read_history_date(draft: Draft, segment: Segment, elements: Elements) -> None:
    """DAT of group 10: when the changes that follow were made."""
    for _, at in dates(draft, segment, elements):
        draft.change["at"] = at
        if draft.entry is not None:
            draft.entry["at"] = at


def read_action(draft: Draft, _: Segment, elements: Elements) -> None:
    """SAC: whether what follows was added or cancelled."""
    draft.change["action"] = part(elements, 3) or part(elements, 1)
    if draft.entry is None or "action" in draft.entry:
        _open(draft)
    assert draft.entry is not None
    draft.entry["action"] = draft.change["action"]


def _keep(draft: Draft, **item: object) -> None:
    """What was changed, in the open entry or one more of the same change."""
    if draft.entry is None or "item" in draft.entry or "text" in draft.entry:
        _open(draft)
    assert draft.entry is not None
    draft.entry.update(item)


def read_changed_flight(draft: Draft, segment: Segment, elements: Elements) -> None:
    """TVL of group 12: a flight that was booked or cancelled."""
    _keep(draft, item=flight_fields(draft, segment, elements))


def read_changed_status(draft: Draft, segment: Segment, elements: Elements) -> None:
    """RPI of group 12: with how many seats and which status."""
    item = draft.entry.get("item") if draft.entry else None
    if isinstance(item, dict):
        item["seats"] = draft.number(segment, part(elements, 1))
        item["status"] = part(elements, 2)
    else:
        read_other_change(draft, segment, elements)


def read_changed_name(draft: Draft, _: Segment, elements: Elements) -> None:
    """TIF of group 11: a name as it was or became."""
    _keep(draft, item=FormerName(part(elements, 1) or "", part(elements, 2) or ""))


def read_changed_service(draft: Draft, segment: Segment, elements: Elements) -> None:
    """SSR of group 11. A document here is also joined to its traveller, marked as being history."""
    code = (part(elements, 1) or "").upper()
    if draft.removals.takes_ssr(code):
        _keep_removed(draft)
        return
    fields = service_fields(draft, elements)
    if fields is None:
        _keep_removed(draft)
        return
    _keep(draft, item=ServiceRequest(**fields))
    if code in IDENTITY_SERVICES and fields["text"]:
        action = str(draft.change.get("action") or "")
        read_identity(draft, segment, code, fields["text"], part(elements, 2, 2), action)


def _keep_removed(draft: Draft) -> None:
    """A change whose content had to go leaves nothing, not even that there was one."""
    if draft.entry is not None and "item" not in draft.entry and "text" not in draft.entry:
        if draft.history[-1] is draft.entry:
            draft.history.pop()
        draft.entry = None


def read_changed_text(draft: Draft, _: Segment, elements: Elements) -> None:
    """IFT of group 11: a remark that was added or cancelled."""
    text = kept_text(draft, elements[2:])
    if text is None:
        _keep_removed(draft)
        return
    code = part(elements, 1, 1)
    kind = REMARK_KINDS.get(code or "", RemarkKind.OTHER)
    _keep(draft, item=Remark(kind, text, code, part(elements, 1, 3)))


def read_changed_bags(draft: Draft, segment: Segment, elements: Elements) -> None:
    """TBD of group 11: bags that were added or taken away."""
    _keep(draft, item=baggage(draft, segment, elements))


def read_other_change(draft: Draft, _: Segment, elements: Elements) -> None:
    """Any other segment of the history, as received."""
    text = kept_text(draft, elements)
    if text is None:
        _keep_removed(draft)
    else:
        _keep(draft, text=text)


def finished_item(item: object) -> object:
    """A flight under construction as the frozen value it became; other items are whole from the start."""
    return BookedSegment(**item) if isinstance(item, dict) else item
