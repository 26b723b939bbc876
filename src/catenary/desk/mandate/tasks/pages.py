"""The page of the task: what for, on which law."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from catenary.core.mandate.model import Purpose
from catenary.core.mandate.tasks import purposes_of
from catenary.desk.mandate.access import AT_THE_DESK
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.signed_in import TASK_KEY, DeskRequest, SignedIn
from catenary.desk.mandate.tasks import services
from catenary.desk.mandate.tasks.forms import TaskForm
from catenary.desk.shell.see_other import see


@require_http_methods(["GET", "POST"])
@desk_page(AT_THE_DESK)
def state_purpose(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Ask for the task, and go on to where the person was going."""
    back = _back(request)
    form = TaskForm(request.POST or None, roles=here.roles)
    if request.method == "GET" or not form.is_valid():
        told = {"form": form, "next": back, "has_work": bool(purposes_of(here.roles))}
        return render(request, "mandate/task.html", told, status=422 if request.POST else 200)
    stated = form.cleaned_data
    task = services.open_task(
        actor=here,
        purpose=Purpose(stated["purpose"]),
        basis=stated["basis"],
        reference=stated["reference"],
    )
    request.session[TASK_KEY] = str(task.public_id)
    return see(back)


@require_POST
@desk_page(AT_THE_DESK)
def close(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """End the task; personal data is closed until another is stated."""
    services.close_task(actor=here)
    request.session.pop(TASK_KEY, None)
    messages.success(request, _("Your task is closed."))
    return see("home")


def _back(request: HttpRequest) -> str:
    """The page to come back to: one of ours, by its path alone."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return "/"
    parts = urlsplit(wanted)
    return parts._replace(scheme="", netloc="").geturl() or "/"
