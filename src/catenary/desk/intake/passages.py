"""Who is on a departure, brought up to date from each message: known travellers are met again, changes kept with what was before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from attrs import define, evolve, frozen

from catenary.core.intake.completeness import changed_fields, meet
from catenary.core.intake.legs import ScheduledLeg, legs_of
from catenary.core.intake.model import CarrierMessage, Traveller
from catenary.core.intake.presence import LegState, Presence, presence_after
from catenary.core.mandate.model import DataClass
from catenary.desk.intake.flights import keep_legs
from catenary.desk.intake.models import FlightLeg, Message, Passage, PassageChange
from catenary.desk.intake.stored import traveller_of
from catenary.desk.mandate.models import HeldRecord, RecordFields
from catenary.desk.mandate.records.holding import NewRecord, hold
from catenary.formats.records import as_json

FORMER: Final = "former"
"""Under this name a record keeps what its fields were; masking hides it with them."""


@frozen
class _Known:
    """A traveller who is on a leg already."""

    passage: Passage
    traveller: Traveller


@define(eq=False)
class _Work:
    """One message being brought into the flights: its legs, and the record of each traveller once there is one."""

    message: Message
    said: CarrierMessage
    now: datetime
    legs: list[tuple[ScheduledLeg, FlightLeg]]
    records: dict[str, HeldRecord]


def keep_passages(message: Message, said: CarrierMessage, now: datetime) -> None:
    """Bring everybody whom a passenger or crew list names onto the legs they are on; bookings name nobody on board."""
    if said.bookings or not said.travellers:
        return
    legs = keep_legs(message, said, now)
    _hold_back_checks(row for _, row in legs)
    work = _Work(message, said, now, legs, {})
    by_leg = _by_leg(work)
    for row in {row.pk: row for _, row in legs}.values():
        _bring_up_to_date(work, row, by_leg[row.pk])


def _hold_back_checks(legs: Iterable[FlightLeg]) -> None:
    """Nobody on these departures is looked at from here on until it is committed what the message says of them."""
    on_board = Passage.objects.filter(leg__in=list(legs)).select_for_update(no_key=True)
    list(on_board.order_by("pk").values_list("pk"))  # in the order in which checks lock them


def _by_leg(work: _Work) -> Mapping[int, list[Traveller]]:
    """Who is on which leg, by its row, once however often the message names it; nobody falls out because of a mistyped airport."""
    found: defaultdict[int, list[Traveller]] = defaultdict(list)
    every, rows = [leg for leg, _ in work.legs], {leg.key: row.pk for leg, row in work.legs}
    for traveller in work.said.travellers:
        on, _told = legs_of(traveller, every)
        for row in {rows[leg.key] for leg in on}:
            found[row].append(traveller)
    return found


def _bring_up_to_date(work: _Work, leg: FlightLeg, named: Sequence[Traveller]) -> None:
    known = list(_known(leg))
    of_traveller = {id(each.traveller): each for each in known}
    met = {
        id(after): of_traveller[id(before)]
        for before, after in meet([each.traveller for each in known], named)
    }
    for traveller in named:
        if found := met.get(id(traveller)):
            bring = _fill_in if _is_overtaken(work.message, found.passage) else _change
            bring(work, found, traveller)
            work.records.setdefault(traveller.id, found.passage.record)
    _add(work, leg, [each for each in named if id(each) not in met])


def _known(leg: FlightLeg) -> Iterator[_Known]:
    """Travellers whose record can still be compared: a masked or erased one meets nobody, nor one that cannot be read back."""
    with_record = Passage.objects.select_related("record__content", "last_message__delivery")
    rows = with_record.filter(leg=leg).order_by("id")
    for passage in rows:
        content = getattr(passage.record, "content", None)
        if content is None or passage.record.masked:
            continue
        traveller = _told(content.fields)
        if traveller is not None:
            yield _Known(passage, traveller)


def _told(kept: Mapping[str, Any]) -> Traveller | None:
    try:
        return traveller_of({name: kept[name] for name in _FIELDS if name in kept})
    except ValueError:
        return None


def _add(work: _Work, leg: FlightLeg, new: Sequence[Traveller]) -> None:
    unheld = [each for each in new if each.id not in work.records]
    rows = hold(organisation=work.message.organisation, records=[_record(work, leg, each) for each in unheld])
    work.records.update({each.id: row for each, row in zip(unheld, rows, strict=True)})
    presence = presence_after(work.said.purpose)
    Passage.objects.bulk_create(
        Passage(
            organisation=work.message.organisation,
            leg=leg,
            record=work.records[each.id],
            role=each.role.value,
            presence=presence.value,
            announced=leg.state == LegState.SCHEDULED,
            first_message=work.message,
            last_message=work.message,
        )
        for each in new
    )


def _record(work: _Work, leg: FlightLeg, traveller: Traveller) -> NewRecord:
    return NewRecord(
        data_class=DataClass.PASSENGER_INFORMATION,
        kind="Traveller",
        fields=as_json(traveller),
        received_at=work.now,
        room="intake",
        label=str(leg),
    )


def _change(work: _Work, known: _Known, after: Traveller) -> None:
    """What the later message says holds; what it does not say stays; what was before is kept beside it."""
    passage, presence = known.passage, presence_after(work.said.purpose)
    changed = changed_fields(known.traveller, after)
    moved = _moves(Presence(passage.presence), presence)
    if changed or _adds(known.traveller, after):
        _rewrite(passage.record, after, changed, work.now)
    if changed or moved:
        PassageChange.objects.create(
            passage=passage,
            organisation=passage.organisation,
            message=work.message,
            changed_at=work.now,
            fields=list(changed),
            presence=presence.value if moved else "",
        )
    passage.presence = presence.value if moved else passage.presence
    passage.last_message = work.message
    passage.save(update_fields=["presence", "last_message"])


def _is_overtaken(message: Message, passage: Passage) -> bool:
    """Whether what came later was read before, as after an outage; what an officer corrected is never behind."""
    spoke_last = passage.last_message.delivery.received_at
    return message.corrects_id is None and spoke_last > message.delivery.received_at


def _fill_in(work: _Work, known: _Known, earlier: Traveller) -> None:
    """What an earlier message tells besides: nothing that a later one said is changed by it, and nothing it alone tells is lost."""
    held = {name: value for name in _FIELDS if (value := getattr(known.traveller, name))}
    added = [name for name in _FIELDS if name not in held and getattr(earlier, name)]
    if not added:
        return
    _rewrite(known.passage.record, evolve(earlier, **held), (), work.now)
    PassageChange.objects.create(
        passage=known.passage,
        organisation=known.passage.organisation,
        message=work.message,
        changed_at=work.now,
        fields=added,
    )


def _moves(before: Presence, after: Presence) -> bool:
    """Whether what a message says of the presence is news: to be expected is for whoever had been taken off the flight."""
    return after is not before and (after is not Presence.EXPECTED or before is Presence.CANCELLED)


def _adds(before: Traveller, after: Traveller) -> bool:
    return any(getattr(after, name) and not getattr(before, name) for name in _FIELDS if name != "id")


def _rewrite(record: HeldRecord, after: Traveller, changed: Sequence[str], now: datetime) -> None:
    content = RecordFields.objects.select_for_update().get(record=record)
    told: dict[str, Any] = {
        name: value for name, value in as_json(after).items() if value not in (None, [], "")
    }
    was = {name: content.fields.get(name) for name in changed}
    former = (
        [*content.fields.get(FORMER, []), {"until": now.isoformat(), **was}]
        if was
        else content.fields.get(FORMER, [])
    )
    content.fields = {**content.fields, **told, "id": content.fields["id"], FORMER: former}
    content.save(update_fields=["fields"])


_FIELDS: Final = tuple(each.name for each in Traveller.__attrs_attrs__)
