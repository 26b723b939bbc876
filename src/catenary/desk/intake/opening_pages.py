"""Asking for a sealed original, and seeing it: to whom it was opened alone, in the browser that asked."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from catenary.core.mandate.model import DeskAct
from catenary.desk.intake import opening as services
from catenary.desk.intake.models import Delivery, Opening
from catenary.desk.intake.opening_shown import LONGEST, openings_table, original_lines
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import of_desk
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.people.forms import ReasonForm
from catenary.desk.mandate.people.pages.answers import Words, form_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.mandate.tasks.asking import needs_task
from catenary.desk.shell import sealing
from catenary.desk.shell.clocks import clock
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see

WATCH = of_desk(DeskAct.SEE_ACCESSES)
KEY = "original-key"
"""The cookie; its path is the page of the opening."""
_ASK = Words(
    _("Open the sealed original"),
    _("It was not redacted, since nobody could read it. It is opened for you alone, for ten minutes; the data protection officer is told."),
    _("Have it opened"),
    _("A worker opens it."),
    warning=True,
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@desk_page(services.OPEN)
@needs_task(services.STRICTEST)
@once
def ask_original(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Ask that the original of a delivery be opened for oneself."""
    row = Delivery.objects.select_related("channel").get(public_id=public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        secret, recipient = sealing.new_key()
        asked = services.ask(actor=here, delivery=public_id, recipient=recipient, **told)
        return _with_key(see("original", asked.public_id), asked, secret)

    form = ReasonForm(request.POST or None)
    return form_page(request, form, _ASK, act, "intake/ask_original.html", delivery=row)


@require_GET
@desk_page(services.OPEN)
@needs_task(services.STRICTEST)
def original(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """The original, while it is open to whoever asks."""
    row = Opening.objects.select_related("delivery__channel").get(public_id=public_id, asked_by=here.person)
    told = _told(request, row, here.now)
    if told["lines"]:
        enter(room="intake", act="see_original", record=str(row.delivery.public_id))
    response = render(request, "intake/original.html", told)
    response["Cache-Control"] = "no-store"
    return response


@require_GET
@desk_page(WATCH)
def originals(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Who asked for which original, and why: for those who watch over it."""
    rows = Opening.objects.filter(organisation=here.organisation).select_related(
        "delivery__channel", "asked_by"
    )
    found = list(rows[:LONGEST])
    enter(room="intake", act="see_openings", params={"count": len(found)})
    return render(request, "intake/originals.html", {"table": openings_table(found)})


def _told(request: DeskRequest, row: Opening, now: datetime) -> dict[str, object]:
    over = row.expires_at <= now
    data = None if over or row.sealed is None else _unsealed(request, row)
    return {
        "opening": row,
        "over": over,
        "waits": not over and row.opened_at is None,
        "lines": original_lines(data) if data else (),
        "cut": data is not None and len(data) < row.delivery.octets,
        "ends": clock(row.expires_at, now),
    }


def _unsealed(request: DeskRequest, row: Opening) -> bytes | None:
    try:
        return sealing.unseal_with(request.COOKIES.get(KEY, ""), bytes(row.sealed or b""))
    except sealing.SealError:
        return None


def _with_key(response: HttpResponse, row: Opening, secret: str) -> HttpResponse:
    """The secret half of the key, to the browser that asked and from there to this page alone (RFC 6265bis s.5.6)."""
    response.set_cookie(
        KEY,
        secret,
        max_age=services.SHOWN_FOR + timedelta(minutes=1),
        path=reverse("original", args=[row.public_id]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response
