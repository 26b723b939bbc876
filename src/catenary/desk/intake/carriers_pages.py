"""The carrier desk: how airlines and senders keep their word by month, and the monthly letter to one of them in its language."""

from datetime import date
from typing import Final

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from catenary.core.mandate.model import DeskAct
from catenary.desk.intake import carriers
from catenary.desk.intake.carriers_letter import LetterForm, letter_of
from catenary.desk.intake.carriers_tables import carriers_table, senders_table
from catenary.desk.mandate.access import of_desk
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.twins import csv_twin, json_twin

TRAFFIC: Final = of_desk(DeskAct.SEE_TRAFFIC)
_TWINS: Final = {"csv": csv_twin, "json": json_twin}


@require_GET
@desk_page(TRAFFIC)
def carrier_desk(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Airlines and senders of the last twelve months; nobody is named."""
    since = carriers.first_month(here.now)
    flights = carriers_table(carriers.carriers_of(here.organisation, here.now, since))
    if kind := request.GET.get("format"):
        if kind not in _TWINS:
            raise Http404
        return _TWINS[kind]("carriers", flights.columns, flights.rows, {})
    senders = carriers.senders_of(here.organisation, since)
    told = {
        "flights": flights,
        "senders": senders_table(senders),
        "form": LetterForm(senders=senders, initial={"language": settings.LANGUAGE_CODE}),
    }
    return render(request, "intake/carriers.html", told)


@require_GET
@desk_page(TRAFFIC)
def carrier_letter(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """The letter of one month to one airline, to print; its address names no person."""
    senders = carriers.senders_of(here.organisation, carriers.first_month(here.now))
    form = LetterForm(request.GET, senders=senders)
    if not form.is_valid():
        return render(request, "intake/carriers_letter_form.html", {"form": form}, status=422)
    asked = form.cleaned_data
    month: date = asked["month"]
    with override(asked["language"]):
        letter = letter_of(here.organisation, asked["carrier"].upper(), asked["sender"], month, here.now)
        return render(
            request, "intake/carriers_letter.html", {"letter": letter, "title": _("Passenger data")}
        )
