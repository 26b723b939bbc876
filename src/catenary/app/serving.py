"""The desk in service: migrations, then web and workers, until it is stopped."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence

from catenary.app.children import Child, run_until_stopped
from catenary.app.configuration import Configuration, Part, environment_of

_SETTINGS = {"DJANGO_SETTINGS_MODULE": "catenary.app.settings"}
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "VIRTUAL_ENV", "PYTHONPATH", "SSL_CERT_FILE")


def prepare(settings: Configuration) -> None:
    """Migrate, and collect the files sent to browsers. Raises CalledProcessError where it fails."""
    prepare_database(settings)
    collect = ["django", "collectstatic", "--noinput", "--verbosity=0"]
    _run(collect, _environment(settings, Part.WEB))


def prepare_database(settings: Configuration) -> None:
    """Migrate, and build the wall round the tables. Raises CalledProcessError where it fails."""
    run_part(settings, Part.MIGRATE, "catenary.app.migrating")


def run_part(settings: Configuration, part: Part, module: str, *arguments: str) -> None:
    """Run one module to its end as one part of the desk. Raises CalledProcessError where it fails."""
    _run([module, *arguments], _environment(settings, part))


def serve(settings: Configuration, address: str, web_processes: int) -> None:
    """Web and workers on an address such as `127.0.0.1:8000` until INT or TERM."""
    run_until_stopped(
        [
            _child("worker", ["catenary.app.working"], _environment(settings, Part.WORKER)),
            _child("web", _gunicorn(address, web_processes), _environment(settings, Part.WEB)),
        ]
    )


def _gunicorn(address: str, processes: int) -> list[str]:
    return [
        "gunicorn",
        "catenary.app.wsgi",
        f"--bind={address}",
        f"--workers={processes}",
        "--threads=4",
        "--timeout=60",
        "--graceful-timeout=20",
        "--max-requests=5000",
        "--max-requests-jitter=500",
        "--log-level=warning",
        "--forwarded-allow-ips=127.0.0.1,::1",
        "--no-control-socket",
    ]


def _child(name: str, module: Sequence[str], environment: Mapping[str, str]) -> Child:
    return Child(name, [sys.executable, "-m", *module], environment)


def _run(module: Sequence[str], environment: Mapping[str, str]) -> None:
    subprocess.run([sys.executable, "-m", *module], check=True, env=dict(environment))  # noqa: S603


def _environment(settings: Configuration, part: Part) -> dict[str, str]:
    """Little of our own environment goes on to the parts, and no database address but their own."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | _SETTINGS | environment_of(settings, part)
