"""Programs of the organisation: made, given a new token, ended. A token is shown once, on the page that made it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catenary.core.mandate.model import DeskAct
from catenary.desk.mandate import machines as services
from catenary.desk.mandate.access import of_desk, permit
from catenary.desk.mandate.models import MachineClient
from catenary.desk.mandate.people import matters, queries
from catenary.desk.mandate.people.forms import MachineForm, ReasonForm
from catenary.desk.mandate.people.pages.answers import Words, form_page, here_of
from catenary.desk.mandate.people.pages.tables import machines_table
from catenary.desk.mandate.signed_in import DeskRequest
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see

_MAKE = Words(
    _("Give a program a token"),
    _("With a role that opens personal data the token opens nothing until a second person confirms it."),
    _("Make the token"),
    _("The token is made."),
)
_ROTATE = Words(
    _("Give the program a new token"),
    _("The old one stops at once."),
    _("Make a new token"),
    _("The new token is made."),
    warning=True,
)
_END = Words(
    _("End the program's token"),
    _("It stops at once, for good."),
    _("End the token"),
    _("The token has ended."),
    warning=True,
)
_GIVING = of_desk(DeskAct.GRANT_ROLE)


@permit(_GIVING)
@require_GET
def machines(request: DeskRequest) -> HttpResponse:
    """The programs, with what they may do, until when, and when they last did."""
    table = machines_table(queries.machines_of(here_of(request).organisation))
    return render(request, "mandate/people/machines.html", {"table": table})


@permit(_GIVING)
@require_GET
def machine(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """One program."""
    client = _client(request, public_id)
    shown = {
        "client": client,
        "matters": [(row, queries.standing(row)) for row in queries.matters_of(client)],
    }
    return render(request, "mandate/people/machine.html", shown)


@permit(_GIVING)
@never_cache
@require_http_methods(["GET", "POST"])
@once
def make_machine(request: DeskRequest) -> HttpResponse:
    """Make a program and show its token this once."""
    here = here_of(request)

    def act(told: dict[str, Any]) -> HttpResponse:
        valid = timedelta(days=told.pop("days"))
        made = services.make_client(actor=here, valid=valid, **told)
        return render(request, "mandate/people/token.html", {"made": made})

    form = MachineForm(request.POST or None, neighbours=matters.neighbours(here.organisation))
    return form_page(request, form, _MAKE, act)


@permit(_GIVING)
@never_cache
@require_POST
def rotate_machine(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """A new token for it, shown this once."""
    client = _client(request, public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        made = services.rotate(actor=here_of(request), client=client)
        return render(request, "mandate/people/token.html", {"made": made})

    return form_page(request, Form(request.POST), _ROTATE, act)


@permit(_GIVING)
@require_http_methods(["GET", "POST"])
@once
def end_machine(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Its token stops at once."""
    client = _client(request, public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        services.end_client(actor=here_of(request), client=client, **told)
        return see("machine", public_id)

    return form_page(request, ReasonForm(request.POST or None), _END, act)


def _client(request: DeskRequest, public_id: UUID) -> MachineClient:
    mine = MachineClient.objects.filter(organisation=here_of(request).organisation)
    return get_object_or_404(mine.select_related("organisation"), public_id=public_id)
