"""Which files are taken in: by their bytes, not by what they say they are."""

import unicodedata

from catenary.core.uploads.model import FileKind, Upload
from catenary.core.uploads.problems import UPLOADS

LARGEST = 20 * 2**20
"""Bytes."""
LONGEST_NAME = 150
"""Characters."""

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
KINDS = (
    FileKind("application/pdf", ("pdf",)),
    FileKind("image/png", ("png",)),
    FileKind("image/jpeg", ("jpg", "jpeg")),
    FileKind("image/tiff", ("tif", "tiff")),
    FileKind("image/webp", ("webp",)),
    FileKind(f"{_OFFICE}.wordprocessingml.document", ("docx",)),
    FileKind(f"{_OFFICE}.spreadsheetml.sheet", ("xlsx",)),
    FileKind(f"{_OPEN}.text", ("odt",)),
    FileKind(f"{_OPEN}.spreadsheet", ("ods",)),
    FileKind("text/plain", ("txt", "edi")),
    FileKind("text/csv", ("csv",)),
)
"""Kinds without programs in them: office files with macros have other types and are refused."""

_BY_TYPE = {kind.media_type: kind for kind in KINDS}
_BY_ENDING = {ending: kind for kind in KINDS for ending in kind.endings}


def accept(upload: Upload) -> FileKind:
    """The kind under which the file is taken in. Raises ProblemError: empty, too large, no known kind, name and content differ."""
    if upload.size == 0:
        raise UPLOADS.problem("empty")
    if upload.size > LARGEST:
        raise UPLOADS.problem("too_large", size=upload.size, limit=LARGEST)
    ending = ending_of(upload.name)
    if upload.is_text:
        return _text(ending)
    kind = _BY_TYPE.get(upload.detected)
    if kind is None:
        raise UPLOADS.problem("kind_unknown")
    if ending not in kind.endings:
        raise UPLOADS.problem("kind_other", ending=ending, found=kind.endings[0])
    return kind


def _text(ending: str) -> FileKind:
    kind = _BY_ENDING.get(ending)
    if kind is None or not kind.media_type.startswith("text/"):
        raise UPLOADS.problem("kind_other", ending=ending, found="txt")
    return kind


def ending_of(name: str) -> str:
    """What stands after the last dot, in small letters. Raises ProblemError where nothing does."""
    stem, dot, ending = safe_name(name).rpartition(".")
    if not (stem and dot and ending):
        raise UPLOADS.problem("name_unusable")
    return ending.lower()


def safe_name(name: str) -> str:
    """The name without folders, control or direction characters, at most `LONGEST_NAME` characters; its ending is kept.

    Direction characters could make `gnp.exe` look like an image (Unicode TR 36 s.2.10).
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(
        each for each in last if unicodedata.category(each) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    )
    stem, dot, ending = " ".join(shown.split()).rpartition(".")
    if not dot:
        return ending[:LONGEST_NAME]
    ending = ending[:20]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}"


def is_plain_text(content: bytes) -> bool:
    """Whether all of it is UTF-8 with no control characters but tabs, line ends and the separators of EDIFACT."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not any(each < " " and each not in "\t\r\n\x1c\x1d\x1e\x1f" for each in text)
