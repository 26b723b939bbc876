"""The words of the methodology: areas, requirements with their source, questions with five anchored levels, editions, answers.

Every text is one paragraph: line breaks and runs of blanks are single blanks, so that it is the same in a page, a cell and a form.
Codes of areas, requirements, questions and vignettes share one space of names within an edition.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Final, TypeVar

from attrs import evolve, field, frozen

LEVELS: Final = range(1, 6)
"""The anchored levels: 1 is not in place, 5 is in place, used everywhere it should be, and reviewed."""


class Force(StrEnum):
    """The verb of the operative paragraph; from `DECIDES`, which binds every State, down to practice, which is no obligation."""

    DECIDES = "decides"
    CALLS_UPON = "calls_upon"
    URGES = "urges"
    REQUESTS = "requests"
    ENCOURAGES = "encourages"
    STRESSES = "stresses"
    PRACTICE = "practice"


class Confidence(StrEnum):
    """How sure it is that the requirement says what its source says, at that paragraph."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERIFIED = "verified"
    """The official text of the paragraph was read."""


class QuestionKind(StrEnum):
    """What a question is answered from: texts, what officials do, or what came of it. The three are never mixed."""

    LAW = "law"
    PRACTICE = "practice"
    EFFECT = "effect"


class Mark(StrEnum):
    """What cuts across the areas, where the question itself looks at it."""

    HUMAN_RIGHTS = "human_rights"
    GENDER = "gender"
    CHILDREN = "children"
    CIVIL_SOCIETY = "civil_society"


class ReviewStatus(StrEnum):
    """How far a translation was seen by people."""

    MACHINE_DRAFT = "machine_draft"
    REVIEWED = "reviewed"
    APPROVED = "approved"


class VisitKind(StrEnum):
    """What kind of assessment questions are chosen for."""

    COMPREHENSIVE = "comprehensive"
    FOCUSED = "focused"
    DEEP_DIVE = "deep_dive"
    SCOPING = "scoping"
    JOINT = "joint"
    REGIONAL = "regional"
    FOLLOW_UP = "follow_up"
    HYBRID = "hybrid"
    """Partly on the spot, partly from afar."""
    DESK_REVIEW = "desk_review"
    SELF_ASSESSMENT = "self_assessment"


class AnswerKind(StrEnum):
    """Three things that are never taken for each other."""

    LEVEL = "level"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


def paragraph(text: str) -> str:
    """A text as one paragraph, without blanks around it."""
    return " ".join(text.split())


