"""The meeting after ratings were shown: one answer is agreed, who moved says why, and who keeps another view is heard.

Nobody's rating is changed by it. Each whose rating was another than what was agreed is accounted for, moved or not.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from attrs import field, frozen

from catenary.basis.findings import Finding, ProblemError
from catenary.core.assessment.panel_problems import CONSENSUS, RATING
from catenary.core.assessment.rating_flow import Panel, against_answer, demand_shown
from catenary.core.measures.model import Answer, Question, paragraph


class VoiceKind(StrEnum):
    """What became of a rating that was another."""

    MOVED = "moved"
    DISSENT = "dissent"
    """The rater keeps their view; it stays beside what was agreed, for good."""


@frozen
class Voice:
    """One rater in the meeting."""

    rater: str
    kind: VoiceKind
    why: str = field(converter=paragraph)


@frozen
class Consensus:
    """What the meeting agreed, why, and how those came to it who had said otherwise."""

    answer: Answer
    reason: str = field(converter=paragraph)
    voices: Sequence[Voice] = ()


def against(
    panel: Panel, question: Question, ratings: Mapping[str, Answer], agreed: Consensus
) -> Finding | None:
    """What speaks against an agreement; `ratings` are those that stand, by rater. Nothing where it can be entered."""
    if panel.agreed:
        return RATING.finding("agreed_already")
    if not panel.shown:
        return RATING.finding("not_shown", missing=panel.waiting)
    if panel.stopped:
        return RATING.finding("stopped")
    if not agreed.reason:
        return RATING.finding("reason_missing")
    return against_answer(question, agreed.answer) or _against_voices(ratings, agreed)


def demand_agreement(
    panel: Panel, question: Question, ratings: Mapping[str, Answer], agreed: Consensus
) -> None:
    """Go on only if it can be entered. Raises ProblemError with what speaks against it."""
    if (found := against(panel, question, ratings, agreed)) is not None:
        raise ProblemError(found)


def demand_dissent(
    panel: Panel, rater: str, ratings: Mapping[str, Answer], agreed: Consensus, why: str
) -> None:
    """Whether a rater may add their own other view after the meeting.

    Raises ProblemError `rating.not_shown`, `consensus.not_agreed`, `.voice_unknown`, `.voice_needless`, `.dissent_already`,
    `.voice_without_reason`.
    """
    demand_shown(panel)
    if not panel.agreed:
        raise CONSENSUS.problem("not_agreed")
    if rater not in ratings:
        raise CONSENSUS.problem("voice_unknown")
    if ratings[rater] == agreed.answer:
        raise CONSENSUS.problem("voice_needless")
    if any(each.rater == rater and each.kind is VoiceKind.DISSENT for each in agreed.voices):
        raise CONSENSUS.problem("dissent_already")
    if not why.strip():
        raise CONSENSUS.problem("voice_without_reason")


def others(ratings: Mapping[str, Answer], agreed: Answer) -> frozenset[str]:
    """Raters whose rating was another than the agreed answer."""
    return frozenset(rater for rater, answer in ratings.items() if answer != agreed)


def _against_voices(ratings: Mapping[str, Answer], agreed: Consensus) -> Finding | None:
    heard, expected = {each.rater for each in agreed.voices}, others(ratings, agreed.answer)
    if heard - ratings.keys():
        return CONSENSUS.finding("voice_unknown")
    if heard - expected:
        return CONSENSUS.finding("voice_needless")
    if expected - heard:
        return CONSENSUS.finding("voice_missing", missing=len(expected - heard))
    silent = not all(each.why for each in agreed.voices)
    return CONSENSUS.finding("voice_without_reason") if silent else None
