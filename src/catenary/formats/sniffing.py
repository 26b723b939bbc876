"""What kind of input a file is, told from its first bytes."""

from enum import StrEnum

from catenary.formats.text_encoding import decoded


class InputKind(StrEnum):
    """What `catenary screen` can be given."""

    MESSAGES = "messages"
    TRAVELLERS_CSV = "travellers_csv"
    TRAVELLERS_NDJSON = "travellers_ndjson"
    UNKNOWN = "unknown"


_SERVICE_SEGMENTS = (b"UNA", b"UNB", b"UNG", b"UNH")
_NAME_COLUMNS = frozenset({"name", "surname", "given_names"})
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ")


def sniff_input(head: bytes) -> InputKind:
    """The kind of an input from its first bytes (64 KiB are plenty); UNKNOWN for what is none of them.

    An archive is UNKNOWN, although files that it stores without compression show through. Titles of columns are looked for
    before segments: Ung and Una are names too.
    """
    if head.startswith(_ARCHIVES):
        return InputKind.UNKNOWN
    text = decoded(head).text.lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        return InputKind.TRAVELLERS_NDJSON
    titles = {title.strip().strip('"').casefold() for title in text.split("\n", 1)[0].split(",")}
    if titles & _NAME_COLUMNS:
        return InputKind.TRAVELLERS_CSV
    return InputKind.MESSAGES if is_carrier_message(head) else InputKind.UNKNOWN


def is_carrier_message(data: bytes) -> bool:
    """Whether an EDIFACT service segment begins somewhere in the bytes, also behind an address line or a wrapping."""
    return any(_begins(data, tag) for tag in _SERVICE_SEGMENTS)


def _begins(data: bytes, tag: bytes) -> bool:
    """Whether the tag stands there with no letter or digit on either side, as `UNH+` does and `MUNHOZ` does not."""
    at = data.find(tag)
    while at >= 0:
        before, after = data[at - 1 : at] if at else b"", data[at + 3 : at + 4]
        if not before.isalnum() and after and not after.isalnum() and not after.isspace():
            return True
        at = data.find(tag, at + 1)
    return False
