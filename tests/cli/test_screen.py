import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from catenary.cli import screen
from catenary.cli.screen import command
from catenary.core.screening.screener import Screener
from catenary.formats.list_index import build_list_index
from catenary.formats.list_index.store import EDITION_FILE
from catenary.formats.lists.reading import ListReading, find_sources
from catenary.formats.lost_stolen.build import build_index
from catenary.formats.lost_stolen.key import make_key, read_key
from catenary.formats.lost_stolen.update import update_index
from catenary.world.generation import write_world

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
PEOPLE = "id,name,born,sex,nationality,documents\n"
LISTED = "7,Torvald Ostrelind,1971-03-09,M,UTO,P:AO123456:UTO\n"
INNOCENT = "8,Ida Brannevik,1990-05-05,F,UTO,\n"
MESSAGE = (
    b"UNB+UNOA:4+UX+UTO+261122:0800+R1'UNH+M1+PAXLST:D:05B:UN:IATA+AC1'BGM+745'TDT+20+UX0123'LOC+125+NPT'"
    b"LOC+87+EVR'NAD+FL+++OSTRELIND:TORVALD'ATT+2++M'DTM+329:710309'CNT+42:1'UNT+10+M1'UNZ+1+R1'"
)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """A built list of two invented people."""
    home = tmp_path_factory.mktemp("list")
    (home / "list.csv").write_text(
        "id,name,born,sex,nationality,documents\nE1,Torvald Ostrelind,1971-03-09,M,UTO,P:AO123456:UTO\n"
        "E2,Salma Haddadin,1980,F,UTO,\n"
    )
    return built(home)


def built(home):
    reading = ListReading(find_sources((home / "list.csv",), ("invented",), None), lambda _: None)
    at = datetime(2026, 11, 22, tzinfo=UTC)
    build_list_index(reading, reading.sources, home / "index", built_at=at)
    return home / "index"


@pytest.fixture
def run(index, tmp_path):
    """Screen files of this content, by name; gives the result and its records."""

    def running(*arguments, folder=index, stdin=None, **files):
        paths = []
        for name, content in files.items():
            path = tmp_path / name.replace("_", ".")
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(str(path))
        given = [*paths, *arguments, "--list", str(folder), "--as-of", "2026-11-22", "--json"]
        result = CliRunner().invoke(command, given, input=stdin)
        return result, [json.loads(line) for line in result.stdout.splitlines()]

    return running


def conforms(record):
    schemas = [json.loads(path.read_text()) for path in SCHEMAS.glob("*.schema.json")]
    registry = Registry().with_resources((each["$id"], Resource.from_contents(each)) for each in schemas)
    schema = next(each for each in schemas if each["$id"] == "screen.schema.json")
    Draft202012Validator(schema, registry=registry).validate(record)
    return True


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list_edi", MESSAGE),
        ("people_csv", PEOPLE + LISTED),
        ("people_jsonl", '{"id": "7", "name": "Torvald Ostrelind", "born": "1971-03-09", "sex": "M"}\n'),
    ],
)
def test_messages_tables_and_json_lines_are_screened_alike(run, name, content):
    result, (record,) = run(**{name: content})
    assert (result.exit_code, conforms(record)) == (0, True)
    assert (record["source"], record["as_of"]) == (name.replace("_", "."), "2026-11-22")
    assert record["status"] == "candidates"
    (candidate,) = record["candidates"]
    assert (candidate["list"], candidate["entry"], candidate["band"]) == ("invented", "E1", "match")
    assert {"screening.name_token", "screening.birth_date_agrees"} <= {
        each["code"] for each in candidate["findings"]
    }


def test_who_is_not_on_the_list_has_no_match(run):
    _, (record,) = run(people_csv=PEOPLE + INNOCENT)
    assert (record["status"], record["candidates"], conforms(record)) == ("no_match", [], True)


@pytest.mark.parametrize("name", ["", "12345", "---"])
def test_who_has_no_name_was_not_checked(run, name):
    result, (record,) = run(people_csv=PEOPLE + f"9,{name},1990-05-05,F,UTO,\n")
    assert (record["status"], result.exit_code) == ("not_checked", 0)
    assert "screening.no_name" in [finding["code"] for finding in record["findings"]]


@pytest.mark.parametrize("fault", [ZeroDivisionError("AO123456"), RuntimeError(), MemoryError()])
def test_a_fault_of_the_program_fails_the_check_of_one_person_only(run, monkeypatch, fault):
    whole = Screener.screen

    def faulty(self, person):
        if "Torvald" in person.names[0].full:
            raise fault
        return whole(self, person)

    monkeypatch.setattr(Screener, "screen", faulty)
    result, records = run(people_csv=PEOPLE + LISTED + INNOCENT)
    assert [record["status"] for record in records] == ["check_failed", "no_match"]
    (finding,) = records[0]["findings"]
    assert (finding["code"], finding["params"]) == ("screening.failed", {"fault": type(fault).__name__})
    assert (result.exit_code, conforms(records[0])) == (3, True)


