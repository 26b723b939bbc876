import json
import sys
from types import ModuleType

import pytest
from click.testing import CliRunner

from catenary.cli import bench
from catenary.cli.bench import command


def run(*arguments, status=0):
    done = CliRunner().invoke(command, arguments)
    assert done.exit_code == status, done.output
    return done


def test_without_a_name_everything_that_can_be_measured_is_listed_with_its_peers():
    offered = [json.loads(line) for line in run("--json", "--quiet").stdout.splitlines()]
    assert {"documents", "reading"} <= {each["name"] for each in offered}
    assert all(each["claim"] for each in offered)
    assert {"nomenklatura", "pydifact"} <= offered[0]["peers"].keys()


def test_a_peer_that_is_absent_is_told_with_the_way_to_it(monkeypatch):
    monkeypatch.setattr(bench, "_peers", lambda: {"here": "1.0", "absent": None})
    told = " ".join(run().stderr.split())
    assert "here 1.0" in told
    assert "not here: absent (pip install --require-hashes -r requirements/bench.txt)" in told


def test_the_parameters_of_a_benchmark_are_its_options():
    shown = run("documents", "--help").output
    assert "--records" in shown
    assert "100000000" in shown


def test_a_benchmark_runs_at_the_size_asked_for_and_people_read_its_table_on_stderr():
    done = run("documents", "--records", "300", "--lookups", "10", "--changes", "2", "--json")
    (measured,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert measured["options"] == {"records": 300, "lookups": 10, "changes": 2, "folder": None}
    assert "300 records" in done.stderr


def test_quiet_silences_the_tables_of_a_benchmark():
    assert run("documents", "--records", "300", "--lookups", "10", "--changes", "2", "--quiet").output == ""


def test_figures_that_a_benchmark_returns_are_told_to_programs(monkeypatch):
    module = ModuleType("catenary.benchmarks.invented")
    module.run = lambda: {"rate": 3}
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(bench, "_claims", lambda: {"invented": "An invented figure."})
    (measured,) = [json.loads(line) for line in run("invented", "--json", "--quiet").stdout.splitlines()]
    assert measured["figures"] == {"rate": 3}


def test_every_module_of_the_benchmarks_says_what_it_measures():
    assert all(claim.endswith(".") for claim in bench._claims().values())


@pytest.mark.parametrize("arguments", [("nothing",), ("documents", "--records", "many")])
def test_wrong_usage_is_status_2(arguments):
    assert run(*arguments, status=2).stdout == ""
