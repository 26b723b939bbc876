"""Files whose names hold bytes that are no text, and standard streams that are closed: told like everything else."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from catenary.cli import cli

ODD = os.fsdecode(b"caf\xe9")
SHOWN = "caf\ufffd"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a verb in a folder of its own; gives the status and the records."""
    monkeypatch.chdir(tmp_path)

    def running(*arguments, stdin=None):
        result = CliRunner().invoke(cli, [*arguments, "--json", "--quiet"], input=stdin)
        assert b"unexpectedly" not in result.stdout_bytes
        return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]

    return running


def test_a_list_and_travellers_of_any_file_name_are_built_shown_changed_and_screened(run, tmp_path):
    (tmp_path / f"{ODD}.csv").write_text("id,name\n1,Torvald Osterlin\n2,Ida Brannevik\n")
    status, (built,) = run("list", "build", f"{ODD}.csv", "--out", ODD)
    assert (status, built["sources"][0]["name"]) == (0, SHOWN)
    assert run("list", "show", ODD)[0] == 0
    status, (record, _) = run("screen", f"{ODD}.csv", "--list", ODD)
    assert (status, record["source"], record["candidates"][0]["list"]) == (0, f"{SHOWN}.csv", SHOWN)
    status, (changed,) = run("list", "update", ODD, "--remove", f"{ODD}:1", "--remove", f"{ODD}:9")
    assert (status, [finding["params"]["entry"] for finding in changed["findings"]]) == (0, ["9"])


@pytest.mark.parametrize("verb", [["read"], ["screen", "--list", "index"], ["compare"]])
def test_a_file_of_any_name_that_is_not_there_is_an_unreadable_input(run, tmp_path, verb):
    (tmp_path / "list.csv").write_text("id,name\n1,Torvald Osterlin\n")
    run("list", "build", "list.csv", "--out", "index")
    status, (record,) = run(*verb, ODD)
    assert (status, SHOWN in json.dumps(record["findings"], ensure_ascii=False)) == (1, True)


def test_an_index_of_documents_of_any_file_name_answers_with_its_key_named(run, tmp_path):
    (tmp_path / "stolen.csv").write_text("number,issuer,type,status\nAB1,UTO,P,lost\n")
    assert run("documents", "build", "stolen.csv", "--out", ODD, "--key", f"{ODD}.key")[0] == 0
    status, (answer,) = run("documents", "check", ODD, "--key", f"{ODD}.key", stdin="AB1,UTO,P\n")
    assert (status, answer["status"]) == (0, "found")
    assert run("documents", "check", ODD)[1][0]["code"] == "documents.key_not_named"


@pytest.mark.parametrize(
    ("verb", "status", "code"),
    [
        (["read", "-"], 1, "read.file_unreadable"),
        (["compare", "-"], 1, "screening.input_unreadable"),
        (["documents", "mrz"], 3, "documents.source_unreadable"),
    ],
)
def test_a_closed_standard_input_is_told(verb, status, code):
    command = [sys.executable, "-c", "from catenary.cli import main; main()", *verb, "--json", "--quiet"]
    closed = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *command], capture_output=True, check=False, timeout=120
    )
    (record,) = map(json.loads, closed.stdout.splitlines())
    assert (closed.returncode, closed.stderr) == (status, b"")
    assert code in {record.get("code"), *(finding["code"] for finding in record.get("findings", ()))}


def test_a_closed_standard_output_fails_where_something_is_to_be_written_there():
    command = [sys.executable, "-c", "from catenary.cli import main; main()", "read", os.devnull]
    for more, status in ((["--json"], 3), ([], 1)):
        closed = subprocess.run(
            ["sh", "-c", 'exec "$@" >&-', "sh", *command, *more],
            capture_output=True,
            check=False,
            timeout=120,
        )
        assert (closed.returncode, b"Traceback" in closed.stderr) == (status, False)
        assert (b"Standard output cannot be written" in closed.stderr) == bool(more)
