"""One message as its page shows it."""

from attrs import frozen
from django.utils.translation import gettext as _

from catenary.core.intake.receipt import MessageState
from catenary.core.mandate.model import Act
from catenary.desk.intake.keeping import FINDINGS
from catenary.desk.intake.kept_texts import kept_text
from catenary.desk.intake.message_text import TextShown, editable, text_shown
from catenary.desk.intake.models import Message
from catenary.desk.intake.quarantine import REFUSAL
from catenary.desk.intake.words import MESSAGES, purpose_word, tag
from catenary.desk.mandate.records.access import may
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.parts import Answer, Tag, Told


@frozen
class MessageShown:
    """A message, its text and what was noticed; `text` is None where it is masked, erased or closed to the reader's purpose."""

    message: Message
    state: Tag
    answers: tuple[Answer, ...]
    text: TextShown | None
    editable: str
    waits: bool
    """An officer may still correct or refuse it, and this reader may."""
    being_read: bool
    """A correction that the workers have not read yet."""
    answerable: bool
    """Something was wrong with it that the carrier can be told."""
    refused_because: Told | None
    before: Message | None
    after: Message | None


def message_shown(here: SignedIn, message: Message) -> MessageShown:
    """The message as this person sees it now."""
    fields = kept_text(message)
    waits = fields is not None and message.state == MessageState.QUARANTINED
    being_read = fields is not None and fields.get(FINDINGS) is None
    reason = fields.get(REFUSAL) if fields else None
    return MessageShown(
        message=message,
        state=tag(MESSAGES, MessageState(message.state)),
        answers=_answers(message),
        text=text_shown(fields, message.delivery.received_at.date()) if fields else None,
        editable=editable(fields) if fields else "",
        waits=waits and not being_read and message.record is not None and may(here, Act.EDIT, message.record).allowed,
        being_read=being_read,
        answerable=fields is not None and is_answerable(message),
        refused_because=Told(reason) if reason else None,
        before=message.corrects,
        after=message.corrections.first(),
    )  # fmt: skip


def is_answerable(message: Message) -> bool:
    """Whether there is something to tell the carrier: what was kept as it came needs no answer of the desk."""
    return message.state != MessageState.KEPT


def _answers(message: Message) -> tuple[Answer, ...]:
    return (
        Answer(_("Received"), message.delivery.received_at),
        Answer(_("Channel"), message.delivery.channel.name, exact=True),
        Answer(_("Sender"), message.sender or None, exact=True),
        Answer(_("Reference"), message.reference or None, exact=True),
        Answer(_("Sent for"), purpose_word(message.purpose)),
        Answer(_("Travellers"), message.travellers),
        Answer(_("Bookings"), message.bookings),
        Answer(_("Sensitive parts removed"), message.removed),
    )
