"""What an edition called complete may never leave out: the threat assessment, the fighters' figures, human rights, civil society.

What was in the latest complete edition stays: neither a requirement of the two areas nor a marked question disappears, and no mark
is taken off, not by way of an incomplete edition in between either.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from catenary.basis.findings import Finding
from catenary.core.measures.model import Edition, Mark, Question
from catenary.core.measures.problems import MEASURES

THREAT_ASSESSMENT: Final = "STR-03"
"""The requirement of a national threat assessment, in every edition under this code."""
FIGHTERS: Final = "PRR-10"
"""The requirement of figures on foreign terrorist fighters, in every edition under this code."""
ALWAYS_ASKED: Final = (THREAT_ASSESSMENT, FIGHTERS)
"""Requirements that every visit of whatever kind asks about."""
PROTECTED_AREAS: Final = ("HUM", "CIV")
"""Areas of which nothing is left out: human rights, civil society."""
PROTECTED_MARKS: Final = frozenset({Mark.HUMAN_RIGHTS, Mark.CIVIL_SOCIETY})


def is_protected(edition: Edition, question: Question) -> bool:
    """Whether a question looks at human rights or civil society, by its own mark or by its area."""
    requirement = edition.requirement_of.get(question.requirement)
    return bool(question.marks & PROTECTED_MARKS) or (
        requirement is not None and requirement.area in PROTECTED_AREAS
    )


def lacking(edition: Edition, earlier: Sequence[Edition] = ()) -> Iterator[Finding]:
    """What keeps an edition from being called complete; nothing for one that is not."""
    if edition.complete:
        yield from _parts_lacking(edition)
    if edition.complete and not edition.follows and any(each.complete for each in earlier):
        yield MEASURES.finding("follows_missing", item=edition.code)
    known = {each.code: each for each in earlier}
    before, fault = _owed_to(edition, known)
    if fault:
        yield fault
    if edition.complete and before:
        yield from _dropped(edition, before)


def _parts_lacking(edition: Edition) -> Iterator[Finding]:
    asked = {each.requirement for each in edition.questions} & edition.requirement_of.keys()
    areas = {edition.requirement_of[code].area for code in asked}
    yield from (
        MEASURES.finding("complete_lacks_area", area=area) for area in PROTECTED_AREAS if area not in areas
    )
    if THREAT_ASSESSMENT not in asked:
        yield MEASURES.finding("complete_lacks_threat", requirement=THREAT_ASSESSMENT)
    if FIGHTERS not in asked:
        yield MEASURES.finding("complete_lacks_fighters", requirement=FIGHTERS)


def _owed_to(edition: Edition, known: Mapping[str, Edition]) -> tuple[Edition | None, Finding | None]:
    """The latest complete edition before this one, else the one it follows; and why that cannot be told, if so."""
    followed = known.get(edition.follows)
    each, seen = edition, {edition.code}
    while each.follows:
        if each.follows in seen:
            return followed, MEASURES.finding("follows_itself", item=edition.code)
        if each.follows not in known:
            return followed, MEASURES.finding("before_missing", follows=each.follows)
        each = known[each.follows]
        if each.complete:
            return each, None
        seen.add(each.code)
    return followed, None


def _dropped(edition: Edition, before: Edition) -> Iterator[Finding]:
    for requirement in before.requirements:
        if requirement.area in PROTECTED_AREAS and not _is_kept(edition, requirement.code):
            yield MEASURES.finding("complete_lacks_requirement", item=requirement.code, before=before.code)
    for question in before.questions:
        if is_protected(before, question):
            yield from _question_dropped(edition, before, question)


def _is_kept(edition: Edition, requirement: str) -> bool:
    """In a protected area still: moved to another, it could be left out the next time."""
    now = edition.requirement_of.get(requirement)
    return now is not None and now.area in PROTECTED_AREAS


def _question_dropped(edition: Edition, before: Edition, question: Question) -> Iterator[Finding]:
    now = edition.question_of.get(question.code)
    if now is None or not is_protected(edition, now):
        yield MEASURES.finding("complete_lacks_question", item=question.code, before=before.code)
        return
    for mark in sorted(question.marks & PROTECTED_MARKS - now.marks):
        yield MEASURES.finding("complete_lost_mark", item=question.code, mark=mark.value, before=before.code)
