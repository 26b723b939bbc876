"""What a carrier is answered, and how it learns of changes: the State's codes, the answer of an outage, where the carrier is called."""

import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from catenary.core.intake.outage import OutageAnswer
from catenary.core.mandate.model import DeskAct
from catenary.desk.intake.answer_codes import demand_whole
from catenary.desk.intake.channel_problems import CHANNEL
from catenary.desk.intake.models import Channel
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell import sealing
from catenary.formats.webhooks.signing import KEY_OCTETS


@transaction.atomic
def set_answers(
    *,
    actor: SignedIn,
    channel: Channel,
    outage_answer: OutageAnswer | None,
    answer_codes: str,
    push_address: str,
    new_key: bool = False,
) -> bytes | None:
    """Settle them; gives the key of our signature where there is a new one, which is shown this once and kept sealed.

    Raises ProblemError: those of access, `channel.closed`, `channel.not_interactive`, `channel.address_unusable`, `channel.no_key`, and
    `intake.answer_table_unreadable`, `intake.answer_meaning_without_code` for codes that are not whole.
    """
    demand(of_desk(DeskAct.RUN_CHANNELS), actor, channel.organisation)
    row = Channel.objects.select_for_update(of=("self",)).get(pk=channel.pk)
    _demand(row, outage_answer, push_address)
    demand_whole(answer_codes)
    fresh = bool(push_address) and (new_key or not row.push_secret or push_address != row.push_address)
    key = secrets.token_bytes(KEY_OCTETS) if fresh else None
    row.outage_answer = outage_answer.value if outage_answer else ""
    row.answer_codes, row.push_address = answer_codes.strip(), push_address
    row.push_secret = _sealed(key) if key else row.push_secret if push_address else None
    row.full_clean()
    row.save(update_fields=["outage_answer", "answer_codes", "push_address", "push_secret"])
    params: dict[str, str | int | bool | None] = {
        "outage": row.outage_answer or None,
        "own_codes": bool(row.answer_codes),
        "called": bool(push_address),
        "new_key": fresh,
    }
    enter(room="intake", act="channel_answers_set", record=str(row.public_id), params=params)
    return key


def seal_again(channel: int) -> None:
    """Seal the key of our signature, of a channel by its row, to the key that is the newest now. For workers, who can open it."""
    row = Channel.objects.select_for_update(of=("self",)).get(pk=channel)
    if row.push_secret is not None:
        row.push_secret = sealing.seal(sealing.unseal(bytes(row.push_secret)))
        row.save(update_fields=["push_secret"])


def _demand(row: Channel, outage_answer: OutageAnswer | None, push_address: str) -> None:
    if row.closed_at is not None:
        raise CHANNEL.problem("closed")
    if outage_answer and not row.interactive:
        raise CHANNEL.problem("not_interactive")
    parts = urlsplit(push_address)
    named = (parts.hostname or "") in settings.CATENARY.private_hosts
    if push_address and not (
        parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and named))
    ):
        raise CHANNEL.problem("address_unusable")


def _sealed(key: bytes) -> bytes:
    try:
        return sealing.seal(key)
    except sealing.SealError as fault:
        raise CHANNEL.problem("no_key") from fault
