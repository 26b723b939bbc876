"""Tables of people, programs and attempts."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.desk.mandate.models import FailedAttempt, MachineClient
from catenary.desk.mandate.models.attempts import AttemptKind
from catenary.desk.mandate.models.people import MembershipState
from catenary.desk.mandate.people.queries import PersonLine
from catenary.desk.mandate.people.words import ATTEMPTS
from catenary.desk.shell.parts import Colour, Tag
from catenary.desk.shell.tables import Column, Row, Shown, Table
from catenary.desk.shell.words import word

_SHORT = 10
"""Characters of a hash that people compare by eye."""


def people_table(lines: Sequence[PersonLine]) -> Table:
    """Everybody of the organisation; rows lead to their pages."""
    return _table(
        _("People of the organisation"),
        (
            Column("name", _("Name"), Shown.NAME),
            Column("email", _("Address"), Shown.CODE),
            Column("roles", _("Roles")),
            Column("standing", _("Standing"), Shown.TAG),
        ),
        [Row(_of_person(line), reverse("person", args=[line.person.public_id])) for line in lines],
        _("Nobody has a role here yet. Invite somebody."),
    )


def machines_table(clients: Sequence[MachineClient]) -> Table:
    """The organisation's programs."""
    return _table(
        _("Programs"),
        (
            Column("name", _("Name"), Shown.NAME),
            Column("prefix", _("Token begins"), Shown.CODE),
            Column("roles", _("Roles")),
            Column("scopes", _("Scopes"), Shown.CODE),
            Column("expires", _("Ends"), Shown.TIME),
            Column("used", _("Last used"), Shown.TIME),
            Column("standing", _("Standing"), Shown.TAG),
        ),
        [Row(_of_machine(client), reverse("machine", args=[client.public_id])) for client in clients],
        _("No program has a token."),
    )


def attempts_table(attempts: Sequence[FailedAttempt]) -> Table:
    """Failed attempts to sign in; addresses and networks as hashes."""
    return _table(
        _("Failed attempts to sign in, of the last 90 days"),
        (
            Column("at", _("When"), Shown.TIME),
            Column("kind", _("What was wrong")),
            Column("person", _("Account"), Shown.NAME),
            Column("address", _("Address, as a hash"), Shown.CODE),
            Column("network", _("Network, as a hash"), Shown.CODE),
        ),
        [Row(_of_attempt(attempt)) for attempt in attempts],
        _("Nobody has failed to sign in."),
    )


def _table(caption: str, columns: tuple[Column, ...], rows: list[Row], empty: str) -> Table:
    return Table(caption, columns, tuple(rows), len(rows), empty, first=min(1, len(rows)), last=len(rows))


def _of_person(line: PersonLine) -> dict[str, object]:
    roles = ", ".join(
        word("role", each.role)
        if each.state == MembershipState.ACTIVE
        else _("%(role)s (waits)") % {"role": word("role", each.role)}
        for each in line.roles
    )
    return {"name": line.person.name, "email": line.person.email, "roles": roles, "standing": line.standing}


def _of_machine(client: MachineClient) -> dict[str, object]:
    return {
        "name": client.name,
        "prefix": client.prefix,
        "roles": ", ".join(word("role", role) for role in client.roles),
        "scopes": " ".join(client.scopes),
        "expires": client.expires_at,
        "used": client.last_used_at,
        "standing": Tag(_("ended")) if client.ended_at else Tag(_("active"), Colour.GREEN),
    }


def _of_attempt(attempt: FailedAttempt) -> dict[str, object]:
    return {
        "at": attempt.at,
        "kind": str(ATTEMPTS[AttemptKind(attempt.kind)]),
        "person": attempt.person.name if attempt.person else None,
        "address": attempt.address_hash[:_SHORT],
        "network": attempt.network_hash[:_SHORT],
    }
