"""The desk of one opened pack on a laptop: the same pages and forms, no database, one browser on this machine."""

import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any, Final
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django

from catenary.app.problems import SERVING

HOST: Final = "127.0.0.1"
_MIDDLEWARE: Final = (
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "catenary.desk.assessment.packs.laptop.door.PackDoorMiddleware",
)


class _Server(ThreadingMixIn, WSGIServer):
    """Answers a few requests at once, as one browser asks them."""

    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    """Tells nobody what was asked: addresses name questions, and the door's holds a secret."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name in the standard library
        """Nothing."""


def prepare(port: int, token: str) -> None:
    """Set Django up for the pages of a pack: once in a process, before anything of the desk is imported."""
    os.environ.update(_environment(port))
    from django.conf import settings

    from catenary.app import settings as desk

    told = {name: getattr(desk, name) for name in dir(desk) if name.isupper()}
    settings.configure(**(told | pack_settings(token)))
    django.setup()
    logging.getLogger("django.request").setLevel(logging.ERROR)  # the person reads the page, not the terminal


def pack_settings(token: str) -> dict[str, Any]:
    """What is other than at a desk: no database, no accounts, one door."""
    return {
        "ALLOWED_HOSTS": [HOST],
        "DATABASES": {},
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        "MESSAGE_STORAGE": "django.contrib.messages.storage.cookie.CookieStorage",
        "MIDDLEWARE": list(_MIDDLEWARE),
        "PACK_TOKEN": token,
        "OPEN_PACK": None,
        "ROOT_URLCONF": "catenary.desk.assessment.packs.laptop.urls",
        "STATIC_ROOT": None,
        "STORAGES": {
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        "WHITENOISE_AUTOREFRESH": False,
        "WHITENOISE_USE_FINDERS": True,
    }


@contextmanager
def opened(
    path: Path, passphrase: str, keys: Path | None, port: int
) -> Iterator[tuple[str, Path, WSGIServer]]:
    """The address to go to, the file that is brought back, and the server, which listens already; it answers on this machine alone.

    Problems: those of `packs.laptop.working.open_pack`, of `load_verifier_keys`, and `address_taken`.
    """
    token = secrets.token_urlsafe(16)
    prepare(port, token)
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    from catenary.desk.assessment.packs.laptop.working import open_pack
    from catenary.formats.signed_note.key_files import load_verifier_keys

    settings.OPEN_PACK = open_pack(path, passphrase, load_verifier_keys(keys) if keys else ())
    try:
        server = make_server(HOST, port, get_wsgi_application(), server_class=_Server, handler_class=_Quiet)
    except OSError as error:
        raise SERVING.problem("address_taken", address=f"{HOST}:{port}") from error
    with server:
        yield f"http://{HOST}:{server.server_port}/enter/{token}", settings.OPEN_PACK.file, server


def _environment(port: int) -> dict[str, str]:
    return {
        "CATENARY_SECRET_KEY": secrets.token_urlsafe(50),
        "CATENARY_ORIGIN": f"http://{HOST}:{port}",
        "CATENARY_DEMO": "",
    }
