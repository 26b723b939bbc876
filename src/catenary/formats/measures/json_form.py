"""An edition as JSON (`docs/schemas/measures-edition.schema.json`), its one canonical byte form, and the hash of that.

The canonical form is RFC 8785: UTF-8, no blanks, keys sorted, whole numbers only; lists in the edition's order, marks sorted. Two
editions are the same exactly when these bytes are, so the SHA-256 names an edition for good: every report cites it.
"""

import hashlib
import json
from typing import Any, Final

import msgspec

from catenary.core.measures.file_problems import MEASURES_FILE
from catenary.core.measures.model import (
    Area,
    Confidence,
    Edition,
    Force,
    Mark,
    Prerequisite,
    Question,
    QuestionKind,
    Requirement,
    Source,
    Vignette,
)

FORMAT: Final = "catenary-measures-edition-1"


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every key is there and no other is: what is not understood would be lost."""


class _Area(_Strict, frozen=True):
    code: str
    name: str


class _Source(_Strict, frozen=True):
    resolution: str
    paragraph: str


class _Prerequisite(_Strict, frozen=True):
    needs: str
    level: int
    because: str


class _Requirement(_Strict, frozen=True):
    code: str
    area: str
    text: str
    source: _Source
    also: tuple[_Source, ...]
    force: Force
    confidence: Confidence
    note: str
    prerequisites: tuple[_Prerequisite, ...]


class _Question(_Strict, frozen=True):
    code: str
    requirement: str
    kind: QuestionKind
    text: str
    help: str
    levels: tuple[str, ...]
    not_applicable: str
    evidence: tuple[str, ...]
    marks: tuple[Mark, ...]
    partners: tuple[str, ...]


class _Vignette(_Strict, frozen=True):
    code: str
    question: str
    case: str


class _Edition(_Strict, frozen=True):
    format: str
    code: str
    title: str
    language: str
    complete: bool
    follows: str
    areas: tuple[_Area, ...]
    requirements: tuple[_Requirement, ...]
    questions: tuple[_Question, ...]
    vignettes: tuple[_Vignette, ...]


def write_edition_json(edition: Edition) -> bytes:
    """The canonical bytes of an edition."""
    told = json.dumps(_written(edition), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return told.encode()


def edition_digest(edition: Edition) -> str:
    """The SHA-256 of the canonical bytes, in lower-case hexadecimal."""
    return hashlib.sha256(write_edition_json(edition)).hexdigest()


def read_edition_json(data: bytes, file: str = "JSON") -> Edition:
    """The edition of a file in this format, however its JSON is laid out.

    Raises ProblemError `measures_file.unreadable`, whose reason names the place (`$.questions[3].levels`), `measures_file.format_other`.
    What is wrong with the edition itself, `checking.faults` says.
    """
    try:
        stated = msgspec.json.decode(data, type=dict[str, Any]).get("format")
        if stated != FORMAT:
            raise MEASURES_FILE.problem("format_other", stated=str(stated)[:60], wanted=FORMAT)
        return _read(msgspec.json.decode(data, type=_Edition))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise MEASURES_FILE.problem("unreadable", file=file, reason=str(error)) from error


def _written(edition: Edition) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "code": edition.code,
        "title": edition.title,
        "language": edition.language,
        "complete": edition.complete,
        "follows": edition.follows,
        "areas": [{"code": each.code, "name": each.name} for each in edition.areas],
        "requirements": [_written_requirement(each) for each in edition.requirements],
        "questions": [_written_question(each) for each in edition.questions],
        "vignettes": [
            {"code": each.code, "question": each.question, "case": each.case} for each in edition.vignettes
        ],
    }


def _written_source(source: Source) -> dict[str, str]:
    return {"resolution": source.resolution, "paragraph": source.paragraph}


def _written_requirement(requirement: Requirement) -> dict[str, Any]:
    return {
        "code": requirement.code,
        "area": requirement.area,
        "text": requirement.text,
        "source": _written_source(requirement.source),
        "also": [_written_source(each) for each in requirement.also],
        "force": requirement.force.value,
        "confidence": requirement.confidence.value,
        "note": requirement.note,
        "prerequisites": [
            {"needs": each.needs, "level": each.level, "because": each.because}
            for each in requirement.prerequisites
        ],
    }


def _written_question(question: Question) -> dict[str, Any]:
    return {
        "code": question.code,
        "requirement": question.requirement,
        "kind": question.kind.value,
        "text": question.text,
        "help": question.help,
        "levels": list(question.levels),
        "not_applicable": question.not_applicable,
        "evidence": list(question.evidence),
        "marks": sorted(mark.value for mark in question.marks),
        "partners": list(question.partners),
    }


def _fields(struct: msgspec.Struct, *without: str) -> dict[str, Any]:
    return {name: getattr(struct, name) for name in struct.__struct_fields__ if name not in without}


def _read(told: _Edition) -> Edition:
    return Edition(
        **_fields(told, "format", "areas", "requirements", "questions", "vignettes"),
        areas=[Area(**_fields(each)) for each in told.areas],
        requirements=[_read_requirement(each) for each in told.requirements],
        questions=[Question(**_fields(each)) for each in told.questions],
        vignettes=[Vignette(**_fields(each)) for each in told.vignettes],
    )


def _read_requirement(told: _Requirement) -> Requirement:
    return Requirement(
        **_fields(told, "source", "also", "prerequisites"),
        source=Source(**_fields(told.source)),
        also=[Source(**_fields(each)) for each in told.also],
        prerequisites=[Prerequisite(**_fields(each)) for each in told.prerequisites],
    )
