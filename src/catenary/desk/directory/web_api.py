"""Organisations, over the web API."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from catenary.core.mandate.model import OrganisationKind
from catenary.desk.directory.models import Organisation
from catenary.desk.shell.web_api.access import knows
from catenary.desk.shell.web_api.cursors import Asked, Page, page_of
from catenary.desk.shell.web_api.etags import read

router = Router(auth=knows("directory:read"))


class OrganisationOut(Schema):
    """An organisation: what it is to the others, and under whom."""

    id: UUID
    kind: OrganisationKind
    name: str
    language: str = Field(description="BCP 47")
    time_zone: str = Field(description="IANA name")
    country: str = Field(description="ISO 3166-1 alpha-3, or empty")
    parent: UUID | None
    closed_at: datetime | None


class OrganisationsAsked(Asked):
    """Which organisations."""

    kind: OrganisationKind | None = None


@router.get("/organisations", response=Page[OrganisationOut], operation_id="list_organisations")
def list_organisations(request: HttpRequest, asked: Query[OrganisationsAsked]) -> dict[str, Any]:
    """Who takes part, in the order they joined."""
    rows = Organisation.objects.select_related("parent")
    if asked.kind is not None:
        rows = rows.filter(kind=asked.kind.value)
    return page_of(rows, asked, told, of=f"organisations {asked.kind or ''}")


@router.get("/organisations/{organisation}", response=OrganisationOut, operation_id="read_organisation")
def read_organisation(request: HttpRequest, response: HttpResponse, organisation: UUID) -> Any:
    """One organisation, with its ETag."""
    row = get_object_or_404(Organisation.objects.select_related("parent"), public_id=organisation)
    return read(request, response, told(row))


def told(row: Organisation) -> dict[str, Any]:
    """The organisation as the web API tells it."""
    return {
        "id": row.public_id,
        "kind": row.kind,
        "name": row.name,
        "language": row.language,
        "time_zone": row.time_zone,
        "country": row.country,
        "parent": row.parent.public_id if row.parent else None,
        "closed_at": row.closed_at,
    }
