"""Base64 with one form for each value (RFC 4648 s.4): what other decoders let pass is refused."""

import binascii
from base64 import b64decode, b64encode


def base64_of(data: bytes) -> str:
    """The text of some bytes."""
    return b64encode(data).decode()


def bytes_of(text: str) -> bytes:
    """The bytes of a text. Raises ValueError for any other character, missing padding or bits that say nothing."""
    try:
        data = b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("this is no base64") from error
    if base64_of(data) != text:
        raise ValueError("this is not the one base64 form of its bytes")
    return data
