"""Which questions a visit asks: what its kind asks for, what was chosen, and what no visit may leave out.

Whatever its kind, a visit asks for the State's threat assessment and its figures on foreign terrorist fighters. Questions that look
at human rights or civil society are not left out of what a visit asks about, and a comprehensive visit asks about everything.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from catenary.basis.findings import Finding
from catenary.core.measures.model import Edition, Question, VisitKind
from catenary.core.measures.obligations import ALWAYS_ASKED, is_protected
from catenary.core.measures.problems import MEASURES


class Scope(StrEnum):
    """How far a kind of visit asks."""

    WHOLE = "whole"
    """About every area; nothing narrower can be chosen."""
    WHOLE_OR_CHOSEN = "whole_or_chosen"
    """About what was chosen, and about every area where nothing was."""
    CHOSEN = "chosen"


SCOPES: Final[Mapping[VisitKind, Scope]] = {
    VisitKind.COMPREHENSIVE: Scope.WHOLE,
    VisitKind.JOINT: Scope.WHOLE_OR_CHOSEN,
    VisitKind.HYBRID: Scope.WHOLE_OR_CHOSEN,
    VisitKind.DESK_REVIEW: Scope.WHOLE_OR_CHOSEN,
    VisitKind.SELF_ASSESSMENT: Scope.WHOLE_OR_CHOSEN,
    VisitKind.FOCUSED: Scope.CHOSEN,
    VisitKind.DEEP_DIVE: Scope.CHOSEN,
    VisitKind.SCOPING: Scope.CHOSEN,
    VisitKind.REGIONAL: Scope.CHOSEN,
    VisitKind.FOLLOW_UP: Scope.CHOSEN,
}


class Why(StrEnum):
    """Why a question is asked; of several reasons the first here."""

    ALWAYS = "always"
    """Every visit asks it: threat assessment, figures of foreign terrorist fighters."""
    SAFEGUARD = "safeguard"
    """It looks at human rights or civil society in what the visit asks about."""
    WHOLE = "whole"
    CHOSEN = "chosen"


def _codes(codes: Iterable[str]) -> frozenset[str]:
    return frozenset(codes)


@frozen
class Choice:
    """What somebody chose for a visit: areas and requirements by code, and questions of them to leave out."""

    kind: VisitKind
    areas: frozenset[str] = field(default=frozenset(), converter=_codes)
    requirements: frozenset[str] = field(default=frozenset(), converter=_codes)
    without: frozenset[str] = field(default=frozenset(), converter=_codes)


@frozen
class Asked:
    """A question that a visit asks, and why."""

    code: str
    why: Why


@frozen
class Selection:
    """The questions of a visit in the edition's order, and what of the choice could not be followed."""

    questions: tuple[Asked, ...]
    findings: tuple[Finding, ...]
    """Errors: with any of them no visit begins."""


def select(edition: Edition, choice: Choice) -> Selection:
    """The questions that a visit asks. What may not be left out is asked whatever the choice says, and the findings tell."""
    asked = [Asked(each.code, why) for each in edition.questions if (why := _why(edition, choice, each))]
    return Selection(tuple(asked), (*_choice_faults(edition, choice), *_left_out_faults(edition, choice)))


def _why(edition: Edition, choice: Choice, question: Question) -> Why | None:
    """Why a question is asked; None where it is not."""
    if question.requirement in ALWAYS_ASKED:
        return Why.ALWAYS
    if not _is_in_scope(edition, choice, question):
        return None
    if is_protected(edition, question):
        return Why.SAFEGUARD
    if question.code in choice.without:
        return None
    return Why.WHOLE if _is_whole(choice) else Why.CHOSEN


def _is_whole(choice: Choice) -> bool:
    scope = SCOPES[choice.kind]
    is_chosen = bool(choice.areas or choice.requirements)
    return scope is Scope.WHOLE or (scope is Scope.WHOLE_OR_CHOSEN and not is_chosen)


def _is_in_scope(edition: Edition, choice: Choice, question: Question) -> bool:
    if _is_whole(choice) or question.requirement in choice.requirements:
        return True
    requirement = edition.requirement_of.get(question.requirement)
    return requirement is not None and requirement.area in choice.areas


def _choice_faults(edition: Edition, choice: Choice) -> Iterator[Finding]:
    known: tuple[tuple[str, frozenset[str], Iterable[str]], ...] = (
        ("area", choice.areas, edition.area_of),
        ("requirement", choice.requirements, edition.requirement_of),
        ("question", choice.without, edition.question_of),
    )
    for kind, chosen, there in known:
        for code in sorted(chosen.difference(there)):
            yield MEASURES.finding("chosen_unknown", kind=kind, item=code)
    is_chosen = bool(choice.areas or choice.requirements)
    if SCOPES[choice.kind] is Scope.CHOSEN and not is_chosen:
        yield MEASURES.finding("nothing_chosen")
    if SCOPES[choice.kind] is Scope.WHOLE and is_chosen:
        yield MEASURES.finding("whole_not_chosen")


def _left_out_faults(edition: Edition, choice: Choice) -> Iterator[Finding]:
    asked = {each.requirement for each in edition.questions}
    for requirement in ALWAYS_ASKED:
        if requirement not in asked:
            yield MEASURES.finding("always_missing", requirement=requirement)
    for question in edition.questions:
        if question.code not in choice.without:
            continue
        if question.requirement in ALWAYS_ASKED:
            yield MEASURES.finding("always_asked", item=question.code)
        elif _is_in_scope(edition, choice, question) and is_protected(edition, question):
            yield MEASURES.finding("safeguard_asked", item=question.code)
