import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from catenary.cli.documents import command

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n"


def schema(name):
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text())


def run(*arguments, given="", status=0):
    done = CliRunner().invoke(command, [*map(str, arguments), "--json", "--quiet"], input=given)
    assert done.exit_code == status, done.output
    assert done.stderr == ""
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def index(tmp_path):
    source = tmp_path / "documents.csv"
    source.write_text("number,issuer,type,status\nAB1234567,UTO,P,stolen\nCD7650001,D,I,lost\n")
    run("build", source, "--out", tmp_path / "index", "--key", tmp_path / "key", "--as-of", "2026-11-20")
    return tmp_path / "index"


def check(index, given, as_of="2026-11-22", **options):
    answers = run("check", index, "--as-of", as_of, given=given, **options)
    for answer in answers:
        jsonschema.validate(answer, schema("documents-check"))
    return answers


def test_the_contracts_zone_example_fits_the_schema():
    example = {
        "kind": "TD3",
        "fields": {},
        "check_digits": {"number": True, "birth": True, "expiry": True, "personal": True, "composite": True},
        "findings": [],
    }
    jsonschema.validate(example, schema("documents-mrz"))


def test_a_zone_is_told_as_the_contract_says():
    (zone,) = run("mrz", "--as-of", "2026-11-22", given=ZONE)
    jsonschema.validate(zone, schema("documents-mrz"))
    assert zone["kind"] == "TD3"
    assert zone["check_digits"] == {
        "number": True,
        "birth": True,
        "expiry": True,
        "personal": True,
        "composite": True,
    }
    assert zone["fields"]["surname"] == "ERIKSSON"


def test_a_zone_that_is_none_is_told_and_ends_with_status_1():
    zones = run("mrz", given=f"nothing\n\n{ZONE}", status=1)
    assert [zone["kind"] for zone in zones] == [None, "TD3"]
    for zone in zones:
        jsonschema.validate(zone, schema("documents-mrz"))


def test_documents_are_checked_from_csv_with_a_header_in_any_order(index):
    answers = check(index, "issuer,number\nUTO,AB1234567\nUTO,A81234567\nUTO,XX\n")
    assert [answer["status"] for answer in answers] == ["found", "near", "not_found"]
    assert answers[0]["recorded"] == ["stolen"]


def test_documents_are_checked_from_csv_without_a_header(index):
    assert [answer["status"] for answer in check(index, "AB1234567,UTO,P\nAB1234567,UTO,V\n")] == [
        "found",
        "near",
    ]


def test_documents_are_checked_from_ndjson(index):
    given = '{"number": "CD7650001", "issuer": "DEU", "type": "ID", "other": 1}\n{"number": "CD7650001"}\n'
    assert [answer["status"] for answer in check(index, given)] == ["found", "not_checked"]


def test_lines_that_cannot_be_read_are_answered_with_not_checked_and_status_1(index):
    answers = check(index, '{"number": "AB1234567", "issuer": "UTO"}\n{broken\n[]\n', status=1)
    assert [answer["status"] for answer in answers] == ["found", "not_checked", "not_checked"]
    assert answers[1]["findings"][0]["code"] == "documents.query_unreadable"


def test_stale_data_is_not_checked(index):
    (answer,) = check(index, "AB1,UTO,P\n", as_of="2027-11-22")
    assert answer["status"] == "not_checked"
    assert answer["data_as_of"] == "2026-11-20"


def test_the_same_question_gives_the_same_bytes(index):
    assert check(index, "AB1234567,UTO,P\n") == check(index, "AB1234567,UTO,P\n")


def test_changes_are_laid_over_and_made_one(index, tmp_path):
    changes = tmp_path / "changes.csv"
    changes.write_text("number,issuer,type,status\nAB1234567,UTO,P,removed\nEF1,UTO,P,lost\n")
    (report,) = run("update", index, changes, "--as-of", "2026-11-21")
    assert (report["rows"], report["data_as_of"]) == (2, "2026-11-21")
    expected = ["not_found", "found"]
    assert [answer["status"] for answer in check(index, "AB1234567,UTO\nEF1,UTO\n")] == expected
    assert len(run("show", index, "--verify")) == 2
    (header,) = run("compact", index)
    assert header["records"] == 2
    assert [answer["status"] for answer in check(index, "AB1234567,UTO\nEF1,UTO\n")] == expected


def test_rows_left_out_end_a_build_with_status_1(tmp_path):
    source = tmp_path / "documents.csv"
    source.write_text("number,issuer,type,status\n,UTO,P,stolen\n")
    (report,) = run("build", source, "--out", tmp_path / "index", "--key", tmp_path / "key", status=1)
    assert report["rows_left_out"] == 1


def test_refusals_are_one_problem_and_status_3(index, tmp_path):
    (problem,) = run("check", tmp_path / "none", status=3)
    assert problem["code"] == "documents.index_missing"
    (problem,) = run("keygen", tmp_path / "key", status=3)
    assert problem["code"] == "documents.key_exists"
    (tmp_path / "key").chmod(0o644)
    (problem,) = run("check", index, status=3)
    assert problem["code"] == "documents.key_open_to_others"


def test_the_key_may_be_named_when_it_was_moved(index, tmp_path):
    (tmp_path / "key").rename(tmp_path / "elsewhere")
    (problem,) = run("check", index, status=3)
    assert problem["code"] == "documents.key_missing"
    (answer,) = run(
        "check", index, "--key", tmp_path / "elsewhere", "--as-of", "2026-11-22", given="XX,UTO\n"
    )
    assert answer["status"] == "not_found"


def test_people_see_a_table_on_stderr_and_nothing_on_stdout(index):
    done = CliRunner().invoke(
        command, ["check", str(index), "--as-of", "2026-11-22"], input="AB1234567,UTO,P\n"
    )
    assert done.stdout == ""
    assert "AB1234567" in done.stderr
