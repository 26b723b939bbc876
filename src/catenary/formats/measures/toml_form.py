"""An area of an edition, and an edition's prerequisites, as TOML that authors write by hand (docs/measures.md)."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar

import msgspec
from attrs import evolve, frozen

from catenary.core.measures.file_problems import MEASURES_FILE
from catenary.core.measures.model import (
    Area,
    Confidence,
    Force,
    Mark,
    Prerequisite,
    Question,
    QuestionKind,
    Requirement,
    Source,
    Vignette,
)

_SYMBOL: Final = re.compile(r"(S/RES/\d+ \(\d{4}\))\s*(.*)")


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every key is there and no other is: a key that is spelled wrong is not taken for one that is missing."""


class _Area(_Strict, frozen=True):
    code: str
    name: str


class _Question(_Strict, frozen=True):
    code: str
    kind: QuestionKind
    text: str
    help: str
    levels: tuple[str, ...]
    not_applicable: str
    evidence: tuple[str, ...]
    marks: tuple[Mark, ...]
    partners: tuple[str, ...]


class _Requirement(_Strict, frozen=True):
    code: str
    text: str
    resolution: str
    paragraph: str
    also: tuple[str, ...]
    force: Force
    confidence: Confidence
    note: str
    question: tuple[_Question, ...]


class _AreaFile(_Strict, frozen=True):
    area: _Area
    requirement: tuple[_Requirement, ...]


class _Prerequisite(_Strict, frozen=True):
    requirement: str
    needs: str
    level: int
    because: str


class _PrerequisiteFile(_Strict, frozen=True):
    prerequisite: tuple[_Prerequisite, ...]


class _Vignette(_Strict, frozen=True):
    code: str
    question: str
    case: str


class _VignetteFile(_Strict, frozen=True):
    vignette: tuple[_Vignette, ...]


@frozen
class AreaFile:
    """What the file of one area holds."""

    area: Area
    requirements: tuple[Requirement, ...]
    questions: tuple[Question, ...]


_File = TypeVar("_File", _AreaFile, _PrerequisiteFile, _VignetteFile)


def read_area(data: bytes, file: str) -> AreaFile:
    """The area, its requirements and their questions.

    Raises ProblemError `measures_file.unreadable`, whose reason names line and column, or the place of a wrong value.
    """
    told = _decoded(data, file, _AreaFile)
    return AreaFile(
        Area(told.area.code, told.area.name),
        tuple(_requirement(each, told.area.code) for each in told.requirement),
        tuple(_question(each, of.code) for of in told.requirement for each in of.question),
    )


def read_prerequisites(data: bytes, file: str) -> Mapping[str, tuple[Prerequisite, ...]]:
    """What each requirement needs, by its code. Raises ProblemError as `read_area` does."""
    needs: dict[str, list[Prerequisite]] = {}
    for each in _decoded(data, file, _PrerequisiteFile).prerequisite:
        needs.setdefault(each.requirement, []).append(Prerequisite(each.needs, each.level, each.because))
    return {code: tuple(pairs) for code, pairs in needs.items()}


def read_vignettes(data: bytes, file: str) -> tuple[Vignette, ...]:
    """The invented cases. Raises ProblemError as `read_area` does."""
    told = _decoded(data, file, _VignetteFile)
    return tuple(Vignette(each.code, each.question, each.case) for each in told.vignette)


def with_prerequisites(
    requirements: Iterable[Requirement], needs: Mapping[str, tuple[Prerequisite, ...]], file: str
) -> tuple[Requirement, ...]:
    """Requirements with what they need.

    Raises ProblemError `measures_file.unreadable` where something is needed by a requirement that is not there.
    """
    given = tuple(requirements)
    for code in needs.keys() - {each.code for each in given}:
        raise MEASURES_FILE.problem("unreadable", file=file, reason=f"no requirement {code}")
    return tuple(evolve(each, prerequisites=needs.get(each.code, ())) for each in given)


def source_from(text: str) -> Source:
    """Read `S/RES/2178 (2014) 6(a)`; what does not begin with such a symbol is a document without paragraph."""
    found = _SYMBOL.fullmatch(text.strip())
    return Source(*found.groups()) if found else Source(text)


def _decoded(data: bytes, file: str, kind: type[_File]) -> _File:
    try:
        told: dict[str, Any] = tomllib.loads(data.decode())
        return msgspec.convert(told, kind)
    except (ValueError, msgspec.MsgspecError, RecursionError) as error:
        raise MEASURES_FILE.problem("unreadable", file=file, reason=str(error)) from error


def _requirement(told: _Requirement, area: str) -> Requirement:
    return Requirement(
        code=told.code,
        area=area,
        text=told.text,
        source=Source(told.resolution, told.paragraph),
        force=told.force,
        confidence=told.confidence,
        also=[source_from(each) for each in told.also],
        note=told.note,
    )


def _question(told: _Question, requirement: str) -> Question:
    return Question(
        code=told.code,
        requirement=requirement,
        kind=told.kind,
        text=told.text,
        levels=told.levels,
        help=told.help,
        not_applicable=told.not_applicable,
        evidence=told.evidence,
        marks=told.marks,
        partners=told.partners,
    )
