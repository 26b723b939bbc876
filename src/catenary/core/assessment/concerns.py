"""The first concerns of an assessment: proposed in an order that gives its reasons, chosen by people, five at most."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from catenary.core.assessment.findings import CONCERNS, FindingKind
from catenary.core.assessment.findings_problems import FINDINGS
from catenary.core.measures.model import LEVELS, Edition, Force
from catenary.core.measures.prerequisites import unlocks

MOST: Final = 5
"""The short assessment names so many concerns."""
_FORCES: Final = {force: place for place, force in enumerate(Force)}


@frozen
class Weighed:
    """What is known of a finding when concerns are ordered: its id, what it is, about what, at which level."""

    id: str
    kind: FindingKind
    requirement: str
    level: int | None = None


@frozen
class Concern:
    """A finding in its proposed place, with the reasons for it in the order in which they count."""

    finding: Weighed
    force: Force
    level: int | None
    holds_up: tuple[str, ...] = field(converter=tuple[str, ...])
    """Requirements that cannot work before this one does."""
    need: float
    """Share of the area in the State's whole shortfall, 0 to 1; 0 where it is not known."""


def proposed(
    edition: Edition, findings: Iterable[Weighed], need: Mapping[str, float] | None = None
) -> tuple[Concern, ...]:
    """Gaps and risks in the order in which they are proposed as concerns; other kinds are left out.

    Binding paragraphs come before others; then what holds up most other requirements; then the lower level; then the area of
    the greater need (`needs.needs`, by area); then the edition's order.
    """
    weighed = [_weigh(edition, each, need or {}) for each in findings if each.kind in CONCERNS]
    places = {code: place for place, code in enumerate(edition.requirement_of)}
    return tuple(sorted(weighed, key=lambda each: (*_order(each), places[each.finding.requirement])))


def demand_chosen(findings: Mapping[str, FindingKind], chosen: Sequence[str]) -> None:
    """Refuse a choice of concerns that cannot be: raises ProblemError `findings.concern_*`.

    `findings` are those that people took up, by id; `chosen` are ids, the first concern first.
    """
    if len(chosen) > MOST:
        raise FINDINGS.problem("concern_too_many", most=MOST)
    if len(set(chosen)) < len(chosen):
        raise FINDINGS.problem("concern_twice")
    for each in chosen:
        if each not in findings:
            raise FINDINGS.problem("concern_not_taken_up")
        if findings[each] not in CONCERNS:
            raise FINDINGS.problem("concern_of_kind", kind=findings[each].value)


def _weigh(edition: Edition, each: Weighed, need: Mapping[str, float]) -> Concern:
    requirement = edition.requirement_of[each.requirement]
    return Concern(
        each,
        requirement.force,
        each.level,
        unlocks(edition, each.requirement),
        need.get(requirement.area, 0.0),
    )


def _order(each: Concern) -> tuple[bool, int, int, int, float]:
    level = LEVELS[-1] if each.level is None else each.level
    binding = each.force is Force.DECIDES
    return (not binding, -len(each.holds_up), level, _FORCES[each.force], -each.need)
