"""What holds for every verb: objects on stdout only with --json, people on stderr unless --quiet, the same bytes again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from catenary.benchmarks.fictional_log import LOG_KEY, fictional_log

AS_OF = ("--as-of", "2026-11-22")


class Verb(NamedTuple):
    """A call that succeeds: its arguments, its schema, what it reads, and whether a day decides anything in it."""

    arguments: Callable
    schema: str
    given: Callable = lambda _: b""
    dated: bool = True


VERBS = {
    "read": Verb(lambda world: ["read", *world.messages], "read"),
    "read -": Verb(lambda _: ["read", "-"], "read", lambda world: world.messages[0].read_bytes()),
    "list show": Verb(lambda world: ["list", "show", world.index], "list-show", dated=False),
    "screen messages": Verb(
        lambda world: [
            "screen",
            *world.messages,
            "--list",
            world.index,
            "--documents",
            world.register,
        ],
        "screen",
    ),
    "screen -": Verb(
        lambda world: ["screen", "-", "--list", world.index],
        "screen",
        lambda world: world.travellers.read_bytes(),
    ),
    "compare": Verb(lambda world: ["compare", world.pairs], "compare", dated=False),
    "compare -": Verb(
        lambda _: ["compare", "-"], "compare", lambda world: world.pairs.read_bytes(), dated=False
    ),
    "documents check": Verb(
        lambda world: ["documents", "check", world.register],
        "documents-check",
        lambda _: b"number,issuer,type\nAB1234567,UTO,P\nXX,UTO,P\n",
    ),
    "documents mrz": Verb(
        lambda _: ["documents", "mrz"], "documents-mrz", lambda world: world.zones.read_bytes()
    ),
    "documents show": Verb(
        lambda world: ["documents", "show", world.register, "--verify"], "documents-index", dated=False
    ),
    "ledger verify": Verb(
        lambda _: ["ledger", "verify", "-", "--key", LOG_KEY.text],
        "ledger-verify",
        lambda _: fictional_log(5).export(2, 5),
        dated=False,
    ),
    "doctor": Verb(lambda world: ["doctor", "--list", world.index, "--documents", world.register], "doctor"),
    "bench": Verb(lambda _: ["bench"], "bench", dated=False),
    "bench documents": Verb(
        lambda _: ["bench", "documents", "--records", "500", "--lookups", "10", "--changes", "2"],
        "bench",
        dated=False,
    ),
}
CHANGING = ("doctor", "bench documents")
"""These tell of the machine and the clock."""


@pytest.fixture(params=VERBS)
def call(request, catenary, world):
    """A verb, and a function that runs it with more options."""
    verb = VERBS[request.param]
    return request.param, verb, lambda *more, by=catenary: called(by, verb, world, *more)


def called(by, verb, world, *more):
    day = AS_OF if verb.dated else ()
    return by(*verb.arguments(world), *day, *more, given=verb.given(world))


def test_json_gives_objects_of_the_schema_and_nothing_else_on_stdout(call, conforms):
    _, verb, run = call
    done = run("--json", "--quiet")
    assert (done.status, done.stderr) == (0, "")
    assert conforms(done.records, verb.schema)
    if verb.dated:
        assert {record["as_of"] for record in done.records} == {AS_OF[1]}


def test_without_json_stdout_is_empty_and_people_read_stderr(call):
    done = call[2]()
    assert (done.status, done.stdout) == (0, b"")
    assert done.stderr.strip()


def test_people_and_programs_can_be_served_at_once(call):
    done = call[2]("--json")
    assert done.status == 0
    assert done.records


def test_the_same_input_and_day_give_the_same_bytes_whatever_the_order_of_sets(call, catenary_again):
    name, _, run = call
    if name not in CHANGING:
        assert run("--json", "--quiet").stdout == run("--json", "--quiet", by=catenary_again).stdout


def keys_promised(schema):
    return set(schema["properties"])


def test_no_key_that_the_schema_of_read_names_is_ever_missing(catenary, world):
    schema = json.loads((Path(__file__).parents[2] / "docs/schemas/read.schema.json").read_text("utf-8"))
    parts = schema["$defs"]
    records = catenary("read", *world.messages, "--json", "--quiet", *AS_OF).records
    for record in records:
        assert keys_promised(schema) <= record.keys()
        for traveller in record["travellers"]:
            assert keys_promised(parts["traveller"]) <= traveller.keys()
            for document in traveller["documents"]:
                assert keys_promised(parts["document"]) <= document.keys()


def test_screen_answers_for_every_traveller_in_input_order(catenary, world):
    given = world.travellers.read_text().splitlines()[1:]
    done = catenary("screen", world.travellers, "--list", world.index, "--json", "--quiet", *AS_OF)
    assert [record["id"] for record in done.records] == [row.partition(",")[0] for row in given]


def test_compare_answers_in_the_order_of_the_pairs(catenary, world):
    first, second = catenary("compare", world.pairs, "--json", "--quiet").records
    assert (first["review"], second["review"]) == (True, False)
    assert first["score"] > second["score"]


def test_a_world_of_the_same_seed_has_the_same_bytes(catenary, catenary_again, tmp_path, conforms):
    options = ("--seed", 5, "--travellers", 12, "--entries", 12, "--json", "--quiet")
    for name, command in (("a", catenary), ("b", catenary_again)):
        done = command("world", *options, "--out", tmp_path / name)
        assert (done.status, done.stderr, conforms(done.records, "world")) == (0, "", 1)
    files = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*") if path.is_file())
    assert {"list.csv", "travellers.csv", "truth.csv"} <= {path.name for path in files}
    assert all((tmp_path / "a" / path).read_bytes() == (tmp_path / "b" / path).read_bytes() for path in files)


def test_help_is_there_for_every_verb(catenary):
    for verb in ("read", "list", "documents", "screen", "compare", "ledger", "world", "bench", "doctor"):
        done = catenary(verb, "--help")
        assert (done.status, done.stderr) == (0, "")
        assert done.stdout.startswith(b"Usage: ")
