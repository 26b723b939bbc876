"""What an operation asks of its caller before anything else."""

from collections.abc import Callable

from django.http import HttpRequest
from ninja.utils import check_csrf

from catenary.desk.shell.web_api.caller import Caller
from catenary.desk.shell.web_api.problems import problem

_READING = frozenset({"GET", "HEAD", "OPTIONS"})


def knows(scope: str) -> Callable[[HttpRequest], Caller]:
    """Authentication of an operation: a program needs the scope, a person a session; a write in a session, its CSRF token.

    Scopes are `room:read` and `room:write`. Raises ProblemError.
    """

    def authenticated(request: HttpRequest) -> Caller:
        caller = _known(request)
        if caller.machine is not None and scope not in caller.scopes:
            raise problem("scope_lacks", scope=scope)
        return caller

    authenticated.scope = scope  # type: ignore[attr-defined]
    return authenticated


def knows_program(scope: str) -> Callable[[HttpRequest], Caller]:
    """Authentication of what only programs do: it needs the scope. Raises ProblemError."""
    usual = knows(scope)

    def authenticated(request: HttpRequest) -> Caller:
        caller = usual(request)
        if caller.machine is None:
            raise problem("programs_only")
        return caller

    authenticated.scope = scope  # type: ignore[attr-defined]
    return authenticated


def knows_person(request: HttpRequest) -> Caller:
    """Authentication of what only people do: their own notices, their own tasks. Raises ProblemError."""
    caller = _known(request)
    if caller.person is None:
        raise problem("people_only")
    return caller


def _known(request: HttpRequest) -> Caller:
    caller: Caller | None = getattr(request, "caller", None)
    if caller is None:
        raise problem("unauthenticated")
    if caller.person is not None and request.method not in _READING and check_csrf(request):
        raise problem("cross_site")
    return caller
