"""The `catenary` command as other programs run it, and a small fictional world to run it on."""

import json
import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
WARM = Path(__file__).with_name("warm.py")
AS_OF = ("--as-of", "2026-11-22")


class Done(NamedTuple):
    """How the command ended and what it wrote."""

    status: int
    stdout: bytes
    stderr: str

    @property
    def records(self):
        """The lines of stdout, each of which is one JSON object."""
        assert self.stdout == b"" or self.stdout.endswith(b"\n")
        return [json.loads(line) for line in self.stdout.splitlines()]


class Catenary:
    """Runs the command in processes forked from a warm one, which draws its sets in the order of one hash seed."""

    def __init__(self, hash_seed):
        self._channel, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._channel.settimeout(300)
        command = [sys.executable, str(WARM), str(other.fileno())]
        environment = os.environ | {"PYTHONHASHSEED": str(hash_seed)}
        pipes = dict.fromkeys(
            ("stdin", "stdout", "stderr"), subprocess.PIPE
        )  # what Python expects of them it keeps
        self._server = subprocess.Popen(command, env=environment, pass_fds=[other.fileno()], **pipes)
        other.close()

    def close(self):
        self._channel.close()
        assert self._server.communicate(timeout=60) == (b"", b"")

    def __call__(self, *arguments, given=b"", env=None, largest_file=None):
        """Run the command to its end, `given` on its standard input, no file growing beyond `largest_file` bytes."""
        request = {
            "arguments": [str(argument) for argument in arguments],
            "environment": dict(env or os.environ),
            "largest_file": largest_file,
        }
        (stdin, to_stdin), (from_stdout, stdout), (from_stderr, stderr) = os.pipe(), os.pipe(), os.pipe()
        socket.send_fds(self._channel, [json.dumps(request).encode()], [stdin, stdout, stderr])
        for stream in (stdin, stdout, stderr):
            os.close(stream)
        with ThreadPoolExecutor(3) as streams:
            written = streams.submit(write_all, to_stdin, given)
            told, heard = streams.submit(read_all, from_stdout), streams.submit(read_all, from_stderr)
        written.result()
        return Done(int(self._channel.recv(16)), told.result(), heard.result().decode())


def write_all(descriptor, content):
    """Write to a pipe until all is written or nobody reads."""
    try:
        with os.fdopen(descriptor, "wb") as pipe:
            pipe.write(content)
    except BrokenPipeError:
        pass


def read_all(descriptor):
    with os.fdopen(descriptor, "rb") as pipe:
        return pipe.read()


@pytest.fixture(scope="session")
def catenary():
    """Runs `catenary` with arguments and bytes for its standard input; gives status, stdout and stderr."""
    command = Catenary(hash_seed=1)
    yield command
    command.close()


@pytest.fixture(scope="session")
def catenary_again():
    """The same, in processes whose sets have another order."""
    command = Catenary(hash_seed=2)
    yield command
    command.close()


@cache
def validators():
    """One validator for each published schema, by its name."""
    schemas = {
        path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8"))
        for path in SCHEMAS.glob("*.schema.json")
    }
    registry = Registry().with_resources(
        (schema["$id"], Resource.from_contents(schema)) for schema in schemas.values()
    )
    return {name: Draft202012Validator(schema, registry=registry) for name, schema in schemas.items()}


@pytest.fixture(scope="session")
def conforms():
    """Holds every object against a published schema."""

    def hold(records, name):
        for record in records:
            validators()[name].validate(record)
        return len(records)

    return hold


class World(NamedTuple):
    """Paths of a small world that is ready to be screened."""

    folder: Path
    messages: list[Path]
    travellers: Path
    list_source: Path
    index: Path
    stolen: Path
    register: Path
    key: Path
    pairs: Path
    zones: Path


ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n"
PAIRS = [
    {
        "query": {"name": "Torvald Osterlin", "birthDate": "1961"},
        "candidate": {"name": ["Osterlin, Torwald"], "gender": "male"},
    },
    {"query": {"name": "Ida Berg"}, "candidate": {"name": "Chen Wei"}},
]


@pytest.fixture(scope="session")
def world(catenary, tmp_path_factory):
    """Made once for all tests of a worker; nobody may write into it."""

    def run_well(*arguments, **options):
        done = catenary(*arguments, "--quiet", **options)
        assert (done.status, done.stderr) == (0, "")

    folder = tmp_path_factory.mktemp("world")
    made = World(
        folder,
        [],
        folder / "travellers.csv",
        folder / "list.csv",
        folder / "index",
        folder / "stolen.csv",
        folder / "stolen.index",
        folder / "stolen.key",
        folder / "pairs.jsonl",
        folder / "zones.txt",
    )
    made.stolen.write_text("number,issuer,type,status\nAB1234567,UTO,P,stolen\n")
    made.pairs.write_text("".join(json.dumps(pair) + "\n" for pair in PAIRS))
    made.zones.write_text(ZONE)
    run_well("world", "--seed", 3, "--travellers", 30, "--entries", 60, "--out", folder)
    run_well("list", "build", made.list_source, "--out", made.index, env=fixed_time())
    run_well("documents", "build", made.stolen, "--out", made.register, "--key", made.key, *AS_OF)
    made.messages.extend(sorted((folder / "messages").iterdir()))
    return made


def fixed_time():
    return os.environ | {"SOURCE_DATE_EPOCH": "1700000000"}
