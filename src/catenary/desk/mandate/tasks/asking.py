"""Pages that open personal data ask for a task first, once, and come back to where the person was going."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from catenary.core.mandate.model import Act, DataClass
from catenary.core.mandate.rules import purposes_for
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn

P = ParamSpec("P")
Page = Callable[Concatenate[DeskRequest, SignedIn, P], HttpResponse]


def needs_task(*about: DataClass, act: Act = Act.SEE) -> Callable[[Page[P]], Page[P]]:
    """Go to the page that asks for a purpose where none is stated, or one that none of these classes may serve.

    Whose roles open none of the classes for any purpose is not asked: the page itself refuses them. Stands under `desk_page`.
    """

    def decorated(page: Page[P]) -> Page[P]:
        @wraps(page)
        def asked(request: DeskRequest, here: SignedIn, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if lacks_task(here, about, act):
                return ask_for_task(request)
            return page(request, here, *args, **kwargs)

        return asked

    return decorated


def lacks_task(here: SignedIn, about: tuple[DataClass, ...], act: Act) -> bool:
    """Whether a task would open what is closed now."""
    possible = frozenset().union(*(purposes_for(here.roles, act, each) for each in about))
    stated = here.core_task
    return bool(possible) and (stated is None or stated.purpose not in possible)


def ask_for_task(request: HttpRequest) -> HttpResponse:
    """Off to the page of the task; a form that was sent comes back to the page it stood on."""
    back = request.get_full_path() if request.method == "GET" else request.META.get("HTTP_REFERER", "/")
    return redirect(f"{reverse('state_purpose')}?{urlencode({'next': back})}")
