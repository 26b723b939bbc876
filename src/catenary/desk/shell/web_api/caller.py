"""Who calls the web API: a person in a session, or a program with a bearer token, each for one organisation."""

from collections.abc import Callable, Iterable

from attrs import field, frozen
from django.http import HttpRequest, HttpResponse

from catenary.basis.findings import ProblemError
from catenary.core.mandate.model import Actor, Purpose, Role, Task
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.mandate.machines import authenticate
from catenary.desk.mandate.models import MachineClient, Person
from catenary.desk.mandate.signed_in import lacks_second_factor
from catenary.desk.shell.web_api.problems import problem, problem_answer
from catenary.desk.shell.web_api.raw import raw_at

Respond = Callable[[HttpRequest], HttpResponse]
PREFIX = "/web-api/"
PURPOSE_HEADER, BASIS_HEADER = "Catenary-Purpose", "Catenary-Legal-Basis"


def _names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(names)


def _roles(roles: Iterable[Role]) -> frozenset[Role]:
    return frozenset(roles)


@frozen
class Caller:
    """A person or a program, the organisation it calls for, its roles there, and the task it named."""

    organisation: Organisation
    roles: frozenset[Role] = field(converter=_roles)
    person: Person | None = None
    machine: MachineClient | None = None
    task: Task | None = None
    strong: bool = False
    scopes: frozenset[str] = field(default=frozenset(), converter=_names)
    """What a program may ask for; a person may ask for what their roles allow."""

    @property
    def key(self) -> str:
        """Tells callers apart."""
        return (
            f"person {self.person.pk}" if self.person else f"machine {self.machine.pk if self.machine else 0}"
        )

    @property
    def public_id(self) -> str:
        """The id of the person or program, as others know it."""
        known = self.person or self.machine
        return str(known.public_id) if known else ""

    @property
    def actor(self) -> Actor:
        """As the rules of core know the caller. A token is as strong as a second factor: it is secret, scoped and ends."""
        return Actor(self.public_id, str(self.organisation.public_id), self.roles, self.strong)

    @property
    def declaration(self) -> Declaration:
        """As row security knows the caller."""
        person = self.person.pk if self.person else 0
        purpose, basis = (self.task.purpose.value, self.task.basis) if self.task else ("", "")
        return Declaration(person, self.organisation.pk, purpose, basis)


class CallRequest(HttpRequest):
    """A request whose caller is known; operations receive no other."""

    caller: Caller


class CallerMiddleware:
    """A request with a bearer token runs as its program; one within a session runs as its person already."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, given to whoever calls as whom they are."""
        if not request.path.startswith(PREFIX):
            return self._respond(request)
        try:
            _demand_readable(request)
            caller = _caller(request)
        except ProblemError as refusal:
            return problem_answer(refusal.finding)
        if caller is None:
            return self._respond(request)
        request.caller = caller  # type: ignore[attr-defined]
        with acting(caller.declaration):
            return self._respond(request)


def _demand_readable(request: HttpRequest) -> None:
    """The body of an operation that takes it as it is stays unread here: it may be large, and nobody is known yet."""
    raw = raw_at(request.path)
    if raw is None and request.body and request.content_type != "application/json":
        raise problem("media_type")
    if raw is not None and (request.content_type or "application/octet-stream") not in raw.media_types:
        raise problem("media_type_other", types=", ".join(sorted(raw.media_types)))


def _caller(request: HttpRequest) -> Caller | None:
    if "Authorization" in request.headers:
        return _machine(request)
    here = getattr(request, "signed_in", None)
    if here is None:
        return None
    if lacks_second_factor(here):
        raise problem("second_factor_missing")
    return Caller(here.organisation, here.roles, person=here.person, task=here.core_task, strong=here.strong)


def _machine(request: HttpRequest) -> Caller:
    machine = authenticate(request)
    if machine is None:
        raise problem("unauthenticated")
    return Caller(
        machine.organisation,
        [Role(role) for role in machine.roles],
        machine=machine,
        task=_task(request),
        strong=True,
        scopes=machine.scopes,
    )


def _task(request: HttpRequest) -> Task | None:
    """What a program says it does now, in two headers; one without the other is no task."""
    purpose, basis = request.headers.get(PURPOSE_HEADER, ""), request.headers.get(BASIS_HEADER, "")
    if not purpose and not basis:
        return None
    if purpose not in {*Purpose} or not basis:
        raise problem("invalid")
    return Task(Purpose(purpose), basis)
