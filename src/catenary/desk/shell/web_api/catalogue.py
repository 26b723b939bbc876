"""Every problem the desk can tell, as pages: the address in a problem's `type` leads there."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from catenary.basis.findings import Catalogue, Counted
from catenary.desk.shell.navigation import Link
from catenary.desk.shell.web_api.problems import status_of
from catenary.locale import nearest_language, sentences_in

_ROOMS = ("uploads", "web_api", "mandate", "ledger", "channel", "delivery", "answers")
"""Rooms whose problems an answer of the desk may name; the others' are about files on a command line."""
_FOUND_IN_MESSAGES = ("intake", "timetable")
"""The rooms of what is found in carriers' messages: told within an answer, so that no status of HTTP belongs to it."""


@require_GET
def problems(request: HttpRequest) -> HttpResponse:
    """All problems by code."""
    told = [(code, _sentence(code), _status(code)) for code in codes()]
    return render(request, "shell/problems.html", {"problems": told})


@require_GET
def problem_page(request: HttpRequest, code: str) -> HttpResponse:
    """One problem."""
    if code not in codes():
        raise Http404
    told = {"code": code, "sentence": _sentence(code), "status": _status(code)}
    return render(request, "shell/problem.html", told)


def codes() -> list[str]:
    """Every code, in order."""
    rooms = (*_ROOMS, *_FOUND_IN_MESSAGES)
    return sorted(code for code in Catalogue.wordings() if code.partition(".")[0] in rooms)


def topics() -> Iterable[Link]:
    """Each problem as a topic of search."""
    return [Link(_sentence(code), reverse("problem", args=[code])) for code in codes()]


def _status(code: str) -> int | None:
    return None if code.partition(".")[0] in _FOUND_IN_MESSAGES else status_of(code)


def _sentence(code: str) -> str:
    """The sentence with the names of its values where they will stand."""
    wording = Catalogue.wording(code)
    catalogue = sentences_in(nearest_language(get_language() or "en") or "en")
    if isinstance(wording, Counted):
        return catalogue.ngettext(wording.one, wording.many, 100).replace("%(", "(").replace(")s", ")")
    return catalogue.gettext(wording).replace("%(", "(").replace(")s", ")")
