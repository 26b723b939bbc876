import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from catenary.cli.lists import command

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
CSV = "id,name,born\n1,Torvald Osterlin,1961\n2,Ida Osterlin,1970-02-03\n"
EXAMPLE = {
    "edition": "9c1f20aa45b7d001",
    "algorithm": "names-1",
    "sources": [{"name": "un", "format": "un", "entries": 730, "names": 3270, "sha256": "a" * 64}],
    "built_at": "2026-11-22T13:00:00Z",
}


def conforms(record, name):
    schemas = [json.loads(path.read_text()) for path in SCHEMAS.glob("list-*.schema.json")]
    registry = Registry().with_resources(
        (schema["$id"], Resource.from_contents(schema)) for schema in schemas
    )
    schema = next(schema for schema in schemas if schema["$id"] == f"{name}.schema.json")
    Draft202012Validator(schema, registry=registry).validate(record)
    return True


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    (tmp_path / "national.csv").write_text(CSV)
    out = tmp_path / "index"

    def running(*arguments):
        given = [str(tmp_path / each) if each.endswith((".csv", ".xml")) else each for each in arguments]
        if given[0] == "build":
            given += ["--out", str(out)]
        if given[0] == "show":
            given += [str(out)]
        result = CliRunner().invoke(command, [*given, "--json"])
        return result, [json.loads(line) for line in result.stdout.splitlines()]

    return running


def test_the_example_of_the_contract_conforms_to_its_schema():
    assert conforms(EXAMPLE, "list-show")


def test_build_tells_the_edition_and_show_repeats_it(run):
    result, (built,) = run("build", "national.csv")
    assert (result.exit_code, conforms(built, "list-build")) == (0, True)
    result, (shown,) = run("show")
    assert (result.exit_code, conforms(shown, "list-show")) == (0, True)
    assert shown == {key: value for key, value in built.items() if key != "findings"}
    assert (shown["sources"][0]["name"], shown["sources"][0]["entries"]) == ("national", 2)


def test_built_at_honours_source_date_epoch(run):
    assert run("build", "national.csv")[1][0]["built_at"] == "2023-11-14T22:13:20Z"


def test_the_same_sources_have_the_same_edition_and_others_another(run, tmp_path):
    first = run("build", "national.csv")[1][0]["edition"]
    again = run("build", "national.csv")[1][0]["edition"]
    (tmp_path / "national.csv").write_text(CSV + "3,Nils Osterlin,\n")
    assert (first, first != run("build", "national.csv")[1][0]["edition"]) == (again, True)


def test_a_name_is_what_results_call_the_list(run):
    assert run("build", "national.csv", "--name", "mine")[1][0]["sources"][0]["name"] == "mine"


def test_a_failed_build_leaves_the_old_index_untouched(run, tmp_path):
    before = run("build", "national.csv")[1][0]["edition"]
    (tmp_path / "cut.xml").write_text("<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL>")
    result, (problem,) = run("build", "cut.xml")
    assert (result.exit_code, problem["code"], conforms(problem, "list-build")) == (
        3,
        "lists.xml_broken",
        True,
    )
    assert run("show")[1][0]["edition"] == before


def test_a_person_lost_to_an_error_shows_in_the_exit_status(run, tmp_path):
    (tmp_path / "national.csv").write_text(CSV + "3,\n")
    result, (built,) = run("build", "national.csv")
    assert (result.exit_code, built["findings"][0]["code"]) == (1, "lists.name_missing")


@pytest.mark.parametrize(
    "arguments",
    [
        ("build",),
        ("build", "national.csv", "--format", "parchment"),
        ("build", "national.csv", "--name", "a", "--name", "b"),
    ],
)
def test_wrong_usage_is_told_apart_from_failure(run, arguments):
    assert run(*arguments)[0].exit_code == 2


def test_a_moment_that_is_none_is_wrong_usage(run, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert run("build", "national.csv")[0].exit_code == 2


def test_the_day_is_echoed(run):
    day = ("--as-of", "2026-11-22")
    for record in run("build", "national.csv", *day)[1] + run("show", *day)[1]:
        assert record["as_of"] == "2026-11-22"


def test_an_unknown_entry_that_is_to_be_taken_off_is_told(run, tmp_path):
    run("build", "national.csv")
    removals = ("--remove", "national:1", "--remove", "national:99")
    result, (record,) = run("update", str(tmp_path / "index"), *removals)
    assert (result.exit_code, conforms(record, "list-build")) == (0, True)
    (finding,) = record["findings"]
    assert (finding["code"], finding["severity"]) == ("list_index.removal_met_nothing", "warning")
    assert finding["params"] == {"list": "national", "entry": "99"}


def test_a_damaged_index_is_not_shown(run, tmp_path):
    run("build", "national.csv")
    (entries,) = (tmp_path / "index").glob("segment-*/entries.msgpack")
    entries.write_bytes(entries.read_bytes().replace(b"Ida", b"Ada"))
    result, (problem,) = run("show")
    assert (result.exit_code, problem["code"], problem["params"]["file"]) == (
        3,
        "list_index.damaged",
        "entries.msgpack",
    )


def test_a_list_that_is_not_there_cannot_be_shown(run):
    result, (problem,) = run("show")
    assert (result.exit_code, problem["severity"]) == (3, "error")


def test_people_read_a_table_on_stderr(tmp_path):
    (tmp_path / "national.csv").write_text(CSV)
    result = CliRunner().invoke(
        command, ["build", str(tmp_path / "national.csv"), "--out", str(tmp_path / "index")]
    )
    assert result.stdout == ""
    assert "national" in result.stderr