def _paragraphs(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(paragraph(each) for each in texts)


def _marks(marks: Iterable[Mark]) -> frozenset[Mark]:
    return frozenset(marks)


@frozen
class Source:
    """A resolution or other document by its symbol, and its operative paragraph; an empty paragraph is uncertain."""

    resolution: str = field(converter=paragraph)
    paragraph: str = field(default="", converter=paragraph)


@frozen
class Area:
    """A field of work that States are assessed in, such as border management."""

    code: str
    name: str = field(converter=paragraph)


@frozen
class Prerequisite:
    """What has to stand first: another requirement at a level from 1 to 5, and why."""

    needs: str
    level: int
    because: str = field(converter=paragraph)


@frozen
class Requirement:
    """What a State is asked to have, in this edition's own words, with the source it comes from."""

    code: str
    area: str
    text: str = field(converter=paragraph)
    source: Source
    force: Force
    confidence: Confidence
    also: tuple[Source, ...] = field(default=(), converter=tuple[Source, ...])
    note: str = field(default="", converter=paragraph)
    """What is uncertain about source or wording."""
    prerequisites: tuple[Prerequisite, ...] = field(default=(), converter=tuple[Prerequisite, ...])


@frozen
class Texts:
    """Everything of an area, requirement, question or vignette that people read; what it does not have is empty."""

    text: str = field(converter=paragraph)
    help: str = field(default="", converter=paragraph)
    levels: tuple[str, ...] = field(default=(), converter=_paragraphs)
    not_applicable: str = field(default="", converter=paragraph)
    evidence: tuple[str, ...] = field(default=(), converter=_paragraphs)


@frozen
class Question:
    """One thing an assessor puts to officials, answered by a level whose description both would read alike."""

    code: str
    requirement: str
    kind: QuestionKind
    text: str = field(converter=paragraph)
    levels: tuple[str, ...] = field(converter=_paragraphs)
    """Descriptions of the levels 1 to 5, in this order."""
    help: str = field(default="", converter=paragraph)
    not_applicable: str = field(default="", converter=paragraph)
    """When the question cannot apply to a State; empty where it always applies."""
    evidence: tuple[str, ...] = field(default=(), converter=_paragraphs)
    marks: frozenset[Mark] = field(default=frozenset(), converter=_marks)
    partners: tuple[str, ...] = field(default=(), converter=_paragraphs)
    """Organisations whose field this is."""

    @property
    def texts(self) -> Texts:
        """What of it people read."""
        return Texts(self.text, self.help, self.levels, self.not_applicable, self.evidence)


@frozen
class Vignette:
    """A short invented case that all raters rate, so that their severity can be told apart from a State's level."""

    code: str
    question: str
    case: str = field(converter=paragraph)


@frozen
class Translation:
    """The texts of one area, requirement, question or vignette in another language, and how far people saw them."""

    code: str
    language: str
    texts: Texts
    status: ReviewStatus = ReviewStatus.MACHINE_DRAFT
    by: str = field(default="", converter=paragraph)
    """Who reviewed or approved it."""


_Coded = TypeVar("_Coded", Area, Requirement, Question, Vignette)


def _by_code(items: Iterable[_Coded]) -> Mapping[str, _Coded]:
    found: dict[str, _Coded] = {}
    for each in items:
        found.setdefault(each.code, each)
    return MappingProxyType(found)


def _grouped(items: Iterable[_Coded], owner: Callable[[_Coded], str]) -> Mapping[str, tuple[_Coded, ...]]:
    found: dict[str, list[_Coded]] = {}
    for each in items:
        found.setdefault(owner(each), []).append(each)
    return {code: tuple(group) for code, group in found.items()}


def _along(
    items: Iterable[_Coded], owners: Iterable[str], owner: Callable[[_Coded], str]
) -> tuple[_Coded, ...]:
    places = {code: place for place, code in enumerate(owners)}
    return tuple(sorted(items, key=lambda each: places.get(owner(each), len(places))))


@frozen
class Edition:
    """The whole method at one moment. A frozen edition never changes: every answer names the edition it was given under."""

    code: str
    title: str = field(converter=paragraph)
    areas: tuple[Area, ...] = field(converter=tuple[Area, ...])
    requirements: tuple[Requirement, ...] = field(converter=tuple[Requirement, ...])
    questions: tuple[Question, ...] = field(converter=tuple[Question, ...])
    vignettes: tuple[Vignette, ...] = field(default=(), converter=tuple[Vignette, ...])
    language: str = "en"
    complete: bool = False
    """It promises the whole method: what may never be left out is in it (`checking.faults`)."""
    follows: str = ""
    """Code of the edition before it; empty for a first one."""

    @cached_property
    def area_of(self) -> Mapping[str, Area]:
        """Areas by code; of two alike the first."""
        return _by_code(self.areas)

    @cached_property
    def requirement_of(self) -> Mapping[str, Requirement]:
        """Requirements by code; of two alike the first."""
        return _by_code(self.requirements)

    @cached_property
    def question_of(self) -> Mapping[str, Question]:
        """Questions by code; of two alike the first."""
        return _by_code(self.questions)

    @cached_property
    def vignette_of(self) -> Mapping[str, Vignette]:
        """Vignettes by code; of two alike the first."""
        return _by_code(self.vignettes)

    @cached_property
    def _requirements_by_area(self) -> Mapping[str, tuple[Requirement, ...]]:
        return _grouped(self.requirements, lambda each: each.area)

    @cached_property
    def _questions_by_requirement(self) -> Mapping[str, tuple[Question, ...]]:
        return _grouped(self.questions, lambda each: each.requirement)

    def requirements_in(self, area: str) -> tuple[Requirement, ...]:
        """The requirements of an area, in the edition's order."""
        return self._requirements_by_area.get(area, ())

    def questions_about(self, requirement: str) -> tuple[Question, ...]:
        """The questions of a requirement, in the edition's order."""
        return self._questions_by_requirement.get(requirement, ())

    def arranged(self) -> "Edition":
        """The same with requirements in the order of their areas, questions in that of their requirements, cases in that of theirs.

        What belongs to nothing in the edition comes last.
        """
        requirements = _along(self.requirements, self.area_of, lambda each: each.area)
        questions = _along(self.questions, _by_code(requirements), lambda each: each.requirement)
        vignettes = _along(self.vignettes, _by_code(questions), lambda each: each.question)
        return evolve(self, requirements=requirements, questions=questions, vignettes=vignettes)

    def texts_of(self, code: str) -> Texts:
        """What people read under a code. Raises KeyError for a code that the edition does not have."""
        if code in self.question_of:
            return self.question_of[code].texts
        if code in self.requirement_of:
            return Texts(self.requirement_of[code].text)
        if code in self.area_of:
            return Texts(self.area_of[code].name)
        return Texts(self.vignette_of[code].case)


@frozen
class Answer:
    """What is said to one question: a level, that it cannot apply, or that it is not known. Unknown is never level 1."""

    kind: AnswerKind
    level: int | None = None

    def __attrs_post_init__(self) -> None:
        if (self.kind is AnswerKind.LEVEL) != (self.level is not None):
            raise ValueError("a level belongs to the answer `level` alone")
        if self.level is not None and self.level not in LEVELS:
            raise ValueError(f"not a level from 1 to 5: {self.level}")

    @classmethod
    def at(cls, level: int) -> "Answer":
        """A level from 1 to 5. Raises ValueError for another."""
        return cls(AnswerKind.LEVEL, level)

    @classmethod
    def parse(cls, text: str) -> "Answer":
        """Read `1` to `5`, `not_applicable` or `unknown`. Raises ValueError for anything else, nothing at all included."""
        kind = text.strip().casefold()
        if kind in {AnswerKind.NOT_APPLICABLE, AnswerKind.UNKNOWN}:
            return cls(AnswerKind(kind))
        if kind in {str(level) for level in LEVELS}:
            return cls.at(int(kind))
        raise ValueError(f"not an answer: {text!r}")

    def __str__(self) -> str:
        return self.kind.value if self.level is None else str(self.level)


NOT_APPLICABLE: Final = Answer(AnswerKind.NOT_APPLICABLE)
UNKNOWN: Final = Answer(AnswerKind.UNKNOWN)
