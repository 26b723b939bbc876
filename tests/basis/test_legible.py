"""Whatever a file is called, it can be told."""

import os

from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.legible import all_legible, legible

NAMES = st.binary().map(os.fsdecode)


@given(NAMES)
def test_any_name_of_a_file_can_be_written(name):
    assert legible(name).encode().decode() == legible(name)


@given(st.text())
def test_text_stays_as_it_is(text):
    assert legible(text) == text


def test_every_byte_that_is_no_text_is_marked():
    assert legible(os.fsdecode(b"a\xff\xfeb")) == "a\ufffd\ufffdb"


def test_a_whole_record_is_made_legible_and_keeps_its_shape():
    odd, plain = os.fsdecode(b"\xff"), "\ufffd"
    record = {odd: [odd, 1, None, (odd, True)], "b": {"c": odd}}
    assert all_legible(record) == {plain: [plain, 1, None, [plain, True]], "b": {"c": plain}}
