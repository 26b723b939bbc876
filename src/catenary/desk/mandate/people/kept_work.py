"""Work that outlives its session: a form sent after the session ended is kept, and offered again after signing in.

The sender's browser holds a key in a cookie of its own, bound to one person; the fields are sealed with it, so that the
database alone tells nothing, and nobody who signs in on the same browser afterwards is offered another's work. Files and
anything secret are not kept. What was kept goes after a day, or once it has been sent.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from attrs import frozen
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import KeptWork, Person
from catenary.desk.shell.cookies import cookie_name

COOKIE = cookie_name("catenary-work")
SENT_AGAIN = "kept_work"
"""The form field that says which kept work is being sent again."""
_SALT = "catenary.kept-work"
_KEPT = timedelta(days=1)
_LARGEST = 200_000
_SECRET_PARTS = ("password", "code", "token", "credential")

Respond = Callable[[HttpRequest], HttpResponse]


@frozen
class Work:
    """A form as it was sent: where to, and its fields in order; a name may come more than once."""

    path: str
    fields: tuple[tuple[str, str], ...]


@frozen
class _Key:
    person: str
    key: str


class KeptWorkMiddleware:
    """Keeps the forms of those whose session has ended, once the check against forgery has passed."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer of the page."""
        return self._respond(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: Sequence[object],
        kwargs: dict[str, object],
    ) -> HttpResponseBase | None:
        """The way to sign in, where a form was kept; None lets the page answer."""
        if request.method != "POST" or request.path.startswith("/account/"):
            return None
        if isinstance(request.user, Person):
            _forget_sent(request, request.user)
            return None
        kept = keep(request)
        return _to_sign_in(request, kept) if kept else None


def hand_out_key(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    """Give the browser a key for the person's work; one that it has already stays good."""
    known = _key_in(request)
    if known is None or known.person != str(person.public_id):
        known = _Key(str(person.public_id), Fernet.generate_key().decode())
    response.set_cookie(
        COOKIE,
        signing.dumps({"person": known.person, "key": known.key}, salt=_SALT),
        max_age=settings.SESSION_ABSOLUTE_AGE + _KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def keep(request: HttpRequest) -> KeptWork | None:
    """Seal what was sent; None where the browser has no key, or there is too much or nothing to keep."""
    key, work = _key_in(request), _work_of(request)
    if key is None or not work.fields:
        return None
    plain = msgspec.json.encode({"path": work.path, "fields": work.fields})
    if len(plain) > _LARGEST:
        return None
    with acting(Declaration(door=Door.SIGN_IN)):
        person = Person.objects.filter(public_id=key.person).first()
        if person is None:
            return None
        sealed = Fernet(key.key).encrypt(plain)
        return KeptWork.objects.create(person=person, sealed=sealed, expires_at=timezone.now() + _KEPT)


def open_work(request: HttpRequest, person: Person, public_id: UUID) -> Work | None:
    """The person's kept work, opened with their browser's key; None where either is missing or its day is over."""
    key = _key_in(request)
    row = KeptWork.objects.filter(public_id=public_id, person=person, expires_at__gt=timezone.now()).first()
    if key is None or row is None or key.person != str(person.public_id):
        return None
    try:
        plain = Fernet(key.key).decrypt(bytes(row.sealed))
    except InvalidToken:
        return None
    told = msgspec.json.decode(plain)
    return Work(told["path"], tuple((name, value) for name, value in told["fields"]))


def throw_away(person: Person, public_id: UUID) -> None:
    """The person does not want it any more."""
    KeptWork.objects.filter(public_id=public_id, person=person).delete()


def forget_expired(now: datetime) -> int:
    """Delete what nobody came back for; how many there were. For the workers' job."""
    with acting(Declaration(door=Door.SYSTEM)):
        return KeptWork.objects.filter(expires_at__lt=now).delete()[0]


def _work_of(request: HttpRequest) -> Work:
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in {"csrfmiddlewaretoken", SENT_AGAIN}
        and not any(part in name.casefold() for part in _SECRET_PARTS)
    ]
    return Work(request.get_full_path(), tuple(kept))


def _key_in(request: HttpRequest) -> _Key | None:
    try:
        told = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=settings.SESSION_ABSOLUTE_AGE + _KEPT
        )
    except signing.BadSignature:
        return None
    return _Key(told["person"], told["key"])


def _to_sign_in(request: HttpRequest, kept: KeptWork) -> HttpResponse:
    after = reverse("kept_work", args=[kept.public_id])
    address = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': after})}"
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def _forget_sent(request: HttpRequest, person: Person) -> None:
    try:
        sent = UUID(request.POST.get(SENT_AGAIN, ""))
    except ValueError:
        return
    throw_away(person, sent)
