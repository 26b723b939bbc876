"""What a decision of two persons brings about: as a job, since who decides from afar writes no record."""

from datetime import datetime

from catenary.core.mandate import flow as two_persons
from catenary.core.mandate.flow_table import Flow, State
from catenary.desk.mandate.models import HeldRecord, RecordMatter
from catenary.desk.mandate.records.notices import tell
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
    if matter.flow in {Flow.HOLD, Flow.LIFTING} and matter.record_id:
        _settle_hold(HeldRecord.objects.select_for_update().get(pk=matter.record_id), now)
    if (matter.flow, matter.state) == (Flow.RETENTION_LAW, State.IN_FORCE):
        bring_into_force(matter, now)
    if (matter.flow, matter.state) == (Flow.ERASURE, State.IN_FORCE) and matter.record_id:
        _order_erasure(HeldRecord.objects.select_for_update().get(pk=matter.record_id), matter)


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
