"""How the desk looks and listens to one reader: light or dark, single keys, and the page on which every shared part can be looked at."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from catenary.desk.shell.cookies import cookie_name
from catenary.desk.shell.style import style_examples
from catenary.desk.shell.templatetags.shell import KEYS_COOKIE, SCHEME_COOKIE, Scheme

REMEMBERED = timedelta(days=365)


@require_POST
def choose_scheme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or the device's choice; an unknown word changes nothing."""
    return _remembering(request, SCHEME_COOKIE, {*Scheme})


@require_POST
def choose_keys(request: HttpRequest) -> HttpResponse:
    """Remember whether single keys do something; an unknown word changes nothing."""
    return _remembering(request, KEYS_COOKIE, {"on", "off"})


def _remembering(request: HttpRequest, name: str, allowed: set[str]) -> HttpResponse:
    """Back to where the reader was, with the choice in a cookie that tells nothing else."""
    response = HttpResponseRedirect(_place_after(request), status=303)
    chosen = request.POST.get(name, "")
    if chosen in allowed:
        response.set_cookie(
            cookie_name(name),
            chosen,
            max_age=REMEMBERED,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def _place_after(request: HttpRequest) -> str:
    """Where the reader was, within this desk only."""
    place = request.POST.get("next", "")
    here = {request.get_host()}
    return place if url_has_allowed_host_and_scheme(place, here, require_https=request.is_secure()) else "/"


@login_required
@require_GET
def style(request: HttpRequest) -> HttpResponse:
    """Every shared part with invented data; links to it are for those who build pages."""
    return render(request, "shell/style.html", style_examples())
