import subprocess
import sys
from datetime import date
from hashlib import blake2b

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.documents.model import RecordedStatus
from catenary.formats.lost_stolen import rows as rows_module
from catenary.formats.lost_stolen.build import build_index
from catenary.formats.lost_stolen.rows import read_batch
from catenary.formats.lost_stolen.segment import Segment
from catenary.formats.lost_stolen.tags import TagKey


def codes(report):
    return [finding.code.removeprefix("documents.") for finding in report.findings]


def test_what_was_entered_is_found_and_nothing_else(register):
    register.build("AB1234567,UTO,P,stolen", "CD7650001,D,I,lost")
    assert register.status("AB1234567") == "found"
    assert register.status("CD7650001", "DEU", "I") == "found"
    assert register.status("AB1234567", "DEU") == "not_found"
    assert register.status("AB1234568") == "not_found"


@pytest.mark.parametrize("status", list(RecordedStatus)[1:])
def test_every_status_comes_back(register, status):
    register.build(f"AB1,UTO,P,{status.name.lower()}")
    assert register.ask("AB1").recorded == (status,)


def test_confusable_numbers_are_near_in_any_combination(register):
    register.build("OI8S2G000,UTO,P,lost")
    assert register.status("0IBSZ6000") == "near"
    assert register.status("018526OOO") == "near"
    assert register.status("OI8S2G000") == "found"


def test_two_numbers_with_one_skeleton_are_told_apart(register):
    register.build("AO1,UTO,P,lost", "A01,UTO,P,stolen")
    answer = register.ask("AO1")
    assert answer.status.value == "found"
    assert [finding.code for finding in answer.findings].count("documents.listed") == 1


def test_the_same_row_twice_is_one_record(register):
    assert register.build(*["AB1,UTO,P,lost"] * 3).header.records == 1


def test_an_empty_register_answers(register):
    assert register.build().header.records == 0
    assert register.status("AB1") == "not_found"


def test_many_records_in_several_chunks_and_processes_give_the_same_bytes(register, monkeypatch):
    monkeypatch.setattr(rows_module, "CHUNK_SIZE", 2000)
    numbers = [f"X{at:07d},UTO,P,lost" for at in range(2000)]
    register.build(*numbers, processes=1)
    alone = register.path.read_bytes()
    register.build(*numbers, processes=2)
    assert register.path.read_bytes() == alone
    assert all(register.status(number.partition(",")[0]) == "found" for number in numbers[::200])


def test_rows_that_cannot_be_read_are_named_by_offset_and_the_rest_is_kept(register):
    report = register.build("AB1,UTO,P,lost", ",UTO,P,lost", "AB2,,P,lost", "AB3", "AB4,UTO,P,stolen,x", "")
    assert codes(report) == ["row_number", "row_issuer", "row_columns", "row_columns"]
    assert [finding.at.offset for finding in report.findings] == [41, 53, 65, 69]
    assert (report.rows, report.rows_left_out, report.header.records) == (5, 4, 1)


def test_a_row_that_is_not_utf_8_is_left_out_and_named(register):
    source = register.csv("AB1,UTO,P,lost")
    source.write_bytes(source.read_bytes() + b"\xff\xfe1,UTO,P,lost\nAB2,UTO,P,lost\n")
    report = rows_report(register, source)
    assert codes(report) == ["row_encoding"]
    assert report.header.records == 2


def rows_report(register, source):
    return build_index(source, register.path, register.key, data_as_of=date(2026, 11, 20))


def test_of_many_faults_the_first_hundred_are_named_and_all_are_counted(register):
    report = register.build(*["x"] * 250)
    assert (len(report.findings), report.rows_left_out) == (101, 250)
    assert report.findings[-1].params == {"count": 250, "shown": 100}


def test_quotes_byte_order_mark_carriage_returns_and_spaces_are_understood(register):
    source = register.csv()
    source.write_bytes(
        b'\xef\xbb\xbf"number","issuer","type","status"\r\n"AB,1","UTO","P","lost"\r\n AB2 , UTO ,P,lost\r\n'
    )
    assert rows_report(register, source).rows_left_out == 0
    with_key = {"AB,1", "AB2"}
    assert {number for number in with_key if register.status(number) == "found"} == with_key


def test_rows_alike_but_for_quotes_are_the_same_document(register):
    report = register.build(
        "AB1,UTO,P,lost",
        '"AB1","UTO","P","lost"',
        'AB1,"UTO",P,lost',
        '"A,B1",UTO,P,lost',
        "AB1,UTO,P,lost\r",
    )
    assert (report.rows, report.rows_left_out, report.header.records) == (5, 0, 1)


