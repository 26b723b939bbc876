"""What is wrong with an edition: codes, texts, levels, sources, prerequisites, and what one called complete may never leave out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from catenary.basis.findings import NOWHERE, Finding, Severity
from catenary.core.measures.model import (
    LEVELS,
    Confidence,
    Edition,
    Question,
    Requirement,
)
from catenary.core.measures.obligations import lacking
from catenary.core.measures.prerequisites import cycles
from catenary.core.measures.problems import MEASURES

_CODE: Final = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:_[A-Z][a-z]{3})?")


def faults(edition: Edition, earlier: Sequence[Edition] = ()) -> tuple[Finding, ...]:
    """Everything wrong with an edition: errors keep it from being frozen, warnings are for its authors.

    `earlier` are the editions before it, in any order: what one called complete may not leave out comes from them.
    """
    return (
        *_head_faults(edition),
        *_code_faults(edition),
        *_reference_faults(edition),
        *(fault for each in edition.requirements for fault in _requirement_faults(each)),
        *(fault for each in edition.questions for fault in _question_faults(each)),
        *_twin_faults(edition),
        *_prerequisite_faults(edition),
        *lacking(edition, earlier),
    )


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those of some findings that forbid going on."""
    return tuple(each for each in findings if each.severity is Severity.ERROR)


def _head_faults(edition: Edition) -> Iterator[Finding]:
    if not edition.title:
        yield MEASURES.finding("text_missing", item=edition.code, field="title")
    if not _LANGUAGE.fullmatch(edition.language):
        yield MEASURES.finding("language_unusable", language=edition.language)


def _codes(edition: Edition) -> tuple[str, ...]:
    parts = (edition.areas, edition.requirements, edition.questions, edition.vignettes)
    return tuple(each.code for part in parts for each in part)


def _code_faults(edition: Edition) -> Iterator[Finding]:
    seen: set[str] = set()
    twice: set[str] = set()
    for code in (edition.code, *_codes(edition)):
        if not _CODE.fullmatch(code):
            yield MEASURES.finding("code_unusable", item=code)
    for code in _codes(edition):
        if code in seen and code not in twice:
            twice.add(code)
            yield MEASURES.finding("code_twice", item=code)
        seen.add(code)


def _reference_faults(edition: Edition) -> Iterator[Finding]:
    """Everything belongs to something that is there, and nothing is empty."""
    used = {each.area for each in edition.requirements}
    asked = {each.requirement for each in edition.questions}
    for area in edition.areas:
        if not area.name:
            yield MEASURES.finding("text_missing", item=area.code, field="name")
        if area.code not in used:
            yield MEASURES.finding("area_empty", item=area.code)
    for requirement in edition.requirements:
        if requirement.area not in edition.area_of:
            yield MEASURES.finding("area_unknown", item=requirement.code, area=requirement.area)
        if requirement.code not in asked:
            yield MEASURES.finding("question_missing", item=requirement.code)
    yield from _leads_nowhere(edition)


def _leads_nowhere(edition: Edition) -> Iterator[Finding]:
    for question in edition.questions:
        if question.requirement not in edition.requirement_of:
            yield MEASURES.finding(
                "requirement_unknown", item=question.code, requirement=question.requirement
            )
    for vignette in edition.vignettes:
        if vignette.question not in edition.question_of:
            yield MEASURES.finding("question_unknown", item=vignette.code, question=vignette.question)
        if not vignette.case:
            yield MEASURES.finding("text_missing", item=vignette.code, field="case")


def _requirement_faults(requirement: Requirement) -> Iterator[Finding]:
    told = {
        "text": bool(requirement.text),
        "resolution": bool(requirement.source.resolution),
        "also": all(each.resolution for each in requirement.also),
    }
    for name, is_told in told.items():
        if not is_told:
            yield MEASURES.finding("text_missing", item=requirement.code, field=name)
    for each in (requirement.source, *requirement.also):
        if "|" in each.resolution:
            yield MEASURES.finding("source_unusable", item=requirement.code, resolution=each.resolution)
    is_sure = requirement.confidence in {Confidence.HIGH, Confidence.VERIFIED}
    if is_sure and not requirement.source.paragraph:
        yield MEASURES.finding(
            "paragraph_missing",
            item=requirement.code,
            confidence=requirement.confidence.value,
            resolution=requirement.source.resolution,
        )


def _question_faults(question: Question) -> Iterator[Finding]:
    if not question.text:
        yield MEASURES.finding("text_missing", item=question.code, field="text")
    if not question.evidence:
        yield MEASURES.finding("evidence_missing", item=question.code)
    if not all(question.evidence):
        yield MEASURES.finding("text_missing", item=question.code, field="evidence")
    for partner in question.partners:
        if not partner or ";" in partner:
            yield MEASURES.finding("partner_unusable", item=question.code, partner=partner)
    yield from _level_faults(question)


def _level_faults(question: Question) -> Iterator[Finding]:
    if len(question.levels) != len(LEVELS):
        yield MEASURES.finding("levels_count", item=question.code, count=len(question.levels))
    told = [(number, text.casefold()) for number, text in enumerate(question.levels, 1)]
    for number, text in told:
        if not text:
            yield MEASURES.finding("text_missing", item=question.code, field=f"level_{number}")
    for (first, text), (second, other) in combinations([each for each in told if each[1]], 2):
        if text == other:
            yield MEASURES.finding("levels_alike", item=question.code, first=first, second=second)


def _twin_faults(edition: Edition) -> Iterator[Finding]:
    """A text that could stand under any question tells two assessors nothing."""
    asked: dict[str, str] = {}
    described: dict[str, str] = {}
    for question in edition.questions:
        other = asked.setdefault(question.text.casefold(), question.code)
        if other != question.code and question.text:
            yield MEASURES.finding("questions_alike", item=question.code, other=other)
        for level, text in enumerate(question.levels, 1):
            other = described.setdefault(text.casefold(), question.code)
            if other != question.code and text:
                yield MEASURES.finding("level_shared", item=question.code, level=level, other=other)


def _prerequisite_faults(edition: Edition) -> Iterator[Finding]:
    for requirement in edition.requirements:
        seen: set[str] = set()
        for each in requirement.prerequisites:
            at = {"item": requirement.code, "needs": each.needs}
            if each.needs not in edition.requirement_of:
                yield MEASURES.finding("prerequisite_unknown", NOWHERE, **at)
            if each.level not in LEVELS:
                yield MEASURES.finding("prerequisite_level", NOWHERE, **at, level=each.level)
            if each.needs in seen:
                yield MEASURES.finding("prerequisite_twice", NOWHERE, **at)
            if not each.because:
                yield MEASURES.finding("text_missing", item=requirement.code, field="prerequisites")
            seen.add(each.needs)
    for circle in cycles(edition):
        yield MEASURES.finding("prerequisite_cycle", path=" > ".join(circle))
