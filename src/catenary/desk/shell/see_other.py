"""Where a form that was accepted leads."""

from typing import Any

from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url


class SeeOther(HttpResponseRedirect):
    """Done; look there (RFC 9110 s.15.4.4). Reloading the page that follows sends nothing again."""

    status_code = 303


def see(route: str, *args: Any) -> SeeOther:
    """On to a page of the desk, by its name or address."""
    return SeeOther(resolve_url(route, *args))
