"""What was written on a laptop comes back into what stands at the hub: field by field, from what both began with.

Changed on one side only is taken, changed to the same is nothing, changed on both is a conflict that its writer decides. Evidence is
a set of pieces: each is added or removed by itself, so that pieces never contradict each other. Whatever cannot enter is said why.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from attrs import evolve, field, frozen

from catenary.basis.findings import Finding
from catenary.core.assessment.evidence import Piece
from catenary.core.assessment.pack_problems import PACK
from catenary.core.assessment.rating_flow import Panel, against_writing
from catenary.core.measures.model import Answer


class PackField(StrEnum):
    """The parts of a draft that two sides can have changed apart."""

    ANSWER = "answer"
    REASON = "reason"


class Kept(StrEnum):
    """Which side stands where both changed a field."""

    LAPTOP = "laptop"
    HUB = "hub"


@frozen
class Named:
    """A piece of evidence; one that is a signed counts file is known by the digest of that file."""

    piece: Piece
    counts_digest: str = ""


def _trimmed(text: str) -> str:
    """Without blanks around it; browsers end lines with two characters where programs write one."""
    return text.replace("\r\n", "\n").strip()


def _as_set(evidence: Iterable[Named]) -> frozenset[Named]:
    return frozenset(evidence)


@frozen
class Words:
    """A reason, and the language it was written in; the same words in another language of the page are the same."""

    text: str = field(default="", converter=_trimmed)
    language: str = field(default="", eq=False)


@frozen
class Draft:
    """What a rater wrote on one question so far; an empty one stands for none."""

    answer: Answer | None = None
    reason: Words = Words()
    evidence: frozenset[Named] = field(default=frozenset(), converter=_as_set)


Drafts = Mapping[str, Draft]
"""Drafts by the codes of their questions."""


@frozen
class Merged:
    """One question after both sides met: where they contradict each other, the hub's stands until it is decided."""

    question: str
    draft: Draft
    theirs: Draft
    ours: Draft
    conflicts: tuple[PackField, ...] = ()

    @property
    def changes(self) -> bool:
        """The hub would have to write something."""
        return self.draft != self.ours

    def decided(self, choices: Mapping[PackField, Kept]) -> "Merged":
        """With the laptop's in the fields for which it was chosen. Raises ProblemError `pack.choice_missing`."""
        if any(each not in choices for each in self.conflicts):
            raise PACK.problem("choice_missing")
        draft = self.draft
        for each in self.conflicts:
            if choices[each] is Kept.LAPTOP:
                draft = _with(draft, each, self.theirs)
        return evolve(self, draft=draft, conflicts=())


@frozen
class Saved:
    """One state of a file of answers: which opening of the pack saved it, and how often it had been saved by then."""

    copy: str
    revision: int


Trail = tuple[Saved, ...]
"""A state, last, and those it went on from: where each opening of the pack took over from the one before."""


def goes_on_from(trail: Trail, before: Trail) -> bool:
    """Whether a state has another behind it, or is that one; of two that went on apart from the same state neither has."""
    return any(each.copy == before[-1].copy and each.revision >= before[-1].revision for each in trail)


def newest_behind(trail: Trail, states: Iterable[Trail]) -> Trail | None:
    """Of some states the one that a state went on from last; None where it went on from none of them."""
    place = {each.copy: at for at, each in enumerate(trail)}
    behind = (each for each in states if goes_on_from(trail, each))
    return max(behind, key=lambda each: (place[each[-1].copy], each[-1].revision), default=None)


def is_overtaken(trail: Trail, states: Iterable[Trail]) -> bool:
    """One of the states went on from it."""
    return any(goes_on_from(each, trail) and not goes_on_from(trail, each) for each in states)


def merge_drafts(base: Drafts, theirs: Drafts, ours: Drafts) -> tuple[Merged, ...]:
    """Every question that the laptop changed since `base`, in the order of their codes."""
    asked = sorted({*base, *theirs})
    return tuple(
        merge_draft(code, _of(base, code), _of(theirs, code), _of(ours, code))
        for code in asked
        if _of(base, code) != _of(theirs, code)
    )


def merge_draft(question: str, base: Draft, theirs: Draft, ours: Draft) -> Merged:
    """One question: `base` is what both began with, `theirs` the laptop's, `ours` the hub's."""
    draft, conflicts = ours, []
    for each in PackField:
        began, there, here = (_value(side, each) for side in (base, theirs, ours))
        if there in (began, here):
            continue
        if here == began:
            draft = _with(draft, each, theirs)
        else:
            conflicts.append(each)
    added, removed = theirs.evidence - base.evidence, base.evidence - theirs.evidence
    draft = evolve(draft, evidence=(ours.evidence | added) - removed)
    return Merged(question, draft, theirs, ours, tuple(conflicts))


def settled(base: Drafts, theirs: Drafts, entered: Iterable[str]) -> dict[str, Draft]:
    """What both sides have in common afterwards: the laptop's where it entered, and what they began with elsewhere."""
    found = dict(base)
    for code in entered:
        found[code] = _of(theirs, code)
    return found


def against_entering(
    panel: Panel | None, rater: str, *, on_team: bool, digests: tuple[str, str]
) -> Finding | None:
    """Why a draft does not enter, nothing where it does. `digests`: of the words it was written under, and of those asked by now.

    `pack.off_team`, `.question_gone`, `.words_changed`, or what speaks against writing on the rating (`rating_flow.against_writing`).
    """
    if not on_team:
        return PACK.finding("off_team")
    if panel is None:
        return PACK.finding("question_gone")
    if digests[0] != digests[1]:
        return PACK.finding("words_changed")
    return against_writing(panel, rater)


def _of(drafts: Drafts, code: str) -> Draft:
    return drafts.get(code, Draft())


def _value(draft: Draft, which: PackField) -> Answer | Words | None:
    return draft.answer if which is PackField.ANSWER else draft.reason


def _with(draft: Draft, which: PackField, other: Draft) -> Draft:
    """The draft with one field of another."""
    if which is PackField.ANSWER:
        return evolve(draft, answer=other.answer)
    return evolve(draft, reason=other.reason)
