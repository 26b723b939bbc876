"""What one was told, over the web API; for people only."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view

from catenary.desk.mandate.models import Person
from catenary.desk.shell.models import ByEmail, Notification
from catenary.desk.shell.notices import queries, services
from catenary.desk.shell.notices.kinds import told
from catenary.desk.shell.web_api.access import knows_person
from catenary.desk.shell.web_api.caller import CallRequest
from catenary.desk.shell.web_api.cursors import Asked, Page, page_of
from catenary.desk.shell.web_api.etags import demand_current, etag, read
from catenary.desk.shell.web_api.once import once

router = Router(auth=knows_person)


class NotificationOut(Schema):
    """Something the caller should know."""

    id: UUID
    kind: str
    text: str = Field(description="In the language of Accept-Language")
    url: str = Field(description="Relative to the desk's address; empty where it leads nowhere")
    created_at: datetime
    read_at: datetime | None


class NotificationsAsked(Asked):
    """Which notifications."""

    unread: bool = Field(False, description="Only what was not read")


class Preferences(Schema):
    """How the caller wants to be told."""

    by_email: ByEmail


@router.get("/notifications", response=Page[NotificationOut], operation_id="list_notifications")
def list_notifications(request: CallRequest, asked: Query[NotificationsAsked]) -> dict[str, Any]:
    """What the caller was told, the newest first."""
    rows = Notification.objects.filter(person=_person(request))
    if asked.unread:
        rows = rows.filter(read_at=None)
    return page_of(rows, asked, _notification, of=f"notifications {asked.unread}", newest_first=True)


@router.post("/notifications/{notification}/read", response=NotificationOut, operation_id="read_notification")
@decorate_view(once)
def read_notification(request: CallRequest, notification: UUID) -> dict[str, Any]:
    """Mark one as read."""
    row = get_object_or_404(Notification, public_id=notification, person=_person(request))
    return _notification(services.read(actor=_person(request), notification=row))


@router.get("/notifications/preferences", response=Preferences, operation_id="read_preferences")
def read_preferences(request: CallRequest, response: HttpResponse) -> Any:
    """How the caller wants to be told, with its ETag."""
    return read(request, response, _preferences(request))


@router.put("/notifications/preferences", response=Preferences, operation_id="change_preferences")
def change_preferences(request: CallRequest, response: HttpResponse, wanted: Preferences) -> Any:
    """Say how; with the ETag that was read."""
    demand_current(request, _preferences(request))
    services.choose(actor=_person(request), by_email=wanted.by_email)
    response["ETag"] = etag(_preferences(request))
    return _preferences(request)


def _preferences(request: CallRequest) -> dict[str, str]:
    return {"by_email": queries.by_email(_person(request)).value}


def _person(request: CallRequest) -> Person:
    person = request.caller.person
    assert person is not None, "knows_person lets nobody else in"
    return person


def _notification(row: Notification) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "kind": row.kind,
        "text": told(row.kind, row.params),
        "url": row.url,
        "created_at": row.created_at,
        "read_at": row.read_at,
    }
