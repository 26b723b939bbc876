"""The files sent to browsers, gathered under names that change with their content; only when one of them changed."""

from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect() -> None:
    """Gather what is new, compressed and named by content, into the folder of static files."""
    known = Path(settings.STATIC_ROOT) / "collected"
    now = _state_of_sources()
    if known.exists() and known.read_text() == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    known.write_text(now)


def _state_of_sources() -> str:
    """A digest that changes when a file is added, changed or taken away."""
    digest = sha256()
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=[]):
            source = Path(storage.path(name))
            digest.update(f"{source}\0{source.stat().st_size}\0{source.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()
