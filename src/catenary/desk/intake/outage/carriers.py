"""Which carriers may be answered without the database: told every minute by a worker, in a file that the web reads when it needs it.

It holds the hash of a token of 256 random bits, never a token; signed with the desk's secret, so that nobody else can put in another.
What is revoked is gone from it within a minute. While the database is away nobody can revoke anything, so it stands until then.
"""

import hmac
import os
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from attrs import asdict, frozen
from django.core import signing

from catenary.basis.findings import ProblemError
from catenary.core.intake.outage import OutageAnswer
from catenary.core.mandate.model import DeskAct
from catenary.core.mandate.rules import may_act
from catenary.desk.intake.channels import SEND
from catenary.desk.intake.models import Channel
from catenary.desk.mandate.machines import actor_of, is_usable
from catenary.desk.mandate.people.invitations import hashed

KNOWN_FOR: Final = timedelta(hours=24)
"""The longest outage in which carriers are answered."""
_FILE: Final = "carriers"
_SALT: Final = "catenary.intake.outage"
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
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    told = [now.timestamp(), [asdict(each) for each in carriers]]
    new = folder / f".{_FILE}.{os.getpid()}"
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(signing.dumps(told, salt=_SALT))
    new.replace(folder / _FILE)


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
        at, carriers = signing.loads((folder / _FILE).read_text("ascii"), salt=_SALT)
        listed = [Carrier(**each) for each in carriers]
    except (OSError, ValueError, TypeError, signing.BadSignature):
        return []
    return listed if now.timestamp() - float(at) <= KNOWN_FOR.total_seconds() else []


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
