"""Ways in for carriers: opened and closed by who operates the desk, who sees nothing of what comes through them."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from catenary.core.intake.receipt import Afterwards, Way
from catenary.core.mandate.legal_bases import LEGAL_BASES
from catenary.core.mandate.model import DeskAct, LegalBasis, Purpose
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.channel_problems import CHANNEL
from catenary.desk.intake.models import Channel
from catenary.desk.intake.sources import demand_source, in_its_form
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk
from catenary.desk.mandate.acting import Declaration, Door
from catenary.desk.mandate.models import MachineClient
from catenary.desk.mandate.signed_in import SignedIn

SEND, LOOK = "intake:write", "intake:read"
"""Scopes of a carrier's program: to send messages, to ask what became of them."""
PURPOSES = (Purpose.BORDER_CHECK, Purpose.TERRORISM, Purpose.SERIOUS_CRIME)
"""What carriers send data for, the widest of a law first."""


@transaction.atomic
def open_channel(
    *,
    actor: SignedIn,
    name: str,
    way: Way,
    basis: str,
    program: MachineClient | None = None,
    interactive: bool = False,
    source: str = "",
    afterwards: Afterwards | None = None,
) -> Channel:
    """Open a way in. One person is enough: it shows nobody anything, and a program's token needed a second one.

    `source` is the queue, or the folder of the bucket; `afterwards` what becomes of what was taken from a bucket.
    Raises ProblemError: those of access, of `demand_source`, and `channel.name_taken`, `channel.source_taken`, `channel.basis_unknown`,
    `channel.program_missing`, `channel.program_other`, `channel.program_unfit`, `channel.program_taken`.
    """
    demand(of_desk(DeskAct.RUN_CHANNELS), actor)
    _demand_free(actor.organisation, name.strip())
    if basis not in {each.code for each in bases()}:
        raise CHANNEL.problem("basis_unknown", basis=basis)
    _demand_program(actor.organisation, way, program)
    source = in_its_form(way, source)
    demand_source(actor.organisation, way, source, afterwards)
    if source and Channel.objects.filter(way=way, source=source, closed_at=None).exists():
        raise CHANNEL.problem("source_taken")
    row = Channel(
        organisation=actor.organisation,
        name=name.strip(),
        way=way.value,
        basis=basis,
        program=program,
        interactive=interactive,
        source=source,
        afterwards=afterwards or "",
    )
    _save_new(row)
    params: dict[str, str | int | bool | None] = {"way": way.value, "interactive": interactive}
    enter(room="intake", act="channel_opened", record=str(row.public_id), params=params)
    return row


@transaction.atomic
def close_channel(*, actor: SignedIn, channel: Channel, reason: str) -> None:
    """Nothing more is taken through it, for good; what came stays. Raises ProblemError `channel.closed` and those of access."""
    demand(of_desk(DeskAct.RUN_CHANNELS), actor, channel.organisation)
    row = Channel.objects.select_for_update(of=("self",)).get(pk=channel.pk)
    if row.closed_at is not None:
        raise CHANNEL.problem("closed")
    row.closed_at = timezone.now()
    row.save(update_fields=["closed_at"])
    enter(room="intake", act="channel_closed", record=str(row.public_id), reason=reason)


def channel_of(program: MachineClient) -> Channel:
    """The channel through which a program sends; a closed one too, which refuses by itself. Raises ProblemError `channel.none`."""
    row = Channel.objects.select_related("organisation").filter(program=program).first()
    if row is None:
        raise CHANNEL.problem("none")
    return row


def declaration_of(channel: Channel, door: Door = Door.CLOSED) -> Declaration:
    """As row security and the log know what comes through a channel: for its organisation, on the law that carriers send on."""
    law = LEGAL_BASES.get(channel.basis)
    purpose = next((each for each in PURPOSES if law and each in law.purposes), Purpose.BORDER_CHECK)
    return Declaration(
        organisation=channel.organisation_id, purpose=purpose.value, basis=channel.basis, door=door
    )


def bases() -> tuple[LegalBasis, ...]:
    """The laws on which carriers may have to send passenger data, in the table's order."""
    return tuple(each for each in LEGAL_BASES.values() if not each.purposes.isdisjoint(PURPOSES))


def fit_programs(organisation: Organisation) -> list[MachineClient]:
    """Programs of an organisation that may send messages and have no channel yet."""
    taken = Channel.objects.exclude(program=None).values("program")
    rows = MachineClient.objects.filter(
        organisation=organisation, ended_at=None, expires_at__gt=timezone.now(), scopes__contains=[SEND]
    )
    return list(rows.exclude(pk__in=taken))


def _save_new(row: Channel) -> None:
    """Of two channels at one source, only one would get each message: the database sees those of others, too, and refuses."""
    row.full_clean()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as fault:
        raise CHANNEL.problem("source_taken") from fault


def _demand_free(organisation: Organisation, name: str) -> None:
    if Channel.objects.filter(organisation=organisation, name=name).exists():
        raise CHANNEL.problem("name_taken")


def _demand_program(organisation: Organisation, way: Way, program: MachineClient | None) -> None:
    if way is not Way.HTTP and program is not None:
        raise CHANNEL.problem("program_other")
    if way is not Way.HTTP:
        return
    if program is None:
        raise CHANNEL.problem("program_missing")
    if Channel.objects.filter(program=program).exists():
        raise CHANNEL.problem("program_taken")
    if program not in fit_programs(organisation):
        raise CHANNEL.problem("program_unfit", scope=SEND)
