"""The text of a table whose encoding nobody stated: only where it is certain; what is not is marked, never guessed.

A guess between the encodings of one byte a letter reads every name as some name, and mostly as the wrong one.
"""

import codecs
import re
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = (
    (re.compile(rb"(?:[\t\r\n -~]\0\0\0){2}"), "utf-32-le"),
    (re.compile(rb"(?:\0\0\0[\t\r\n -~]){2}"), "utf-32-be"),
    (re.compile(rb"(?:[\t\r\n -~]\0){3}"), "utf-16-le"),
    (re.compile(rb"(?:\0[\t\r\n -~]){3}"), "utf-16-be"),
)
"""How a header in ASCII letters looks without a mark: no text of one byte a letter has zeros there."""

_DAMAGE = re.compile("[\ufffd\0-\x08\x0e-\x1f\x7f-\x9f]")


class Text(NamedTuple):
    """Text, and whether its encoding was certain. Where not, only ASCII was read and all else is U+FFFD."""

    text: str
    is_certain: bool


def decoded(data: bytes) -> Text:
    """Read UTF-8, or UTF-16 and UTF-32 told by their mark or by the zeros of their header; bad bytes become U+FFFD.

    Text that is not UTF-8 in most of its lines with other than ASCII letters is in another encoding, whose name is
    not in it. Never raises.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Text(data[len(mark) :].decode(encoding, "replace"), True)
    for header, encoding in _UNMARKED:
        if header.match(data):
            return Text(data.decode(encoding, "replace"), True)
    try:
        return Text(data.decode("utf-8"), True)
    except UnicodeDecodeError:
        certain = _is_mostly_utf_8(data)
        return Text(data.decode("utf-8" if certain else "ascii", "replace"), certain)


def _is_mostly_utf_8(data: bytes) -> bool:
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    return 2 * sum(map(_is_utf_8, lines)) >= len(lines)


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def is_damaged(text: str) -> bool:
    """Whether characters of a text were lost: U+FFFD stands for them, or controls that no name has."""
    return _DAMAGE.search(text) is not None


def transcoded(data: bytes, encoding: str) -> bytes:
    """Text of a stated encoding as UTF-8; what it does not encode becomes U+FFFD. LookupError for an unknown one."""
    return data.decode(encoding, "replace").encode("utf-8", "replace")
