import json

import pytest
from click.testing import CliRunner

from catenary.cli.read import command

LIST = (
    "UNB+UNOA:4+UX+UTO+261122:0800+R1'UNH+M1+PAXLST:D:05B:UN:IATA+AC1{series}'BGM+745'TDT+20+UX0123'LOC+125+NPT'LOC+87+EVR'"
    "NAD+FL+++{name}:ANA'CNT+42:{total}'UNT+{count}+M1'UNZ+1+R1'"
)


def list_of(name, series="", total=1, count=8):
    return LIST.format(name=name, series=series, total=total, count=count).encode()


@pytest.fixture
def run(tmp_path):
    def _run(*args, data=None, **files):
        paths = []
        for name, content in files.items():
            path = tmp_path / f"{name}.edi"
            path.write_bytes(content)
            paths.append(str(path))
        return CliRunner().invoke(command, [*args, "--as-of", "2026-11-22", *paths], input=data)

    return _run


def records(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_every_message_is_one_line_in_input_order(run):
    result = run("--json", first=list_of("DOE"), second=list_of("ROE"))
    assert result.exit_code == 0
    assert [(r["source"], r["travellers"][0]["surname"]) for r in records(result)] == [
        ("first.edi", "DOE"),
        ("second.edi", "ROE"),
    ]
    assert result.stderr == ""


def test_the_same_input_gives_the_same_bytes(run):
    assert run("--json", a=list_of("DOE")).stdout_bytes == run("--json", a=list_of("DOE")).stdout_bytes


def test_stdin_is_read_for_a_dash(run):
    (record,) = records(run("--json", "-", data=list_of("DOE")))
    assert (record["source"], record["message"]) == ("-", "PAXLST")


def test_a_file_without_a_message_ends_with_one_and_the_rest_is_read(run):
    result = run("--json", bad=b"hello", good=list_of("DOE"))
    assert result.exit_code == 1
    bad, good = records(result)
    assert (bad["message"], bad["findings"][0]["code"]) == (None, "intake.no_message")
    assert bad["findings"][0]["offset"] == 0
    assert good["message"] == "PAXLST"


def test_a_file_that_cannot_be_opened_is_told_in_its_place(run, tmp_path):
    result = run("--json", str(tmp_path), good=list_of("DOE"))
    assert result.exit_code == 1
    missing, good = records(result)
    assert missing["findings"][0]["code"] == "read.file_unreadable"
    assert good["travellers"]


def test_a_series_over_several_files_is_put_together(run):
    result = run("--json", b=list_of("ROE", "+02:F", 2), a=list_of("DOE", "+01:C", 2))
    *parts, whole = records(result)
    assert [part["series"]["part"] for part in parts] == [2, 1]
    assert whole["series"] == {"part": None, "last": False, "parts": 2, "complete": True, "missing": []}
    assert [person["surname"] for person in whole["travellers"]] == ["DOE", "ROE"]


def test_people_read_tables_on_stderr(run):
    result = run(a=list_of("DOE", count=9))
    assert result.stdout == ""
    for expected in ("PAXLST", "DOE, ANA", "UX0123", "UNT states 9 segments"):
        assert expected in " ".join(result.stderr.split())


def test_quiet_says_nothing(run):
    result = run("--quiet", a=list_of("DOE"))
    assert (result.stdout, result.stderr, result.exit_code) == ("", "", 0)


def test_a_state_may_give_its_own_answer_codes(run, tmp_path):
    table = tmp_path / "codes.toml"
    table.write_text('[person]\n"7" = "cleared"\n')
    answer = (
        b"UNB+SIRE:4+U+UX+261122:1200+1'UNH+1+CUSRES:D:05B:UN'BGM+962'ERP+2'RFF+ABO:1'ERC+7'UNT+6+1'UNZ+1+1'"
    )
    (record,) = records(run("--json", "--codes", str(table), a=answer))
    assert record["responses"][0]["meaning"] == "cleared"


@pytest.mark.parametrize("content", [None, "broken ["])
def test_a_code_table_that_cannot_be_used_is_refused(run, tmp_path, content):
    table = tmp_path / "codes.toml"
    if content is not None:
        table.write_text(content)
    assert run("--json", "--codes", str(table), a=list_of("DOE")).exit_code == 3


def test_no_file_is_wrong_usage(run):
    assert run("--json").exit_code == 2
