"""Who one is, what for, and on which law, over the web API."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, Query, Router, Schema, Status
from ninja.decorators import decorate_view

from catenary.core.mandate.legal_bases import LEGAL_BASES
from catenary.core.mandate.model import LegalBasis, Purpose, Role
from catenary.core.mandate.tasks import purposes_of
from catenary.desk.mandate.models import OpenTask
from catenary.desk.mandate.signed_in import TASK_KEY, SignedIn
from catenary.desk.mandate.tasks import services
from catenary.desk.shell.web_api.access import knows, knows_person
from catenary.desk.shell.web_api.caller import CallRequest
from catenary.desk.shell.web_api.cursors import Asked, Page, page_of
from catenary.desk.shell.web_api.once import once

router = Router(auth=knows("mandate:read"))


class MeOut(Schema):
    """Who calls, for whom, as what, and what for."""

    id: UUID
    kind: str = Field(description="person or program")
    organisation: UUID
    roles: list[Role]
    scopes: list[str] = Field(description="Of a program; a person has what the roles allow")
    strong: bool = Field(description="Signed in with a second factor, or by token")
    purpose: Purpose | None
    legal_basis: str | None


class PurposeOut(Schema):
    """A purpose, and whether the caller's roles have work for it."""

    code: Purpose
    allowed: bool


class LegalBasisOut(Schema):
    """A law that allows purposes."""

    code: str
    instrument: str
    paragraph: str
    purposes: list[Purpose]
    confirmed: bool = Field(description="The paragraph was read in the instrument")


class TaskIn(Schema):
    """What a person is about to do."""

    purpose: Purpose
    legal_basis: str = Field(max_length=80)
    reference: str = Field("", max_length=200, description="A file number; no personal data")


class TaskOut(Schema):
    """A task of the caller's."""

    id: UUID
    purpose: Purpose
    legal_basis: str
    reference: str
    opened_at: datetime
    closed_at: datetime | None


class ClosedOut(Schema):
    """How many tasks ended."""

    closed: int


@router.get("/me", response=MeOut, operation_id="read_me")
def read_me(request: CallRequest) -> dict[str, Any]:
    """Who the caller is."""
    caller = request.caller
    return {
        "id": caller.public_id,
        "kind": "person" if caller.person else "program",
        "organisation": caller.organisation.public_id,
        "roles": sorted(caller.roles),
        "scopes": sorted(caller.scopes),
        "strong": caller.strong,
        "purpose": caller.task.purpose if caller.task else None,
        "legal_basis": caller.task.basis if caller.task else None,
    }


@router.get("/purposes", response=list[PurposeOut], operation_id="list_purposes")
def list_purposes(request: CallRequest) -> list[dict[str, Any]]:
    """Every purpose there is."""
    mine = purposes_of(request.caller.roles)
    return [{"code": purpose, "allowed": purpose in mine} for purpose in Purpose]


@router.get("/legal-bases", response=list[LegalBasisOut], operation_id="list_legal_bases")
def list_legal_bases(request: CallRequest) -> list[dict[str, Any]]:
    """Every legal basis that is known here."""
    return [_basis(basis) for _, basis in sorted(LEGAL_BASES.items())]


@router.get("/tasks", response=Page[TaskOut], auth=knows_person, operation_id="list_tasks")
def list_tasks(request: CallRequest, asked: Query[Asked]) -> dict[str, Any]:
    """The caller's own tasks, the newest first."""
    rows = OpenTask.objects.filter(person=request.caller.person, organisation=request.caller.organisation)
    return page_of(rows, asked, _task, of="tasks", newest_first=True)


@router.post("/tasks", response={201: TaskOut}, auth=knows_person, operation_id="open_task")
@decorate_view(once)
def open_task(request: CallRequest, response: HttpResponse, wanted: TaskIn) -> Status[dict[str, Any]]:
    """State a purpose and its legal basis; the task that was open ends, and the session works under this one."""
    row = services.open_task(
        actor=_here(request), purpose=wanted.purpose, basis=wanted.legal_basis, reference=wanted.reference
    )
    request.session[TASK_KEY] = str(row.public_id)
    return Status(201, _task(row))


@router.post("/tasks/close", response=ClosedOut, auth=knows_person, operation_id="close_tasks")
@decorate_view(once)
def close_tasks(request: CallRequest) -> dict[str, int]:
    """End what is open; personal data is closed until another purpose is stated."""
    request.session.pop(TASK_KEY, None)
    return {"closed": services.close_task(actor=_here(request))}


def _here(request: CallRequest) -> SignedIn:
    here: SignedIn = request.signed_in  # type: ignore[attr-defined]
    return here


def _basis(basis: LegalBasis) -> dict[str, Any]:
    return {
        "code": basis.code,
        "instrument": basis.instrument,
        "paragraph": basis.paragraph,
        "purposes": sorted(basis.purposes),
        "confirmed": basis.confirmed,
    }


def _task(row: OpenTask) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "purpose": row.purpose,
        "legal_basis": row.basis,
        "reference": row.reference,
        "opened_at": row.opened_at,
        "closed_at": row.closed_at,
    }
