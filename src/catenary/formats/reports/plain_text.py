"""Text that XML can carry: documents and workbooks refuse control characters."""

import re
from typing import Final

_REFUSED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What is no character of XML 1.0."""
_LINE_END: Final = re.compile("\r\n?")


def plain(text: str) -> str:
    """The text with U+FFFD for every character that XML 1.0 does not allow, and its lines ended as XML reads them (s. 2.11)."""
    return _REFUSED.sub("\ufffd", _LINE_END.sub("\n", text))
