"""Text is read where its encoding is certain; elsewhere what may be wrong is marked and nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.formats.text_encoding import decoded, is_damaged, transcoded

TABLE = "id,name\n1,Søren Łukasz\n2,محمد الحداد\n3,张伟\n4,Ida Berg\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"],
)
def test_unicode_is_read_with_a_mark_or_without(encoding):
    assert decoded(TABLE.encode(encoding)) == (TABLE, True)


def test_utf_16_with_its_mark_is_read_in_both_byte_orders():
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert decoded(mark + TABLE.encode(encoding)) == (TABLE, True)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("latin-1", "Jörg Müller"),
        ("windows-1251", "Владимир Остапчуков"),
        ("windows-1256", "محمد الحداد"),
        ("gb18030", "欧阳志远"),
        ("shift-jis", "田辺ヒロユキ"),
        ("big5", "歐陽志遠"),
        ("euc-kr", "박지훈"),
        ("koi8-r", "Владимир"),
    ],
)
def test_any_other_encoding_leaves_ascii_and_marks_the_rest(encoding, name):
    text, is_certain = decoded(f"id,name\n1,Ida Berg\n2,{name}\n".encode(encoding))
    assert not is_certain
    first, second = text.split("\n")[1:3]
    assert (first, is_damaged(second)) == ("1,Ida Berg", True)


def test_a_row_that_happens_to_be_utf_8_too_is_not_believed_in_a_table_that_is_not():
    names = ["伟", "张伟", "欧阳志远", "陈美玲"]
    assert names[0].encode("gb18030").decode("utf-8") != names[0]
    text, is_certain = decoded("\n".join(names).encode("gb18030"))
    assert (is_certain, all(map(is_damaged, text.split("\n")))) == (False, True)


def test_one_bad_byte_among_many_good_names_costs_its_own_line_only():
    good = "\n".join(f"{n},Søren" for n in range(9))
    text, is_certain = decoded(good.encode() + b"\n9,Jos\xe9")
    assert (is_certain, [is_damaged(line) for line in text.split("\n")]) == (True, [False] * 9 + [True])


def test_escapes_of_7_bit_encodings_are_damage():
    assert is_damaged("田辺".encode("iso-2022-jp").decode("ascii"))
    assert not is_damaged("Ida\tBerg\r\n")


@given(st.binary())
def test_any_bytes_give_text(data):
    text, is_certain = decoded(data)
    assert is_certain or is_damaged(text)


@given(st.text().filter(lambda text: "\ufeff" not in text and "\0" not in text))
def test_utf_8_is_read_as_it_was_written(text):
    assert decoded(text.encode()) == (text, True)


def test_a_stated_encoding_is_taken_at_its_word():
    for encoding in ("windows-1256", "utf-8", "utf-16"):
        assert transcoded("محمد".encode(encoding), encoding).decode().lstrip("\ufeff") == "محمد"
    assert is_damaged(transcoded(b"\x81", "windows-1253").decode())
    with pytest.raises(LookupError):
        transcoded(b"a", "parchment")
