"""Programs of an organisation: their tokens are scoped, end by themselves, and are kept as a hash only."""

import hmac
import re
import secrets
from collections.abc import Iterable
from datetime import timedelta

from attrs import frozen
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from catenary.core.mandate import flow
from catenary.core.mandate.flow_table import Flow
from catenary.core.mandate.model import Actor, DeskAct, Role
from catenary.core.mandate.rules import is_sensitive, may_hold
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import AccessMatter, MachineClient
from catenary.desk.mandate.models.attempts import AttemptKind
from catenary.desk.mandate.people import matters
from catenary.desk.mandate.people.failed_attempts import record_failure
from catenary.desk.mandate.people.invitations import hashed
from catenary.desk.mandate.people.problems import PEOPLE
from catenary.desk.mandate.people.standing import as_core
from catenary.desk.mandate.signed_in import SignedIn

MACHINE_ROLES = frozenset(
    {Role.PASSENGER_DATA_OFFICER, Role.LIAISON, Role.FOCAL_POINT, Role.ANALYST, Role.PARTNER, Role.RESEARCHER}
)
"""What a program may hold: roles that work, none that judges, approves, watches or gives roles."""
LONGEST = timedelta(days=365)
_SCOPE = re.compile(r"[a-z_]{2,40}:(read|write)")
_TOKEN = re.compile(r"cat_([0-9a-f]{8})_([A-Za-z0-9_-]{43})")
_USED_EVERY = timedelta(minutes=1)


@frozen
class Made:
    """A program, and its token that is told this once."""

    client: MachineClient
    token: str


@transaction.atomic
def make_client(
    *,
    actor: SignedIn,
    name: str,
    roles: Iterable[Role],
    scopes: Iterable[str],
    valid: timedelta,
    reason: str,
    remote: Iterable[Organisation] = (),
) -> Made:
    """Make a program of the actor's organisation. With a sensitive role its token opens nothing until a second person confirms.

    Raises ProblemError: `people.machine_role`, `people.machine_scope`, `people.machine_too_long`, and those of asking a matter.
    """
    demand(of_desk(DeskAct.GRANT_ROLE), actor)
    wanted, asked = sorted(frozenset(roles)), sorted(frozenset(scopes))
    _check(wanted, asked, valid)
    made = _new(actor, name.strip(), wanted, asked, valid)
    if any(is_sensitive(role) for role in wanted):
        row = AccessMatter(flow=Flow.GRANT, machine=made.client)
        matters.ask(actor=actor, row=row, reason=reason, remote=remote)
    enter(room="mandate", act="machine_made", record=str(made.client.public_id), reason=reason)
    return made


@transaction.atomic
def rotate(*, actor: SignedIn, client: MachineClient) -> Made:
    """Give the program a new token; the old one stops at once, and neither its end nor its rights change.

    Raises ProblemError `people.machine_ended`.
    """
    demand(of_desk(DeskAct.GRANT_ROLE), actor, client.organisation)
    row = _living(client)
    token = _token()
    row.prefix, row.token_hash = _prefix(token), hashed(token)
    row.save(update_fields=["prefix", "token_hash"])
    enter(room="mandate", act="machine_rotated", record=str(row.public_id))
    return Made(row, token)


@transaction.atomic
def end_client(*, actor: SignedIn, client: MachineClient, reason: str) -> None:
    """The program's token stops at once. Raises ProblemError `people.machine_ended`."""
    demand(of_desk(DeskAct.GRANT_ROLE), actor, client.organisation)
    row = _living(client)
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    enter(room="mandate", act="machine_ended", record=str(row.public_id), reason=reason)


def authenticate(request: HttpRequest) -> MachineClient | None:
    """The program whose bearer token a request carries (RFC 6750 s.2.1), with its organisation; None for any other token.

    A token that was well formed and opened nothing leaves evidence. What the program may do is its `roles` and `scopes`.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    form = _TOKEN.fullmatch(token.strip())
    if scheme.casefold() != "bearer" or form is None:
        return None
    with acting(Declaration(door=Door.SIGN_IN)):
        client = MachineClient.objects.select_related("organisation").filter(prefix=form[1]).first()
        if client is None or not hmac.compare_digest(client.token_hash, hashed(token.strip())):
            record_failure(AttemptKind.TOKEN, address="", network=request.META.get("REMOTE_ADDR", ""))
            return None
        if not is_usable(client):
            return None
    _remember_use(client)
    return client


def declaration_of(client: MachineClient, purpose: str = "", basis: str = "") -> Declaration:
    """As row security knows the program: no person, its organisation, and the task it named."""
    return Declaration(0, client.organisation_id, purpose, basis)


def actor_of(client: MachineClient) -> Actor:
    """As the rules of core know the program. A token is as strong as a second factor: it is secret, scoped and ends."""
    roles = frozenset(Role(role) for role in client.roles)
    return Actor(str(client.public_id), str(client.organisation.public_id), roles, strong=True)


def _check(roles: list[Role], scopes: list[str], valid: timedelta) -> None:
    for role in roles:
        if role not in MACHINE_ROLES:
            raise PEOPLE.problem("machine_role", role=role.value)
    for scope in scopes:
        if not _SCOPE.fullmatch(scope):
            raise PEOPLE.problem("machine_scope", scope=scope)
    if not timedelta(0) < valid <= LONGEST:
        raise PEOPLE.problem("machine_too_long", days=LONGEST.days)
    may_hold(roles).demand()


def _new(actor: SignedIn, name: str, roles: list[Role], scopes: list[str], valid: timedelta) -> Made:
    token = _token()
    row = MachineClient(
        organisation=actor.organisation,
        name=name,
        roles=[role.value for role in roles],
        scopes=scopes,
        prefix=_prefix(token),
        token_hash=hashed(token),
        made_by=actor.person,
        expires_at=timezone.now() + valid,
    )
    row.full_clean()
    row.save()
    return Made(row, token)


def _token() -> str:
    return f"cat_{secrets.token_hex(4)}_{secrets.token_urlsafe(32)}"


def _prefix(token: str) -> str:
    return token.split("_", 2)[1]


def _living(client: MachineClient) -> MachineClient:
    row = (
        MachineClient.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=client.pk)
    )
    if row.ended_at is not None or row.expires_at <= timezone.now():
        raise PEOPLE.problem("machine_ended")
    return row


def is_usable(client: MachineClient) -> bool:
    """Whether its token opens anything now: not ended, its organisation open, and confirmed where a second person had to."""
    if client.ended_at is not None or client.expires_at <= timezone.now():
        return False
    if client.organisation.closed_at is not None:
        return False
    if not any(is_sensitive(Role(role)) for role in client.roles):
        return True
    asked = AccessMatter.objects.select_related("organisation", "asked_by", "decided_by", "machine").filter(
        machine=client
    )
    return any(flow.is_in_force(as_core(row), timezone.now()) for row in asked)


def _remember_use(client: MachineClient) -> None:
    """At most once a minute, so that a busy program does not write at every call."""
    now = timezone.now()
    if client.last_used_at is None or now - client.last_used_at > _USED_EVERY:
        with acting(declaration_of(client)):
            MachineClient.objects.filter(pk=client.pk).update(last_used_at=now)
