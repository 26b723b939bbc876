"""Files that arrive in a folder together, once all of them are whole."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp


@contextmanager
def arriving_whole(folder: Path) -> Iterator[Path]:
    """A scratch folder whose content takes the place of what has the same names in `folder` when the block ends well.

    Otherwise `folder` stays as it was, and is not made where it was missing. Raises OSError where it cannot be written.
    """
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    scratch = None
    try:
        scratch = Path(mkdtemp(prefix=".arriving-", dir=folder))
        yield scratch
        for arrived in sorted(scratch.iterdir()):
            _replace(arrived, folder / arrived.name)
    finally:
        if scratch:
            shutil.rmtree(scratch)
        for path in made:
            if not any(path.iterdir()):
                path.rmdir()


def _replace(arrived: Path, place: Path) -> None:
    """Put a file or folder in its place; of a folder that was there, nothing stays."""
    if place.is_dir():
        shutil.rmtree(place)
    arrived.replace(place)
