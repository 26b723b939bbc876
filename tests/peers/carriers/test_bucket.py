"""A bucket asked as S3 is: signed, page by page, nothing but what lies in the folder, nothing taken that changed meanwhile."""

from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.intake import s3_server

from catenary.core.intake.ports import BucketFaultError
from catenary.peers.carriers.bucket import S3Bucket, _objects, _parsed


@pytest.fixture
def server():
    with s3_server.running() as server:
        yield server


@pytest.fixture
def bucket(server):
    return S3Bucket(server.address)


def code_of(act):
    with pytest.raises(BucketFaultError) as fault:
        act()
    return fault.value.code


def test_a_folder_is_listed_whole_page_by_page_and_nothing_beside_it(bucket, server):
    names = [f"wings/list {number}+é&.edi" for number in range(5)]
    server.objects = dict.fromkeys((*names, "wings/", "wings/taken/old.edi", "wingspan/a", "a"), b"x")
    found = list(bucket.listed("wings/"))
    assert [each.key for each in found] == names
    assert {(each.octets, each.etag) for each in found} == {(1, s3_server.etag_of(b"x"))}
    assert list(bucket.listed("nobody/")) == []


def test_no_more_of_a_file_is_read_than_asked_for_and_nothing_that_changed_or_is_gone(bucket, server):
    server.objects["wings/a"] = b"0123456789"
    (found,) = bucket.listed("wings/")
    assert bucket.content(found, 4) == b"0123"
    server.objects["wings/a"] = b"other"
    assert bucket.content(found, 100) is None
    bucket.move(found, "wings/taken/a")
    assert server.objects == {"wings/a": b"other"}
    server.objects.clear()
    assert bucket.content(found, 100) is None
    bucket.move(found, "wings/taken/a")
    bucket.remove(found)
    assert server.objects == {}


def test_a_file_whose_content_breaks_off_is_never_taken_for_whole(bucket, server):
    server.objects["wings/a"] = b"0123456789"
    (found,) = bucket.listed("wings/")
    server.breaks_off = True
    assert code_of(lambda: bucket.content(found, 100)) == "unreachable"
    assert code_of(lambda: bucket.content(found, 8)) == "unreachable"


def test_a_file_is_moved_by_copying_it_first(bucket, server):
    server.objects["wings/a b+é"] = b"data"
    (found,) = bucket.listed("wings/")
    bucket.move(found, "wings/taken/a b+é")
    assert server.objects == {"wings/taken/a b+é": b"data"}
    assert [each for each, _key in server.asked][-3:] == ["PUT", "HEAD", "DELETE"]


@pytest.mark.parametrize("on_condition", [True, False])
def test_a_file_that_became_another_is_not_removed_whatever_the_server_knows(bucket, server, on_condition):
    server.deletes_on_condition = on_condition
    server.objects["wings/a"] = b"first"
    (found,) = bucket.listed("wings/")
    server.objects["wings/a"] = b"second"
    bucket.remove(found)
    assert server.objects == {"wings/a": b"second"}
    (found,) = bucket.listed("wings/")
    bucket.remove(found)
    assert server.objects == {}


@pytest.mark.parametrize("act", [S3Bucket.remove, lambda bucket, found: bucket.move(found, "wings/taken/a")])
def test_a_file_that_becomes_another_at_the_last_moment_stays_where_the_server_can_tell(
    bucket, server, monkeypatch, act
):
    server.objects["wings/a"] = b"first"
    (found,) = bucket.listed("wings/")
    asked = S3Bucket._asked

    def late(self, method, key, *args, **options):
        if method == "DELETE":
            server.objects["wings/a"] = b"second"
        return asked(self, method, key, *args, **options)

    monkeypatch.setattr(S3Bucket, "_asked", late)
    act(bucket, found)
    assert server.objects.pop("wings/a") == b"second"
    assert server.objects in ({}, {"wings/taken/a": b"first"})


def test_a_server_that_refuses_conditions_when_it_deletes_is_asked_without_one(bucket, server):
    server.objects["wings/a"] = b"data"
    (found,) = bucket.listed("wings/")
    server.deletes_on_condition = None
    bucket.remove(found)
    assert server.objects == {}


def test_what_keeps_the_bucket_from_being_used_is_told_by_its_code(bucket, server):
    wrong = S3Bucket(evolve(server.address, secret="guessed"))
    assert code_of(lambda: list(wrong.listed("wings/"))) == "refused"
    late = S3Bucket(server.address, clock=lambda: datetime.now(UTC) - timedelta(hours=1))
    assert code_of(lambda: list(late.listed("wings/"))) == "refused"
    absent = S3Bucket(evolve(server.address, bucket="absent"))
    assert code_of(lambda: list(absent.listed("wings/"))) == "bucket_missing"
    for status, code in ((301, "answer_odd"), (500, "unreachable"), (503, "unreachable")):
        server.status = status
        assert code_of(lambda: list(bucket.listed("wings/"))) == code
    server.status = None
    nobody = S3Bucket(evolve(server.address, port=1))
    assert code_of(lambda: list(nobody.listed("wings/"))) == "unreachable"


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"<html", b"\xff", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b"<L><Contents><Key>wings/a</Key><Size>-1</Size></Contents></L>",
    ],
)  # fmt: skip
def test_an_odd_answer_is_refused(answer):
    assert code_of(lambda: list(_objects(_parsed(answer), "wings/"))) == "answer_odd"


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)))
def test_whatever_a_server_lists_only_what_lies_in_the_folder_is_found(keys):
    told = "".join(f"<Contents><Key>{escape(each)}</Key><Size>1</Size></Contents>" for each in keys)
    found = _objects(_parsed(f"<L>{told}</L>".encode()), "wings/")
    assert all(each.key.startswith("wings/") and "/" not in each.key[6:] for each in found)
