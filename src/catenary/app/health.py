"""Whether the process lives, and whether it can work; answered before anything else, without an account."""

import shutil
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from catenary.app.metrics import WORKERS, metrics

Respond = Callable[[HttpRequest], HttpResponse]

_LEAST_MIB = 100


class HealthMiddleware:
    """`/healthz`: the process answers. `/readyz`: it reaches its database, which has every table. `/metrics`."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond
        self._migrated = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The three answers; everything else goes on."""
        if request.path == "/healthz":
            return JsonResponse({"status": "alive"})
        if request.path == "/readyz":
            return self._ready()
        if request.path == "/metrics":
            return metrics(request)
        return self._respond(request)

    def _ready(self) -> HttpResponse:
        """Details are for people; a proxy goes by the status. Without a worker pages answer, so it is no refusal."""
        try:
            self._migrated = self._migrated or not _tables_missing()
            if not self._migrated:
                return JsonResponse({"status": "migrations missing"}, status=503)
            workers, ledger = _workers(), _ledger()
        except DatabaseError:
            return JsonResponse({"status": "database unreachable"}, status=503)
        free = shutil.disk_usage(settings.CATENARY.data).free >> 20
        disk = "ok" if free >= _LEAST_MIB else "nearly full"
        return JsonResponse({"status": "ready", "workers": workers, "disk": disk, "ledger": ledger})


def _workers() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WORKERS)
        return int((cursor.fetchone() or (0,))[0])


def _ledger() -> str:
    from catenary.desk.ledger.queries import ledger_state, standing

    now = timezone.now()
    return standing(ledger_state(now), now, stamping=bool(settings.CATENARY.time_stamping)).value


def _tables_missing() -> bool:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
