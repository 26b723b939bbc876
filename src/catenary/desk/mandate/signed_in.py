"""Who is at the desk in this request: found at the sign-in door, then acting for one organisation at a time."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from allauth.account.authentication import get_authentication_records
from attrs import frozen
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from catenary.core.mandate.model import Actor, Purpose, Role, Task
from catenary.core.mandate.rules import is_sensitive
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import NOBODY, Declaration, Door, acting
from catenary.desk.mandate.models import AccessMatter, Membership, OpenTask, Person
from catenary.desk.mandate.models.people import MembershipState
from catenary.desk.mandate.people.standing import open_emergencies, suspended_in

Respond = Callable[[HttpRequest], HttpResponse]

ORGANISATION_KEY, TASK_KEY, STARTED_KEY = "organisation", "task", "started_at"
ACTED_KEY, HELD_KEY = "acted_for", "held"
"""The organisation of the last request of a session, and the roles held there then."""
PROVIDER_KEY = "provider_second_factor"
"""Whether the identity provider said that a second factor was used."""
AT_THE_DOOR = ("/account/", "/healthz", "/readyz", "/static/")
ELSEWHERE = (*AT_THE_DOOR, "/web-api/")
"""Where no page of the second factor is shown; the web API refuses in its own words."""
WITHOUT_SECOND_FACTOR = frozenset({"set_language", "choose_scheme", "choose_keys", "choose_organisation"})
"""Pages of the frame that nobody is kept from for want of a second factor; they show nothing."""


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
    supervises: tuple[str, ...] = ()
    """Public ids of the organisations that an oversight body watches over."""

    @property
    def actor(self) -> Actor:
        """As the rules of core know the person."""
        person, organisation = str(self.person.public_id), str(self.organisation.public_id)
        return Actor(person, organisation, self.roles, self.strong, self.supervises)

    @property
    def now(self) -> datetime:
        """The time by which what they may do is decided."""
        return timezone.now()

    @cached_property
    def emergencies(self) -> tuple[AccessMatter, ...]:
        """The emergency accesses that are open to them in this request."""
        return open_emergencies(self.person, self.organisation, self.now)

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
    """The view runs as the person who is signed in, in one transaction; without anybody it sees no row.

    Pages of signing in work at the sign-in door instead. Whoever holds a role that two persons gave, and has proved no second
    factor in this session, reaches only the pages that set one up.
    """

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, given to whoever asks as whom they are."""
        here = _present(request)
        request.signed_in = here  # type: ignore[attr-defined]
        response = self._answer(request, here)
        if here is not None:
            response.headers.setdefault("Cache-Control", "no-store")  # what one person saw stays in no cache
        return response

    def _answer(self, request: HttpRequest, here: SignedIn | None) -> HttpResponse:
        if request.path.startswith(AT_THE_DOOR):
            return self._respond(request)
        with acting(here.declaration if here else NOBODY):
            response = self._respond(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: Sequence[object],
        kwargs: dict[str, object],
    ) -> HttpResponseBase | None:
        """The way to the second factor, for whoever lacks one that their roles ask for."""
        here: SignedIn | None = request.signed_in  # type: ignore[attr-defined]
        if here is None or not lacks_second_factor(here) or request.path.startswith(ELSEWHERE):
            return None
        match = request.resolver_match
        if match is not None and match.url_name in WITHOUT_SECOND_FACTOR:
            return None
        return redirect(f"{reverse('second_factor')}?{urlencode({'next': request.get_full_path()})}")


def lacks_second_factor(here: SignedIn) -> bool:
    """Whether any role held here opens personal data or gives roles, and the session has proved one factor only."""
    return not here.strong and any(is_sensitive(role) for role in here.roles)


def _present(request: HttpRequest) -> SignedIn | None:
    if not isinstance(request.user, Person):
        return None
    here = who_is(request.user, request.session, is_strong(request))
    if _session_is_over(request.session) or _role_ended(request.session, here):
        logout(request)
        return None
    if here is not None:
        request.session[ORGANISATION_KEY] = str(here.organisation.public_id)
        request.session[ACTED_KEY] = str(here.organisation.public_id)
        request.session[HELD_KEY] = sorted(here.roles)
    return here


def who_is(person: Person, session: SessionBase, strong: bool) -> SignedIn | None:
    """The person, acting for the organisation they chose; None where nobody gave them a role."""
    held = _held(person)
    organisations = list(dict.fromkeys(membership.organisation for membership in held))
    if not organisations:
        return None
    chosen = _chosen(organisations, session.get(ORGANISATION_KEY))
    roles = frozenset(Role(membership.role) for membership in held if membership.organisation == chosen)
    others = tuple(other for other in organisations if other != chosen)
    task = _task(person, chosen, session.get(TASK_KEY))
    return SignedIn(person, chosen, roles, strong, task, others, _supervised(chosen, roles))


def _supervised(organisation: Organisation, roles: frozenset[Role]) -> tuple[str, ...]:
    if Role.OVERSIGHT not in roles:
        return ()
    return tuple(str(each) for each in organisation.oversees.values_list("public_id", flat=True))


def _held(person: Person) -> list[Membership]:
    """The roles that count now: active, in an organisation that is open and has not suspended the person."""
    active = Membership.objects.filter(
        person=person, state=MembershipState.ACTIVE, organisation__closed_at=None
    ).select_related("organisation")
    suspended = suspended_in(person, timezone.now())
    return [each for each in active if each.organisation_id not in suspended]


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
    """Whether the person proved a second factor, or a passkey, in this session, here or to their identity provider."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records) or bool(request.session.get(PROVIDER_KEY))


def _session_is_over(session: SessionBase) -> bool:
    now = timezone.now()
    started = session.setdefault(STARTED_KEY, now.isoformat())
    limit: timedelta = settings.SESSION_ABSOLUTE_AGE
    return now - datetime.fromisoformat(started) > limit


def _role_ended(session: SessionBase, here: SignedIn | None) -> bool:
    """Whether a role has gone that the session was acting with, by its end or by suspension."""
    acted_for = session.get(ORGANISATION_KEY)
    if not acted_for or HELD_KEY not in session:
        return False
    if here is None or acted_for not in {
        str(each.public_id) for each in (here.organisation, *here.elsewhere)
    }:
        return True
    changed = session.get(ACTED_KEY) != acted_for
    return not changed and not {*session[HELD_KEY]} <= here.roles
