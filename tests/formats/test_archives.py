"""Archives from outside: nothing is unpacked beyond what is declared, and whatever lies about itself is refused."""

import struct
import tracemalloc
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.formats import archives

WORDS = b"word " * 50_000


def packed(method=zipfile.ZIP_DEFLATED, **members):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def declaring(content, size):
    """The archive of one member with another size of it declared, wherever it is declared."""
    changed = bytearray(content)
    struct.pack_into("<I", changed, content.index(b"PK\x03\x04") + 22, size)
    struct.pack_into("<I", changed, content.index(b"PK\x01\x02") + 24, size)
    return bytes(changed)


@given(
    st.dictionaries(st.text("abc/", min_size=1), st.binary(max_size=200), max_size=4),
    st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]),
)
def test_an_archive_that_tells_the_truth_passes_at_its_size_and_not_at_a_byte_less(members, method):
    content, size = packed(method, **members), sum(map(len, members.values()))
    archives.demand_bounded(content, most=size)
    with pytest.raises(archives.ArchiveTooLargeError):
        archives.demand_bounded(content, most=size - 1)
    with archives.opened(content) as archive:
        for name, told in members.items():
            assert archives.member(archive, name, most=200) == told


def test_an_archive_in_an_archive_passes():
    archives.demand_bounded(packed(inner=packed(a=WORDS)), most=len(WORDS))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_whose_pieces_nothing_bounds_is_refused_unread(method):
    content = packed(method, a=WORDS)
    with pytest.raises(archives.ArchiveUnreadableError):
        archives.demand_bounded(content, most=10**9)
    with pytest.raises(archives.ArchiveUnreadableError), archives.opened(content) as archive:
        archives.member(archive, "a", most=10**9)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("size", [0, 10, len(WORDS) - 1, len(WORDS) + 1])
def test_a_member_of_another_size_than_declared_is_refused(method, size):
    content = declaring(packed(method, a=WORDS), size)
    with pytest.raises(archives.ArchiveUnreadableError):
        archives.demand_bounded(content, most=10**9)
    with pytest.raises(archives.ArchiveUnreadableError), archives.opened(content) as archive:
        archives.member(archive, "a", most=10**9)


def test_a_lie_is_known_before_the_rest_is_unpacked():
    content = declaring(packed(a=bytes(50_000_000)), 10)
    tracemalloc.start()
    try:
        with pytest.raises(archives.ArchiveUnreadableError):
            archives.demand_bounded(content, most=100)
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_a_member_that_is_not_there_or_longer_than_wanted_is_not_read():
    with archives.opened(packed(a=WORDS)) as archive:
        with pytest.raises(archives.ArchiveUnreadableError):
            archives.member(archive, "b", most=10**9)
        with pytest.raises(archives.ArchiveTooLargeError):
            archives.member(archive, "a", most=len(WORDS) - 1)


def test_more_members_than_anybody_packs_are_refused(monkeypatch):
    monkeypatch.setattr(archives, "MOST_MEMBERS", 1)
    with pytest.raises(archives.ArchiveTooLargeError):
        archives.demand_bounded(packed(a=b"", b=b""), most=100)


@given(st.binary(max_size=100), st.integers(0, 200))
def test_no_bytes_break_the_check(noise, place):
    whole = packed(a=b"one", b=b"two")
    for content in (noise, whole[:place] + noise + whole[place + len(noise) :]):
        try:
            archives.demand_bounded(content, most=100)
        except (archives.ArchiveUnreadableError, archives.ArchiveTooLargeError):
            continue
