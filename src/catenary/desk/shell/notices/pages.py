"""The pages of notifications."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catenary.desk.mandate.access import AT_THE_DESK
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.models import ByEmail, Notification
from catenary.desk.shell.notices import queries, services
from catenary.desk.shell.notices.forms import PreferenceForm
from catenary.desk.shell.see_other import see


@desk_page(AT_THE_DESK)
@require_GET
def notifications(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """What one was told, the newest first."""
    return render(request, "shell/notifications.html", {"notices": queries.newest(here.person)})


@desk_page(AT_THE_DESK)
@require_GET
def open_notification(request: DeskRequest, here: SignedIn, notification: UUID) -> HttpResponse:
    """Go where it leads; it is read from now on."""
    person = here.person
    row = get_object_or_404(Notification, public_id=notification, person=person)
    services.read(actor=person, notification=row)
    inside = row.url and url_has_allowed_host_and_scheme(row.url, allowed_hosts=None)
    return redirect(row.url if inside else "notifications")


@desk_page(AT_THE_DESK)
@require_POST
def read_all(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Nothing is new any more."""
    services.read_all(actor=here.person)
    messages.success(request, _("Everything is marked as read."))
    return see("notifications")


@desk_page(AT_THE_DESK)
@require_http_methods(["GET", "POST"])
def preferences(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """How one wants to be told."""
    person = here.person
    form = PreferenceForm(request.POST or None, initial={"by_email": queries.by_email(person).value})
    if request.method == "POST" and form.is_valid():
        services.choose(actor=person, by_email=ByEmail(form.cleaned_data["by_email"]))
        messages.success(request, _("Your choice is kept."))
        return see("notifications")
    status = 422 if form.errors else 200
    return render(request, "shell/notice_preferences.html", {"form": form}, status=status)
