"""What kind of file bytes are."""

import puremagic

from catenary.formats import archives

_OFFICE_PARTS = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_LONGEST_KIND = 200
_MACROS = ("vbaproject.bin", "basic/", "scripts/")


def media_type(content: bytes) -> str:
    """The media type that the bytes tell; empty where they tell none, or hold a program.

    Office files are zip archives and known by their parts, since their first bytes are those of any archive.
    """
    if content.startswith(b"PK\x03\x04"):
        return _of_archive(content)
    try:
        return str(puremagic.from_string(content, mime=True))
    except (puremagic.PureError, ValueError):
        return ""


def _of_archive(content: bytes) -> str:
    try:
        with archives.opened(content) as archive:
            names = archive.namelist()
            if any(name.lower().startswith(_MACROS) or name.lower().endswith(_MACROS[0]) for name in names):
                return ""
            if "mimetype" in names:
                told = archives.member(archive, "mimetype", most=_LONGEST_KIND)
                return told.decode("ascii", "replace").strip()
    except (archives.ArchiveUnreadableError, archives.ArchiveTooLargeError):
        return ""
    return next((kind for part, kind in _OFFICE_PARTS.items() if part in names), "")
