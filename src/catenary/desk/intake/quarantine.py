"""What an officer does with a message in quarantine: correct it, have all read again, decide that it cannot be used."""

from typing import Any
from uuid import UUID

from django.db import transaction

from catenary.core.intake.model import CarrierMessage
from catenary.core.intake.receipt import MessageState
from catenary.core.mandate.model import Act, DeskAct
from catenary.desk.intake.keeping import ENVELOPE, TEXT, message_alone
from catenary.desk.intake.kept_texts import record_of, text_of
from catenary.desk.intake.message_text import as_kept
from catenary.desk.intake.models import Message
from catenary.desk.intake.quarantine_problems import QUARANTINE
from catenary.desk.intake.replaying import new_version
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk
from catenary.desk.mandate.models import RecordFields
from catenary.desk.mandate.records.access import demand as demand_of_record
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.models import LongWork
from catenary.desk.shell.progress.services import begin
from catenary.formats.edifact.envelope import read_interchanges

CORRECTION, READING_AGAIN = "intake_correction", "intake_reading_again"
TRAFFIC = of_desk(DeskAct.SEE_TRAFFIC)
REFUSAL = "refused_because"
"""Under this name the record of a message keeps why it cannot be used."""


@transaction.atomic
def correct(*, actor: SignedIn, message: UUID, written: str) -> LongWork:
    """Put a corrected text in a message's place, without what must not be kept; a job reads it. The version before stays.

    Raises ProblemError `quarantine.not_waiting`, `text_hidden`, `no_message`, `several_messages`, `unchanged`, or core's refusal.
    """
    from catenary.desk.intake.quarantine_jobs import read_correction  # noqa: PLC0415  jobs import what services write

    row, fields = _waiting(actor, message)
    envelope = fields.get(ENVELOPE, "")
    text, said = _redacted(row, as_kept(written), envelope)
    if text == fields[TEXT]:
        raise QUARANTINE.problem("unchanged")
    version = new_version(row, text, envelope, said.message or row.kind)
    work = begin(actor=actor, kind=CORRECTION)
    enter(
        room="intake",
        act="correct_message",
        record=_record(row),
        params={"version": _record(version)},
    )
    read_correction.defer(version=str(version.public_id), work=str(work.public_id))
    return work


@transaction.atomic
def refuse(*, actor: SignedIn, message: UUID, reason: str) -> Message:
    """Decide that a message cannot be used; what could be read of it stays. Raises ProblemError as `correct` does."""
    row, fields = _waiting(actor, message)
    row.state = MessageState.REFUSED
    row.full_clean()
    row.save(update_fields=["state"])
    RecordFields.objects.filter(record=row.record).update(fields={**fields, REFUSAL: reason})
    enter(room="intake", act="refuse_message", record=_record(row), reason=reason)
    return row


@transaction.atomic
def have_all_read_again(*, actor: SignedIn) -> LongWork:
    """Have every message of the quarantine read again, as after a new release of the rules of reading."""
    from catenary.desk.intake.quarantine_jobs import read_all_again  # noqa: PLC0415

    demand(TRAFFIC, actor)
    waiting = Message.objects.filter(state=MessageState.QUARANTINED).count()
    work = begin(actor=actor, kind=READING_AGAIN, total=waiting)
    enter(room="intake", act="read_all_again", params={"messages": waiting})
    read_all_again.defer(organisation=str(actor.organisation.public_id), work=str(work.public_id))
    return work


def _waiting(actor: SignedIn, message: UUID) -> tuple[Message, dict[str, Any]]:
    """The message, locked, and what its record keeps. Raises ProblemError where it does not wait or may not be changed."""
    demand(TRAFFIC, actor)
    rows = Message.objects.select_for_update(of=("self",))
    row = rows.select_related("record__organisation", "delivery", "organisation").get(public_id=message)
    demand_of_record(actor, Act.EDIT, record_of(row))
    if row.state != MessageState.QUARANTINED:
        raise QUARANTINE.problem("not_waiting")
    return row, text_of(row)


def _redacted(row: Message, text: str, envelope: str) -> tuple[str, CarrierMessage]:
    """What may be kept of a text that somebody wrote, and what it says."""
    count = sum(1 for each in read_interchanges((envelope + text).encode("latin-1")) if each.segments)
    if count != 1:
        raise (
            QUARANTINE.problem("several_messages", count=count) if count else QUARANTINE.problem("no_message")
        )
    read = message_alone(text, envelope, row.delivery.received_at.date())
    return read.text, read.message


def _record(message: Message) -> str:
    return str(message.record.public_id) if message.record else ""
