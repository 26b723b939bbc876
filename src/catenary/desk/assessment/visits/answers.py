"""How pages of visits answer: a sheet, or a form about a visit or something of it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.desk.assessment.models import Visit
from catenary.desk.assessment.visits.sheet import Sheet
from catenary.desk.mandate.people.pages.answers import Words, form_page
from catenary.desk.mandate.signed_in import DeskRequest
from catenary.desk.shell.parts import Place
from catenary.desk.shell.tables import Table

FORM = "assessment/visits/form.html"


def sheet_page(request: HttpRequest, sheet: Sheet, **shown: object) -> HttpResponse:
    """The sheet as a page."""
    return render(request, "assessment/visits/sheet.html", {"sheet": sheet, **shown})


def visit_form(
    request: DeskRequest,
    visit: Visit,
    form: forms.Form,
    words: Words,
    act: Callable[[dict[str, Any]], HttpResponse],
    *,
    back: Place | None = None,
    caption: str = "",
    table: Table | None = None,
) -> HttpResponse:
    """A form about a visit, below what it is about; it leads back to the visit unless told otherwise."""
    place = back or Place(_("The visit"), reverse("visit", args=[visit.public_id]))
    shown = {"back": place, "caption": caption or visit.visited.name, "table": table}
    return form_page(request, form, words, act, FORM, **shown)
