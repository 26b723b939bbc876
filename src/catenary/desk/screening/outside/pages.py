"""The page of the outside register: connected, how it stands, left."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.people.forms import ReasonForm
from catenary.desk.mandate.people.pages.answers import Words, form_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.screening.outside import connecting
from catenary.desk.screening.outside.forms import ConnectForm
from catenary.desk.screening.outside.questions import open_register
from catenary.desk.screening.outside.shown import shown
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see

_FORM = "screening/outside/form.html"
_CONNECT = Words(
    _("Ask an outside register"),
    _("It is asked about lost and stolen documents by number, type and issuing State. It learns no name."),
    _("Ask it from now on"),
    _("The register is asked from now on."),
)
_LEAVE = Words(
    _("Ask the outside register no more"),
    _("What it said stays. Its key is removed."),
    _("Ask it no more"),
    _("The register is asked no more."),
    warning=True,
)


@require_GET
@desk_page(connecting.CONNECT)
def register(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """The register that is asked; the way to connect one where none is."""
    row = open_register(here.organisation)
    told = {"shown": shown(row, here.now) if row else None}
    return render(request, "screening/outside/register.html", told)


@require_http_methods(["GET", "POST"])
@desk_page(connecting.CONNECT)
@once
def connect(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Ask a register."""

    def act(told: dict[str, Any]) -> HttpResponse:
        connecting.connect(actor=here, **told)
        return see("outside_register")

    return form_page(request, ConnectForm(request.POST or None), _CONNECT, act, _FORM)


@require_http_methods(["GET", "POST"])
@desk_page(connecting.CONNECT)
@once
def leave(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Ask it no more."""
    row = open_register(here.organisation)
    if row is None:
        return see("outside_register")

    def act(told: dict[str, Any]) -> HttpResponse:
        connecting.leave(actor=here, register=row, **told)
        return see("outside_register")

    return form_page(request, ReasonForm(request.POST or None), _LEAVE, act, _FORM, about=row)
