"""What raters, the State and a meeting write about one question."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from catenary.core.assessment.confidence import Access, SourceKind, Stance
from catenary.core.assessment.evidence import Piece
from catenary.core.measures.model import Answer, AnswerKind, Edition, Question, QuestionKind
from catenary.world.assessments.speech import Speech
from catenary.world.dice import Dice

_MET: Final = frozenset({"Talks", "Interviews", "Interview", "Visit", "Visits", "Separate", "Conversations"})
"""First words of evidence that is not a paper."""
_KINDS: Final = {
    "Court": SourceKind.COURT_DECISION,
    "Rulings": SourceKind.COURT_DECISION,
    "Judgments": SourceKind.COURT_DECISION,
    "Higher-court": SourceKind.COURT_DECISION,
    "Visit": SourceKind.OBSERVATION,
    "Visits": SourceKind.OBSERVATION,
    "Talks": SourceKind.INTERVIEW,
    "Interviews": SourceKind.INTERVIEW,
    "Interview": SourceKind.INTERVIEW,
    "Separate": SourceKind.INTERVIEW,
    "Conversations": SourceKind.INTERVIEW,
}
_AGAINST: Final = (
    SourceKind.CIVIL_SOCIETY,
    SourceKind.MEDIA,
    SourceKind.RESEARCH,
    SourceKind.INTERNATIONAL_REPORT,
    SourceKind.INTERVIEW,
)
_MORE, _SECOND = 0.35, 0.05
"""How often a reason has a third sentence, and a rating a second piece of evidence."""
_DOUBT: Final = 0.12
"""How often something speaks against the level given."""
_OLDEST: Final = timedelta(days=900)


class Writing:
    """The words of one visit, on the day it took place."""

    def __init__(self, edition: Edition, dice: Dice, on: date) -> None:
        self._edition, self._dice, self._on = edition, dice, on
        self._speech = Speech(dice)

    def say(self, about: str, area: str, level: int | None = None) -> str:
        """A sentence of a kind, such as `finding.gap.texts`, about an area."""
        return self._speech.say(about, area=area, level=level)

    def reason(self, question: Question, answer: Answer) -> str:
        """Why a rater gave an answer: what was seen, and what it comes to."""
        if answer.kind is not AnswerKind.LEVEL:
            return self._said(answer.kind.value, question, answer)
        said = [self._seen(question, answer), self._said(f"{question.kind}.{answer}", question, answer)]
        if self._dice.chance(_MORE):
            said.append(self._said("further", question, answer))
        return " ".join(said)

    def evidence(self, question: Question, answer: Answer) -> tuple[Piece, ...]:
        """What a rating rests on, for and against; an answer that is no level may rest on nothing."""
        if answer.kind is not AnswerKind.LEVEL:
            return ()
        return (*self._supporting(question), *self._opposing(question, answer))

    def own_score(self, question: Question, answer: Answer) -> str:
        """What the State writes beside its own score."""
        if answer.kind is not AnswerKind.LEVEL:
            return self._said(answer.kind.value, question, answer)
        high = answer.level is not None and answer.level >= 4
        return self._said("self.higher" if high else "self.plain", question, answer)

    def agreement(self, question: Question, answer: Answer, *, is_unanimous: bool) -> str:
        """Why the meeting agreed on an answer."""
        return self._said("consensus.same" if is_unanimous else "consensus.apart", question, answer)

    def voice(self, question: Question, answer: Answer, *, moves: bool) -> str:
        """Why somebody who had said otherwise moves, or does not."""
        return self._said("consensus.moved" if moves else "consensus.dissent", question, answer)

    def _area(self, question: Question) -> str:
        return self._edition.requirement_of[question.requirement].area

    def _said(self, about: str, question: Question, answer: Answer) -> str:
        return self._speech.say(about, area=self._area(question), level=answer.level)

    def _seen(self, question: Question, answer: Answer) -> str:
        evidence = self._dice.pick(question.evidence)
        about = "seen.met" if evidence.split()[0] in _MET else "seen.paper"
        return self._speech.say(about, area=self._area(question), level=answer.level, evidence=evidence)

    def _supporting(self, question: Question) -> Iterator[Piece]:
        wanted = 2 if self._dice.chance(_SECOND) else 1
        for title in self._dice.shuffled(question.evidence)[:wanted]:
            kind = _kind(question, title)
            access = Access.TEAM if kind is SourceKind.INTERVIEW else self._access()
            yield Piece(kind, Stance.FOR, access, title, self._made_on())

    def _opposing(self, question: Question, answer: Answer) -> Iterator[Piece]:
        if self._dice.chance(_DOUBT):
            kind = self._dice.pick(_AGAINST)
            title = self._said(f"against.{kind}", question, answer)
            yield Piece(kind, Stance.AGAINST, self._access(), title, self._made_on())

    def _access(self) -> Access:
        return self._dice.pick((Access.PUBLIC, Access.PARTIES, Access.PARTIES, Access.TEAM))

    def _made_on(self) -> date | None:
        """Some time before the visit; of some evidence nobody knows."""
        if self._dice.chance(0.1):
            return None
        return self._on - timedelta(days=self._dice.below(_OLDEST.days))


def _kind(question: Question, title: str) -> SourceKind:
    usual = SourceKind.LEGAL_TEXT if question.kind is QuestionKind.LAW else SourceKind.OFFICIAL_RECORD
    return _KINDS.get(title.split(maxsplit=1)[0], usual)