def test_a_listed_entry_that_is_damaged_fails_the_checks_that_need_it_and_no_other(run, index, tmp_path):
    folder = shutil.copytree(index, tmp_path / "damaged")
    (entries,) = folder.glob("segment-*/entries.msgpack")
    entries.write_bytes(entries.read_bytes().replace(b"Torvald", b"Corvald"))
    result, records = run(people_csv=PEOPLE + LISTED + INNOCENT, folder=folder)
    assert [record["status"] for record in records] == ["check_failed", "no_match"]
    assert [finding["code"] for finding in records[0]["findings"]] == [
        "screening.failed",
        "list_index.damaged",
    ]
    assert records[0]["findings"][1]["params"]["file"] == "entries.msgpack"
    assert (result.exit_code, conforms(records[0])) == (3, True)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("latin-1", "Jörg Müller"),
        ("windows-1251", "Владимир Остапчуков"),
        ("windows-1256", "محمد الحداد"),
        ("gb18030", "欧阳志远"),
    ],
)
def test_a_name_in_an_unknown_encoding_is_never_without_a_match(run, encoding, name):
    table = f"id,name\n1,Torvald Ostrelind\n2,{name}\n3,Ida Brannevik\n".encode(encoding)
    result, records = run(people_csv=table)
    assert [record["status"] for record in records] == ["candidates", "not_checked", "no_match"]
    assert records[1]["findings"][0]["code"] == "travellers.name_damaged"
    assert (result.exit_code, conforms(records[1])) == (1, True)
    result, records = run("--encoding", encoding, people_csv=table)
    assert [record["status"] for record in records] == ["candidates", "no_match", "no_match"]
    assert result.exit_code == 0


@pytest.mark.parametrize("damage", [b"TOR\x81VALD", "TOR\ufffdVALD".encode(), b"TOR\x1bVALD"])
def test_a_name_that_a_carrier_damaged_is_not_checked(run, damage):
    result, (record,) = run(list_edi=MESSAGE.replace(b"TORVALD", damage))
    assert (result.exit_code, record["status"], conforms(record)) == (1, "not_checked", True)
    assert "screening.name_damaged" in [finding["code"] for finding in record["findings"]]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32"])
def test_a_table_in_any_unicode_encoding_is_screened(run, encoding):
    result, (record,) = run(people_csv=(PEOPLE + LISTED).encode(encoding))
    assert (record["status"], result.exit_code) == ("candidates", 0)


def test_an_encoding_that_is_none_is_wrong_usage(run):
    for name in ("parchment", "rot13", "undefined", "\0"):
        assert run("--encoding", name, people_csv=PEOPLE + LISTED)[0].exit_code == 2


def test_who_has_no_name_is_still_looked_up_by_document(run):
    result, (listed, unlisted) = run(
        people_csv=PEOPLE + "9,,1971-03-09,M,UTO,P:AO123456:UTO\n10,,,,,P:XX999:UTO\n"
    )
    assert [(listed["status"], listed["candidates"][0]["entry"])] == [("candidates", "E1")]
    assert "screening.name_none" in [finding["code"] for finding in listed["candidates"][0]["findings"]]
    assert unlisted["status"] == "not_checked"
    for record in (listed, unlisted):
        assert "screening.no_name" in [finding["code"] for finding in record["findings"]]
        assert (record["documents"][0]["status"], conforms(record)) == ("not_checked", True)
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("name", "content"), [("people_csv", 'id,name\n1,"Bea\n'), ("people_jsonl", '{"name": "Ida"}\n{"nam\n')]
)
def test_a_row_that_cannot_be_read_is_not_checked_and_shows_in_the_exit_status(run, name, content):
    result, records = run(**{name: content})
    assert (result.exit_code, records[-1]["status"]) == (1, "not_checked")


def test_a_table_whose_header_names_no_column_is_unreadable_and_not_empty(run):
    result, (record,) = run(people_csv='"id,name"\n1,Torvald Ostrelind\n')
    assert (result.exit_code, record["id"], record["status"]) == (1, None, "not_checked")
    assert record["findings"][0]["code"] == "travellers.column_missing"


@pytest.fixture
def register(tmp_path):
    """An index of one stolen document, as of three weeks before the tests' day."""
    (tmp_path / "stolen.csv").write_text("number,issuer,type,status\nAO123456,UTO,P,stolen\n")
    make_key(tmp_path / "key")
    build_index(
        tmp_path / "stolen.csv",
        tmp_path / "register",
        read_key(tmp_path / "key"),
        data_as_of=date(2026, 11, 1),
        key_file=tmp_path / "key",
    )
    return tmp_path / "register"


