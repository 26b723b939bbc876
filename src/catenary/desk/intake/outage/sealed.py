"""What a file of an outage holds: what was sent, over which channel, when it was answered, and with what. Sealed to the spool's key."""

import json
from datetime import datetime

from attrs import frozen

from catenary.core.intake.outage import OutageAnswer
from catenary.desk.intake import spool


@frozen
class Kept:
    """One message that was answered without the database."""

    channel: str
    at: datetime
    answer: OutageAnswer
    data: bytes


def seal(kept: Kept) -> bytes:
    """The bytes of the file. Raises ProblemError `delivery.spool_closed` where there is no key to seal with."""
    head = {"channel": kept.channel, "at": kept.at.isoformat(), "answer": kept.answer.value}
    return spool.seal(json.dumps(head).encode("ascii") + b"\n" + kept.data)


def unseal(sealed: bytes) -> Kept:
    """What a file holds; for workers. Raises ProblemError `delivery.spool_closed`, ValueError for a file that is none of ours."""
    head, _, data = spool.unseal(sealed).partition(b"\n")
    told = json.loads(head)
    return Kept(told["channel"], datetime.fromisoformat(told["at"]), OutageAnswer(told["answer"]), data)
