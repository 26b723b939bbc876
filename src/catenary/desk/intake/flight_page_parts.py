"""The page of one flight, and of one traveller on it, as answers and lines."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from attrs import frozen
from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.core.intake.model import Role
from catenary.core.intake.presence import Closing, LegState, Presence
from catenary.core.mandate.masking import category_of
from catenary.desk.intake.booking_parts import BookingShown, booking_shown
from catenary.desk.intake.flight_queries import Completeness, FlightShown, is_listed, standing_of
from catenary.desk.intake.local_times import AirportTime
from catenary.desk.intake.models import Message, Passage, PassageChange
from catenary.desk.intake.more_columns import flight_answers, traveller_answers
from catenary.desk.intake.passages import FORMER
from catenary.desk.intake.traveller_telling import KIND, cell, fields_of
from catenary.desk.intake.words import CAPACITIES, CLOSINGS, LEGS, PRESENCES, flight_name, purpose_word, tag
from catenary.desk.mandate.records.elements import label_of, laid_out
from catenary.desk.mandate.records.queries import ask_url
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.numbers import figure
from catenary.desk.shell.parts import Answer, Event, Masked, Tag
from catenary.desk.shell.sentences import sentence


@frozen
class Change:
    """What one message told differently of a traveller: what the fields were before."""

    at: datetime
    message: Message
    presence: Tag | None
    before: tuple[Answer, ...]


@frozen
class TravellerShown:
    """One traveller on one departure."""

    passage: Passage
    answers: tuple[Answer, ...]
    changes: tuple[Change, ...]
    booking: BookingShown

    @property
    def flight(self) -> str:
        """The designator of the flight."""
        return flight_name(self.passage.leg.carrier, self.passage.leg.number)


def flight_facts(here: SignedIn, shown: FlightShown) -> tuple[Answer, ...]:
    """State and times, as they were told and as UTC, and what other rooms tell."""
    leg = shown.leg
    answers = [Answer(_("State"), tag(LEGS, LegState(leg.state)))]
    answers += _times(_("Departs, local time"), _("Departs (UTC)"), shown.departs)
    if shown.arrives:
        answers += _times(_("Arrives, local time"), _("Arrives (UTC)"), shown.arrives)
    if leg.closed_at:
        answers.append(Answer(_("Closed"), leg.closed_at))
    answers.append(Answer(_("First told of"), leg.first_told_at))
    return (*answers, *flight_answers(here, leg))


def noticed(shown: FlightShown) -> tuple[str, ...]:
    """What is odd about the times, in sentences."""
    times = [shown.departs, *([shown.arrives] if shown.arrives else [])]
    return tuple(sentence(finding) for time in times for finding in time.noticed)


def completeness_answers(found: Completeness) -> tuple[Answer, ...]:
    """How many stand how with what was announced; nothing about those of whom there are none."""
    answers = [Answer(str(CLOSINGS[each][0]), count) for each in Closing if (count := found.counts.get(each))]
    if found.announced_share is not None:
        share = _("%(percent)s %%") % {"percent": figure(round(100 * found.announced_share, 1))}
        answers.append(Answer(_("Announced, of those on board"), share, exact=True))
    if found.changed_after:
        answers.append(Answer(_("Changed when the flight closed, or later"), found.changed_after))
    return tuple(answers)


def message_events(messages: tuple[Message, ...]) -> tuple[Event, ...]:
    """The messages that told of the flight, in the order in which they came."""
    return tuple(
        Event(
            at=message.delivery.received_at,
            what=purpose_word(message.purpose) or message.kind,
            who=" ".join(filter(None, (message.sender, message.kind, message.reference))),
            url=reverse("message", args=[message.public_id]),
        )
        for message in messages
    )


def traveller_shown(here: SignedIn, passage: Passage) -> TravellerShown:
    """The traveller with what was told, and what it was before."""
    standing = standing_of(passage.leg, passage, listed=is_listed(passage.leg))
    answers = [
        Answer(label_of(name), cell(passage, name), exact=True)
        for name in ("name", "born", "sex", "nationality", "documents", "seat", "booking_reference")
    ]
    answers += [
        Answer(_("On board as"), str(CAPACITIES[Role(passage.role)])),
        Answer(_("Presence"), tag(PRESENCES, Presence(passage.presence))),
        Answer(_("Standing"), tag(CLOSINGS, standing)),
    ]
    return TravellerShown(
        passage,
        (*answers, *traveller_answers(here, passage)),
        tuple(_changes(passage, fields_of(passage))),
        booking_shown(here, passage),
    )


def _times(local: str, utc: str, time: AirportTime) -> Iterator[Answer]:
    told = _("%(time)s, %(zone)s") % {"time": time.local, "zone": time.zone} if time.zone else time.local
    yield Answer(local, told or None, exact=True)
    yield Answer(utc, time.at)


def _changes(passage: Passage, fields: Mapping[str, Any]) -> Iterator[Change]:
    """The newest first. Of a masked record the values are withheld, and the names of the fields stay."""
    former = {each["until"]: each for each in fields.get(FORMER) or ()}
    for change in passage.changes.select_related("message"):
        was = former.get(change.changed_at.isoformat(), {})
        yield Change(
            at=change.changed_at,
            message=change.message,
            presence=tag(PRESENCES, Presence(change.presence)) if change.presence else None,
            before=tuple(_before(passage, change, was)),
        )


def _before(passage: Passage, change: PassageChange, was: Mapping[str, Any]) -> Iterator[Answer]:
    for name in change.fields:
        category = category_of(KIND, name)
        value: object = laid_out(name, was.get(name)) or None
        if passage.record.masked and category is not None:
            value = Masked(category.value, ask_url(passage.record.public_id))
        yield Answer(label_of(name), value, exact=isinstance(value, str))
