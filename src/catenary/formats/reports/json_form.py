"""A report as JSON, in one canonical byte form whose SHA-256 names it, and read back.

UTF-8, keys sorted, no blanks; each block says by `is` what it is. Two reports are the same exactly when these bytes are.
"""

import hashlib
from typing import Any, Final

import msgspec

from catenary.core.assessment.report_model import (
    Block,
    Fact,
    FindingTold,
    Imprint,
    Numbered,
    Paragraph,
    Profile,
    Report,
    ReportKind,
    Section,
    SectionKind,
    Strip,
    Table,
    Text,
)

FORMAT: Final = "catenary-assessment-report-1"
_BLOCKS: Final[dict[str, type[Any]]] = {
    "paragraph": Paragraph,
    "finding": FindingTold,
    "table": Table,
    "profile": Profile,
    "strip": Strip,
}


class _SectionHead(msgspec.Struct, frozen=True):
    kind: SectionKind
    number: int
    title: str
    about: str


class _Head(msgspec.Struct, frozen=True):
    kind: ReportKind
    language: str
    title: str
    state: Text
    facts: tuple[Fact, ...]
    imprint: Imprint
    handling: str
    withheld: tuple[int, ...]


_NAMES: Final = {kind: name for name, kind in _BLOCKS.items()}


def to_data(report: Report) -> dict[str, Any]:
    """Plain values: dictionaries, lists, texts, numbers."""
    data: dict[str, Any] = {"format": FORMAT, **msgspec.to_builtins(report)}
    data["sections"] = [_section_data(each) for each in report.sections]
    return data


def _section_data(section: Section) -> dict[str, Any]:
    blocks = [
        {"is": _NAMES[type(each.block)], "number": each.number, **msgspec.to_builtins(each.block)}
        for each in section.blocks
    ]
    return {**msgspec.to_builtins(section), "key": section.key, "blocks": blocks}


def write(report: Report) -> bytes:
    """The canonical bytes."""
    return msgspec.json.encode(to_data(report), order="sorted")


def digest(report: Report) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(write(report)).hexdigest()


def read(content: bytes) -> Report:
    """What `write` wrote. Raises ValueError (`msgspec.ValidationError` among them) for anything else."""
    data = msgspec.json.decode(content)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ValueError(f"not a {FORMAT}")
    try:
        sections = tuple(_section(each) for each in data["sections"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("a section lacks what belongs to it") from error
    return Report(sections=sections, **msgspec.structs.asdict(msgspec.convert(data, _Head)))


def _section(data: dict[str, Any]) -> Section:
    blocks = tuple(Numbered(each["number"], _block(each)) for each in data["blocks"])
    return Section(blocks=blocks, **msgspec.structs.asdict(msgspec.convert(data, _SectionHead)))


def _block(data: dict[str, Any]) -> Block:
    found: Block = msgspec.convert(data, _BLOCKS[data["is"]])
    return found
