"""The outside register that an organisation asks: connected and left by who operates the desk, who sees nobody's documents."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from catenary.core.mandate.model import DeskAct
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.models import OutsideRegister
from catenary.desk.screening.outside.problems import OUTSIDE
from catenary.desk.shell import sealing

CONNECT = of_desk(DeskAct.RUN_CHANNELS)


@transaction.atomic
def connect(
    *,
    actor: SignedIn,
    name: str,
    address: str,
    credential: str,
    milliseconds: int,
    at_once: int,
    holds_back: bool,
) -> OutsideRegister:
    """Ask a register from now on, for whoever is checked from now on.

    Raises ProblemError: those of access, `outside.connected_already`, `outside.address_unusable`, `outside.no_key`.
    """
    demand(CONNECT, actor)
    if OutsideRegister.objects.filter(organisation=actor.organisation, closed_at=None).exists():
        raise OUTSIDE.problem("connected_already")
    _demand_address(address)
    row = OutsideRegister(
        organisation=actor.organisation,
        name=name.strip(),
        address=address,
        key=_sealed(credential) if credential else None,
        milliseconds=milliseconds,
        at_once=at_once,
        holds_back=holds_back,
    )
    row.full_clean()
    row.save()
    params: dict[str, str | int | bool | None] = {
        "milliseconds": milliseconds,
        "at_once": at_once,
        "holds_back": holds_back,
    }
    enter(room="screening", act="outside_connected", record=str(row.public_id), params=params)
    return row


@transaction.atomic
def leave(*, actor: SignedIn, register: OutsideRegister, reason: str) -> None:
    """Ask it no more; what it said stays. Raises ProblemError `outside.left_already` and those of access."""
    demand(CONNECT, actor, register.organisation)
    row = OutsideRegister.objects.select_for_update(of=("self",)).get(pk=register.pk)
    if row.closed_at is not None:
        raise OUTSIDE.problem("left_already")
    row.closed_at, row.key = actor.now, None
    row.save(update_fields=["closed_at", "key"])
    enter(room="screening", act="outside_left", record=str(row.public_id), reason=reason)


def seal_again(register: int) -> None:
    """Seal what shows who asks, of a register by its row, to the key that is the newest now. For workers."""
    row = OutsideRegister.objects.select_for_update().get(pk=register)
    if row.key is not None:
        row.key = sealing.seal(sealing.unseal(bytes(row.key)))
        row.save(update_fields=["key"])


def _demand_address(address: str) -> None:
    parts = urlsplit(address)
    named = (parts.hostname or "") in settings.CATENARY.private_hosts
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and named)):
        raise OUTSIDE.problem("address_unusable")


def _sealed(credential: str) -> bytes:
    try:
        return sealing.seal(credential.encode())
    except sealing.SealError as fault:
        raise OUTSIDE.problem("no_key") from fault
