"""A carrier that waits answered without the database, over whichever way in it sends: what it sent is on our disk, sealed, before it is answered."""

import structlog
from django.conf import settings
from django.utils import timezone

from catenary.basis.ids import new_id
from catenary.core.intake.outage import OutageAnswer
from catenary.desk.intake.outage import disk
from catenary.desk.intake.outage.answers import answer_in_outage
from catenary.desk.intake.outage.sealed import Kept, seal


def kept_and_answered(channel: str, answer: OutageAnswer, codes: str, data: bytes) -> bytes | None:
    """The answer, once the disk has what was sent through a channel. Answering comes first: what cannot be answered is not kept.

    Raises FullError, OSError, ProblemError.
    """
    now, name = timezone.now(), new_id()
    told = answer_in_outage(data, answer, codes, name, now)
    if told is not None:
        sealed = seal(Kept(channel, now, answer, data))
        disk.put(settings.OUTAGE_SPOOL, sealed, name, now, settings.OUTAGE_SPOOL_LARGEST)
        structlog.get_logger().warning("answered in an outage")
    return told