def test_words_and_issuers_not_known_are_kept_and_said(register):
    report = register.build("AB1,BQQ,P,eaten")
    assert codes(report) == ["row_issuer_unknown", "row_status_unknown"]
    assert register.ask("AB1", "BQQ").recorded == (RecordedStatus.OTHER,)


def test_removed_rows_of_a_full_file_are_not_entered_and_said(register):
    assert codes(register.build("AB1,UTO,P,removed")) == ["removal_in_full_file"]
    assert register.status("AB1") == "not_found"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "documents.source_header"),
        (b"PK\x03\x04zip", "documents.source_header"),
        ("number,issuer,type,status\n".encode("utf-16"), "documents.source_header"),
        (b"issuer,number,type,status\n", "documents.source_header"),
    ],
)
def test_a_file_of_another_kind_is_refused_and_the_old_index_stays(register, content, code):
    register.build("AB1,UTO,P,lost")
    source = register.csv(name="other.csv")
    source.write_bytes(content)
    with pytest.raises(ProblemError) as refused:
        rows_report(register, source)
    assert refused.value.finding.code == code
    assert register.status("AB1") == "found"


def test_a_row_without_end_is_refused(register, monkeypatch):
    monkeypatch.setattr(rows_module, "CHUNK_SIZE", 10)
    monkeypatch.setattr(rows_module, "_LONGEST_ROW", 50)
    with pytest.raises(ProblemError) as refused:
        register.build("A" * 1000)
    assert refused.value.finding.code == "documents.source_unreadable"


def test_a_missing_source_is_a_coded_problem(register, tmp_path):
    with pytest.raises(ProblemError) as refused:
        rows_report(register, tmp_path / "none.csv")
    assert refused.value.finding.code == "documents.source_unreadable"


def test_a_full_disk_leaves_the_old_index_and_no_other_file(register):
    register.build("AB1,UTO,P,lost")
    before = {path.name: path.read_bytes() for path in register.folder.iterdir()}
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "from pathlib import Path; from datetime import date\n"
        "from catenary.basis.findings import ProblemError\n"
        "from catenary.formats.lost_stolen.build import build_index\n"
        "try: build_index(Path('rows.csv'), Path('index'), bytes(32), data_as_of=date(2026, 1, 1))\n"
        "except ProblemError as problem: print(problem.finding.code)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=register.folder, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "documents.write_failed"
    assert {path.name: path.read_bytes() for path in register.folder.iterdir()} == before


def test_an_interrupted_build_leaves_the_old_index_and_no_other_file(register):
    register.build("AB1,UTO,P,lost")
    before = {path.name: path.read_bytes() for path in register.folder.iterdir()}

    def interrupt(stage, _done, _total):
        if stage == "sorting":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        register.build("AB1,UTO,P,lost", progress=interrupt)
    assert {path.name: path.read_bytes() for path in register.folder.iterdir()} == before


def test_what_a_killed_build_left_is_cleared_by_the_next(register):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = register.folder / f".index.{gone.pid}.scratch"
    left.mkdir()
    (left / "0").write_bytes(b"tags")
    (register.folder / f".index.{gone.pid}.new").write_bytes(b"half")
    (register.folder / ".index.1.scratch").mkdir()
    register.build("AB1,UTO,P,lost")
    assert {path.name for path in register.folder.iterdir()} == {
        "key",
        "rows.csv",
        "index",
        ".index.1.scratch",
    }


def test_the_file_shows_no_number(register):
    register.build("AB1234567,UTO,P,lost")
    content = register.path.read_bytes()
    assert b"AB1234567" not in content
    assert b"UTO" not in content


def test_the_tag_is_the_documented_keyed_blake2b_of_issuer_and_skeleton():
    key = bytes(range(32))
    expected = blake2b(b"UTO\0A81234567", key=key, digest_size=10, person=b"lost-stolen tag").digest()
    assert TagKey(key).of_issuer("UTO")(b"A81234567") == expected


def test_blake2b_is_that_of_rfc_7693():
    assert (
        blake2b(b"abc")
        .hexdigest()
        .startswith("ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1")
    )


def test_records_come_back_from_the_file_with_whole_tags(register):
    register.build(*(f"{at},UTO,P,lost" for at in range(500)))
    batch = read_batch(b"".join(b"%d,UTO,P,lost\n" % at for at in range(500)), 0, TagKey(register.key))
    expected = batch.records.sorted_once()
    with Segment(register.path) as segment:
        stored = segment.records(0, 1 << segment.header.directory_bits)
        assert stored.tags.tolist() == expected.tags.tolist()
        assert stored.payloads.tolist() == expected.payloads.tolist()
        segment.check_content()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(content=st.binary(max_size=300))
def test_any_bytes_are_rows_or_faults(content):
    batch = read_batch(content, 0, TagKey(bytes(32)))
    assert batch.notes.rows == len(batch.records) + batch.notes.rows_left_out
