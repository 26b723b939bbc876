"""Answers that are others now than the carrier was told: found, numbered, and put in the order in which carriers learn of them.

Whatever changes what is known of a traveller says so here: a judgement, a new check, an outage that is over. Only a flight that has
not left, and whose doors are open, is spoken of.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from catenary.core.intake.outage import OutageAnswer
from catenary.core.intake.presence import LegState, Presence
from catenary.core.screening.carrier_answer import Boarding
from catenary.core.screening.telling import TellingState
from catenary.desk.intake.models import Channel, Delivery, Message, Passage
from catenary.desk.ledger.services import enter
from catenary.desk.screening.carrier_answers import Answered, answers_about
from catenary.desk.screening.models import AnswerChange, AnswerTold

IN_OUTAGE: Final = "answers.in_outage"
"""The reason of an answer that was given without looking at anything."""
_A_DAY: Final = timedelta(days=1)
_Group = list[AnswerTold]
"""What a carrier was told of one traveller in one message: a row for each leg."""


@transaction.atomic
def find_changes(*, passages: Iterable[Passage], now: datetime) -> list[AnswerChange]:
    """Compare what carriers were told of these travellers with what stands now; what differs is told, by a job of this transaction.

    As a job, or as the program or person whose act may have changed it. Done again it comes to nothing new.
    """
    told = _told(passages, now)
    if not told:
        return []
    differing = list(_differing(_grouped(told)))
    _one_at_a_time({each.message.delivery.channel_id for group, _ in differing for each in group})
    changes = [_change(group, answered, now) for group, answered in differing]
    made = AnswerChange.objects.bulk_create(changes)
    _have_them_told(made)
    if made:
        counts = dict(Counter(each.answer for each in made))
        enter(room="screening", act="answer_changed", record=str(made[0].message.public_id), params=counts)
    return made


@transaction.atomic
def remember_outage(delivery: Delivery) -> None:
    """Keep what a carrier was answered while the database was away, unless it was answered again since."""
    for message in (delivery.repeats or delivery).messages.select_related("organisation"):
        passages = list(Passage.objects.filter(last_message=message))
        newer = AnswerTold.objects.filter(passage__in=passages, told_at__gte=delivery.received_at)
        spoken = set(newer.values_list("passage_id", flat=True))
        known = dict(AnswerTold.objects.filter(passage__in=passages).values_list("passage_id", "version"))
        rows = [
            _in_outage(message, each, delivery, known.get(each.pk, 0) + 1)
            for each in passages
            if each.pk not in spoken
        ]
        AnswerTold.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["passage"],
            update_fields=["message", "answer", "reasons", "told_at", "version"],
        )


def not_left(now: datetime, on: str = "") -> Q:
    """A flight of which a carrier can still be told; `on` is the way to it from the row that is asked about."""

    def told(**conditions: object) -> Q:
        return Q(**{f"{on}{name}": value for name, value in conditions.items()})

    unknown = told(departs_at=None, departs_on__gte=(now - _A_DAY).date())
    return told(state=LegState.SCHEDULED.value) & (told(departs_at__gt=now) | unknown)


def _told(passages: Iterable[Passage], now: datetime) -> list[AnswerTold]:
    """The last answers about these travellers, with those of their other legs by the same message; nobody else changes them meanwhile."""
    wanted = AnswerTold.objects.filter(
        not_left(now, "passage__leg__"), passage__in=[each.pk for each in passages]
    )
    pairs = set(wanted.values_list("message_id", "passage__record_id"))
    if not pairs:
        return []
    rows: QuerySet[AnswerTold] = AnswerTold.objects.select_related(
        "organisation", "message__delivery__channel", "passage__leg"
    )
    found = rows.filter(
        message__in={message for message, _ in pairs}, passage__record__in={record for _, record in pairs}
    )
    locked = found.select_for_update(of=("self",)).order_by("passage_id")
    return [each for each in locked if (each.message_id, each.passage.record_id) in pairs]


def _grouped(told: Iterable[AnswerTold]) -> list[_Group]:
    groups: defaultdict[tuple[int, int], _Group] = defaultdict(list)
    for each in told:
        groups[each.message_id, each.passage.record_id].append(each)
    return list(groups.values())


def _differing(groups: Sequence[_Group]) -> Iterator[tuple[_Group, Answered]]:
    for group in groups:
        on = [each.passage for each in group if each.passage.presence != Presence.CANCELLED]
        for answered in answers_about(on):
            if any(each.answer != answered.answer.answer for each in group):
                yield group, answered


def _change(group: _Group, answered: Answered, now: datetime) -> AnswerChange:
    """What is told from now on, on every leg; a change that still waited is overtaken."""
    version = max(each.version for each in group) + 1
    for each in group:
        each.answer, each.version, each.told_at = answered.answer.answer.value, version, now
        each.reasons = sorted({reason.code for reason in answered.answer.reasons})
        each.save(update_fields=["answer", "version", "told_at", "reasons"])
    waiting = AnswerChange.objects.filter(passage__in=[each.passage for each in group])
    waiting.filter(state=TellingState.WAITS.value).update(state=TellingState.OVERTAKEN.value)
    first = group[0]
    called = is_called(first.message.delivery.channel)
    return AnswerChange(
        organisation=first.organisation,
        channel=first.message.delivery.channel,
        message=first.message,
        passage=first.passage,
        version=version,
        answer=answered.answer.answer.value,
        changed_at=now,
        state=(TellingState.WAITS if called else TellingState.TO_FETCH).value,
        next_at=now if called else None,
    )


def is_called(channel: Channel) -> bool:
    """Whether the carrier is called when an answer changes; else it asks."""
    return channel.closed_at is None and bool(channel.push_address)


def _in_outage(message: Message, passage: Passage, delivery: Delivery, version: int) -> AnswerTold:
    return AnswerTold(
        organisation=message.organisation,
        message=message,
        passage=passage,
        answer=_BOARDING[OutageAnswer(delivery.outage_answer)].value,
        reasons=[IN_OUTAGE],
        told_at=delivery.received_at,
        version=version,
    )


def _one_at_a_time(channels: Iterable[int]) -> None:
    """Changes of a channel are committed in the order of their rows: who asks for those after a known one misses none."""
    with connection.cursor() as cursor:
        for channel in sorted(channels):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('answers changed', %s))", [channel])


def _have_them_told(made: Iterable[AnswerChange]) -> None:
    from catenary.desk.screening.tasks import tell_channel_soon  # noqa: PLC0415  jobs import what they do

    for channel in {each.channel_id: each.channel for each in made if each.next_at}.values():
        tell_channel_soon(channel)


_BOARDING: Final = {
    OutageAnswer.FURTHER_CHECKS: Boarding.FURTHER_CHECKS,
    OutageAnswer.CLEARED: Boarding.CLEARED,
}
