"""Forms that are sent twice and do what they do once: a token in the form, spent with the first sending."""

import secrets
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse

from catenary.desk.mandate.models import Person
from catenary.desk.mandate.signed_in import DeskRequest
from catenary.desk.shell.models import SpentForm
from catenary.desk.shell.see_other import SeeOther

FIELD = "once"
_TOKEN_LENGTH = 22

Page = Callable[..., HttpResponse]


def new_token() -> str:
    """A token for one form; the tag `{% once %}` puts it there."""
    return secrets.token_urlsafe(16)


def once(page: Page) -> Page:
    """For pages that take a POST: a form sent again leads where its first sending led, and nothing is done a second time.

    The second of two at the same moment waits for the first. A form that was refused (no redirect) can be sent again.
    """

    @wraps(page)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        token = request.POST.get(FIELD, "") if request.method == "POST" else ""
        if len(token) != _TOKEN_LENGTH:
            return page(request, *args, **kwargs)
        with transaction.atomic():
            return _first_or_again(request, token, lambda: page(request, *args, **kwargs))

    return guarded


def _first_or_again(request: DeskRequest, token: str, run: Callable[[], HttpResponse]) -> HttpResponse:
    person = request.user
    assert isinstance(person, Person)
    digest = sha256(f"{person.pk} {request.path} {token}".encode()).digest()
    _wait_for(digest)
    if spent := SpentForm.objects.filter(digest=digest).first():
        return SeeOther(spent.location)
    response = run()
    if response.status_code in {302, 303}:
        location = response.headers["Location"]
        SpentForm.objects.create(digest=digest, person=person, location=location)
    return response


def _wait_for(digest: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], "big", signed=True)])
