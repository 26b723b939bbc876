"""What a monitoring system may read: counts and durations by route, jobs, workers, the log. Never anything of a person."""

import hmac
import os
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from catenary.app.outage_figures import OutageSpool

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10, 30)
_MEMORY = Path("/dev/shm")  # noqa: S108  a folder of our own name and mode in it
_FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO")

_REQUESTS = Histogram(
    "catenary_request_seconds",
    "Time to answer a request, by the pattern of its address.",
    ["method", "route", "status"],
    buckets=_SECONDS,
)

_JOBS = "SELECT status::text, count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed') GROUP BY 1"
_WAITING = """SELECT coalesce(extract(epoch FROM now() - min(greatest(event.at, job.scheduled_at))), 0)
    FROM procrastinate_jobs job JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'deferred'
    WHERE job.status = 'todo' AND coalesce(job.scheduled_at, now()) <= now()"""
WAYS_IN = "SELECT way, coalesce(waiting, 0), faulty FROM intake_ways"
WORKERS = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'"


def empty_folder(data: Path) -> Path:
    """The folder where the web processes of this start put together what they measure; the same at every start.

    In memory where the system has a place for that: these files are mapped, and a process that writes to a mapped file on a
    full disk is killed by the system (SIGBUS).
    """
    name = f"catenary-measures-{os.geteuid()}-{sha256(str(data.absolute()).encode()).hexdigest()[:16]}"
    folder = _MEMORY / name if os.access(_MEMORY, os.W_OK) else data / "measures"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    return folder


def forget_process(number: int) -> None:
    """A web process is gone."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.mark_process_dead(number)  # type: ignore[no-untyped-call]


def note_request(method: str, route: str, status: int, seconds: float) -> None:
    """A request was answered."""
    _REQUESTS.labels(method, route, f"{status // 100}xx").observe(seconds)


def may_read(request: HttpRequest) -> bool:
    """Whoever shows the token; without one in the settings, whoever asks a demo from this machine and no proxy."""
    if token := settings.CATENARY.metrics_token:
        return hmac.compare_digest(
            request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode()
        )
    here = request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"}
    return settings.CATENARY.demo and here and not any(name in request.META for name in _FORWARDED)


def metrics(request: HttpRequest) -> HttpResponse:
    """Everything measured by all web processes, in the text format of Prometheus 0.0.4; 404 to whoever may not read it."""
    if not may_read(request):
        return HttpResponse(status=404)
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_REQUESTS)
    registry.register(_Database())
    registry.register(OutageSpool(settings.CATENARY))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Database(Collector):
    """What the database knows about jobs and workers, asked when the metrics are read."""

    def collect(self) -> Iterator[Metric]:
        """Gauges; only `catenary_database_up` where the database does not answer."""
        try:
            found = list(self._asked())
        except DatabaseError:
            found = []
        yield GaugeMetricFamily("catenary_database_up", "Whether the database answers.", value=bool(found))
        yield from found

    def _asked(self) -> Iterator[Metric]:
        with connection.cursor() as cursor:
            cursor.execute(_JOBS)
            counts = dict(cursor.fetchall())
            cursor.execute(_WAITING)
            waiting = float((cursor.fetchone() or (0,))[0])
            cursor.execute(WORKERS)
            workers = int((cursor.fetchone() or (0,))[0])
        jobs = GaugeMetricFamily("catenary_jobs", "Jobs by state.", labels=["state"])
        for state in ("todo", "doing", "failed"):
            jobs.add_metric([state], counts.get(state, 0))
        yield jobs
        yield GaugeMetricFamily(
            "catenary_job_waiting_seconds", "How long the oldest due job has waited.", value=waiting
        )
        yield GaugeMetricFamily("catenary_workers", "Workers seen within a minute.", value=workers)
        yield from _ways_in()
        yield from _ledger()


def _ways_in() -> Iterator[Metric]:
    """Queues and buckets that messages are fetched from, all channels together."""
    with connection.cursor() as cursor:
        cursor.execute(WAYS_IN)
        found = cursor.fetchall()
    waiting = GaugeMetricFamily(
        "catenary_fetching_waiting", "Messages that lie where they are fetched from.", labels=["way"]
    )
    faulty = GaugeMetricFamily(
        "catenary_fetching_faulty", "Channels that cannot be fetched from.", labels=["way"]
    )
    for way, lying, wrong in found:
        waiting.add_metric([way], lying)
        faulty.add_metric([way], wrong)
    yield waiting
    yield faulty


def _ledger() -> Iterator[Metric]:
    from catenary.desk.ledger.queries import ledger_state

    now = timezone.now()
    state = ledger_state(now)
    unstamped = (now - state.unstamped_since).total_seconds() if state.unstamped_since else 0
    yield GaugeMetricFamily(
        "catenary_ledger_entries", "Entries of the ledger with a place.", value=state.size
    )
    yield GaugeMetricFamily("catenary_ledger_waiting", "Entries that wait for a place.", value=state.waiting)
    yield GaugeMetricFamily(
        "catenary_ledger_unstamped_seconds",
        "How long the oldest checkpoint lacks a time stamp.",
        value=unstamped,
    )
