"""Which characters the bytes of an interchange mean (ISO 9735-1 annex A), stated or not.

A file is cut as Latin-1, where every byte is one character, so that a place in the text is a byte offset;
only the segments with bytes beyond ASCII are then read in their true character set.
"""

_STATED = {
    "UNOD": "iso8859-2",
    "UNOE": "iso8859-5",
    "UNOF": "iso8859-7",
    "UNOG": "iso8859-3",
    "UNOH": "iso8859-4",
    "UNOI": "iso8859-6",
    "UNOJ": "iso8859-8",
    "UNOK": "iso8859-9",
    "UNOL": "iso8859-15",
}
_EXPECTED = {"UNOC": {"cp1252"}, "UNOW": {"utf-8"}, "UNOX": {"utf-8"}, "UNOY": {"utf-8"}}
_EBCDIC_MARKS = (b"\xe4\xd5\xc1", b"\xe4\xd5\xc2", b"\xe4\xd5\xc8")
_HEAD = 512


def as_bytes_text(data: bytes) -> tuple[str, str | None]:
    """The file with one character per byte, and the encoding it had to be transcoded from, if any."""
    encoding = _wide_encoding(data)
    if encoding is None:
        return data.decode("latin-1"), None
    text = data.decode(encoding, "replace").encode("utf-8", "replace")
    return text.decode("latin-1"), encoding


def _wide_encoding(data: bytes) -> str | None:
    """The encoding of a file whose delimiters are not single ASCII bytes."""
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if head[1:64:2].count(0) > head[:64:2].count(0) + 8:
        return "utf-16-le"
    if head[:64:2].count(0) > head[1:64:2].count(0) + 8:
        return "utf-16-be"
    if any(mark in head for mark in _EBCDIC_MARKS):
        return "cp500"
    return "iso2022_jp_2" if b"\x1b$" in data else None


def decode(bytes_text: str, stated: str) -> tuple[str, str]:
    """Text beyond ASCII in its true characters, and the encoding that fitted; `stated` is the UNB syntax identifier.

    UTF-8 is tried first whatever is stated: text in another character set is practically never valid UTF-8.
    """
    data = bytes_text.encode("latin-1")
    for encoding in ("utf-8", _STATED.get(stated, "cp1252")):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return bytes_text, "latin-1"


def is_expected(stated: str, encoding: str) -> bool:
    """Whether the syntax identifier announced characters that need this encoding."""
    return encoding in _EXPECTED.get(stated, {_STATED.get(stated)})
