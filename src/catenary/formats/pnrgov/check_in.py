"""Groups 6 and 7 of PNRGOV: who checked in on a flight, with which seat and bags, as departure control knows it."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from catenary.core.intake.booking import Baggage, SeatSource
from catenary.formats.edifact.segment import Segment
from catenary.formats.pnrgov.draft import Draft, Elements, part, parts
from catenary.formats.pnrgov.reservation import dates
from catenary.formats.pnrgov.travellers import read_traveller, without_title

_TEXT = "3"
_POOL_ROLES = frozenset({"HP", "MP"})
_UNITS = {"700": "kg", "701": "lb"}
_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?", re.ASCII)
_LONGEST_TAG = 18
_CABIN = 5


def read_check_in_date(draft: Draft, segment: Segment, elements: Elements) -> None:
    """DAT of group 6 opens check-in: when it was, or the line of a departure control system as text."""
    draft.check_in, draft.boarding, draft.traveller = {"segment": draft.segment}, None, None
    if part(elements, 1) == _TEXT:
        text = ":".join(elements[1][1:])
        if text and not draft.removals.takes_text(text):
            draft.check_ins.append({**draft.check_in, "text": text})
        return
    for _, at in dates(draft, segment, elements):
        draft.check_in["at"] = at
    if "at" in draft.check_in:
        _open_boarding(draft)


def _open_boarding(draft: Draft) -> None:
    draft.boarding = {"segment": draft.segment, **draft.check_in}
    draft.check_ins.append(draft.boarding)


def read_check_in_agent(draft: Draft, _: Segment, elements: Elements) -> None:
    """ORG of group 6: who checked the travellers in."""
    agent = " ".join(value for components in elements[1:] for value in components if value)
    draft.check_in["agent"] = agent or None
    if draft.boarding is not None:
        draft.boarding["agent"] = agent or None


def read_boarding(draft: Draft, _segment: Segment, elements: Elements) -> None:
    """TRI: a traveller's boarding number on this flight, as `station-number` or the number alone."""
    number, _, _, reference = parts(elements, 2, 4)
    station, _, sequence = (number or "").rpartition("-")
    draft.traveller = draft.traveller_of(reference)
    if draft.boarding is None or "sequence" in draft.boarding or "traveller" in draft.boarding:
        _open_boarding(draft)
    assert draft.boarding is not None
    draft.boarding["station"], draft.boarding["sequence"] = station or None, sequence or None
    if draft.traveller:
        draft.boarding["traveller"] = draft.traveller.id


def read_boarding_name(draft: Draft, segment: Segment, elements: Elements) -> None:
    """TIF of group 7: who checked in. Someone whom the booking does not know is added to it."""
    surname = part(elements, 1) or ""
    given_names, _, reference = parts(elements, 2, 3)
    known = draft.traveller_of(reference)
    if known is None or known.surname != surname:
        given_names, _ = without_title(given_names or "")
        known = draft.by_name.get((surname, given_names)) or known or draft.traveller
    if known is None:
        known = read_traveller(draft, elements, surname, 2)
        draft.note("traveller_only_at_check_in", segment, traveller=known.id)
    draft.traveller = known
    if draft.boarding is None:
        _open_boarding(draft)
    assert draft.boarding is not None
    draft.boarding["traveller"] = known.id


def read_seat(draft: Draft, _: Segment, elements: Elements) -> None:
    """SSD: the seat given at check-in."""
    number = part(elements, 1)
    if number is None:
        return
    said = [*elements[1][1:], *chain(*elements[2:_CABIN]), *chain(*elements[_CABIN + 1 :])]
    draft.seats.append(
        {
            "number": number,
            "source": SeatSource.CHECK_IN,
            "segment": draft.segment,
            "traveller": draft.traveller.id if draft.traveller else None,
            "cabin": part(elements, _CABIN),
            "characteristics": draft.kept_characteristics(said),
        }
    )


def read_bags(draft: Draft, segment: Segment, elements: Elements) -> None:
    """TBD of group 7: the checked bags of the traveller who has the word."""
    owner = draft.traveller.id if draft.traveller else None
    draft.bags.append(baggage(draft, segment, elements, draft.segment, owner))


def baggage(
    draft: Draft,
    segment: Segment,
    elements: Elements,
    flight: int | None = None,
    traveller: str | None = None,
) -> Baggage:
    """What a TBD says: pieces and weight, pool, and each tag by itself where tags are given as a run."""
    stated, weight, unit = parts(elements, 1 if part(elements, 1) else 2, 3)
    pieces = draft.number(segment, stated)
    pool, listed = _pool_and_tags(elements)
    tags = _tags(listed, pieces)
    if pieces is not None and tags and len(tags) != pieces:
        draft.note("bag_count", segment, stated=pieces, counted=len(tags))
    return Baggage(
        segment=flight,
        traveller=traveller,
        pieces=pieces,
        weight=_weight(draft, segment, weight),
        weight_unit=_UNITS.get(unit, unit) if unit else None,
        tags=tags,
        destination=part(listed, len(listed) - 1, 3) if listed else None,
        pool=part(pool, 0) if pool else None,
        pool_ticket=part(pool, 0, 1) if pool else None,
    )


def _pool_and_tags(elements: Sequence[Sequence[str]]) -> tuple[list[Sequence[str]], list[Sequence[str]]]:
    pool = [components for components in elements[3:] if components[0] in _POOL_ROLES]
    return pool, [components for components in elements[3:] if any(components) and components not in pool]


def _tags(listed: list[Sequence[str]], pieces: int | None) -> tuple[str, ...]:
    """Every tag, carrier before number.

    The third component counts a run of consecutive tags, unless there are no more bags than entries: then it is the
    carrier's own numbering.
    """
    tags: list[str] = []
    for components in listed:
        carrier, first, count = (*components, "", "", "")[:3]
        tag = f"{carrier.strip()}{first.strip()}"
        if not count or len(listed) == pieces:
            tags += [tag] if tag else []
        else:
            tags += _run(carrier.strip(), first.strip(), count.strip())
    return tuple(tags)


def _run(carrier: str, first: str, count: str) -> Iterator[str]:
    """Consecutive tags from the first on."""
    length = int(count) if len(count) < 3 and count.isascii() and count.isdigit() else 1
    if not (first.isascii() and first.isdigit()) or len(first) > _LONGEST_TAG:
        yield f"{carrier}{first}"
        return
    for n in range(max(length, 1)):
        yield f"{carrier}{int(first) + n:0{len(first)}d}"


def _weight(draft: Draft, segment: Segment, text: str | None) -> float | None:
    if text is None:
        return None
    if not _NUMBER.fullmatch(text):
        draft.note("booking_number_unreadable", segment, tag=segment.tag, value=text[:40])
        return None
    return float(text.replace(",", "."))
