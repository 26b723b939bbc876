"""Which carriers may be answered without the database: told every minute by a worker, in a file that the web reads when it needs it.

It holds the hash of a token of 256 random bits, never a token.
What is revoked is gone from it within a minute. While the database is away nobody can revoke anything, so it stands until then.
"""

import hmac
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from attrs import asdict, frozen

from catenary.basis.findings import ProblemError
from catenary.core.intake.outage import OutageAnswer
from catenary.core.mandate.model import DeskAct
from catenary.core.mandate.rules import may_act
from catenary.desk.intake.channels import SEND
from catenary.desk.intake.models import Channel
from catenary.desk.intake.outage.told_file import read_told, write_told
from catenary.desk.mandate.machines import actor_of, is_usable
from catenary.desk.mandate.people.invitations import hashed

_KIND: Final = "carriers"
_TOKEN: Final = re.compile(r"Bearer\s+(cat_[0-9a-f]{8}_[A-Za-z0-9_-]{43})", re.IGNORECASE)


@frozen
class Carrier:
    """A carrier that waits for answers: its channel, what it is answered in an outage and in which codes, until when its token counts."""

    channel: str
    token_hash: str
    answer: str
    codes: str
    until: float

    @property
    def outage_answer(self) -> OutageAnswer:
        """What it is answered about everybody."""
        return OutageAnswer(self.answer)


def carriers_now() -> list[Carrier]:
    """Everybody who is answered in an outage that begins now; for workers, who see all organisations."""
    rows = Channel.objects.select_related("program__organisation").filter(
        interactive=True, closed_at=None, program__isnull=False
    )
    return [_carrier(each) for each in rows.exclude(outage_answer="") if _may_send(each)]


def tell(folder: Path, carriers: Iterable[Carrier], now: datetime) -> None:
    """Write the file anew, in one step."""
    write_told(folder, _KIND, [asdict(each) for each in carriers], now)


def known(folder: Path, authorisation: str, now: datetime) -> Carrier | None:
    """The carrier whose bearer token this is; None for any other, and where the file is missing, not ours, or too old."""
    form = _TOKEN.fullmatch(authorisation.strip())
    if form is None:
        return None
    given = hashed(form[1])
    for each in _told(folder, now):
        if hmac.compare_digest(each.token_hash, given) and now.timestamp() < each.until:
            return each
    return None


def _told(folder: Path, now: datetime) -> list[Carrier]:
    try:
        return [Carrier(**each) for each in read_told(folder, _KIND, now)]
    except TypeError:
        return []


def _carrier(row: Channel) -> Carrier:
    assert row.program is not None
    told: dict[str, Any] = {
        "channel": str(row.public_id),
        "token_hash": row.program.token_hash,
        "answer": row.outage_answer,
        "codes": row.answer_codes,
        "until": row.program.expires_at.timestamp(),
    }
    return Carrier(**told)


def _may_send(row: Channel) -> bool:
    """As when it calls: a token that counts, its scope, and a role that may."""
    program = row.program
    assert program is not None
    if SEND not in program.scopes or not is_usable(program):
        return False
    try:
        organisation = str(program.organisation.public_id)
        may_act(actor_of(program), DeskAct.SEE_TRAFFIC, organisation).demand()
    except ProblemError:
        return False
    return True
