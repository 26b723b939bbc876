"""What every test shares: the development data folder, compiled kernels, and at the end what was left out and why."""

import atexit
import os
import shutil
import tempfile
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import django
import pytest

from catenary.cli.kernels import keep_kernels_apart

ROOT = Path(__file__).parents[1]
SHARED_DATA = Path(os.environ.get("CATENARY_SHARED_DATA", ROOT.parent / "shared" / "data"))
ABSENT = f"the development data folder {SHARED_DATA} is absent (CATENARY_SHARED_DATA names another)"

os.environ.pop("COLUMNS", None)  # what a terminal is wide here must not decide how a table looks in a test
# nor must the language spoken here decide what it says
os.environ |= {"CATENARY_LANG": "en", "LANGUAGE": "en"}
# the desk's tests reach the database only through a fixture, which says then where it is (tests/desk/conftest.py)
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "catenary.app.settings",
    "DATABASE_URL": "postgresql://catenary_web@/not_started",
    "CATENARY_SECRET_KEY": "only of the tests, and long enough to be taken",
    "CATENARY_ORIGIN": "http://testserver",
    "CATENARY_DEMO": "1",
    "CATENARY_DATA": tempfile.mkdtemp(prefix="catenary-test-data-"),
}
django.setup()
del os.environ[
    "DJANGO_SETTINGS_MODULE"
]  # a process begun for half of the tests would take these settings for its own
atexit.register(shutil.rmtree, os.environ["CATENARY_DATA"], ignore_errors=True)
keep_kernels_apart()  # before anything imports numba: tests and the commands that they start share what is compiled


@pytest.fixture(scope="session")
def shared_data():
    """The development data folder, for tests marked `shared_data`."""
    return SHARED_DATA


def pytest_collection_modifyitems(items):
    """Leave out what needs the development data where that is absent."""
    if SHARED_DATA.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared_data"):
            item.add_marker(pytest.mark.skip(reason=ABSENT))


def pytest_terminal_summary(terminalreporter):
    """Say what did not run here, and why."""
    terminalreporter.section("left out here, and why")
    skipped = Counter(report.longrepr[2] for report in terminalreporter.stats.get("skipped", ()))
    for reason, count in skipped.most_common():
        terminalreporter.line(f"{count} tests: {reason.removeprefix('Skipped: ')}")
    if not skipped:
        terminalreporter.line("no test was skipped")
    for line in not_tests():
        terminalreporter.line(line)


def not_tests():
    """What no test runs: it takes long, or wants what the product never needs."""
    fuzzer = "" if find_spec("atheris") else ", which sets up atheris first"
    yield f"fuzzing of every parser: `make fuzz SECONDS=60`{fuzzer}"
    peers = [name for name in ("nomenklatura", "pydifact") if find_spec(name) is None]
    wants = f"; not installed: {', '.join(peers)} (requirements/bench.txt)" if peers else ""
    yield f"benchmarks at full size, beside peers: `catenary bench`{wants}"
