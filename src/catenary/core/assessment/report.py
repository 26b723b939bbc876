"""How a report is put together, numbered, cited, and released section by section."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import evolve, field, frozen

from catenary.basis.findings import Finding, ProblemError
from catenary.core.assessment.findings import FindingKind
from catenary.core.assessment.report_model import (
    LETTERS,
    Block,
    FindingTold,
    Numbered,
    Report,
    ReportKind,
    Section,
    SectionKind,
    section_key,
)
from catenary.core.assessment.report_problems import REPORT
from catenary.core.assessment.visit_words import Publication

_S = SectionKind
ORDER: Final[Mapping[ReportKind, tuple[SectionKind, ...]]] = {
    ReportKind.SHORT: (
        _S.FACTS,
        _S.NARRATIVE,
        _S.PROFILE,
        _S.CONCERNS,
        _S.PROGRESS,
        _S.ASSISTANCE,
        _S.METHOD,
        _S.OBSERVATIONS,
    ),
    ReportKind.FULL: (
        _S.FACTS,
        _S.NARRATIVE,
        _S.PROFILE,
        _S.CONCERNS,
        _S.PROGRESS,
        _S.AREA,
        _S.FOLLOW_UP,
        _S.ROADMAP,
        _S.ASSISTANCE,
        _S.METHOD,
        _S.OBSERVATIONS,
        _S.FIGURES,
        _S.ANSWERS,
    ),
    ReportKind.REPLY: (_S.FACTS, _S.NARRATIVE, _S.REPLIES, _S.ASSISTANCE),
    ReportKind.SUMMARY: (_S.FACTS, _S.PROFILE, _S.CONCERNS, _S.METHOD),
}
"""The sections of each kind of report, in their order; only those of areas come more than once."""
NEEDED: Final[Mapping[ReportKind, frozenset[SectionKind]]] = {
    ReportKind.SHORT: frozenset({_S.CONCERNS, _S.METHOD}),
    ReportKind.FULL: frozenset({_S.CONCERNS, _S.METHOD, _S.OBSERVATIONS}),
    ReportKind.REPLY: frozenset({_S.REPLIES}),
    ReportKind.SUMMARY: frozenset({_S.CONCERNS, _S.METHOD}),
}
"""What is never left out: what weighs most, how it was found out, and in the full report what the State says to it."""
_REFERENCE: Final = re.compile(r"(?P<section>[1-9]\d*)(\.(?P<block>[1-9]\d*))?|(?P<label>[GRSPQ][1-9]\d*)")


@frozen
class Part:
    """A section before it is numbered: its title and blocks, in the report's language."""

    kind: SectionKind
    title: str
    blocks: tuple[Block, ...] = field(converter=tuple[Block, ...])
    about: str = ""

    @property
    def key(self) -> str:
        """As `Section.key`."""
        return section_key(self.kind, self.about)


def faults(kind: ReportKind, parts: Sequence[Part]) -> tuple[Finding, ...]:
    """What keeps these parts from being a report of this kind; empty where they are one."""
    found = [
        REPORT.finding("section_foreign", section=each.key) for each in parts if each.kind not in ORDER[kind]
    ]
    keys = [each.key for each in parts]
    found += [
        REPORT.finding("section_twice", section=key) for key in dict.fromkeys(keys) if keys.count(key) > 1
    ]
    lacking = sorted(NEEDED[kind] - {each.kind for each in parts})
    found += [REPORT.finding("section_missing", section=each.value) for each in lacking]
    found += [
        REPORT.finding("area_unnamed", section=each.key)
        for each in parts
        if (each.kind is SectionKind.AREA) != bool(each.about)
    ]
    return tuple(found)


def compose(frame: Report, parts: Sequence[Part]) -> Report:
    """The frame with its parts as numbered sections, in the order of its kind; areas stay in the order given.

    Raises ProblemError with the first of `faults`, ValueError for a paper that is no report.
    """
    kind = ReportKind(frame.kind)
    for fault in faults(kind, parts):
        raise ProblemError(fault)
    places = {each: place for place, each in enumerate(ORDER[kind])}
    ordered = sorted(parts, key=lambda each: places[each.kind])
    return evolve(frame, sections=tuple(_numbered(each, place) for place, each in enumerate(ordered, 1)))


def _numbered(part: Part, number: int) -> Section:
    return Section.of(part.kind, number, part.title, part.blocks, part.about)


def labels(findings: Iterable[tuple[str, FindingKind]]) -> Mapping[str, str]:
    """The label of each finding of a visit, by its id: its kind's letter, and its place among its kind in the order given."""
    counts: dict[FindingKind, int] = {}
    found: dict[str, str] = {}
    for each, kind in findings:
        counts[kind] = counts.get(kind, 0) + 1
        found[each] = f"{LETTERS[kind]}{counts[kind]}"
    return found


def is_reference(text: str) -> bool:
    """Whether a text is written as a reference: `3`, `3.4` or `G2`."""
    return _REFERENCE.fullmatch(text) is not None


def find(report: Report, reference: str) -> Section | Numbered | None:
    """What a reference names; None where the report, or what is released of it, does not have it."""
    for section in report.sections:
        if reference == str(section.number):
            return section
        for each in section.blocks:
            if reference in {each.number, getattr(each.block, "label", "")}:
                return each
    return None


def findings_in(report: Report) -> tuple[FindingTold, ...]:
    """Every finding told, each once, in reading order."""
    told = (each.block for section in report.sections for each in section.blocks)
    return tuple({each.label: each for each in told if isinstance(each, FindingTold)}.values())


def _keys(keys: Iterable[str]) -> frozenset[str]:
    return frozenset(keys)


@frozen
class Decision:
    """What the State decided about one report: all, some sections by their keys, or none."""

    extent: Publication
    sections: frozenset[str] = field(default=frozenset(), converter=_keys)


def decision_faults(report: Report, decision: Decision) -> tuple[Finding, ...]:
    """What is wrong with a decision; empty where it can be carried out."""
    keys = {each.key for each in report.sections}
    unknown = sorted(decision.sections - keys)
    found = [REPORT.finding("release_unknown", section=each) for each in unknown]
    if decision.extent is Publication.PARTIAL and not decision.sections:
        found.append(REPORT.finding("release_names_nothing"))
    if decision.extent is not Publication.PARTIAL and decision.sections:
        found.append(REPORT.finding("release_names_sections"))
    return tuple(found)


def released(report: Report, decision: Decision) -> Report | None:
    """What may be seen of a report, sections under the numbers they always had; None where nothing may.

    Raises ProblemError with the first of `decision_faults`.
    """
    for fault in decision_faults(report, decision):
        raise ProblemError(fault)
    if decision.extent is Publication.NONE:
        return None
    if decision.extent is Publication.FULL:
        return report
    kept = tuple(each for each in report.sections if each.key in decision.sections)
    withheld = tuple(each.number for each in report.sections if each.key not in decision.sections)
    return evolve(report, sections=kept, withheld=(*report.withheld, *withheld))
