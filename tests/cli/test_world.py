import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from catenary.cli.world import command

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def conforms(record, name):
    Draft202012Validator(json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))).validate(
        record
    )
    return True


def test_options_alone_generate(tmp_path):
    options = ("--seed", 7, "--travellers", 20, "--entries", 30, "--json", "--quiet")
    short = run(*options, "--out", tmp_path / "a")
    long = run("generate", *options, "--out", tmp_path / "b")
    assert (short.exit_code, long.exit_code) == (0, 0)
    record = json.loads(short.stdout)
    assert {key: record[key] for key in ("seed", "travellers", "entries", "flights")} == {
        "seed": 7,
        "travellers": 20,
        "entries": 30,
        "flights": 1,
    }
    assert short.stderr == ""
    assert conforms(record, "world")
    assert (tmp_path / "a" / "list.csv").read_bytes() == (tmp_path / "b" / "list.csv").read_bytes()


def test_people_get_a_table(tmp_path):
    result = run("--seed", 7, "--travellers", 20, "--entries", 30, "--out", tmp_path)
    assert result.stdout == ""
    assert "travellers" in result.stderr


@pytest.mark.parametrize("arguments", [(), ("--seed", "x"), ("--seed", "1"), ("--seed", "-1", "--out", "x")])
def test_wrong_usage_is_status_2(arguments):
    assert run(*arguments).exit_code == 2


def test_a_folder_that_cannot_be_written_is_status_3(tmp_path):
    (tmp_path / "file").write_text("")
    result = run("--seed", 1, "--out", tmp_path / "file" / "world", "--json", "--quiet")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["code"] == "world.not_written"


def test_help_names_both_commands():
    help_text = run("--help").output
    assert "generate" in help_text
    assert "demo" in help_text


def test_the_demonstration_finds_the_planted_people_and_tells_it_in_80_columns(tmp_path):
    result = run("demo", "--out", tmp_path, "--json")
    assert result.exit_code == 0
    summary = json.loads(result.stdout)
    assert conforms(summary, "world-demo")
    assert summary["screened"] == summary["travellers"]
    assert summary["statuses"].keys() <= {"no_match", "candidates"}
    assert summary["listed"]["shown"] / summary["listed"]["persons"] > 0.9
    assert summary["removed"]["religion"]
    assert max(map(len, result.stderr.splitlines())) <= 80
    assert "\x1b[" not in result.stderr
