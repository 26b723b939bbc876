"""What a verb does not need it does not load: `read` and every help answer at once."""

import subprocess
import sys

import pytest

from catenary.benchmarks.fictional_log import LOG_KEY, fictional_log

HEAVY = ("numba", "numpy", "llvmlite", "django", "nomenklatura", "hypothesis", "setuptools")


def loaded(arguments, given=b""):
    """Which of the heavy modules a run of the command has loaded at its end."""
    script = (
        "import sys, atexit\n"
        f"atexit.register(lambda: print('|'.join(n for n in {HEAVY} if n in sys.modules), file=sys.__stderr__))\n"
        "from catenary.cli import main\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], input=given, capture_output=True, check=True
    )
    return done.stderr.decode().splitlines()[-1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("read", "--help"),
        ("bench",),
        ("bench", "--help"),
        ("doctor", "--help"),
    ],
)
def test_nothing_heavy_is_loaded(arguments):
    assert loaded(arguments) == ""


def test_a_world_needs_no_compiler():
    assert "numba" not in loaded(["world", "--help"])


def test_reading_a_message_loads_nothing_heavy():
    message = b"UNB+UNOA:4+A+B+261122:0800+1'UNH+1+PAXLST:D:05B:UN'BGM+745'UNT+3+1'UNZ+1+1'"
    assert loaded(["read", "--json", "--quiet", "-"], message) == ""


def test_verifying_a_ledger_loads_neither_the_desk_nor_anything_heavy():
    export = fictional_log(5).export()
    assert loaded(["ledger", "verify", "-", "--key", LOG_KEY.text, "--quiet"], export) == ""


def test_help_names_every_verb_with_what_it_is_for():
    done = subprocess.run(
        [sys.executable, "-c", "from catenary.cli import main; main()", "--help"],
        capture_output=True,
        check=True,
    )
    for verb in ("read", "list", "documents", "screen", "compare", "ledger", "world", "bench", "doctor"):
        (line,) = [line for line in done.stdout.decode().splitlines() if line.startswith(f"  {verb} ")]
        assert len(line.split()) > 3
