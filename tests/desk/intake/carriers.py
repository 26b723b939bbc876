"""Carriers' programs for tests: their rows as two persons of the unit let them work, and the client that holds their token."""

import secrets
from datetime import timedelta

from django.test import Client
from django.utils import timezone
from tests.desk.conftest import person_of

from catenary.core.intake.receipt import Way
from catenary.core.mandate.flow_table import Flow, State
from catenary.core.mandate.model import Role
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.channels import LOOK, SEND
from catenary.desk.intake.models import Channel
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.mandate.models import AccessMatter, MachineClient
from catenary.desk.mandate.people.invitations import hashed

UNIT = "Utopia Passenger Information Unit"
ADMINISTRATOR = "oskar.lindmere@piu.utopia.example"
SUPERVISOR = "greta.holmwood@piu.utopia.example"
MESSAGES = "/web-api/v1/messages"
LIST = (
    b"UNB+UNOA:4+UTOPIA WINGS+UTOPIU+261122:0800+1'UNH+1+PAXLST:D:05B:UN:IATA'BGM+745'NAD+MS+++UTOPIA WINGS'"
    b"TDT+20+UW0042+++UW'LOC+125+UTP'DTM+189:2611221000:201'LOC+87+QMV'DTM+232:2611221400:201'"
    b"NAD+FL+++OSTERLIN:TORVALD'ATT+2++M'DTM+329:610704'NAT+2+UTO'DOC+P:110:111+L898902C3'CNT+42:1'UNT+15+1'UNZ+1+1'"
)
"""A passenger list of one."""


def program(*scopes, roles=(Role.PASSENGER_DATA_OFFICER,), name=None):
    """The row of a program and its token, confirmed by a second person."""
    maker, second = person_of(ADMINISTRATOR), person_of(SUPERVISOR)
    here, now = Organisation.objects.get(name=UNIT), timezone.now()
    token = f"cat_{secrets.token_hex(4)}_{secrets.token_urlsafe(32)}"
    with acting(Declaration(maker.pk, here.pk)):
        row = MachineClient.objects.create(
            organisation=here, name=name or f"Carrier {token[4:12]}", roles=list(roles), prefix=token[4:12],
            scopes=list(scopes or (SEND, LOOK)), token_hash=hashed(token), made_by=maker,
            expires_at=now + timedelta(days=1),
        )  # fmt: skip
        AccessMatter.objects.create(
            flow=Flow.GRANT, organisation=here, machine=row, asked_by=maker, asked_at=now, reason="A carrier",
            state=State.IN_FORCE, decided_by=second, decided_at=now,
        )  # fmt: skip
    return row, token


def channel_for(row, **told):
    """The channel through which a program sends."""
    with acting(Declaration(organisation=row.organisation_id)):
        return Channel.objects.create(
            organisation=row.organisation, name=row.name, way=Way.HTTP, program=row,
            **{"basis": "icao-9-api"} | told,
        )  # fmt: skip


def client_of(token):
    """The program as it calls."""
    return Client(headers={"Authorization": f"Bearer {token}"}, raise_request_exception=False)


def send(client, data=LIST, kind="application/edifact", **more):
    """Deliver something over HTTP."""
    return client.generic("POST", MESSAGES, data, kind, **more)
