"""Which files are taken in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.uploads.model import Upload
from catenary.core.uploads.rules import KINDS, LARGEST, LONGEST_NAME, accept, is_plain_text, safe_name


def refused(upload):
    with pytest.raises(ProblemError) as refusal:
        accept(upload)
    return refusal.value.finding.code.removeprefix("uploads.")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.media_type)
def test_every_kind_is_taken_under_each_of_its_endings(kind):
    is_text = kind.media_type.startswith("text/")
    for ending in kind.endings:
        upload = Upload(f"Report.{ending.upper()}", 10, "" if is_text else kind.media_type, is_text)
        assert accept(upload) == kind


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (Upload("a.pdf", 0, "application/pdf"), "empty"),
        (Upload("a.pdf", LARGEST + 1, "application/pdf"), "too_large"),
        (Upload("a.exe", 10, "application/x-dosexec"), "kind_unknown"),
        (Upload("a.pdf", 10, ""), "kind_unknown"),
        (Upload("a.pdf", 10, "image/png"), "kind_other"),
        (Upload("a.html", 10, "", is_text=True), "kind_other"),
        (Upload("a.svg", 10, "", is_text=True), "kind_other"),
        (Upload("pdf", 10, "application/pdf"), "name_unusable"),
        (Upload(".pdf", 10, "application/pdf"), "name_unusable"),
        (Upload("a.pdf.", 10, "application/pdf"), "name_unusable"),
    ],
)
def test_what_is_not_taken_is_told_why(upload, code):
    assert refused(upload) == code


def test_a_name_that_reads_backwards_to_hide_its_ending_is_shown_as_it_is():
    assert safe_name("invoice\u202efdp.exe") == "invoicefdp.exe"
    assert refused(Upload("invoice\u202eexe.pdf", 10, "application/x-dosexec")) == "kind_unknown"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "C:\\Windows\\a.txt", "a\0b.txt", " a  b .txt", "x" * 300 + ".txt"]
)
def test_a_name_holds_no_folder_and_no_control_character(name):
    safe = safe_name(name)
    assert "/" not in safe
    assert "\\" not in safe
    assert safe.isprintable()
    assert safe.endswith(".txt")
    assert len(safe) <= LONGEST_NAME


@given(st.text(max_size=400))
def test_a_safe_name_is_safe_whatever_it_was(name):
    safe = safe_name(name)
    assert len(safe) <= LONGEST_NAME
    assert not set(safe) & set("/\\\0\r\n\u202e")
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("content", "plain"),
    [
        (b"UNA:+.? 'UNB+UNOA", True),
        ("Ω €".encode(), True),
        (b"\xff\xfe", False),
        (b"a\0b", False),
        (b"\x1b[2J", False),
    ],
)
def test_text_is_utf_8_without_control_characters(content, plain):
    assert is_plain_text(content) is plain
