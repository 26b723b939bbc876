"""Seals find what was changed, and only that."""

import io
import json
import zlib

from hypothesis import given
from hypothesis import strategies as st

from catenary.formats.list_index.seals import Seal, SealingFile, digest_of, is_whole, seal_of, sealed

JSON = st.dictionaries(st.text(), st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text())


def test_the_check_value_of_crc_32_is_the_published_one(tmp_path):
    (tmp_path / "file").write_bytes(b"123456789")
    assert seal_of(tmp_path / "file") == Seal(9, 0xCBF43926)


def test_a_file_longer_than_the_buffer_is_sealed_whole(tmp_path):
    data = bytes(range(251)) * 9000
    (tmp_path / "file").write_bytes(data)
    assert seal_of(tmp_path / "file") == Seal(len(data), zlib.crc32(data))


@given(st.lists(st.binary()))
def test_a_file_knows_its_seal_while_it_is_written(pieces):
    file = SealingFile(io.BytesIO())
    for piece in pieces:
        file.write(piece)
    assert file.seal == Seal(len(b"".join(pieces)), zlib.crc32(b"".join(pieces)))


@given(JSON)
def test_a_sealed_object_is_whole_in_any_order(stated):
    assert is_whole(sealed(stated))
    assert is_whole(dict(reversed(sealed(stated).items())))


@given(JSON, st.text(), st.integers())
def test_an_object_that_says_something_else_is_not_whole(stated, key, value):
    whole = sealed(stated)
    changed = whole | {key: value}
    assert is_whole(changed) == (json.dumps(changed, sort_keys=True) == json.dumps(whole, sort_keys=True))


def test_an_object_without_a_seal_is_not_whole():
    assert not is_whole({})
    assert not is_whole({"edition": "1"})


def test_a_digest_has_64_bits_and_tells_one_byte():
    assert digest_of(b"a") != digest_of(b"b")
    assert 0 <= digest_of(b"a") < 2**64
