"""The desk in service: migrations, then web and workers, until it is stopped."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from catenary.app.children import Child, begin, run_to_end, run_until_stopped, stop
from catenary.app.configuration import BUCKET, QUEUES, Configuration, Part, environment_of
from catenary.app.logs import logging_settings
from catenary.app.metrics import empty_folder
from catenary.app.problems import SERVING
from catenary.app.spool_key import publish_recipient

_SETTINGS = {"DJANGO_SETTINGS_MODULE": "catenary.app.settings"}
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""What the desk solves is small: a second thread doubles the processor's work and ends no sooner. An operator may say otherwise."""
_KEPT = (
    "OPENBLAS_NUM_THREADS",
    "NUMBA_CACHE_DIR",  # kernels lie apart for every state of their sources, and are compiled once for all processes
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TZ",
    "TMPDIR",
    "VIRTUAL_ENV",
    "PYTHONPATH",
    "SSL_CERT_FILE",
)


def prepare(settings: Configuration) -> None:
    """Lay the spool's public key open; migrate, and meanwhile collect the files sent to browsers.

    Problems `not_prepared` where one of these fails, and those of `publish_recipient`.
    """
    publish_recipient(settings)
    run_part(settings, Part.MIGRATE, "catenary.app.preparing")


def prepare_database(settings: Configuration) -> None:
    """Migrate, and build the wall round the tables. Problem `not_prepared` where it fails."""
    run_part(settings, Part.MIGRATE, "catenary.app.migrating")


def run_part(settings: Configuration, part: Part, module: str, *arguments: str) -> None:
    """Run one module to its end as one part of the desk. Problem `not_prepared` where it fails."""
    try:
        run_to_end([sys.executable, "-m", module, *arguments], _environment(settings, part))
    except subprocess.CalledProcessError as error:
        raise SERVING.problem("not_prepared") from error


@contextmanager
def beside(settings: Configuration, part: Part, module: str) -> Iterator[None]:
    """One module runs as one part of the desk, and ends by itself or at the end."""
    process = begin([sys.executable, "-m", module], _environment(settings, part))
    try:
        yield
    finally:
        stop(process, signal.SIGTERM)


def serve(
    settings: Configuration,
    listeners: Sequence[socket.socket],
    web_processes: int,
    kept: Iterable[Child] = (),
    worker_processes: int = 1,
) -> None:
    """Web, workers and the ledger's sequencer until INT or TERM, the web on sockets that listen already; `kept` runs on, and is kept running."""
    logging_settings("desk")
    measures = empty_folder(settings.data)
    web = _environment(settings, Part.WEB) | {"PROMETHEUS_MULTIPROC_DIR": str(measures)}
    numbers = [listener.fileno() for listener in listeners]
    both = _environment(settings, Part.WORKER)  # each is told what it needs alone
    no_ledger, no_spool = (
        {"CATENARY_LEDGER_KEY_FILE": ""},
        {"CATENARY_SPOOL_KEY_FILE": "", "CATENARY_INTERVIEW_KEY_FILE": ""},
    )
    sequencer = both | no_spool | {QUEUES: "", BUCKET: ""}
    children = [
        *(_child(name, ["catenary.app.working"], both | no_ledger) for name in _workers(worker_processes)),
        _child("sequencer", ["catenary.app.sequencing"], sequencer),
        _child("web", _gunicorn(numbers, web_processes), web, pass_fds=numbers),
    ]
    if settings.queues:
        taking = both | no_ledger | no_spool | {BUCKET: ""}
        children.append(_child("queues", ["catenary.app.queueing"], taking))
    try:
        run_until_stopped(children, kept)
    finally:
        shutil.rmtree(measures, ignore_errors=True)


def _workers(count: int) -> list[str]:
    return ["worker", *(f"worker {number}" for number in range(2, count + 1))]


def _gunicorn(sockets: Iterable[int], processes: int) -> list[str]:
    bound = [f"--bind=fd://{number}" for number in sockets]
    return [
        "gunicorn",
        "catenary.app.wsgi",
        "--config=python:catenary.app.gunicorn_settings",
        *bound,
        f"--workers={processes}",
    ]


def _child(name: str, module: Sequence[str], environment: Mapping[str, str], **options: object) -> Child:
    return Child(name, [sys.executable, "-m", *module], environment, options)


def _environment(settings: Configuration, part: Part) -> dict[str, str]:
    """Little of our own environment goes on to the parts, and no database address but their own."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return _ONE_THREAD | kept | _SETTINGS | environment_of(settings, part)
