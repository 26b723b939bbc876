"""What was fetched from a queue or a bucket: taken, answered where the carrier waits, or refused for good."""

from datetime import datetime
from typing import Final

import structlog
from attrs import field, frozen

from catenary.basis.findings import ProblemError
from catenary.desk.intake.channels import declaration_of
from catenary.desk.intake.interactive import answered_now
from catenary.desk.intake.lasting import demand_lasting
from catenary.desk.intake.models import Channel
from catenary.desk.intake.receiving import receive
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.acting import Door, acting

_NEVER: Final = frozenset({"delivery.empty", "delivery.too_large"})
"""Refusals that no later try can change."""


@frozen
class Fetched:
    """What became of it: committed, or refused for good; and the answer, where the carrier waits for one."""

    taken: bool
    answer: bytes | None = field(default=None, repr=False)


def take(*, channel: Channel, data: bytes, now: datetime, answering: bool = False) -> Fetched:
    """Commit what was fetched; when this returns it may be acknowledged or removed where it came from.

    What came a second time, since an acknowledgement was lost, is known as a repetition and answered again. Raises ProblemError for
    what can be taken later, such as while the spool is closed, and whatever the database raises while it is away.
    """
    try:
        with acting(declaration_of(channel, Door.SYSTEM)):
            standing = Channel.objects.select_related("organisation").get(pk=channel.pk)  # closed meanwhile?
            row = receive(channel=standing, data=data, now=now)
            answer = answered_now(row, data, now) if answering and channel.interactive else None
            demand_lasting()
    except ProblemError as refusal:
        if refusal.finding.code not in _NEVER:
            raise
        _enter_refusal(channel, refusal.finding.code)
        return Fetched(taken=False)
    return Fetched(taken=True, answer=answer)


def _enter_refusal(channel: Channel, code: str) -> None:
    structlog.get_logger().warning("delivery refused", code=code)
    with acting(declaration_of(channel, Door.SYSTEM)):
        enter(
            room="intake",
            act="delivery_refused",
            record=str(channel.public_id),
            reason=code.partition(".")[2],
        )
