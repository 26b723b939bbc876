"""Where compiled kernels are kept between runs, apart for every state of their sources.

numba renews a compiled function when its own file changes, not when a function that it calls, and has taken in, changes
in another file. After an upgrade of half the files it would run the new scorer with the old arithmetic inside.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

SETTING = "NUMBA_CACHE_DIR"
_SOURCES = "catenary.core.screening"
_PREFIX = "kernels-"
_KEPT_SECONDS = 24 * 3600


def keep_kernels_apart() -> None:
    """Name the folder of kernels to numba, which reads the setting when it is first imported; a given one stands."""
    if SETTING in os.environ:
        return
    sources = _sources()
    name = _PREFIX + _state(sources)
    for home in (sources / "__pycache__", *_users_cache()):
        if _usable(home / name):
            _sweep(home, name)
            os.environ[SETTING] = str(home / name)
            return


def _sources() -> Path:
    spec = find_spec("catenary")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0], *_SOURCES.split(".")[1:])


def _state(sources: Path) -> str:
    """A digest of every file that a kernel may stand in."""
    digest = blake2b(digest_size=6)
    for path in sorted(sources.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _users_cache() -> Iterator[Path]:
    """Where the user keeps caches; a service without a home has no such place."""
    with suppress(RuntimeError):
        yield Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()) / "catenary"


def _usable(folder: Path) -> bool:
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        os.utime(folder)
        return os.access(folder, os.W_OK | os.X_OK)
    return False


def _sweep(home: Path, current: str) -> None:
    """Remove the kernels of earlier states that nothing has used for a day."""
    for folder in home.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if folder.name != current and folder.stat().st_mtime < time.time() - _KEPT_SECONDS:
                shutil.rmtree(folder)