def test_why_documents_were_not_checked_is_told_to_people_and_in_each_answer(run, register, monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    result, (record, _) = run("--documents", str(register), people_csv=PEOPLE + LISTED + INNOCENT)
    (document,) = record["documents"]
    assert (document["status"], document["findings"][0]["code"]) == ("not_checked", "documents.index_stale")
    assert "the lost and stolen data is of 2026-11-01" in " ".join(result.stderr.split())


def test_changes_that_belong_to_another_register_are_told_to_people_and_in_each_answer(
    run, register, monkeypatch
):
    monkeypatch.setenv("COLUMNS", "300")
    changes = register.with_name("changes.csv")
    changes.write_text("number,issuer,type,status\nXX1,UTO,P,stolen\n")
    key = read_key(register.with_name("key"))
    update_index(register, changes, key, data_as_of=date(2026, 11, 21))
    kept = register.with_name("register.delta").read_bytes()
    build_index(changes, register, key, data_as_of=date(2026, 11, 20), key_file=register.with_name("key"))
    register.with_name("register.delta").write_bytes(kept)
    result, (record,) = run("--documents", str(register), people_csv=PEOPLE + LISTED)
    (document,) = record["documents"]
    assert document["status"] == "not_checked"
    assert [finding["code"] for finding in document["findings"]] == ["documents.delta_of_another_base"]
    assert "belong to another index" in " ".join(result.stderr.split())


def test_a_register_that_fails_leaves_the_document_not_checked_and_the_person_screened(run, monkeypatch):
    def failing(_):
        raise OSError

    monkeypatch.setattr(screen, "_register", lambda *_: failing)
    _, (record,) = run(people_csv=PEOPLE + LISTED)
    assert record["status"] == "candidates"
    (document,) = record["documents"]
    assert (document["status"], document["findings"][0]["code"]) == ("not_checked", "screening.failed")


def test_who_interrupts_is_obeyed(run, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Screener, "screen", interrupted)
    result, records = run(people_csv=PEOPLE + LISTED + INNOCENT)
    assert (result.exit_code != 0, records) == (True, [])


@pytest.mark.parametrize("unreadable", ["absent.edi", "."])
def test_an_input_that_cannot_be_read_is_told_and_the_rest_is_screened(run, unreadable, tmp_path):
    result, records = run(str(tmp_path / unreadable), people_csv=PEOPLE + LISTED)
    assert result.exit_code == 1
    assert [record["status"] for record in records] == ["candidates", "not_checked"]
    assert records[1]["findings"][0]["code"] == "screening.input_unreadable"
    assert (records[1]["id"], conforms(records[1])) == (None, True)


def test_an_input_of_no_known_kind_is_told(run):
    result, (record,) = run(photo_png=b"\x89PNG\r\n\x1a\n\0\0")
    assert (result.exit_code, record["status"]) == (1, "not_checked")
    assert record["findings"][0]["code"] == "screening.input_unknown"


def test_documents_without_a_register_are_not_checked(run):
    _, (record,) = run(people_csv=PEOPLE + LISTED)
    (document,) = record["documents"]
    assert (document["number"], document["status"]) == ("AO123456", "not_checked")


def test_standard_input_is_screened_too(run):
    _, (record,) = run("-", stdin=PEOPLE + LISTED)
    assert (record["source"], record["status"]) == ("-", "candidates")


def test_a_folder_without_a_built_list_is_refused(run, tmp_path):
    result, (problem,) = run(folder=tmp_path, people_csv=PEOPLE + LISTED)
    assert (result.exit_code, problem["code"]) == (3, "list_index.absent")


def test_a_damaged_list_is_refused(run, tmp_path):
    (tmp_path / EDITION_FILE).write_text("{")
    result, (problem,) = run(folder=tmp_path, people_csv=PEOPLE + LISTED)
    assert (result.exit_code, problem["code"]) == (3, "list_index.damaged")


def test_people_see_each_candidate_with_its_reasons_and_a_summary(index, tmp_path):
    (tmp_path / "people.csv").write_text(PEOPLE + LISTED + INNOCENT)
    result = CliRunner().invoke(command, [str(tmp_path / "people.csv"), "--list", str(index)])
    assert result.stdout == ""
    said = " ".join(result.stderr.split())
    for expected in ("Torvald meets Torvald on the list", "1971-03-09 agrees", "(match)", "no match 1"):
        assert expected in said


def test_the_fictional_world_is_screened_byte_for_byte_alike_twice(tmp_path):
    write_world(3, 60, 80, tmp_path)
    folder = built(tmp_path)
    messages = sorted(str(path) for path in (tmp_path / "messages").iterdir())
    arguments = [
        *messages,
        str(tmp_path / "travellers.csv"),
        "--list",
        str(folder),
        "--as-of",
        "2026-12-01",
        "--json",
    ]
    one, other = CliRunner().invoke(command, arguments), CliRunner().invoke(command, arguments)
    assert one.stdout_bytes == other.stdout_bytes
    assert one.exit_code in {0, 1}
    records = [json.loads(line) for line in one.stdout.splitlines()]
    assert all(record["as_of"] == "2026-12-01" and conforms(record) for record in records[::9])
    found = {(record["id"], each["entry"]) for record in records for each in record["candidates"]}
    truth = [line.split(",") for line in (tmp_path / "truth.csv").read_text().splitlines()[1:]]
    planted = [(traveller, entry) for traveller, entry, _ in truth if entry]
    assert planted
    assert [pair for pair in planted if pair not in found] == []
