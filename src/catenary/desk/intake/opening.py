"""The sealed original of a delivery that nobody could read, opened for one person who says why, for a short time.

What could not be read could not be redacted, so the original may hold anything, also what must not be kept. It stays sealed to a key
that workers alone have; whoever serves the web cannot open it, and shall not come to. So the asker gets a key of their own: the web makes a
pair, keeps the public half beside the request and gives the secret half to the asker's browser alone, in a cookie that goes to the page of
this opening only. A worker opens the original and seals its beginning anew, to that public half. The database then holds something that only the
asker's browser can have opened, and only while both last: a copy of the database, of a backup or of the log opens nothing, nor does the session of
somebody else. Only in the answer to the asker is it in the clear, inside the process that writes the page; each such answer is entered in the ledger.

It needs the role, a purpose for which the strictest of what may be in it could be opened, and a reason. The data protection officer is
told of every request at once, and reads who asked and why. It ends after minutes, and with the spool.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from catenary.basis.findings import ProblemError
from catenary.core.intake.receipt import DeliveryState
from catenary.core.mandate.model import Act, DataClass, DeskAct, Handling, Held, Role
from catenary.desk.intake import spool
from catenary.desk.intake.models import Delivery, Opening, Spooled
from catenary.desk.intake.problems import DELIVERY
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk, on_record
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell import sealing
from catenary.desk.shell.notices.services import notify_roles

OPEN: Final = of_desk(DeskAct.OPEN_ORIGINAL)
STRICTEST: Final = DataClass.PASSENGER_RECORD
"""What it holds is not known; booking data are opened for the fewest purposes (Directive (EU) 2016/681 art. 1(2))."""
SHOWN_FOR: Final = timedelta(minutes=10)
"""How long it can be shown, from when it was asked for."""
MOST: Final = 64 * 1024
"""Octets that are shown: enough to see what is wrong with it."""
NOTICE: Final = "original_asked"
_WATCH: Final = (Role.DATA_PROTECTION_OFFICER,)


@transaction.atomic
def ask(*, actor: SignedIn, delivery: UUID, reason: str, recipient: str) -> Opening:
    """Ask that the original be opened for the actor; `recipient` is the public half of the actor's key. A worker does it.

    Raises ProblemError `delivery.original_gone` and those of access.
    """
    row, now = Delivery.objects.select_related("organisation").get(public_id=delivery), actor.now
    demand(OPEN, actor, row.organisation)
    held = Held(str(row.organisation.public_id), STRICTEST, Handling.RESTRICTED)
    demand(on_record(Act.SEE), actor, held)
    spooled = Spooled.objects.filter(delivery=row, expires_at__gt=now).first()
    if row.state != DeliveryState.QUARANTINED or spooled is None:
        raise DELIVERY.problem("original_gone")
    assert actor.task is not None  # else no purpose would have opened it
    opening = Opening(
        organisation=row.organisation,
        delivery=row,
        asked_by=actor.person,
        asked_at=now,
        purpose=actor.task.purpose,
        basis=actor.task.basis,
        reason=reason,
        recipient=recipient,
        expires_at=min(spooled.expires_at, now + SHOWN_FOR),
    )
    opening.full_clean()
    opening.save()
    enter(room="intake", act="ask_original", record=str(row.public_id), reason=reason)
    notify_roles(organisation=row.organisation, roles=_WATCH, kind=NOTICE, url=reverse("originals"))
    _have_it_opened(opening)
    return opening


def open_for_asker(*, opening: UUID, now: datetime) -> None:
    """What the worker does: open it, and seal its beginning to the asker. Done once; too late, it is not done at all."""
    with acting(Declaration(door=Door.SYSTEM)):
        organisation = Opening.objects.values_list("organisation_id", flat=True).get(public_id=opening)
    with acting(Declaration(organisation=organisation, door=Door.SYSTEM)):
        row = (
            Opening.objects.select_related("delivery").select_for_update(of=("self",)).get(public_id=opening)
        )
        if row.opened_at is not None:
            return
        try:
            row.sealed = sealing.seal_to(row.recipient, _beginning(row, now))
        except ProblemError as refusal:
            row.fault = refusal.finding.code
        row.opened_at = now
        row.save(update_fields=["sealed", "fault", "opened_at"])
        params = {"opened": row.sealed is not None}
        enter(room="intake", act="original_opened", record=str(row.delivery.public_id), params=params)


def end_all(*, now: datetime) -> None:
    """What was opened goes when its time is over; that it was asked for, by whom and why, stays."""
    with acting(Declaration(door=Door.SYSTEM)):
        Opening.objects.filter(expires_at__lte=now, sealed__isnull=False).update(sealed=None)


def _beginning(row: Opening, now: datetime) -> bytes:
    spooled = Spooled.objects.filter(delivery=row.delivery).first()
    if spooled is None or row.expires_at <= now:
        raise DELIVERY.problem("original_gone")
    return spool.unseal(bytes(spooled.sealed))[:MOST]


def _have_it_opened(row: Opening) -> None:
    from catenary.desk.intake.tasks import open_original  # noqa: PLC0415  jobs import what they do

    open_original.defer(opening=str(row.public_id))
