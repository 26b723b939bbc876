"""The `catenary` command as other programs run it, and a small fictional world to run it on."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
COMMAND = [sys.executable, "-c", "from catenary.cli import main; main()"]
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


def run(*arguments, given=b"", **options):
    """Run the command to its end."""
    command = [*COMMAND, *map(str, arguments)]
    done = subprocess.run(command, input=given, capture_output=True, timeout=300, check=False, **options)
    return Done(done.returncode, done.stdout, done.stderr.decode())


@pytest.fixture(scope="session")
def catenary():
    """Runs `catenary` with arguments and bytes for its standard input; gives status, stdout and stderr."""
    return run


@cache
def validators():
    """One validator for each published schema, by its name."""
    schemas = {
        path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8"))
        for path in SCHEMAS.glob("*.json")
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
def world(tmp_path_factory):
    """Made once for all tests of a worker; nobody may write into it."""
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


def run_well(*arguments, **options):
    done = run(*arguments, "--quiet", **options)
    assert (done.status, done.stderr) == (0, "")


def fixed_time():
    return os.environ | {"SOURCE_DATE_EPOCH": "1700000000"}
