import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from catenary.cli import doctor_checks
from catenary.cli.doctor import command
from catenary.cli.doctor_checks import Health, documents_index, surroundings
from catenary.formats.lost_stolen.build import build_index
from catenary.formats.lost_stolen.key import make_key, read_key

SCHEMA = Draft202012Validator(
    json.loads((Path(__file__).parents[2] / "docs/schemas/doctor.schema.json").read_text("utf-8"))
)
TODAY = date(2026, 11, 22)


def look(*arguments):
    done = CliRunner().invoke(command, [*map(str, arguments), "--json", "--quiet"])
    checks = [json.loads(line) for line in done.stdout.splitlines()]
    for check in checks:
        SCHEMA.validate(check)
    return done.exit_code, {check["name"]: check for check in checks}


def found(name):
    return next(check for check in surroundings() if check.name == name)


@pytest.fixture
def register(tmp_path):
    source, key = tmp_path / "rows.csv", tmp_path / "key"
    source.write_text("number,issuer,type,status\nAB1,UTO,P,lost\n")
    make_key(key)
    build_index(source, tmp_path / "index", read_key(key), data_as_of=TODAY, key_file=key)
    return tmp_path / "index"


def test_where_all_is_well_it_says_so():
    status, checks = look()
    assert status == 0
    assert {checks[name]["status"] for name in ("python", "distribution", "name_model")} == {"ok"}


def test_what_does_not_work_is_status_3_with_a_way_out(tmp_path):
    status, checks = look("--list", tmp_path / "none", "--documents", tmp_path / "none")
    assert status == 3
    assert checks["list_index"]["params"]["code"] == "list_index.absent"
    assert checks["documents_index"]["params"]["code"] == "documents.index_missing"
    assert all(checks[name]["fix"] for name in ("list_index", "documents_index"))


def test_people_read_a_table(tmp_path):
    done = CliRunner().invoke(command, ["--list", str(tmp_path)])
    assert (done.exit_code, done.stdout) == (3, "")
    assert "what to do" in done.stderr


def test_a_distribution_that_is_older_than_wanted_or_absent_is_a_problem(monkeypatch):
    wanted = ["rich>=999", "no-such-distribution>=1", 'ruff>=1; extra == "dev"', "click"]
    monkeypatch.setattr(doctor_checks, "requires", lambda _: wanted)
    checks = [check for check in surroundings() if check.name == "distribution"]
    assert [check.status for check in checks] == [Health.PROBLEM, Health.PROBLEM, Health.OK]


@pytest.mark.parametrize(("older", "newer"), [("0.9", "0.10"), ("1.2.3", "1.3"), ("2", "2.0.1")])
def test_releases_are_compared_by_number(older, newer):
    assert doctor_checks._release(older) < doctor_checks._release(newer)


def test_zeros_at_the_end_of_a_release_mean_nothing():
    assert doctor_checks._release("15") == doctor_checks._release("15.0.0")


def test_a_folder_of_kernels_that_cannot_be_written_is_a_warning(monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", "/proc/nothing/here")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert found("compiled_kernels").status is Health.WARNING


def test_little_memory_is_a_warning_and_very_little_a_problem(monkeypatch):
    for free, status in (
        (None, Health.WARNING),
        (500, Health.WARNING),
        (100, Health.PROBLEM),
        (9000, Health.OK),
    ):
        monkeypatch.setattr(doctor_checks, "_free_memory", lambda free=free: free)
        assert found("memory").status is status


def test_a_register_is_named_with_its_age(register):
    check = documents_index(register, None, TODAY + timedelta(3))
    assert (check.status, check.params["age_days"], check.params["records"]) == (Health.OK, 3, 1)


def test_a_stale_register_is_a_warning(register):
    assert documents_index(register, None, TODAY + timedelta(30)).status is Health.WARNING


def test_a_key_that_others_may_read_is_a_problem(register):
    register.with_name("key").chmod(0o644)
    check = documents_index(register, None, TODAY)
    assert (check.status, check.params["code"]) == (Health.PROBLEM, "documents.key_open_to_others")
