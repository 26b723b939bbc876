"""Whether the process lives, and whether it can work; answered before anything else, without an account."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

Respond = Callable[[HttpRequest], HttpResponse]


class HealthMiddleware:
    """`/healthz`: the process answers. `/readyz`: it reaches its database and the database has every table it needs."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The two answers; everything else goes on."""
        if request.path == "/healthz":
            return JsonResponse({"status": "alive"})
        if request.path == "/readyz":
            return _ready()
        return self._respond(request)


def _ready() -> HttpResponse:
    try:
        missing = _tables_missing()
    except DatabaseError:
        return JsonResponse({"status": "database unreachable"}, status=503)
    if missing:
        return JsonResponse({"status": "migrations missing"}, status=503)
    return JsonResponse({"status": "ready"})


def _tables_missing() -> bool:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
