from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.formats.lost_stolen.index import open_lost_stolen
from catenary.formats.lost_stolen.key import make_key, read_key
from catenary.formats.lost_stolen.layout import HEADER_SIZE, MAGIC, directory_bits, packed_header, read_header
from catenary.formats.lost_stolen.segment import Segment


def refusal(action, *arguments):
    with pytest.raises(ProblemError) as refused:
        action(*arguments)
    return refused.value.finding.code.removeprefix("documents.")


def test_a_new_key_is_for_its_owner_only_and_random(tmp_path):
    make_key(tmp_path / "one")
    make_key(tmp_path / "two")
    assert (tmp_path / "one").stat().st_mode & 0o777 == 0o600
    assert read_key(tmp_path / "one") != read_key(tmp_path / "two")


def test_a_key_is_never_written_over(tmp_path):
    make_key(tmp_path / "key")
    assert refusal(make_key, tmp_path / "key") == "key_exists"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_others_may_read_is_refused(tmp_path, mode):
    make_key(tmp_path / "key")
    (tmp_path / "key").chmod(mode)
    assert refusal(read_key, tmp_path / "key") == "key_open_to_others"


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_refused(tmp_path, length):
    (tmp_path / "key").write_bytes(bytes(length))
    (tmp_path / "key").chmod(0o600)
    assert refusal(read_key, tmp_path / "key") == "key_length"


def test_a_missing_key_is_said(tmp_path):
    assert refusal(read_key, tmp_path / "key") == "key_missing"


def test_the_key_is_found_where_it_lay_when_the_index_was_built(register):
    register.build("AB1,UTO,P,lost")
    with open_lost_stolen(register.path) as index:
        assert len(index) == 1


def test_another_key_is_refused(register):
    register.build("AB1,UTO,P,lost")
    make_key(register.folder / "other")
    assert refusal(open_lost_stolen, register.path, register.folder / "other") == "index_key"


def test_a_missing_index_is_said(register):
    assert refusal(open_lost_stolen, register.path, register.key_file) == "index_missing"


def damaged(register, change):
    register.build("AB1,UTO,P,lost")
    content = bytearray(register.path.read_bytes())
    register.path.write_bytes(change(content))
    return refusal(open_lost_stolen, register.path, register.key_file)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda _content: b"", "index_foreign"),
        (lambda content: b"PK\x03\x04" + content, "index_foreign"),
        (lambda content: content[:-1], "index_damaged"),
        (lambda content: content + b"\0", "index_damaged"),
        (lambda content: content[:20], "index_damaged"),
        (lambda content: content[:12] + b"x" + content[13:], "index_damaged"),
        (lambda content: content[:8] + b"\xff\xff\xff\xff" + content[12:], "index_damaged"),
    ],
)
def test_a_file_that_is_not_what_was_written_is_refused(register, change, code):
    assert damaged(register, change) == code


def test_a_folder_is_no_index(register):
    register.path.mkdir()
    assert refusal(Segment, register.path) == "index_unreadable"


def test_an_index_of_another_version_is_refused_by_number(register):
    register.build("AB1,UTO,P,lost")
    with register.path.open("rb") as file:
        header = read_header(file, register.path)
    newer = packed_header(msgspec.structs.replace(header, version=2))
    register.path.write_bytes(newer + register.path.read_bytes()[HEADER_SIZE:])
    assert refusal(open_lost_stolen, register.path, register.key_file) == "index_version"


@pytest.mark.parametrize("change", [{"directory_bits": 8}, {"directory_bits": 40}, {"records": -1}])
def test_a_header_no_builder_writes_is_refused(register, change):
    register.build("AB1,UTO,P,lost")
    with register.path.open("rb") as file:
        header = read_header(file, register.path)
    odd = packed_header(msgspec.structs.replace(header, **change))
    register.path.write_bytes(odd + register.path.read_bytes()[HEADER_SIZE:])
    assert refusal(open_lost_stolen, register.path, register.key_file) == "index_damaged"


def test_a_changed_record_is_seen_by_the_content_check(register):
    register.build("AB1,UTO,P,lost")
    content = bytearray(register.path.read_bytes())
    content[HEADER_SIZE] ^= 1
    register.path.write_bytes(content)
    with Segment(register.path) as segment:
        assert refusal(segment.check_content) == "index_damaged"


def test_an_open_index_keeps_answering_when_the_file_is_replaced(register):
    register.build("AB1,UTO,P,lost")
    with open_lost_stolen(register.path) as index:
        register.build("AB2,UTO,P,lost")
        assert index.look_up("AB1", "UTO", "P", date(2026, 11, 20)).status.value == "found"
    assert register.status("AB1") == "not_found"


def test_how_old_data_may_be_is_the_callers_choice(register):
    register.build("AB1,UTO,P,lost")
    with open_lost_stolen(register.path, max_age=timedelta(days=400)) as index:
        assert index.look_up("AB1", "UTO", "P", date(2027, 11, 20)).status.value == "found"
    assert register.status("AB1", as_of=date(2027, 11, 20)) == "not_checked"


def test_the_directory_costs_a_third_of_a_byte_per_record_at_most():
    for records in (10**6, 10**7, 10**8, 4 * 10**9):
        assert 4 * 2 ** directory_bits(records) / records <= 1 / 3 + 1e-9


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(content=st.binary(max_size=6000))
def test_any_bytes_are_refused_with_a_code(tmp_path, content):
    path = tmp_path / "index"
    path.write_bytes(MAGIC + content)
    assert refusal(Segment, path).startswith("index_")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(number=st.text(max_size=30), issuer=st.text(max_size=6), kind=st.text(max_size=3))
def test_any_question_has_an_answer(register, number, issuer, kind):
    if not register.path.exists():
        register.build("AB1,UTO,P,lost")
    with open_lost_stolen(register.path) as index:
        assert index.look_up(number, issuer, kind, date(2026, 11, 20)).status.value in {
            "found",
            "not_found",
            "near",
            "not_checked",
        }


def test_an_unreadable_key_is_said(tmp_path):
    (tmp_path / "key").mkdir(mode=0o700)
    assert refusal(read_key, tmp_path / "key") == "key_unreadable"


def test_a_directory_that_leads_nowhere_leaves_the_document_not_checked(register):
    register.build(*(f"AB{n},UTO,P,lost" for n in range(50)))
    data = bytearray(register.path.read_bytes())
    header = msgspec.json.decode(data[len(MAGIC) + 4 : data.index(b"}") + 1])
    directory = HEADER_SIZE + 8 * header["records"]
    data[directory:] = b"\xff" * (len(data) - directory)
    register.path.write_bytes(data)
    answer = register.ask("AB1")
    assert (answer.status.value, answer.findings[0].code) == ("not_checked", "documents.index_damaged")
