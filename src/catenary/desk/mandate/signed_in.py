"""Who is at the desk in this request: found at the sign-in door, then acting for one organisation at a time."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from allauth.account.authentication import get_authentication_records
from attrs import frozen
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from catenary.core.mandate.model import Actor, Purpose, Role, Task
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import NOBODY, Declaration, Door, acting
from catenary.desk.mandate.models import Membership, OpenTask, Person
from catenary.desk.mandate.models.people import MembershipState

Respond = Callable[[HttpRequest], HttpResponse]

ORGANISATION_KEY, TASK_KEY, STARTED_KEY = "organisation", "task", "started_at"
SIGN_IN_PATHS = ("/account/", "/healthz", "/readyz", "/static/")


@frozen
class SignedIn:
    """The person at the desk, the organisation they act for, their roles there, and their task."""

    person: Person
    organisation: Organisation
    roles: frozenset[Role]
    strong: bool
    task: OpenTask | None = None
    elsewhere: tuple[Organisation, ...] = ()
    """Other organisations the person could act for."""

    @property
    def actor(self) -> Actor:
        """As the rules of core know the person."""
        return Actor(str(self.person.public_id), str(self.organisation.public_id), self.roles, self.strong)

    @property
    def core_task(self) -> Task | None:
        """As the rules of core know the task."""
        return Task(Purpose(self.task.purpose), self.task.basis) if self.task else None

    @property
    def declaration(self) -> Declaration:
        """As row security knows the person."""
        task = self.task
        return Declaration(
            self.person.pk, self.organisation.pk, task.purpose if task else "", task.basis if task else ""
        )


class DeskRequest(HttpRequest):
    """A request whose sender is known; views behind `ActingMiddleware` receive no other."""

    signed_in: SignedIn | None


class DoorMiddleware:
    """Sessions and sign-in pages work at the sign-in door: they see accounts, and nothing else."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, given behind the door."""
        with acting(Declaration(door=Door.SIGN_IN)):
            return self._respond(request)


class ActingMiddleware:
    """The view runs as the person who is signed in, in one transaction; without anybody it sees no row."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, given to whoever asks as whom they are."""
        if request.path.startswith(SIGN_IN_PATHS):
            return self._respond(request)
        if not isinstance(request.user, Person):
            with acting(NOBODY):
                return self._respond(request)
        if _session_is_over(request.session):
            logout(request)
            return redirect(settings.LOGIN_URL)
        return self._act(request, who_is(request.user, request.session, is_strong(request)))

    def _act(self, request: HttpRequest, signed_in: SignedIn | None) -> HttpResponse:
        request.signed_in = signed_in  # type: ignore[attr-defined]
        declaration = signed_in.declaration if signed_in else NOBODY
        with acting(declaration):
            response = self._respond(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response


def who_is(person: Person, session: SessionBase, strong: bool) -> SignedIn | None:
    """The person, acting for the organisation they chose; None where nobody gave them a role."""
    held = list(
        Membership.objects.filter(
            person=person, state=MembershipState.ACTIVE, organisation__closed_at=None
        ).select_related("organisation")
    )
    organisations = list(dict.fromkeys(membership.organisation for membership in held))
    if not organisations:
        return None
    chosen = _chosen(organisations, session.get(ORGANISATION_KEY))
    roles = frozenset(Role(membership.role) for membership in held if membership.organisation == chosen)
    others = tuple(other for other in organisations if other != chosen)
    return SignedIn(person, chosen, roles, strong, _task(person, chosen, session.get(TASK_KEY)), others)


def _chosen(organisations: Sequence[Organisation], wanted: str | None) -> Organisation:
    return next((each for each in organisations if str(each.public_id) == wanted), organisations[0])


def _task(person: Person, organisation: Organisation, wanted: str | None) -> OpenTask | None:
    if not wanted:
        return None
    with acting(Declaration(person.pk, organisation.pk)):
        return OpenTask.objects.filter(
            public_id=wanted, person=person, organisation=organisation, closed_at=None
        ).first()


def is_strong(request: HttpRequest) -> bool:
    """Whether the person proved a second factor, or a passkey, in this session."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request))


def _session_is_over(session: SessionBase) -> bool:
    now = timezone.now()
    started = session.setdefault(STARTED_KEY, now.isoformat())
    limit: timedelta = settings.SESSION_ABSOLUTE_AGE
    return now - datetime.fromisoformat(started) > limit
