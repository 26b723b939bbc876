"""The dates that stand beside a record, worked out by core; kept so that the database can find what is due."""

from catenary.core.mandate.model import RetentionTable
from catenary.core.mandate.retention import RetentionAct, schedule
from catenary.desk.mandate.models import HeldRecord

DATES = ("mask_at", "mask_rule", "erase_at", "erase_rule")


def set_dates(record: HeldRecord, table: RetentionTable) -> None:
    """Write when the record is to be masked and erased, and by which rule; nothing is saved."""
    acts = {act.act: act for act in schedule(record.clock, table)}
    mask, erase = acts.get(RetentionAct.MASK), acts.get(RetentionAct.ERASE)
    record.mask_at, record.mask_rule = (mask.due_at, mask.rule.value) if mask else (None, "")
    record.erase_at, record.erase_rule = (erase.due_at, erase.rule.value) if erase else (None, "")
