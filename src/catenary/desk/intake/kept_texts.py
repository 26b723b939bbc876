"""The text of a message as its record under mandate keeps it, where it may be seen."""

from typing import Any

from catenary.desk.intake.models import Message
from catenary.desk.intake.quarantine_problems import QUARANTINE
from catenary.desk.mandate.models import HeldRecord, RecordFields


def record_of(message: Message) -> HeldRecord:
    """The record that keeps a message's text. Raises ProblemError `quarantine.text_hidden` where there is none."""
    if message.record is None:
        raise QUARANTINE.problem("text_hidden")
    return message.record


def kept_text(message: Message) -> dict[str, Any] | None:
    """What the record of a message keeps; None where it is masked, erased, or closed to the stated purpose."""
    if message.record is None or message.record.masked:
        return None
    content = RecordFields.objects.filter(record=message.record).first()
    return content.fields if content else None


def text_of(message: Message) -> dict[str, Any]:
    """The same. Raises ProblemError `quarantine.text_hidden` where there is nothing."""
    fields = kept_text(message)
    if fields is None:
        raise QUARANTINE.problem("text_hidden")
    return fields
