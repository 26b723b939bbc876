"""The pages of the frame itself: home, choosing an organisation, and what is shown when something cannot be."""

import sys

from django.contrib.auth.decorators import login_required
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from catenary.desk.mandate.access import RefusedError
from catenary.desk.mandate.desk_page import refusal_page
from catenary.desk.mandate.signed_in import ORGANISATION_KEY, TASK_KEY, DeskRequest
from catenary.desk.shell.due import due_for

_AGAIN_AFTER_SECONDS = 10


@login_required
@require_GET
def home(request: DeskRequest) -> HttpResponse:
    """What is due, for the roles of the person who is here."""
    return render(
        request, "shell/home.html", {"due": due_for(request.signed_in) if request.signed_in else ()}
    )


@login_required
@require_POST
def choose_organisation(request: DeskRequest) -> HttpResponse:
    """Act for another of one's organisations from now on; the task ends, since its purpose was the other's."""
    here, wanted = request.signed_in, request.POST.get("organisation", "")
    if here is not None and wanted in {str(each.public_id) for each in here.elsewhere}:
        request.session[ORGANISATION_KEY] = wanted
        request.session.pop(TASK_KEY, None)
    return redirect("home")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent cannot be understood."""
    return render(request, "shell/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The person may not do or see this; the page says what was missing and whom to ask, as far as the refusal says why."""
    if isinstance(exception, RefusedError):
        return refusal_page(request, exception.finding)
    return render(request, "shell/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing here, or nothing this person may know of; the two look the same."""
    return render(request, "shell/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Something broke; nothing of it was kept. 503 where it is the database that is away, or has no room left."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return _unavailable(request)
    return render(request, "shell/500.html", status=500)


def _unavailable(request: HttpRequest) -> HttpResponse:
    """The desk cannot answer now, and can soon."""
    response = render(request, "shell/503.html", status=503)
    response.headers["Retry-After"] = str(_AGAIN_AFTER_SECONDS)
    return response


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is too old or missing: sign in again, nothing was done."""
    return render(request, "shell/form_expired.html", status=403)
