"""What a decision of two persons brings about: as a job, since who decides from afar writes no record."""

from datetime import datetime

from catenary.core.mandate import flow as two_persons
from catenary.core.mandate.flow_table import Flow, State
from catenary.desk.ledger.services import enter, erase_record
from catenary.desk.mandate.models import HeldRecord, RecordMatter
from catenary.desk.mandate.models.matters import NO_WORDS
from catenary.desk.mandate.records.notices import tell, wake
from catenary.desk.mandate.retention.clocks import set_dates
from catenary.desk.mandate.retention.laws import bring_into_force
from catenary.desk.mandate.retention.tables import table_for

OPEN = (State.ASKED, State.IN_FORCE)


def settle(matter: RecordMatter, now: datetime) -> None:
    """Write what the clock has made of a matter, and draw its consequences; doing so twice changes nothing."""
    standing = two_persons.on_clock(matter.as_core(), now)
    if standing.state != matter.state:
        matter.state = standing.state
        matter.save(update_fields=["state"])
        tell(matter, now)
    if standing.state is State.ASKED and matter.escalated_at is None:
        _wake_in_time(matter, now)
    if matter.flow in {Flow.HOLD, Flow.LIFTING} and matter.record_id:
        _settle_hold(HeldRecord.objects.select_for_update().get(pk=matter.record_id), now)
    if (matter.flow, matter.state) == (Flow.RETENTION_LAW, State.IN_FORCE):
        bring_into_force(matter, now)
    if (matter.flow, matter.state) == (Flow.ERASURE, State.IN_FORCE) and matter.record_id:
        _order_erasure(HeldRecord.objects.select_for_update().get(pk=matter.record_id), matter)
    if matter.record is not None and matter.record.erased_at is not None:
        _forget_words(matter)


def _wake_in_time(matter: RecordMatter, now: datetime) -> None:
    """Once: that it was done is written in the transaction that tells them."""
    if now < two_persons.escalates_at(matter.as_core()):
        return
    matter.escalated_at = now
    matter.save(update_fields=["escalated_at"])
    wake(matter, now)
    record = matter.about if matter.record_id else ""
    enter(room="mandate", act="wake_others", record=record, params={"matter": str(matter.public_id)})


def is_held(record: HeldRecord, now: datetime) -> bool:
    """Whether a hold keeps the record now: one that was asked in time or confirmed, and whose end nobody confirmed."""
    holds = record.matters.filter(flow=Flow.HOLD, state__in=OPEN).exclude(endings__state=State.IN_FORCE)
    return any(two_persons.is_in_force(hold.as_core(), now) for hold in holds)


def _settle_hold(record: HeldRecord, now: datetime) -> None:
    held = is_held(record, now)
    if held != record.held and record.erased_at is None:
        record.held = held
        set_dates(record, table_for(record.organisation))
        record.save()


def _order_erasure(record: HeldRecord, matter: RecordMatter) -> None:
    if record.ordered_at is None and record.erased_at is None:
        record.ordered_at = matter.decided_at
        set_dates(record, table_for(record.organisation))
        record.save()


def _forget_words(matter: RecordMatter) -> None:
    """What was said of a record after it was erased goes as what was said before: the words, and what opens them in the log."""
    RecordMatter.objects.filter(pk=matter.pk).update(**NO_WORDS)
    erase_record(record=matter.about)
